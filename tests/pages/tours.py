"""A tour with as many stops, legs, visitors, questions and changes as one asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.events.models import Registration
from forebild.events.tests.worlds import token_for
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
    Vote,
    Welcome,
)
from forebild.tours.services.letters import host_token
from forebild.tours.tests.worlds import Tour, answer, make_tour, stop_facts, visitor
from tests.worlds import make_company


def begin_tours(office: Any) -> tuple[Tour, Registration]:
    """A tour, and a visitor who has chosen nothing; its first host already sees its list."""
    tour = make_tour(office, places=None)
    answer(tour, tour.press, seats=None, unwelcome="Bolaget", keeps_out_industry=True)
    Stop.objects.filter(pk=tour.press.pk).update(identity_until=timezone.now() - timedelta(days=1))
    return tour.fresh(), visitor(tour, "Vera", company="Veras AB")


def grow_tours(rows: Any, number: int) -> None:
    """One more of everything."""
    tour, office = rows.tour, rows.office
    guest = visitor(tour, f"Gast{number}", company="Veras AB")
    sector = {"scheme": "sni2007", "code": "25.620"}
    company = make_company(f"Värdbolaget {number} AB")
    company.industries.create(**sector)
    Registration.objects.filter(pk=guest.pk).update(organisation=company)
    _visited(tour, guest, number, office)
    facts = stop_facts(tour.event, 3, host_name=f"Värd {number}", organisation=company)
    for removed in (None, timezone.now()):
        Stop.objects.create(event=tour.event, removed_at=removed, **facts)
    for removed in (None, timezone.now()):
        leg = Leg.objects.create(
            event=tour.event, from_place="A", to_place="B", departs_at=tour.begins, removed_at=removed
        )
        PickUp.objects.create(leg=leg, at=tour.begins, place="Torget")
    KitChange.objects.create(stop=tour.press, field="food", before="Te", after="Kaffe", actor=office)
    GateList.objects.create(stop=tour.press, number=number + 1, people={}, sent_by=office)


def _visited(tour: Tour, guest: Registration, number: int, office: Any) -> None:
    seat = Seat.objects.create(stop=tour.press, registration=guest, safety_version=tour.press.safety_version)
    Identity.objects.create(seat=seat, version=tour.press.asks_version, full_name=guest.name)
    Acceptance.objects.create(seat=seat, terms=tour.press.terms, name=guest.name)
    Welcome.objects.create(stop=tour.press, registration=guest, reason="Ja.", given_by=office)
    Ride.objects.create(leg=tour.out, registration=guest, pick_up=tour.out.pick_ups.first())
    state = "shown" if number % 2 else "answered"
    question = Question.objects.create(
        stop=tour.saw, registration=guest, text=f"Fråga {number}?", state=state
    )
    Vote.objects.create(question=question, registration=guest)
    Stop.objects.filter(pk=tour.saw.pk).update(is_virtual=True)


def tour(rows: Any) -> dict[str, Any]:
    """The tour."""
    return {"event_id": rows.tour.event.public_id}


def stop(rows: Any) -> dict[str, Any]:
    """Its first stop."""
    return {**tour(rows), "stop_id": rows.tour.press.public_id}


def screen(rows: Any) -> dict[str, Any]:
    """The stop that is visited on the screen."""
    return {**tour(rows), "stop_id": rows.tour.saw.public_id}


def leg(rows: Any) -> dict[str, Any]:
    """Its first leg."""
    return {**tour(rows), "leg_id": rows.tour.out.public_id}


def own_tour(rows: Any) -> dict[str, Any]:
    """The visitor's own link."""
    return {"token": token_for(rows.tourist)}


def tour_booking(rows: Any) -> dict[str, Any]:
    """The link of whoever registered the visitor."""
    return {"token": token_for(rows.tourist.booking)}


def host(rows: Any) -> dict[str, Any]:
    """The link of the host that sees its list."""
    return {"token": host_token(rows.tour.press)}


def host_on_screen(rows: Any) -> dict[str, Any]:
    """The link of the host that answers questions."""
    return {"token": host_token(rows.tour.saw)}


def host_csv(rows: Any) -> dict[str, Any]:
    """The list as a file."""
    return {**host(rows), "file_format": "csv"}
