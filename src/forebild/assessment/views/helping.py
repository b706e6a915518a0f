"""Asking for an adviser from one's result."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from forebild.assessment.forms.helping import AdviserForm
from forebild.assessment.services.helping import ask_adviser
from forebild.assessment.services.opening import SITTING
from forebild.assessment.views.sittings import Sitting, sitting_at
from forebild.outcomes.queries.follow_ups import asked_elsewhere, consent_shown
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(SITTING)
def adviser(request: HttpRequest, link: Link) -> HttpResponse:
    """The form; or that one has asked, and how it is taken back."""
    found = sitting_at(request, link)
    language = get_language() or "sv"
    form = AdviserForm(
        request.POST or None,
        consent=consent_shown(language),
        initial={"name": found.answering.name},
    )
    if request.method == "POST" and form.is_valid() and _asked(found, form, language):
        return redirect(request.path)
    assessment = found.assessment
    asked = asked_elsewhere(assessment.programme, assessment.email) if assessment.is_saved else None
    return render(request, "assessment/adviser.html", {"sitting": found, "form": form, "asked": asked})


def _asked(found: Sitting, form: AdviserForm, language: str) -> bool:
    try:
        ask_adviser(assessment=found.assessment, language=language, **form.cleaned_data)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return False
    return True
