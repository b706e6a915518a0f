"""Dimensions and questions of a set that is written: added, moved, placed elsewhere, copied, taken away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forebild.assessment.forms.sets import DimensionForm, PlaceForm, QuestionForm, RevisionForm
from forebild.assessment.models import QuestionSet
from forebild.assessment.services import set_parts
from forebild.assessment.services.own_sets import demand_draft
from forebild.assessment.set_checks import named
from forebild.assessment.set_draft import DimensionDraft, QuestionDraft, keys, read
from forebild.assessment.views.office.finders import PartOfSet, dimension_of_set, question_of_set, written_set
from forebild.assessment.views.office.set_pages import address
from forebild.assessment.views.office.sets import to_set
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_dimension_new(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """One of the six that is not there yet, or one of our own."""
    demand_draft(question_set)
    document = question_set.writing.document
    form = DimensionForm(request.POST or None, known=keys(document.fields, "dimensions"))
    if request.method == "POST" and form.is_valid():
        try:
            key = set_parts.add_dimension(actor=request.user, document=document, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            return to_set(question_set, f"d.{key}")
    context = {"set": question_set, "form": form, "title": _("Add a dimension")}
    return render(request, "assessment/office/set_new_part.html", context)


@page(Permission.QUESTION_SET_BUILD, find=dimension_of_set)
def set_question_new(request: PersonRequest, part: PartOfSet[DimensionDraft]) -> HttpResponse:
    """What is asked and how it is answered; then on to the question's own page."""
    question_set, found = part.question_set, part.found
    demand_draft(question_set)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        document = question_set.writing.document
        key = set_parts.add_question(
            actor=request.user, document=document, dimension=found.key, **form.cleaned_data
        )
        return redirect(address("set_question", question_set, key))
    title = _("Add a question to %(dimension)s") % {"dimension": named(found, "name")}
    context = {"set": question_set, "form": form, "title": title}
    return render(request, "assessment/office/set_new_part.html", context)


@page(Permission.QUESTION_SET_BUILD, find=question_of_set)
def set_question_place(request: PersonRequest, part: PartOfSet[QuestionDraft]) -> HttpResponse:
    """Into another dimension."""
    question_set, found = part.question_set, part.found
    demand_draft(question_set)
    document = question_set.writing.document
    others = [each for each in read(document.fields).dimensions if each.key != found.dimension]
    form = PlaceForm(request.POST or None, choices=[(each.key, named(each, "name")) for each in others])
    if request.method == "POST" and form.is_valid():
        set_parts.place_question(
            actor=request.user, document=document, question=found.key, **form.cleaned_data
        )
        return to_set(question_set, f"q.{found.key}")
    title = _("Move “%(question)s”") % {"question": named(found, "text")}
    context = {"set": question_set, "form": form, "title": title}
    return render(request, "assessment/office/set_new_part.html", context)


@page(Permission.QUESTION_SET_BUILD, find=question_of_set)
@require_POST
def set_question_copy(request: PersonRequest, part: PartOfSet[QuestionDraft]) -> HttpResponse:
    """The same again, open to be changed."""
    question_set, found = part.question_set, part.found
    document = question_set.writing.document
    key = set_parts.copy_question(actor=request.user, document=document, question=found.key)
    messages.success(request, _("This is the copy. It stands right after the first one."))
    return redirect(address("set_question", question_set, key))


@page(Permission.QUESTION_SET_BUILD, find=dimension_of_set)
@require_POST
def set_dimension_move(request: PersonRequest, part: PartOfSet[DimensionDraft]) -> HttpResponse:
    """One place up or down."""
    question_set, found = part.question_set, part.found
    return _moved(request, question_set, "dimensions", found.key, f"d.{found.key}")


@page(Permission.QUESTION_SET_BUILD, find=question_of_set)
@require_POST
def set_question_move(request: PersonRequest, part: PartOfSet[QuestionDraft]) -> HttpResponse:
    """One place up or down in its dimension."""
    question_set, found = part.question_set, part.found
    return _moved(request, question_set, f"d.{found.dimension}.questions", found.key, f"q.{found.key}")


def _moved(
    request: PersonRequest, question_set: QuestionSet, place: str, key: str, back: str
) -> HttpResponse:
    set_parts.move(
        actor=request.user, document=question_set.writing.document, place=place, key=key,
        direction=request.POST.get("direction", ""),
    )  # fmt: skip
    return to_set(question_set, back)


@page(Permission.QUESTION_SET_BUILD, find=dimension_of_set)
def set_dimension_remove(request: PersonRequest, part: PartOfSet[DimensionDraft]) -> HttpResponse:
    """Away with a dimension and its questions, after one question."""
    question_set, found = part.question_set, part.found
    demand_draft(question_set)
    if request.method == "POST":
        return _removed(request, question_set, "dimensions", found.key, f"d.{found.key}.")
    count = len(found.questions)
    lost = ngettext("question goes with it", "questions go with it", count)
    asked = _("Take away the dimension “%(name)s”?") % {"name": named(found, "name")}
    return _asked(request, question_set, asked, [{"count": count, "text": lost}] if count else [])


@page(Permission.QUESTION_SET_BUILD, find=question_of_set)
def set_question_remove(request: PersonRequest, part: PartOfSet[QuestionDraft]) -> HttpResponse:
    """Away with a question, after one question."""
    question_set, found = part.question_set, part.found
    demand_draft(question_set)
    if request.method == "POST":
        place = f"d.{found.dimension}.questions"
        return _removed(request, question_set, place, found.key, f"q.{found.key}.")
    asked = _("Take away the question “%(question)s”?") % {"question": named(found, "text")}
    return _asked(request, question_set, asked, [])


def _removed(
    request: PersonRequest, question_set: QuestionSet, place: str, key: str, begun: str
) -> HttpResponse:
    seen = request.POST.get("revision", "")
    set_parts.take_away(
        actor=request.user, document=question_set.writing.document, place=place, key=key, begun=begun,
        seen=int(seen) if seen.isdecimal() else 0,
    )  # fmt: skip
    messages.success(request, _("It is taken away. You can undo that here."))
    return to_set(question_set)


def _asked(
    request: PersonRequest, question_set: QuestionSet, asked: str, consequences: list[dict[str, Any]]
) -> HttpResponse:
    """The revision is posted along: what another changes meanwhile is not thrown away unread."""
    context = {
        "question": asked,
        "text": _("It can be undone, and it is kept in the history."),
        "consequences": consequences,
        "button": _("Take away"),
        "danger": True,
        "form": RevisionForm(initial={"revision": question_set.writing.document.revision}),
        "cancel_href": address("question_set", question_set),
    }
    return render(request, "ui/confirm.html", context)
