"""A company's facts, put right by the office: a name misspelt in a nomination, a county, a website."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.competition.forms_office import CompanyForm
from forebild.competition.queries_office import office_cases, office_entries
from forebild.competition.views.office.finders import organisation_of_run
from forebild.people.models import Organisation
from forebild.people.requests import PersonRequest
from forebild.people.services.organisations import correct_organisation
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.ORGANISATION_CORRECT, find=organisation_of_run)
def organisation_correct(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """What is known of the company. Posted: put it right."""
    back, name = _back(request, organisation), organisation.name
    form = CompanyForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            correct_organisation(actor=request.user, organisation=organisation, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The company's details are corrected."))
            return redirect(back)
    context = {
        "company": name,
        "form": form,
        "back": back,
        "editor_count": organisation.memberships.current().count(),
    }
    return render(request, "competition/office/organisation_correct.html", context)


def _back(request: PersonRequest, organisation: Organisation) -> str:
    """To the company's entry, else to its nominations."""
    edition = organisation.wanted_edition  # type: ignore[attr-defined]  # see the finder
    entry = office_entries(request.user, edition).filter(organisation=organisation).first()
    if entry:
        return reverse("competition:office_entry", args=[edition.year, entry.public_id])
    case = office_cases(request.user, edition).get(organisation=organisation)
    return reverse("competition:case", args=[edition.year, case.public_id])
