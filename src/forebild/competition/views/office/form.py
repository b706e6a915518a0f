"""The entry form of an edition as the office builds it: all of it, its parts, and how a company sees it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.competition.forms_builder import SectionForm
from forebild.competition.forms_entrant import AnswerForm
from forebild.competition.models import Entry, Section
from forebild.competition.queries_form import Stage, earlier_form, form_stage, form_usage, office_sections
from forebild.competition.services import forms
from forebild.competition.views.office.finders import run_edition, section_of_run
from forebild.competition.views.rows import question_rows
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.writing.models import Document


def to_form(edition: Edition, place: str = "") -> HttpResponse:
    """Back to the whole form, where one was."""
    return redirect(reverse("competition:form", args=[edition.year]) + (f"#{place}" if place else ""))


def demand_open_now(edition: Edition) -> None:
    """Refuse a page whose only button would be refused: before anything is typed, not after."""
    forms.demand_open(form_stage(edition, timezone.now()))


@page(Permission.FORM_BUILD, find=run_edition)
def form(request: PersonRequest, edition: Edition) -> HttpResponse:
    """All parts and questions in order. Posted, while there are none: begin with a form that is there."""
    earlier = earlier_form(edition)
    if request.method == "POST":
        if "earlier" in request.POST and earlier is not None:
            forms.take_over_form(actor=request.user, edition=edition, source=earlier)
        else:
            forms.begin_usual_form(actor=request.user, edition=edition)
        messages.success(request, _("The form is there. Change it to fit."))
        return to_form(edition)
    usage = form_usage(edition, request.user)
    sections = list(office_sections(edition))
    for section in sections:
        for question in section.questions.all():
            question.answer_count = len(usage.answered(question.key))  # type: ignore[attr-defined]
    context = {
        "edition": edition,
        "sections": sections,
        "stage": form_stage(edition, timezone.now()),
        "has_gaps": any(_lacks_english(section) for section in sections),
        "earlier": earlier,
    }
    return render(request, "competition/office/form.html", context)


def _lacks_english(section: Section) -> bool:
    return section.lacks_english or any(question.lacks_english for question in section.questions.all())


@page(Permission.FORM_BUILD, find=run_edition)
@require_safe
def form_preview(request: PersonRequest, edition: Edition) -> HttpResponse:
    """The form as a company meets it, in either language; nothing that is written here is saved."""
    wanted = request.GET.get("sprak", "")
    language = wanted if wanted in ("sv", "en") else (get_language() or "sv")[:2]
    with override(language):
        shown = render_to_string(
            "competition/office/form_as_asked.html", {"parts": _as_asked(edition, language)}, request
        )
    tabs = [
        {"label": label, "href": f"?sprak={code}", "current": code == language}
        for code, label in (("sv", _("Swedish")), ("en", _("English")))
    ]
    context = {"edition": edition, "shown": shown, "language": language, "tabs": tabs}
    return render(request, "competition/office/form_preview.html", context)


def _as_asked(edition: Edition, language: str) -> list[dict[str, Any]]:
    """Each part with its questions, over an entry that nobody has begun."""
    entry = Entry(edition=edition, document=Document(fields={}), language=language)
    parts = []
    for section in office_sections(edition):
        questions = list(section.questions.all())
        answers = AnswerForm(entry, questions, ())
        parts.append({"section": section, "rows": question_rows(questions, (), answers)})
    return parts


# One part


@page(Permission.FORM_BUILD, find=run_edition)
def section_new(request: PersonRequest, edition: Edition) -> HttpResponse:
    """One more part."""
    demand_open_now(edition)
    return _section_form(request, Section(edition=edition))


@page(Permission.FORM_BUILD, find=section_of_run)
def section_edit(request: PersonRequest, section: Section) -> HttpResponse:
    """Change a part's title and introduction."""
    return _section_form(request, section)


def _section_form(request: PersonRequest, section: Section) -> HttpResponse:
    stage = form_stage(section.edition, timezone.now())
    forms.demand_wording(stage)
    typed = SectionForm(request.POST or None, instance=section)
    if request.method == "POST" and typed.is_valid():
        forms.save_section(actor=request.user, section=typed.save(commit=False))
        messages.success(request, _("The part is saved."))
        return to_form(section.edition, f"del-{section.public_id}")
    context = {
        "section": section,
        "edition": section.edition,
        "form": typed,
        "is_open": stage is not Stage.WORDING,
    }
    return render(request, "competition/office/form_section.html", context)


@page(Permission.FORM_BUILD, find=section_of_run)
@require_POST
def section_move(request: PersonRequest, section: Section) -> HttpResponse:
    """One place up or down."""
    forms.move_section(actor=request.user, section=section, direction=request.POST.get("direction", ""))
    return to_form(section.edition, f"del-{section.public_id}")


@page(Permission.FORM_BUILD, find=section_of_run)
def section_remove(request: PersonRequest, section: Section) -> HttpResponse:
    """Away with a part and its questions, after one question."""
    if request.method == "POST":
        forms.remove_section(actor=request.user, section=section)
        messages.success(request, _("The part is removed."))
        return to_form(section.edition)
    demand_open_now(section.edition)
    questions = list(section.questions.all())
    forms.demand_removable(section.edition, questions)
    count = len(questions)
    lost = ngettext("question is removed with it", "questions are removed with it", count)
    context = {
        "question": _("Remove the part %(title)s?") % {"title": section.title},
        "consequences": [{"count": count, "text": lost}] if count else [],
        "button": _("Remove"),
        "danger": True,
        "cancel_href": reverse("competition:form", args=[section.edition.year]),
    }
    return render(request, "ui/confirm.html", context)
