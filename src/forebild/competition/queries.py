"""Reads used in more than one place."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.db.models import Max, Prefetch, QuerySet

from forebild.competition.models import Entry, Question, Section, Submission
from forebild.programme.models import Edition, Phase


def form_sections(edition: Edition) -> QuerySet[Section]:
    """The edition's form: sections with their questions, in two statements."""
    return edition.sections.prefetch_related(
        Prefetch("questions", Question.objects.order_by("position", "pk"))
    )


def form_questions(edition: Edition) -> list[Question]:
    """All questions of the edition's form, in its order."""
    return list(
        Question.objects.filter(section__edition=edition)
        .select_related("section")
        .order_by("section__position", "section__pk", "position", "pk")
    )


def file_counts(entry: Entry) -> Counter[str]:
    """How many files answer each question."""
    return Counter(entry.files.values_list("question_key", flat=True))


def latest_submission(entry: Entry) -> Submission | None:
    """What the company handed in last, which is what counts."""
    return entry.submissions.order_by("-number").first()


def application_phase(edition: Edition) -> Phase | None:
    """When entries may be written and handed in."""
    return edition.phases.filter(kind=Phase.Kind.APPLICATION).first()


def extended_to(entry: Entry) -> datetime | None:
    """The latest extension that the entrant has been granted."""
    latest: datetime | None = entry.extensions.aggregate(latest=Max("until"))["latest"]
    return latest


def is_open_for(entry: Entry, at: datetime) -> bool:
    """Whether the entry may be written and handed in at `at`: in the phase, its grace or an extension."""
    phase = application_phase(entry.edition)
    in_public = entry.edition.state == "announced"
    return phase is not None and in_public and phase.accepts(at, extended_to=extended_to(entry))
