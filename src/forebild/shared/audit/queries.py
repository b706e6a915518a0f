"""Reads of the log, with the actors' names; three SQL statements whatever the number of rows."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet

from forebild.shared.audit.models import ReadRecord, Record, RecordQuerySet, Verification
from forebild.shared.audit.words import action_name
from forebild.shared.closures import AUDIT, closed_to, without_closed
from forebild.shared.permissions import Actor


@dataclass(frozen=True)
class Line:
    """A record as it is shown."""

    record: Record
    actor_name: str
    action_name: str


def lines(records: Iterable[Record]) -> list[Line]:
    """Records with their actors' names; a person who is gone keeps the id."""
    found = list(records)
    names = _actor_names({record.actor for record in found} - {""})
    return [
        Line(record, names.get(record.actor, record.actor), action_name(record.action)) for record in found
    ]


def history_of(subject: models.Model, *, actions: Collection[str] | None = None) -> list[Line]:
    """What was done to `subject`, newest first; `actions` says which to tell (else all).

    It names the actors: on a page that others than the office see, choose the actions, or a juror is named.
    """
    found = Record.objects.about(subject)
    return lines(found if actions is None else found.filter(action__in=actions))


def actors_called(text: str) -> Q:
    """Records by the persons with this public_id, this address, or this in their name."""
    persons = get_user_model()._default_manager.filter(
        Q(public_id=text) | Q(email__iexact=text) | Q(name__icontains=text)
    )
    return Q(actor__in=persons.values("public_id")) | Q(actor=text)


def subjects_called(text: str) -> Q:
    """Records about a kind of thing ("competition.entry"), a thing ("competition.entry:4f…") or an id."""
    kind, _colon, number = text.rpartition(":")
    if kind:
        return Q(subject_model=kind.lower(), subject_id=number)
    return Q(subject_model=text.lower()) | Q(subject_id=text)


def records_shown(actor: Actor) -> RecordQuerySet:
    """Every record but those that a conflict of interest has closed to `actor`, for the log's page."""
    return without_closed(Record.objects.all(), actor, AUDIT)


def may_take_all(actor: Actor) -> bool:
    """Whether the whole log, chain and all, may be handed to `actor`: nothing of it is closed."""
    return not closed_to(actor, AUDIT)


def latest_verification() -> Verification | None:
    """The last walk along the chain."""
    return Verification.objects.order_by("at", "pk").last()


def reads_by(actor_id: str) -> QuerySet[ReadRecord]:
    """Everything sealed that this person was shown, newest first: the answer after a break-in."""
    return ReadRecord.objects.filter(actor=actor_id)


def _actor_names(ids: Collection[str]) -> dict[str, str]:
    persons = get_user_model()._default_manager.filter(public_id__in=ids)
    return {str(getattr(person, "public_id", "")): str(person) for person in persons}
