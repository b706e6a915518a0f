"""One question of an edition's form: its kind, then its details; where it stands; a copy; away with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.competition.forms_builder import KINDS, PlaceForm, QuestionForm, confirmed_in
from forebild.competition.models import Question, Section
from forebild.competition.queries_form import Stage, form_stage, form_usage
from forebild.competition.services import form_questions, forms
from forebild.competition.views.office.finders import question_of_run, section_of_run
from forebild.competition.views.office.form import demand_open_now, to_form
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


def _back_to(question: Question) -> HttpResponse:
    return to_form(question.section.edition, f"fraga-{question.public_id}")


@page(Permission.FORM_BUILD, find=section_of_run)
def question_new(request: PersonRequest, section: Section) -> HttpResponse:
    """First which kind of answer, then the question; where companies answer already it begins as optional."""
    demand_open_now(section.edition)
    kind = request.GET.get("slag", "")
    if kind not in Question.Kind.values:
        return _choose_kind(request, section)
    stage = form_stage(section.edition, timezone.now())
    return _question_form(request, Question(section=section, kind=kind, required=stage is Stage.FREE), stage)


@page(Permission.FORM_BUILD, find=question_of_run)
def question_edit(request: PersonRequest, question: Question) -> HttpResponse:
    """Change a question; `?slag=` gives it another kind of answer."""
    seen = form_questions.state_of(question)
    kind = request.GET.get("slag", "")
    question.kind = kind if kind in Question.Kind.values else question.kind
    return _question_form(request, question, form_stage(question.section.edition, timezone.now()), seen)


@page(Permission.FORM_BUILD, find=question_of_run)
@require_safe
def question_kind(request: PersonRequest, question: Question) -> HttpResponse:
    """Choose another kind of answer."""
    demand_open_now(question.section.edition)
    return _choose_kind(request, question.section, question)


def _choose_kind(request: PersonRequest, section: Section, question: Question | None = None) -> HttpResponse:
    year = section.edition.year
    address = (
        reverse("competition:form_question", args=[year, question.public_id])
        if question
        else reverse("competition:form_question_new", args=[year, section.public_id])
    )
    kinds = [
        {"label": kind.label, "text": text, "href": f"{address}?slag={kind.value}", "value": kind.value}
        for kind, text in KINDS.items()
    ]
    context = {"section": section, "edition": section.edition, "question": question, "kinds": kinds}
    return render(request, "competition/office/form_question_kind.html", context)


def _question_form(request: PersonRequest, question: Question, stage: Stage, seen: str = "") -> HttpResponse:
    forms.demand_wording(stage)
    edition = question.section.edition
    key = question.key if question.pk else ""
    is_answered = bool(form_usage(edition).answered(key))
    answer_count = len(form_usage(edition, request.user).answered(key))
    form = QuestionForm(request.POST or None, instance=question, stage=stage, is_answered=is_answered)
    if request.method == "POST" and form.is_valid():
        try:
            form_questions.save_question(
                actor=request.user,
                question=form.save(commit=False),
                seen=request.POST.get("seen", ""),
                confirmed=confirmed_in(request.POST),
            )
        except InvalidInput as invalid:
            form.show(invalid)
        else:
            messages.success(request, _("The question is saved."))
            return _back_to(question)
    context = {
        "question": question,
        "section": question.section,
        "edition": edition,
        "form": form,
        "seen": request.POST.get("seen", seen),
        "stage": stage,
        "answer_count": answer_count,
        "has_other_parts": edition.sections.exclude(pk=question.section_id).exists(),
    }
    return render(request, "competition/office/form_question.html", context)


@page(Permission.FORM_BUILD, find=question_of_run)
@require_POST
def question_move(request: PersonRequest, question: Question) -> HttpResponse:
    """One place up or down."""
    direction = request.POST.get("direction", "")
    form_questions.move_question(actor=request.user, question=question, direction=direction)
    return _back_to(question)


@page(Permission.FORM_BUILD, find=question_of_run)
def question_place(request: PersonRequest, question: Question) -> HttpResponse:
    """Into another part of the form."""
    edition, current = question.section.edition, question.section
    demand_open_now(edition)
    form = PlaceForm(request.POST or None, sections=edition.sections.all(), current=current)
    if request.method == "POST" and form.is_valid():
        form_questions.place_question(actor=request.user, question=question, section=form.chosen())
        messages.success(
            request, _("The question stands last in %(part)s now.") % {"part": form.chosen().title}
        )
        return _back_to(question)
    context = {"question": question, "section": current, "edition": edition, "form": form}
    return render(request, "competition/office/form_question_place.html", context)


@page(Permission.FORM_BUILD, find=question_of_run)
@require_POST
def question_copy(request: PersonRequest, question: Question) -> HttpResponse:
    """The same again, open to be changed."""
    copy = form_questions.copy_question(actor=request.user, question=question)
    messages.success(request, _("This is the copy. It stands right after the first one."))
    return redirect(
        "competition:form_question", edition_year=question.section.edition.year, question_id=copy.public_id
    )


@page(Permission.FORM_BUILD, find=question_of_run)
def question_remove(request: PersonRequest, question: Question) -> HttpResponse:
    """Away with a question, after one question."""
    if request.method == "POST":
        form_questions.remove_question(actor=request.user, question=question)
        messages.success(request, _("The question is removed."))
        return to_form(question.section.edition, f"del-{question.section.public_id}")
    demand_open_now(question.section.edition)
    forms.demand_removable(question.section.edition, [question])
    context = {
        "question": _("Remove the question “%(label)s”?") % {"label": question.label},
        "text": _("Nobody has answered it."),
        "button": _("Remove"),
        "danger": True,
        "cancel_href": reverse(
            "competition:form_question", args=[question.section.edition.year, question.public_id]
        ),
    }
    return render(request, "ui/confirm.html", context)
