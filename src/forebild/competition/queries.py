"""Reads used in more than one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Prefetch, QuerySet

from forebild.competition.answers import Shortcoming, Uploads, shortcomings
from forebild.competition.content import content_of, says_the_same
from forebild.competition.models import Entry, EntryFile, Question, Section, Submission
from forebild.people.models import Organisation
from forebild.programme.models import Edition, Phase
from forebild.programme.queries import current_programme


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


def draft_files(entry: Entry) -> list[EntryFile]:
    """The draft's files, in the order in which they are shown."""
    return list(entry.files.current().select_related("file"))


def uploads_of(entry: Entry, questions: Sequence[Question], files: Sequence[EntryFile]) -> Uploads:
    """What is there of files; a picture needs its description in the entry's own language."""
    pictures = {question.key for question in questions if question.kind == Question.Kind.PICTURE}
    undescribed = {use.question_key for use in files if not use.alt(entry.language).strip()}
    return Uploads(Counter(use.question_key for use in files), frozenset(undescribed & pictures))


def missing_in(entry: Entry) -> list[Shortcoming]:
    """What keeps the draft from being submitted, in the form's order."""
    questions = form_questions(entry.edition)
    uploads = uploads_of(entry, questions, draft_files(entry))
    return shortcomings(questions, entry.document.fields, uploads)


def file_counts(entry: Entry) -> Counter[str]:
    """How many files of the draft answer each question."""
    return Counter(entry.files.current().values_list("question_key", flat=True))


def latest_submission(entry: Entry) -> Submission | None:
    """What the company handed in last, which is what counts."""
    return entry.submissions.order_by("-number").first()


def submitted_file(submission: Submission, file_id: str) -> EntryFile | None:
    """The file `file_id` as this submission holds it; none where it does not."""
    if not any(file["id"] == file_id for file in submission.content["files"]):
        return None
    return EntryFile.objects.select_related("file").get(entry=submission.entry, public_id=file_id)


def has_unsubmitted_changes(entry: Entry, submission: Submission | None) -> bool:
    """Whether the draft says something else than what was handed in last."""
    if submission is None:
        return False
    draft = content_of(entry, form_questions(entry.edition), draft_files(entry))
    return not says_the_same(draft, submission.content)


def own_entries(actor: Any) -> QuerySet[Entry]:
    """The entries that `actor` may write in, the latest edition first."""
    return (
        Entry.objects.own(actor)
        .select_related("edition__programme", "organisation", "document")
        .order_by("-edition__year", "organisation__name_order")
    )


def own_organisations(actor: Any) -> QuerySet[Organisation]:
    """The companies that `actor` may enter, in Swedish order."""
    return Organisation.objects.for_actor(actor).order_by("name_order")


def phase_of(edition: Edition, kind: str) -> Phase | None:
    """The edition's phase of this kind, if it has one."""
    return edition.phases.filter(kind=kind).first()


def application_phase(edition: Edition) -> Phase | None:
    """When entries may be written and handed in."""
    return phase_of(edition, Phase.Kind.APPLICATION)


def running_edition() -> Edition | None:
    """The edition that the public is called to now: the latest one announced and not decided."""
    programme = current_programme()
    if programme is None:
        return None
    return programme.editions.filter(state="announced").order_by("-year").first()


def extended_to(entry: Entry) -> datetime | None:
    """The latest extension that the entrant has been granted."""
    latest: datetime | None = entry.extensions.aggregate(latest=Max("until"))["latest"]
    return latest


def deadline_of(entry: Entry) -> datetime | None:
    """The last moment that the entrant is told of: the phase's end, or a later extension; never the grace."""
    phase = application_phase(entry.edition)
    if phase is None:
        return None
    return max(phase.closes_at, extended_to(entry) or phase.closes_at)


def is_open_for(entry: Entry, at: datetime) -> bool:
    """Whether the entry may be written and handed in at `at`: in the phase, its grace or an extension."""
    phase = application_phase(entry.edition)
    in_public = entry.edition.state == "announced"
    return phase is not None and in_public and phase.accepts(at, extended_to=extended_to(entry))


def may_begin(edition: Edition, at: datetime, *, invited: bool = False) -> bool:
    """Whether an entry may be opened at `at`: in the phase; for somebody nominated also before it."""
    phase = application_phase(edition)
    if edition.state != "announced" or phase is None:
        return False
    early = timedelta(0) if not invited else max(phase.opens_at - at, timedelta(0))
    return phase.accepts(at + early)


def nominations_are_open(edition: Edition, at: datetime) -> bool:
    """Whether somebody may be nominated at `at`."""
    phase = phase_of(edition, Phase.Kind.NOMINATION)
    return edition.state == "announced" and phase is not None and phase.accepts(at)
