"""The list for the host's gate: who stands on it, and what is otherwise than when it was sent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from forebild.tours.models import GateList, Seat, Stop

KEPT_DAYS = 14  # after the visit, then every detail is erased
KEPT = timedelta(days=KEPT_DAYS)


@dataclass(frozen=True)
class Gate:
    """`people` stand on the list; `new`: public ids of those who were not on it, or have other details now;
    `left`: those who stood there and do not any more.
    """

    stop: Stop
    people: list[Seat]
    new: frozenset[str]
    left: list[Seat]
    sent: GateList | None

    @property
    def is_changed(self) -> bool:
        """Whether the host has another list than the one that was sent."""
        return self.sent is not None and bool(self.new or self.left)


def gate_of(stop: Stop) -> Gate:
    """The list as it stands now. Three statements at most."""
    people = list(seats_on_list(stop))
    sent = stop.gate_lists.first()
    before = sent.people if sent else {}
    now = fingerprints(people)
    gone = [public_id for public_id in before if public_id not in now]
    left = list(stop.taken.filter(public_id__in=gone).select_related("registration")) if gone else []
    new = frozenset(each for each in now if sent and before.get(each) != now[each])
    return Gate(stop, people, new, left, sent)


def seats_on_list(stop: Stop) -> QuerySet[Seat]:
    """In the order of the names."""
    seats = Seat.objects.on_list().filter(stop=stop).select_related("registration__organisation", "identity")
    return seats.order_by("registration__name", "pk")


def fingerprints(people: Iterable[Seat]) -> dict[str, str]:
    """Each seat, and since when its details stand: nothing of what they say."""
    return {seat.public_id: _given_at(seat) for seat in people}


def _given_at(seat: Seat) -> str:
    identity = getattr(seat, "identity", None)  # a host that asks for nothing gets names alone
    return identity.given_at.isoformat() if identity else ""


def is_open_at(stop: Stop, now: datetime) -> bool:
    """Whether the host may see the list: from the day when it is due until its details are erased."""
    return stop.removed_at is None and stop.list_opens_at <= now < stop.ends_at + KEPT


def name_at_gate(seat: Any, stop: Stop) -> str:
    """As in the passport, where the host asks for that; else as registered."""
    identity = getattr(seat, "identity", None)
    asked = identity.full_name if identity and Stop.Asked.FULL_NAME in stop.asks else ""
    return asked or seat.registration.name


def further_details(stop: Stop) -> list[str]:
    """What the host asked for besides the name, in the order of `Stop.Asked`."""
    return [each for each in Stop.Asked.values if each in stop.asks and each != Stop.Asked.FULL_NAME]


def detail_of(seat: Any, field: str) -> Any:
    """One detail of a visitor; None where it was not given."""
    identity = getattr(seat, "identity", None)
    return getattr(identity, field) if identity else None


def detail_text(seat: Any, field: str) -> str:
    """The same as it is written on a list: a day as it stands in a passport."""
    value = detail_of(seat, field)
    return value.isoformat() if isinstance(value, date) else str(value or "")
