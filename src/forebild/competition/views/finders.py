"""How the entrant's pages find what they show: one's own, or nothing at all (404)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from forebild.competition.models import Entry, EntryFile, Question, Section, Submission
from forebild.competition.queries import form_questions, form_sections, own_entries
from forebild.shared.permissions import Actor


def own_entry(actor: Actor, entry_id: str, **_rest: Any) -> Entry:
    """One's own company's entry."""
    return get_object_or_404(own_entries(actor), public_id=entry_id)


def section_of(entry: Entry, request: HttpRequest) -> tuple[Section, list[Section]]:
    """The section that the address names, and all of the form's."""
    sections = list(form_sections(entry.edition))
    wanted = _part(request, "section_id")
    found = next((section for section in sections if section.public_id == wanted), None)
    if found is None:
        raise Http404
    return found, sections


def file_of(entry: Entry, request: HttpRequest) -> EntryFile:
    """The file that the address names, among the draft's."""
    files = entry.files.current().select_related("file", "entry")
    return get_object_or_404(files, public_id=_part(request, "file_id"))


def question_of(entry: Entry, key: str) -> Question:
    """The question with this key in the entry's form."""
    asked = {question.key: question for question in form_questions(entry.edition)}
    if key not in asked:
        raise Http404
    return asked[key]


def submission_of(entry: Entry, request: HttpRequest) -> Submission:
    """The submission whose number the address names."""
    submissions = entry.submissions.select_related("submitted_by", "entry__edition__programme")
    return get_object_or_404(submissions, number=_part(request, "number"))


def _part(request: HttpRequest, name: str) -> Any:
    match = request.resolver_match
    return match.kwargs[name] if match else None
