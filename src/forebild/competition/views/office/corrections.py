"""The wording of a published citation: put another one forward, approve it, take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.competition.forms_office import CitationForm
from forebild.competition.models import Award, CitationCorrection
from forebild.competition.services import corrections
from forebild.competition.views.office.finders import award_of_run, correction_of_run
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may


def _back(award: Award) -> HttpResponse:
    return redirect(
        "competition:entry_citation", edition_year=award.edition.year, entry_id=award.entry.public_id
    )


@page(Permission.CITATION_CORRECT, find=award_of_run)
def entry_citation(request: PersonRequest, award: Award) -> HttpResponse:
    """The citation as it is published, a correction that waits, and those before. Posted: propose one."""
    form = CitationForm(request.POST or None, award=award)
    if request.method == "POST" and form.is_valid():
        try:
            corrections.propose_correction(actor=request.user, award=award, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(
                request, _("The correction waits for a second person. Nothing public has changed.")
            )
            return _back(award)
    rows = list(award.corrections.select_related("award__edition", "proposed_by", "settled_by"))
    waiting = next((each for each in rows if each.state == "proposed"), None)
    context = {
        "award": award,
        "entry": award.entry,
        "form": form,
        "waiting": waiting,
        "may_approve": waiting is not None
        and may(request.user, Permission.CITATION_APPROVE, waiting).allowed,
        "settled": [each for each in rows if each is not waiting],
    }
    return render(request, "competition/office/entry_citation.html", context)


@page(Permission.CITATION_APPROVE, find=correction_of_run)
@require_POST
def citation_approve(request: PersonRequest, correction: CitationCorrection) -> HttpResponse:
    """The second person."""
    corrections.approve_correction(actor=request.user, correction=correction)
    messages.success(request, _("The citation is corrected on all public pages."))
    return _back(correction.award)


@page(Permission.CITATION_CORRECT, find=correction_of_run)
@require_POST
def citation_retract(request: PersonRequest, correction: CitationCorrection) -> HttpResponse:
    """Take the proposal back."""
    corrections.retract_correction(actor=request.user, correction=correction)
    messages.success(request, _("The correction is taken back. Nothing public has changed."))
    return _back(correction.award)
