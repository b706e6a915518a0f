"""The questions, a page at a time: the company's first answerer's, and each colleague's."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from forebild.assessment.answers import field_names
from forebild.assessment.before import answers_before
from forebild.assessment.forms.answering import GroupForm
from forebild.assessment.services.answering import save_answers
from forebild.assessment.services.colleagues import COLLEAGUE
from forebild.assessment.services.opening import SITTING
from forebild.assessment.views.sittings import Sitting, colleague_at, sitting_at
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.writing.services import Saved
from forebild.shared.writing.views import autosave as autosaved


@safe_link(SITTING)
def questions(request: HttpRequest, link: Link, group: int) -> HttpResponse:
    """A page of the first one's answers."""
    return _page(request, sitting_at(request, link), group)


@safe_link(COLLEAGUE)
def colleague_questions(request: HttpRequest, link: Link, group: int) -> HttpResponse:
    """A page of a colleague's."""
    return _page(request, colleague_at(request, link), group)


@safe_link(SITTING)
def autosave(request: HttpRequest, link: Link, group: int) -> HttpResponse:
    """While one answers."""
    return _autosave(request, sitting_at(request, link), group)


@safe_link(COLLEAGUE)
def colleague_autosave(request: HttpRequest, link: Link, group: int) -> HttpResponse:
    """While a colleague answers."""
    return _autosave(request, colleague_at(request, link), group)


def _autosave(request: HttpRequest, sitting: Sitting, group: int) -> JsonResponse:
    answering = sitting.answering

    def save(*, actor: Any, **asked: Any) -> Saved:
        return save_answers(answering=answering, **asked)

    return autosaved(request, answering.document, field_names(sitting.group(group)), save=save)


def _page(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    group, document = sitting.group(number), sitting.answering.document
    home = "assessment:sitting" if sitting.is_owner else "assessment:colleague"
    if sitting.assessment.state != "begun":
        return redirect(home, token=sitting.token)
    before = answers_before(sitting.asked, sitting.assessment)
    form = GroupForm(request.POST or None, questions=group, before=before, initial=document.fields)
    if request.method == "POST" and form.is_valid():
        _save(request, sitting, form)
        return _onward(request, sitting, number)
    context = {"sitting": sitting, "form": form, **_place(sitting, number)}
    return render(request, "assessment/questions.html", context)


def _save(request: HttpRequest, sitting: Sitting, form: GroupForm) -> None:
    """What stands on the page, whatever was saved of it before: it is one person's own."""
    document = sitting.answering.document
    save_answers(
        answering=sitting.answering,
        document=document,
        changes=form.answers(),
        base_revision=document.revision,
        allowed=field_names(form.questions),
    )


def _onward(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """To the page that was pressed for: the one before, the overview, else the next."""
    kind = "" if sitting.is_owner else "colleague_"
    wanted = number - 1 if "back" in request.POST else number + 1
    if "later" in request.POST or wanted > len(sitting.asked.groups):
        return redirect(
            "assessment:sitting" if sitting.is_owner else "assessment:colleague", token=sitting.token
        )
    return redirect(f"assessment:{kind}questions", token=sitting.token, group=max(wanted, 1))


def _place(sitting: Sitting, number: int) -> dict[str, Any]:
    """Where on the way one is."""
    counts, language = sitting.answered_counts, get_language() or "sv"
    dimension = sitting.asked.dimension(sitting.group(number)[0].reckoned.dimension)
    return {
        "number": number,
        "count": len(counts),
        "is_last": number == len(counts),
        "answered_count": sum(done for done, _all in counts),
        "question_count": sum(every for _done, every in counts),
        "dimension_name": dimension.name.in_(language),
        "dimension_about": dimension.about.in_(language),
        "autosave_name": "assessment:autosave" if sitting.is_owner else "assessment:colleague_autosave",
    }
