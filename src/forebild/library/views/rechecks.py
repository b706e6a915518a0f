"""What the company opens a year later: is the story still right, and what has happened since?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forebild.library.forms_life import RecheckForm
from forebild.library.models import Recheck
from forebild.library.purposes import RECHECK
from forebild.library.services import recheck_answers as services
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(RECHECK)
def example_recheck(request: HttpRequest, link: Link) -> HttpResponse:
    """Answer; taking it back is asked about once more."""
    recheck = services.recheck_of(link)
    form = RecheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == Recheck.Answer.TAKE_BACK and "sure" not in request.POST:
            return _page(request, recheck, form, is_asked_twice=bool(form.cleaned_data["text"].strip()))
        if (answered := _answered(link, form)) is not None:
            return render(request, "library/recheck_done.html", {"recheck": answered})
    return _page(request, recheck, form)


def _answered(link: Link, form: RecheckForm) -> Recheck | None:
    said = form.cleaned_data
    try:
        return services.answer_recheck(
            link=link, answer=said["answer"], name=said["name"], text=said["text"], told=form.told()
        )
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
        return None


def _page(
    request: HttpRequest, recheck: Recheck, form: RecheckForm, is_asked_twice: bool = False
) -> HttpResponse:
    years = services.years_since(recheck)
    context: dict[str, Any] = {
        "recheck": recheck,
        "example": recheck.example,
        "form": form,
        "years": years,
        "tells_more": bool(years) and recheck.example.state == "published",
        "is_open": recheck.ended_at is None and recheck.example.state != "withdrawn",
        "is_asked_twice": is_asked_twice,
    }
    return render(request, "library/example_recheck.html", context)
