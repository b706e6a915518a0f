"""Where a sitting belongs: by mail or by one's account; and who counts as alike."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.assessment.forms.saving import AccountForm, FactsForm, SaveForm
from forebild.assessment.models import Assessment
from forebild.assessment.queries.sittings import sitting_of_link
from forebild.assessment.services import saving as services
from forebild.assessment.services.opening import SITTING
from forebild.assessment.views.sittings import Sitting, sitting_at
from forebild.people.models import Organisation
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(SITTING)
def save(request: HttpRequest, link: Link) -> HttpResponse:
    """The form; then that a letter is on its way, or that it is saved."""
    found = sitting_at(request, link)
    if found.assessment.is_saved:
        return redirect("assessment:sitting", token=found.token)
    form = _form(request)
    if request.method == "POST" and form.is_valid() and _saved(request, found, form):
        if isinstance(form, AccountForm):
            messages.success(request, _("It is saved. You find it on your page."))
            return redirect("assessment:sitting", token=found.token)
        return redirect(request.path)
    context = {"sitting": found, "form": form, "asked_to": found.assessment.email}
    return render(request, "assessment/save.html", context)


def _form(request: HttpRequest) -> SaveForm | AccountForm:
    if not request.user.is_authenticated:
        return SaveForm(request.POST or None)
    own = Organisation.objects.for_actor(request.user).order_by("name_order", "pk")
    return AccountForm(request.POST or None, own=list(own))


def _saved(request: HttpRequest, found: Sitting, form: SaveForm | AccountForm) -> bool:
    typed: dict[str, Any] = form.cleaned_data
    try:
        if isinstance(form, AccountForm):
            services.save_to_account(
                actor=request.user,
                assessment=found.assessment,
                organisation=form.organisation(),
                company=typed["company"],
                number=typed["number"],
            )
        else:
            services.ask_to_save(assessment=found.assessment, **typed)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True


@safe_link(services.CONFIRM)
def confirm(request: HttpRequest, link: Link) -> HttpResponse:
    """From the mail: one button, and it is saved."""
    assessment = sitting_of_link(link.subject_id)
    if assessment is None:
        raise Http404
    if request.method == "POST":
        _assessment, token = services.confirm_saving(link=link)
        messages.success(request, _("It is saved. The way back to it has been sent to you by mail."))
        return redirect("assessment:sitting", token=token)
    return render(request, "assessment/confirm.html", {"assessment": assessment})


@safe_link(SITTING)
def facts(request: HttpRequest, link: Link) -> HttpResponse:
    """Size, industry, county: with whom one is compared."""
    found = sitting_at(request, link)
    form = FactsForm(request.POST or None, initial=_facts_of(found.assessment))
    if request.method == "POST" and form.is_valid():
        try:
            services.state_facts(assessment=found.assessment, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("assessment:sitting", token=found.token)
    return render(request, "assessment/facts.html", {"sitting": found, "form": form})


def _facts_of(assessment: Assessment) -> dict[str, str]:
    return {name: getattr(assessment, name) for name in ("size", "division", "county")}
