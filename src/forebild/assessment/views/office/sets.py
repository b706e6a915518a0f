"""Sets of questions in the office: all of them, one as a whole, opened, closed, copied, thrown away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.assessment.forms.sets import BeginSetForm
from forebild.assessment.models import QuestionSet
from forebild.assessment.queries.sets import office_sets
from forebild.assessment.services import own_sets, set_parts, set_versions
from forebild.assessment.set_checks import advice, faults
from forebild.assessment.set_draft import mapping, read
from forebild.assessment.views.office.finders import known_set, programme_of_office, written_set
from forebild.assessment.views.office.set_pages import frozen, whole
from forebild.assessment.views.office.sides import tabs
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


def to_set(question_set: QuestionSet, place: str = "") -> HttpResponse:
    """Back to the whole set, where one was."""
    href = reverse("assessment:question_set", args=[question_set.public_id])
    return redirect(f"{href}#{place}" if place else href)


@page(Permission.QUESTION_SET_BUILD, find=programme_of_office)
def set_list(request: PersonRequest, programme: Programme) -> HttpResponse:
    """All sets with their versions; posted: begin one of our own."""
    form = BeginSetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = own_sets.begin_set(actor=request.user, **form.cleaned_data)
        messages.success(request, _("The set is there. Add its dimensions and questions."))
        return to_set(made)
    context = {"sets": office_sets(request.user, programme), "form": form, "tabs": tabs(request)}
    return render(request, "assessment/office/set_list.html", context)


@page(Permission.QUESTION_SET_BUILD, find=known_set)
@require_safe
def question_set(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """One set: a draft with all that can be done to it, else as it is asked."""
    if question_set.state != "draft":
        return render(request, "assessment/office/set_frozen.html", frozen(question_set))
    return render(request, "assessment/office/question_set.html", whole(question_set))


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_open(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """What is wrong, what could be better, what opening means; and the button."""
    document = question_set.writing.document
    if request.method == "POST":
        seen = request.POST.get("revision", "")
        revision = int(seen) if seen.isdecimal() else 0
        set_versions.open_draft(actor=request.user, question_set=question_set, expected_revision=revision)
        messages.success(request, _("The set is open. Companies can answer it from now on."))
        return to_set(question_set)
    follows = question_set.writing.follows
    earlier = [each["key"] for each in follows.data["questions"]] if follows else []
    context = {
        "set": question_set,
        "document": document,
        "faults": faults(document.fields),
        "advice": advice(document.fields),
        "follows": follows,
        "same_count": len(mapping(document.fields, earlier)),
        "question_count": sum(1 for _each in read(document.fields).questions()),
        "is_draft": question_set.state == "draft",
    }
    return render(request, "assessment/office/set_open.html", context)


@page(Permission.QUESTION_SET_BUILD, find=known_set)
@require_POST
def set_close(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Nobody begins to answer it any more."""
    set_versions.close_set(actor=request.user, question_set=question_set)
    messages.success(request, _("The set is closed. What has been begun can be finished."))
    return to_set(question_set)


@page(Permission.QUESTION_SET_BUILD, find=known_set)
@require_POST
def set_reopen(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Companies can begin to answer it again."""
    set_versions.reopen_set(actor=request.user, question_set=question_set)
    messages.success(request, _("The set is open again."))
    return to_set(question_set)


@page(Permission.QUESTION_SET_BUILD, find=known_set)
@require_POST
def set_copy(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """The same questions as a set of our own."""
    made = own_sets.copy_set(actor=request.user, question_set=question_set)
    messages.success(request, _("This is the copy. Change it as you like."))
    return to_set(made)


@page(Permission.QUESTION_SET_BUILD, find=known_set)
@require_POST
def set_version(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """A new version of our own set, to be changed."""
    made = own_sets.begin_version(actor=request.user, question_set=question_set)
    messages.success(request, _("This is the new version. The earlier one stays until you open this."))
    return to_set(made)


@page(Permission.QUESTION_SET_BUILD, find=written_set)
@require_POST
def set_undo(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Undo the last change of parts."""
    version = request.POST.get("version", "")
    set_parts.undo_part(actor=request.user, writing=question_set.writing, version=version)
    messages.success(request, _("The last change is undone."))
    return to_set(question_set)


@page(Permission.QUESTION_SET_BUILD, find=written_set)
def set_throw_away(request: PersonRequest, question_set: QuestionSet) -> HttpResponse:
    """Away with a draft, after one question."""
    if request.method == "POST":
        own_sets.throw_away(actor=request.user, question_set=question_set)
        messages.success(request, _("The set is thrown away."))
        return redirect("assessment:set_list")
    count = sum(1 for _each in read(question_set.writing.document.fields).questions())
    context = {
        "question": _("Throw away %(name)s?") % {"name": question_set.name},
        "text": _("Nobody has answered it. Its history goes with it."),
        "consequences": [{"count": count, "text": _("questions go with it")}] if count else [],
        "button": _("Throw the set away"),
        "danger": True,
        "cancel_href": reverse("assessment:question_set", args=[question_set.public_id]),
    }
    return render(request, "ui/confirm.html", context)
