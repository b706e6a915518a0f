"""The books after the crashes: what was acknowledged is there once and whole; what is there is not half.

`problems(…)` shares nothing with the services but the tables. Each problem begins with what it is about.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from forebild.competition.content import content_hash
from forebild.competition.models import Award, Entry
from forebild.jury.models import LetterBatch, Release, Ruling
from forebild.shared import invariants
from forebild.shared.audit.models import Record
from forebild.shared.audit.verify import verify_chain
from forebild.shared.outbox.models import Message
from tests.crash.people import Entrants, Office
from tests.crash.world import LETTERED, OUTCOMES


def problems(entrants: Entrants, office: Office) -> Iterator[str]:
    """All of it but the mail, which may still be on its way."""
    yield from _lost(entrants, office)
    for entry in Entry.objects.filter(edition=entrants.world.call):
        yield from _entry(entry)
    for ruling in Ruling.objects.all():
        yield from _ruling(ruling)
    for release in Release.objects.select_related("edition"):
        yield from _release(release)
    for batch in LetterBatch.objects.all():
        yield from _letters(batch)
    for sentence, problem in invariants.problems():
        yield f"invariant: {sentence}: {problem}"
    report = verify_chain()
    if not report.holds:
        yield f"log: the chain does not hold: {report}"


def _lost(entrants: Entrants, office: Office) -> Iterator[str]:
    """What somebody was told is done, and is not."""
    for entry in entrants.acknowledged:
        if Entry.objects.get(pk=entry.pk).state != "submitted":
            yield f"entry: {entry.public_id} was acknowledged and is lost"
    for kind, subject, *more in office.acknowledged:
        if not _IS_THERE[kind](subject, *more):
            yield f"{kind}: {subject.public_id} {more} was acknowledged and is lost"


_IS_THERE: dict[str, Any] = {
    "proposed": lambda entry: Ruling.objects.standing().filter(entry=entry).count() == 1,
    "approved": lambda edition: edition.rulings.filter(state="approved").count() == len(OUTCOMES),
    "scheduled": lambda edition: edition.releases.count() == 1,
    "confirmed": lambda edition: edition.releases.get().state in ("confirmed", "released"),
    "written": lambda edition, outcome: edition.letter_batches.filter(outcome=outcome).count() == 1,
}


def _entry(entry: Entry) -> Iterator[str]:
    """A draft with nothing, or handed in exactly once with everything that belongs to it."""
    submissions = list(entry.submissions.all())
    expected = 1 if entry.state == "submitted" else 0
    if len(submissions) != expected:
        yield f"entry: {entry.public_id} is {entry.state} with {len(submissions)} submissions"
    if records(entry, "competition.entry.submitted") != expected:
        yield f"entry: {entry.public_id} is {entry.state}, and the log says otherwise"
    for submission in submissions:
        if submission.number != 1 or submission.sha256 != content_hash(submission.content):
            yield f"entry: {entry.public_id} was not handed in as its hash says"
        keys = {
            f"competition.entry_received:{submission.public_id}:{member.person.public_id}"
            for member in entry.organisation.memberships.select_related("person")
        }
        receipts = Message.objects.filter(key__in=keys).prefetch_related("attachments")
        copies = [bytes(copy.content[:5]) for receipt in receipts for copy in receipt.attachments.all()]
        if len(receipts) != len(keys) or copies != [b"%PDF-"] * len(keys):
            yield f"entry: {entry.public_id} has {len(receipts)} receipts with {len(copies)} copies"


def _ruling(ruling: Ruling) -> Iterator[str]:
    said = (records(ruling, "jury.ruling.proposed"), records(ruling, "jury.ruling.approved"))
    if said != (1, int(ruling.state == "approved")):
        yield f"ruling: {ruling.public_id} is {ruling.state}, and the log says {said}"


def _release(release: Release) -> Iterator[str]:
    """Not happened and nothing of it there, or happened and all of it."""
    happened = release.state == "released"
    if (release.edition.state == "released") != happened:
        yield f"release: {release.public_id} is {release.state}, its edition {release.edition.state}"
    awards = Award.objects.filter(edition=release.edition).count()
    if awards != (len(LETTERED) if happened else 0):
        yield f"release: {release.public_id} is {release.state} with {awards} awards"
    said = [
        records(release, f"jury.release.{action}") for action in ("scheduled", "confirmed", "carried_out")
    ]
    if said != [1, int(release.confirmed_at is not None), int(happened)]:
        yield f"release: {release.public_id} is {release.state}, and the log says {said}"


def _letters(batch: LetterBatch) -> Iterator[str]:
    if records(batch, "jury.letters.prepared") != 1:
        yield f"letters: the log does not know {batch.public_id}"
    if Message.objects.filter(batch=batch.public_id).count() != batch.letter_count:
        yield f"letters: {batch.public_id} is not whole"


def records(subject: Any, action: str) -> int:
    """How often the log says that this was done, in records that are sealed."""
    return int(Record.objects.about(subject).filter(action=action, seal__isnull=False).count())


def mail_problems(received: Counter[str]) -> Iterator[str]:
    """Once the worker has nothing left to do: each letter came once, or a person is asked."""
    for message in Message.objects.all():
        times = received[message.message_id]
        if message.state == "sent" and times != 1:
            yield f"mail: {message.key} is noted as sent and came {times} times"
        elif message.state == "unknown" and times > 1:
            yield f"mail: {message.key} came {times} times"
        elif message.state not in ("sent", "unknown"):
            yield f"mail: {message.key} is still {message.state}"
    strangers = received.keys() - set(Message.objects.values_list("message_id", flat=True))
    for stranger in strangers:
        yield f"mail: {stranger} came and nobody knows of it"
