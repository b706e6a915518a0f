"""Nominations and entries: drafts, submitted ones frozen as the product freezes them, and past results."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from forebild.competition.answers import percent_complete
from forebild.competition.content import content_hash, content_of
from forebild.competition.models import (
    Award,
    Case,
    EligibilityRuling,
    Entry,
    EntryFile,
    Nomination,
    Submission,
)
from forebild.competition.queries import draft_files, form_questions, uploads_of
from forebild.competition.services.awards import Result, publish_awards
from forebild.people.models import Person
from forebild.sample.building.world import World
from forebild.sample.editions import JUDGING
from forebild.sample.entries import SampleEntry
from forebild.sample.nominations import SampleNomination
from forebild.sample.pictures import PICTURE_ALT, draw_picture
from forebild.sample.texts import Text
from forebild.shared.files import services as files
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document

_CASE_STATES = {"accepted": "accepted", "declined": "declined", "waiting": "asked"}


def build_entries(world: World) -> None:
    """All entries; those of past editions with their result."""
    for sample in world.sample.entries:
        world.entries[sample.key] = _build_entry(world, sample)
    for year in world.editions:
        if year != JUDGING:
            _publish(world, year)


def _build_entry(world: World, sample: SampleEntry) -> Entry:
    edition = world.editions[sample.edition]
    organisation = world.organisations[sample.company]
    owner = organisation.memberships.get(part="owner").person
    language = "en" if sample.is_in_english() and _every_third(sample.company) else "sv"
    questions = form_questions(edition)
    entry = Entry.objects.create(
        edition=edition,
        organisation=organisation,
        document=writing.new_document(kind="entry", fields=_fields(sample, language), actor=owner),
        visibility={question.key: question.visibility for question in questions},
        language=language,
    )
    if "picture" in sample.answers and (sample.outcome or sample.edition == JUDGING):
        _add_picture(entry, sample.company, owner)
    uploads = uploads_of(entry, questions, draft_files(entry))
    percent = percent_complete(questions, entry.document.fields, uploads)
    Entry.objects.filter(pk=entry.pk).update(percent_complete=percent)
    round_ = {each.year: each for each in world.sample.editions}[sample.edition]
    submitted_at = sample.submitted_at(round_)
    _date(entry, submitted_at or round_.phase("entry").closes_at - timedelta(days=3))
    if submitted_at:
        _submit(world, entry, sample, owner, submitted_at)
    return entry


def _date(entry: Entry, at: datetime) -> None:
    """Begun some weeks before it was last written in, and that was at `at`."""
    begun_at = at - timedelta(days=18)
    Entry.objects.filter(pk=entry.pk).update(created_at=begun_at)
    Document.objects.filter(pk=entry.document_id).update(created_at=begun_at, updated_at=at)


def _every_third(key: str) -> bool:
    return sum(map(ord, key)) % 3 == 0


def _fields(sample: SampleEntry, language: str) -> dict[str, Any]:
    """The answers as the form stores them: text in one language, numbers as typed."""

    def stored(answer: Text | int | str) -> str:
        if isinstance(answer, Text):
            return (answer.en if language == "en" else "") or answer.sv
        return str(answer)

    return {key: stored(answer) for key, answer in sample.answers.items() if key != "picture"}


def _add_picture(entry: Entry, company: str, owner: Person) -> None:
    upload = SimpleUploadedFile(f"{company}.png", draw_picture(company), content_type="image/png")
    EntryFile.objects.create(
        entry=entry,
        question_key="picture",
        file=files.store(upload, actor=owner),
        alt_sv=PICTURE_ALT.sv,
        alt_en=PICTURE_ALT.en,
    )


def _submit(world: World, entry: Entry, sample: SampleEntry, owner: Person, at: datetime) -> None:
    content = content_of(entry, form_questions(entry.edition), draft_files(entry))
    Submission.objects.create(
        entry=entry,
        number=1,
        content=content,
        sha256=content_hash(content),
        submitted_by=owner,
        submitted_at=at,
    )
    coordinator = next(iter(world.people.values()))
    EligibilityRuling.objects.create(
        entry=entry,
        eligible=sample.eligible,
        reason="" if sample.eligible else "Företaget är för stort: över 250 anställda två år i rad.",
        ruled_by=coordinator,
        ruled_at=at + timedelta(days=9),
    )
    Entry.objects.filter(pk=entry.pk).update(
        state="eligible" if sample.eligible else "ineligible", submitted_at=at
    )
    entry.refresh_from_db()


def _publish(world: World, year: int) -> None:
    edition = world.editions[year]
    awarded = [each for each in world.sample.entries if each.edition == year and each.outcome]
    publish_awards(
        edition=edition,
        results=[
            Result(world.entries[each.key], each.outcome, each.citation.sv, each.citation.en)
            for each in awarded
        ],
        published_at=edition.released_at or world.now,
    )


def award_of(world: World, sample: SampleEntry) -> Award:
    """The published award of a past entry."""
    return Award.objects.get(entry=world.entries[sample.key])


def build_nominations(world: World) -> None:
    """The nominations of the edition under way, one case a company."""
    opened = world.sample.editions[-1].phase("nomination").opens_at
    for place, sample in enumerate(world.sample.nominations):
        _build_nomination(world, sample, opened + timedelta(days=3 * place, hours=2))


def _build_nomination(world: World, sample: SampleNomination, at: datetime) -> None:
    state = _CASE_STATES[sample.state]
    answered = at + timedelta(days=6) if state in {"accepted", "declined"} else None
    organisation = world.organisations[sample.company]
    owner = organisation.memberships.filter(part="owner").select_related("person").first()
    case, _made = Case.objects.get_or_create(
        edition=world.editions[JUDGING],
        organisation=organisation,
        defaults={
            "state": state,
            "contact_name": owner.person.name if owner else "",
            "contact_email": owner.person.email if owner else "",
            "created_at": at,
            "asked_at": at + timedelta(days=1),
            "answered_at": answered,
            "answer_reason": sample.answer.sv,
        },
    )
    Nomination.objects.create(
        case=case,
        nominator_name=sample.nominator_name,
        nominator_email=sample.nominator_email,
        reason=sample.reason.sv,
        created_at=at,
    )
    entry = world.entries.get(f"{JUDGING}/{sample.company}")
    if entry and state == "accepted" and entry.case is None:
        entry.case = case
        entry.save(update_fields=["case"])
