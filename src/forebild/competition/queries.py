"""Reads used in more than one place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet

from forebild.competition.answers import Shortcoming, Uploads, shortcomings
from forebild.competition.content import ReadSection, content_of, read_content, says_the_same
from forebild.competition.models import Award, Entry, EntryFile, Question, Section, Submission
from forebild.people.models import Organisation
from forebild.programme.models import Edition, Phase, Programme
from forebild.programme.queries import current_programme
from forebild.shared.models import swedish_order


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


def submitted_sections(submission: Submission | None, language: str) -> tuple[ReadSection, ...]:
    """What was handed in, as a person reads it in `language`; nothing where nothing was."""
    return read_content(submission.content, language) if submission else ()


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


@dataclass(frozen=True)
class Result:
    """An edition's awards by outcome, each in Swedish order."""

    winners: tuple[Award, ...] = ()
    mentions: tuple[Award, ...] = ()
    finalists: tuple[Award, ...] = ()

    def __bool__(self) -> bool:
        """Whether anybody was awarded."""
        return bool(self.winners or self.mentions or self.finalists)


def sorted_result(awards: Iterable[Award]) -> Result:
    """Awards (stored ones, or those that a preview has made) sorted into a result."""
    by_outcome: dict[str, list[Award]] = {outcome: [] for outcome in Award.Outcome.values}
    for award in sorted(awards, key=lambda award: swedish_order(award.organisation_name)):
        by_outcome[award.outcome].append(award)
    winners, mentions, finalists = (tuple(by_outcome[outcome]) for outcome in Award.Outcome.values)
    return Result(winners, mentions, finalists)


def public_result(edition: Edition) -> Result:
    """What was published of the edition; empty until the release has been carried out."""
    if edition.released_at is None:
        return Result()
    return sorted_result(edition.awards.select_related("organisation"))


def published_award(public_id: str) -> Award | None:
    """The award with this public id, with all that its proof page shows; `corrected_at`, if it was."""
    return (
        Award.objects.filter(public_id=public_id, edition__released_at__isnull=False)
        .select_related("edition__programme", "organisation")
        .annotate(
            corrected_at=Max("corrections__settled_at", filter=Q(corrections__state="approved")),
        )
        .first()
    )


def archived_editions(programme: Programme) -> list[tuple[Edition, Result]]:
    """Every public edition, the latest first, with its result; two statements whatever their number."""
    editions = programme.editions.public().prefetch_related("awards")
    return [
        (edition, sorted_result(edition.awards.all() if edition.released_at else ())) for edition in editions
    ]


def released_editions(programme: Programme) -> QuerySet[Edition]:
    """The editions whose result is out, the latest release first: for feeds and sitemaps."""
    return programme.editions.filter(released_at__isnull=False).order_by("-released_at")


def public_award_ids(programme: Programme) -> list[str]:
    """The public ids of all published awards: for the sitemap."""
    awards = Award.objects.filter(edition__programme=programme, edition__released_at__isnull=False)
    return list(awards.order_by("published_at", "organisation_name").values_list("public_id", flat=True))


@dataclass(frozen=True)
class EditionPage:
    """An edition as its page shows it. `stage`: before, nominating, open, judging or released."""

    edition: Edition
    stage: str
    opens_at: datetime | None  # of the call, while it has not opened
    closes_at: datetime | None  # of what is open now
    announced_at: datetime | None  # the day that everybody knows; nothing of a release that is planned
    phases: tuple[tuple[Phase, str], ...]  # with "done", "current" or "todo"
    result: Result


def edition_page(edition: Edition, now: datetime, result: Result) -> EditionPage:
    """How far the edition has come at `now`, from its public dates alone."""
    phases = {phase.kind: phase for phase in edition.phases.all()}
    announcement = phases.get(Phase.Kind.ANNOUNCEMENT)
    calls = [phases[kind] for kind in (Phase.Kind.NOMINATION, Phase.Kind.APPLICATION) if kind in phases]
    return EditionPage(
        edition=edition,
        stage=_stage(edition, phases, now),
        opens_at=min((call.opens_at for call in calls if call.opens_at > now), default=None),
        closes_at=max(
            (call.closes_at for call in calls if call.opens_at <= now < call.closes_at), default=None
        ),
        announced_at=announcement.opens_at if announcement else None,
        phases=tuple((phase, _phase_state(edition, phase, now)) for phase in phases.values()),
        result=result,
    )


def _stage(edition: Edition, phases: Mapping[str, Phase], now: datetime) -> str:
    if edition.state in {"released", "archived"}:
        return "released"
    for kind, stage in ((Phase.Kind.APPLICATION, "open"), (Phase.Kind.NOMINATION, "nominating")):
        phase = phases.get(kind)
        if phase and phase.opens_at <= now < phase.closes_at:
            return stage
    application = phases.get(Phase.Kind.APPLICATION)
    return "judging" if application and application.closes_at <= now else "before"


def _phase_state(edition: Edition, phase: Phase, now: datetime) -> str:
    if phase.closes_at <= now or edition.released_at:
        return "done"
    return "current" if phase.opens_at <= now else "todo"


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
