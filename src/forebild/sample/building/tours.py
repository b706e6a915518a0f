"""Hosts, transport, visitors and questions of some events: one to come, one past, two on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from forebild.events.models import Event, Registration
from forebild.sample.building.world import World
from forebild.sample.editions import STOCKHOLM
from forebild.sample.texts import read
from forebild.shared.dates import in_swedish_time
from forebild.tours.gate import KEPT, fingerprints, seats_on_list
from forebild.tours.models import (
    Acceptance,
    GateList,
    Identity,
    KitChange,
    Leg,
    PickUp,
    Question,
    Ride,
    Seat,
    Stop,
    Terms,
    Vote,
)

_KIT = (
    *("seats", "per_company", "unwelcome", "keeps_out_industry", "safety", "asks", "photos"),
    *("clothes", "food", "agenda"),
)


def build_tours(world: World) -> None:
    """All of them, as they stand at the world's now."""
    for row in read("tours")["tour"]:
        event = Event.objects.get(programme=world.programme, title_sv=row["event"])
        _build(world, event, row)


def _build(world: World, event: Event, row: dict[str, Any]) -> None:
    stops = [_stop(world, event, facts) for facts in row["stops"]]
    legs = [_leg(event, facts) for facts in row.get("legs", [])]
    guests = list(event.registrations.filter(state="registered").order_by("number"))
    for stop, facts in zip(stops, row["stops"], strict=True):
        _seats(world, stop, guests[: row["chosen"]], row["ready"])
        _questions(stop, facts.get("questions", []), guests)
    for leg in legs:
        _rides(leg, guests[: row["chosen"]])


def _at(event: Event, facts: dict[str, Any], clock: time) -> datetime:
    day = in_swedish_time(event.begins_at).date() + timedelta(days=facts["day"])
    return datetime.combine(day, clock, STOCKHOLM)


def _stop(world: World, event: Event, facts: dict[str, Any]) -> Stop:
    begins = _at(event, facts, facts["from"])
    company = world.organisations[facts["host"]]
    answered = min(event.created_at + timedelta(days=9), world.now - timedelta(days=3))
    stop = Stop.objects.create(
        event=event,
        organisation=company,
        host_name=company.name,
        contact_name=facts["contact"],
        contact_email=f"besok@{facts['host']}.example",
        contact_phone=facts.get("phone", ""),
        begins_at=begins,
        ends_at=_at(event, facts, facts["to"]),
        venue=facts.get("venue", ""),
        address=facts.get("address", ""),
        municipality=company.municipality,
        is_virtual=not event.has_room,
        identity_until=begins - timedelta(days=facts["days_before"]) if facts.get("asks") else None,
        safety_version=int("safety" in facts),
        asks_version=int(bool(facts.get("asks"))),
        state="answered",
        answered_at=answered,
        created_at=event.created_at,
        **{name: facts[name] for name in _KIT if name in facts},
    )
    if "terms" in facts:
        stop.terms = Terms.objects.create(stop=stop, version=1, text=facts["terms"], at=answered)
    if stop.ends_at + KEPT < world.now:
        stop.erased_at = stop.ends_at + KEPT
    if "questions" in facts:
        stop.answers_published_at = stop.ends_at + timedelta(days=1)
    stop.save()
    KitChange.objects.bulk_create(_changes(stop, facts, answered))
    return stop


def _changes(stop: Stop, facts: dict[str, Any], at: datetime) -> Iterator[KitChange]:
    """What the host said when it answered: texts alone, so that the list is short to read."""
    for field in ("safety", "terms", "clothes", "food", "agenda"):
        if field in facts:
            yield KitChange(stop=stop, field=field, after=facts[field], at=at)


def _leg(event: Event, facts: dict[str, Any]) -> Leg:
    departs = _at(event, facts, facts["at"])
    leg = Leg.objects.create(
        event=event,
        from_place=facts["from"],
        to_place=facts["to"],
        departs_at=departs,
        seats=facts["seats"],
        note=facts.get("note", ""),
    )
    PickUp.objects.bulk_create(
        PickUp(leg=leg, place=place, at=_at(event, facts, time.fromisoformat(clock.replace(".", ":"))))
        for clock, place in facts["points"]
    )
    return leg


def _seats(world: World, stop: Stop, guests: list[Registration], ready_count: int) -> None:
    chosen = stop.event.created_at + timedelta(days=12)
    seats = Seat.objects.bulk_create(
        Seat(
            stop=stop,
            registration=guest,
            chosen_at=min(max(chosen, guest.registered_at), world.now),
            safety_version=stop.safety_version if place < ready_count else 0,
        )
        for place, guest in enumerate(guests)
    )
    ready = seats[:ready_count]
    if stop.terms is not None:
        Acceptance.objects.bulk_create(
            Acceptance(seat=seat, terms=stop.terms, name=seat.registration.name, at=seat.chosen_at)
            for seat in ready
        )
    if stop.asks and stop.erased_at is None:
        Identity.objects.bulk_create(_identity(stop, place, seat) for place, seat in enumerate(ready))
    elif ready:
        people = fingerprints(seats_on_list(stop)) or {seat.public_id: "" for seat in ready}
        GateList.objects.create(stop=stop, number=1, people=people, sent_at=stop.list_opens_at)


def _identity(stop: Stop, place: int, seat: Seat) -> Identity:
    born = date(1962 + 3 * place % 40, 1 + place % 12, 1 + 2 * place % 28)
    return Identity(
        seat=seat,
        version=stop.asks_version,
        full_name=seat.registration.name,
        birth_date=born if Stop.Asked.BIRTH_DATE in stop.asks else None,
        given_at=seat.chosen_at,
    )


def _rides(leg: Leg, guests: list[Registration]) -> None:
    """Most by bus, from each point in turn; every seventh by car, every fifth not at all."""
    points = [*leg.pick_ups.all(), None]
    Ride.objects.bulk_create(
        Ride(
            leg=leg,
            registration=guest,
            own_car=place % 7 == 6,
            pick_up=None if place % 7 == 6 else points[place % max(1, len(points) - 1)],
        )
        for place, guest in enumerate(guests)
        if place % 5 != 4
    )


def _questions(stop: Stop, rows: list[dict[str, Any]], guests: list[Registration]) -> None:
    for place, row in enumerate(rows):
        asked = stop.begins_at - timedelta(days=6 - place)
        question = Question.objects.create(
            stop=stop,
            registration=guests[place],
            text=row["text"],
            is_anonymous=row.get("anonymous", False),
            state="answered",
            answer=row.get("answer", ""),
            is_live=row.get("live", False),
            asked_at=asked,
            answered_at=stop.ends_at,
        )
        voters = guests[len(rows) : len(rows) + row["votes"]]
        Vote.objects.bulk_create(Vote(question=question, registration=each) for each in voters)
