"""Writing to the log: in the same transaction as the thing that is done, so that both happen or neither."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from forebild.shared.audit.details import as_json
from forebild.shared.audit.models import ReadRecord, Record, Verification, id_of
from forebild.shared.audit.verify import verify_chain
from forebild.shared.audit.words import is_verb
from forebild.shared.permissions import Actor

READS_ARE_KEPT = timedelta(days=365)


def record(
    actor: Actor,
    action: str,
    subject: models.Model | None,
    /,
    *,
    edition: models.Model | str | None = None,
    programme: models.Model | str | None = None,
    **details: object,
) -> Record:
    """Note that `actor` (None: the system) did `action` ("competition.entry.submitted") to `subject`.

    `edition` and `programme` (a row or its id) are for filtering. `details` are ids, numbers, times and
    short texts; no personal data beyond ids. One SQL statement.
    Raises RuntimeError outside a transaction, ValueError for an action that is no dotted verb, TypeError
    for a detail that has no plain form.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("audit.record belongs in the transaction of what it tells of.")
    if not is_verb(action):
        raise ValueError(f"An action is written area.thing.done in small letters, not {action!r}.")
    return Record.objects.create(
        actor=_actor_id(actor),
        action=action,
        **_subject(subject),
        edition=id_of(edition),
        programme=id_of(programme),
        details_json=as_json(details),
    )


def record_read(actor: Actor, subject: models.Model, via: str) -> ReadRecord:
    """Note that `actor` was shown `subject` (something few may see) through `via`, a page or an export."""
    return ReadRecord.objects.create(actor=_actor_id(actor), **_subject(subject), via=via)


def forget_old_reads(*, now: datetime | None = None) -> int:
    """Delete what was noted of readings more than twelve months ago; returns how many."""
    before = (now or timezone.now()) - READS_ARE_KEPT
    return ReadRecord.objects.filter(at__lt=before).delete()[0]


def check_chain(*, known: Mapping[int, str] | None = None) -> Verification:
    """Walk the whole chain and keep what was found, for the office's page."""
    report = verify_chain(known=known)
    return Verification.objects.create(
        count=report.count,
        head=report.head,
        fault=report.fault or "",
        position=report.position,
        unsealed_count=report.unsealed_count,
    )


def _actor_id(actor: Actor) -> str:
    """A person's public_id; blank for the system and for somebody not signed in."""
    return "" if actor is None or not actor.is_authenticated else str(actor.public_id)


def _subject(subject: models.Model | None) -> dict[str, str]:
    if subject is None:
        return {"subject_model": "", "subject_id": ""}
    return {"subject_model": subject._meta.label_lower, "subject_id": id_of(subject)}
