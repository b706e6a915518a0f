"""Letters to those whom the last juries judged: sent and read, one answered, one that waits for approval.

The jury of 2021 judged five entries, enough for a comparison, so its scores are here as well.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from forebild.feedback.content import compose, mail_values
from forebild.feedback.models import Answer, Dispatch, Letter, LetterDecision
from forebild.feedback.notices import ENTRANT_LETTER
from forebild.jury.models import Assignment, Declaration, Juror, Review, Score
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.sample.building.world import World
from forebild.sample.jury import jurors_of
from forebild.sample.reviews import score_entry
from forebild.sample.texts import read
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.urls import site_url
from forebild.shared.writing.services import new_document

_READERS = 3
_OPENING = {
    "sv": "Tack för ert bidrag i {edition}. Juryn har läst det noga. Det här är vad den såg.",
    "en": "Thank you for your entry in {edition}. The jury has read it with care. Here is what it saw.",
}


def build_letters(world: World) -> None:
    """The letters of the years that the content tells of."""
    office = world.programme.roles.get(kind="lead").person
    for year, told in read("letters").items():
        edition = world.editions[int(year)]
        for company, words in told.items():
            if "quality" in words:
                _build_scores(world, edition, company, words)
        letters = [_build_letter(world, edition, company, words, office) for company, words in told.items()]
        _send(edition, [each for each in letters if each.state == "approved"], office)
        for letter, words in zip(letters, told.values(), strict=True):
            if "answer" in words:
                _build_answer(letter, words["answer"])


def _build_scores(world: World, edition: Edition, company: str, words: dict[str, Any]) -> None:
    """Three of the jury have read the entry; the first wrote what the letter says."""
    key = f"{edition.year}/{company}"
    entry, jury = world.entries[key], jurors_of(edition.year)
    sample = next(each for each in world.sample.entries if each.key == key)
    opened = edition.phases.get(kind="review").opens_at
    start = sum(map(ord, company))
    for place in range(_READERS):
        juror = jury[(start + place) % len(jury)]
        seat = world.jurors[edition.year, juror.key]
        at = opened + timedelta(days=6 + 4 * place, hours=place)
        review = _build_review(seat, entry, opened, at, words if place == 0 else {})
        scores = score_entry(juror, replace(sample, quality=words["quality"]))
        Score.objects.bulk_create(
            Score(review=review, criterion=world.criteria[edition.year, criterion], value=value)
            for criterion, value in scores.items()
        )


def _build_review(seat: Juror, entry: Any, opened: datetime, at: datetime, words: dict[str, Any]) -> Review:
    assignment = Assignment.objects.create(juror=seat, entry=entry, state="done", assigned_at=opened)
    Declaration.objects.create(juror=seat, entry=entry, declared_at=at)
    return Review.objects.create(
        assignment=assignment,
        state="submitted",
        strengths=words.get("strengths", "").strip(),
        opportunities=words.get("opportunities", "").strip(),
        revision=1,
        saved_at=at,
        submitted_at=at,
    )


def _build_letter(
    world: World, edition: Edition, company: str, words: dict[str, Any], office: Person
) -> Letter:
    """Written by the office, approved by the chair; or waiting for that."""
    entry = world.entries[f"{edition.year}/{company}"]
    written = _after(edition, days=6)
    fields = {
        "opening": _OPENING[entry.language].format(edition=edition),
        "strengths": words["strengths"].strip(),
        "opportunities": words["opportunities"].strip(),
    }
    letter = Letter.objects.create(
        entry=entry,
        language=entry.language,
        document=new_document(kind="feedback_letter", fields=fields, actor=office),
        state="waiting",
        drafted_by=office,
        drafted_at=written,
    )
    if words.get("state", "sent") == "sent":
        Letter.objects.filter(pk=letter.pk).update(state="approved", content=compose(letter))
        letter.refresh_from_db()
        chair = edition.jurors.get(seat="chair").person
        LetterDecision.objects.create(
            letter=letter,
            kind="approved",
            revision=letter.document.revision,
            decided_by=chair,
            decided_at=written + timedelta(days=2),
        )
    return letter


def _send(edition: Edition, letters: list[Letter], office: Person) -> None:
    """They left together, and arrived."""
    at = _after(edition, days=9)
    people = {letter.pk: _people_of(letter) for letter in letters}
    dispatch = Dispatch.objects.create(
        edition=edition,
        kind="letters",
        letter_count=sum(map(len, people.values())),
        state="left",
        prepared_by=office,
        prepared_at=at,
        held_until=at + timedelta(minutes=10),
    )
    Letter.objects.filter(pk__in=people).update(state="sent", dispatch=dispatch)
    for letter in letters:
        link = site_url("feedback:letter", letter.language, entry_id=letter.entry.public_id)
        for person in people[letter.pk]:
            queue(
                notice=ENTRANT_LETTER,
                to=Recipient(person.email, letter.language, person.public_id),
                values=mail_values(letter, link),
                key=f"feedback.entrant_letter:{letter.public_id}:{dispatch.public_id}:{person.public_id}",
                hold=True,
                batch=dispatch.public_id,
            )
    gone = dispatch.held_until
    arrived = {"state": "sent", "created_at": at, "changed_at": gone, "sent_at": gone}
    Message.objects.filter(batch=dispatch.public_id).update(**arrived)


def _people_of(letter: Letter) -> list[Person]:
    members = letter.entry.organisation.memberships.current().select_related("person").order_by("pk")
    return [member.person for member in members]


def _build_answer(letter: Letter, words: dict[str, Any]) -> None:
    """The company's answer, not read yet."""
    Answer.objects.create(
        letter=letter,
        usefulness=words["usefulness"],
        text=words["text"],
        answered_by=_people_of(letter)[0],
        answered_at=_after(letter.entry.edition, days=16),
    )


def _after(edition: Edition, *, days: int) -> datetime:
    assert edition.released_at is not None  # noqa: S101 letters are written of decided years alone
    return edition.released_at + timedelta(days=days)
