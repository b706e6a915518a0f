"""What the office reads while it builds the form: how far the edition has come, and what has been answered.

A draft's text is the company's own. Numbers alone leave this module for a page: how many, never whose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Prefetch, QuerySet

from forebild.competition.closures import without_closed
from forebild.competition.models import Entry, EntryFile, Question, Section, Submission
from forebild.competition.queries import application_phase
from forebild.programme.models import Edition
from forebild.shared.ui.forms import count_characters

HANDED_IN = frozenset({"submitted", "eligible", "ineligible"})


class Stage(StrEnum):
    """What may be done with an edition's form now."""

    FREE = "free"  # nobody has begun, and the call is not open: everything
    IN_USE = "in_use"  # companies read it and answer: what keeps their answers whole
    WORDING = "wording"  # the call has closed: slips of the pen
    DECIDED = "decided"  # the result is out: nothing


def form_stage(edition: Edition, at: datetime) -> Stage:
    """How far the edition has come at `at`, as far as its form is concerned; two statements at most."""
    if edition.state in {"released", "archived"}:
        return Stage.DECIDED
    call = application_phase(edition) if edition.state == "announced" else None
    if call and call.closes_at <= at:
        return Stage.WORDING
    is_open = call is not None and call.opens_at <= at
    return Stage.IN_USE if is_open or Entry.objects.filter(edition=edition).exists() else Stage.FREE


@dataclass(frozen=True)
class Usage:
    """What has been answered in one edition: by question, then by entry.

    `drafts`: the value that stands in the draft. `handed_in`: every value that was ever submitted.
    `uploaded`: the entries with a file, one that only a submission still holds included.
    """

    unfinished: frozenset[int]  # entries not submitted yet, by row
    submitted: frozenset[int]
    drafts: Mapping[str, Mapping[int, Any]]
    handed_in: Mapping[str, Mapping[int, list[Any]]]
    uploaded: Mapping[str, frozenset[int]]

    def answered(self, key: str) -> frozenset[int]:
        """The entries in which the question has an answer, in the draft or in something submitted."""
        return frozenset(entry for entry, _value in self._values(key)) | self.uploaded.get(key, frozenset())

    def chosen(self, key: str, value: str) -> int:
        """In how many entries `value` is the answer, or one of several."""
        return len({entry for entry, given in self._values(key) if value in _each(given)})

    def steps(self, key: str) -> frozenset[int]:
        """The steps of a scale that somebody has chosen."""
        given = (str(value) for _entry, value in self._values(key))
        return frozenset(int(step) for step in given if step.lstrip("-").isdecimal())

    def longer_than(self, key: str, limit: int) -> int:
        """How many drafts say more than `limit` characters."""
        return sum(count_characters(str(value)) > limit for value in self.drafts.get(key, {}).values())

    def lacking(self, key: str) -> tuple[int, int]:
        """How many entries are without an answer: submitted ones, and those not submitted yet."""
        answered = self.answered(key)
        return len(self.submitted - answered), len(self.unfinished - answered)

    def _values(self, key: str) -> Iterator[tuple[int, Any]]:
        yield from self.drafts.get(key, {}).items()
        for entry, values in self.handed_in.get(key, {}).items():
            yield from ((entry, value) for value in values)


def form_usage(edition: Edition, actor: Any = None) -> Usage:
    """What has been answered in the edition's form; three statements.

    For rules, closed entries included; for numbers that an `actor` sees, without what is closed to them.
    """
    counted = Entry.objects.filter(edition=edition)
    counted = counted if actor is None else without_closed(counted, actor)
    entries = list(counted.values_list("pk", "state", "document__fields"))
    submissions = Submission.objects.filter(entry__in=counted)
    files = EntryFile.objects.filter(entry__in=counted)
    return Usage(
        unfinished=frozenset(pk for pk, state, _fields in entries if state == "draft"),
        submitted=frozenset(pk for pk, state, _fields in entries if state in HANDED_IN),
        drafts=_by_question((pk, fields) for pk, _state, fields in entries),
        handed_in=_all_by_question(submissions.values_list("entry_id", "content__answers")),
        uploaded=_entries_by_question(files.values_list("entry_id", "question_key")),
    )


def office_sections(edition: Edition) -> QuerySet[Section]:
    """The form as the office lists it: sections with their questions, in two statements."""
    questions = Question.objects.order_by("position", "pk")
    return edition.sections.prefetch_related(Prefetch("questions", questions))


def office_questions(edition: Edition) -> QuerySet[Question]:
    """Every question of the edition's form, each with its part."""
    return Question.objects.filter(section__edition=edition).select_related("section__edition__programme")


def earlier_form(edition: Edition) -> Edition | None:
    """The latest earlier edition of the programme that has a form; its questions can be taken over."""
    earlier = edition.programme.editions.filter(year__lt=edition.year, sections__isnull=False)
    return earlier.order_by("-year").first()


def _by_question(drafts: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[str, dict[int, Any]]:
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    for entry, fields in drafts:
        for key, value in fields.items():
            if _is_something(value):
                found[key][entry] = value
    return dict(found)


def _all_by_question(handed_in: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[str, dict[int, list[Any]]]:
    found: dict[str, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for entry, answers in handed_in:
        for key, value in answers.items():
            if _is_something(value):
                found[key][entry].append(value)
    return {key: dict(by_entry) for key, by_entry in found.items()}


def _entries_by_question(files: Iterable[tuple[int, str]]) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for entry, key in files:
        found[key].add(entry)
    return {key: frozenset(entries) for key, entries in found.items()}


def _is_something(value: Any) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value not in (None, [])


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
