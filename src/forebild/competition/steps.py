"""Where an entry is: the form's steps, what is missing as links, what happens when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.competition.answers import UPLOADED, Shortcoming, shortcomings
from forebild.competition.models import Entry, EntryFile, Question, Section, Submission
from forebild.competition.queries import uploads_of


def form_steps(
    entry: Entry,
    sections: Sequence[Section],
    questions: Sequence[Question],
    files: Sequence[EntryFile],
    *,
    current: Section | None = None,
) -> list[dict[str, Any]]:
    """A step for each section and one for handing in, for the look's `steps`."""
    uploads = uploads_of(entry, questions, files)
    missing = shortcomings(questions, entry.document.fields, uploads)
    steps = [_step(entry, section, missing, current) for section in sections]
    return [*steps, _last_step(entry, bool(missing))]


def _step(
    entry: Entry, section: Section, missing: Iterable[Shortcoming], current: Section | None
) -> dict[str, Any]:
    count = sum(each.question.section_id == section.pk for each in missing)
    here = current is not None and section.pk == current.pk
    left = ngettext("%(count)d answer left", "%(count)d answers left", count) % {"count": count}
    step = {
        "title": section.title,
        "href": reverse("competition:entry_section", args=[entry.public_id, section.public_id]),
        "state": "current" if here else "todo" if count else "done",
        "note": left if count else "",
    }
    return step | ({"label": _("You are here")} if here else {})


def _last_step(entry: Entry, is_blocked: bool) -> dict[str, Any]:
    return {
        "title": _("Look through and submit"),
        "href": reverse("competition:entry_preview", args=[entry.public_id]),
        "state": "todo",
        "note": _("Possible when every answer is there") if is_blocked else _("Everything is there"),
    }


def links_to(entry: Entry, missing: Iterable[Shortcoming]) -> list[dict[str, str]]:
    """Each shortcoming as a link to the very field."""
    return [
        {
            "label": each.question.label,
            "text": each.text,
            "href": reverse(
                "competition:entry_section", args=[entry.public_id, each.question.section.public_id]
            )
            + f"?visa=brister#{_control_of(each.question)}",
        }
        for each in missing
    ]


def _control_of(question: Question) -> str:
    """The id of the control that the answer is given in; a group of choices is reached at its first."""
    if question.kind in UPLOADED:
        return f"upload-{question.key}"
    return f"id_{question.key}_0" if question.kind in _GROUPS else f"id_{question.key}"


_GROUPS = {Question.Kind.CHOICE, Question.Kind.CHOICES, Question.Kind.SCALE}


_TOLD = ("application", "eligibility", "review", "deliberation", "announcement")


def timeline_of(
    entry: Entry, deadline: datetime | None, latest: Submission | None, now: datetime
) -> list[Any]:
    """What has happened with the entry and what will, in order; nothing of the jury's decisions."""
    events: list[dict[str, Any]] = [{"title": _("The entry was begun"), "at": entry.created_at}]
    if latest is not None:
        title = _("Submitted, number %(number)d") % {"number": latest.number}
        events.append({"title": title, "at": latest.submitted_at})
    events += [{"title": _("Withdrawn"), "at": each.withdrawn_at} for each in entry.withdrawals.all()]
    for phase in entry.edition.phases.all():
        if phase.kind in _TOLD:
            at = deadline if phase.kind == "application" else phase.opens_at
            events.append({"title": _phase_title(phase.kind), "at": at})
    events.sort(key=lambda event: event["at"])
    return [event | {"state": "done" if event["at"] <= now else "todo"} for event in events]


def _phase_title(kind: str) -> str:
    return {
        "application": _("Last day to submit"),
        "eligibility": _("The office checks that the rules are met"),
        "review": _("The jury begins to read"),
        "deliberation": _("The jury meets and decides"),
        "announcement": _("The result becomes public"),
    }[kind]
