"""Tables as far as a test needs them, by the product's own services."""

from __future__ import annotations

from itertools import count
from typing import Any

from forebild.events.company import company_key
from forebild.events.models import Booking, Event, PlaceChange, Registration
from forebild.events.tests.worlds import make_event, quota_of
from forebild.people.models import Organisation, OrganisationFigures, Person
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.tables.models import Card, NoteTaker, RoundTable, TablePlan
from forebild.tables.services.cards import write_card
from forebild.tables.services.note_takers import NOTES_LINK, invite_note_taker
from forebild.tables.services.plans import Setup, begin_plan, propose_plan
from tests.worlds import make_company, make_office, make_person, make_programme

_COUNT = count(1)
ROUNDS = [("Hinder", "10.00"), ("Vägar", "")]


def make_round_table(
    office: Person | None = None, *, people: int = 8, tables: int = 3, seats: int = 4, **changes: Any
) -> TablePlan:
    """A round table with people from organisations of every kind, tables, two rounds; nobody seated."""
    office = office or make_office(make_programme())
    facts = {"kind": "round_table", "title_sv": "Rundabord: tiden", "title_en": ""} | changes
    event = make_event(office=office, places=None, **facts)
    for number in range(people):
        join(event, number=number)
    return begin_plan(actor=office, event=event, setup=Setup(tables, seats, ROUNDS))


def join(
    event: Event, name: str = "", *, number: int = 0, company: Organisation | None = None
) -> Registration:
    """One more who comes, from an organisation of its own unless told; past the form, which is slow."""
    company, name = company or company_of(number), name or f"Gast{next(_COUNT):03d}"
    quota, person = quota_of(event), make_person(name)
    last = event.registrations.count() + 1
    booking = Booking.objects.create(
        event=event, key=f"join-{next(_COUNT)}", contact_name=name, contact_email=person.email
    )
    registration = Registration.objects.create(
        event=event, booking=booking, quota=quota, person=person, number=last, name=name, email=person.email,
        organisation=company, organisation_name=company.name, company=company_key(company, company.name),
    )  # fmt: skip
    Event.objects.filter(pk=event.pk).update(last_number=last)
    PlaceChange.objects.create(
        quota=quota, registration=registration, action="seat", company=registration.company
    )
    return registration


def company_of(number: int) -> Organisation:
    """Each third with figures, each second with an industry; two counties."""
    company = make_company(county=("06", "14")[number % 2], sector=("25110", "")[number % 2])
    if number % 3 == 0:
        OrganisationFigures.objects.create(organisation=company, year=2026, head_count=10 + number)
    return company


def solved(office: Person | None = None, **how: Any) -> TablePlan:
    """The same, with everybody seated."""
    plan = make_round_table(office, **how)
    return propose_plan(actor=plan.made_by, plan=plan)


def taker_at(plan: TablePlan, table: int | None = 1, name: str = "") -> tuple[NoteTaker, Link, str]:
    """Somebody who takes notes at the table with that number (None: at all), the link, its token."""
    at = plan.tables.get(number=table) if table else None
    name = name or f"Antecknare {next(_COUNT)}"
    taker, address = invite_note_taker(actor=plan.made_by, event=plan.event, name=name, table=at)
    token = address.rstrip("/").rpartition("/")[2]
    return taker, links.look_up(token, NOTES_LINK), token


def fields_of(**changes: Any) -> dict[str, Any]:
    """A card as somebody fills it in."""
    return {
        "kind": "challenge",
        "text": "Vi hinner inte.",
        "addressee": "nobody",
        "said_by": "",
        "attribution": "none",
        "is_secret": False,
        **changes,
    }


def write(
    taker: NoteTaker, link: Link, text: str, *, table: RoundTable | None = None, **changes: Any
) -> Card:
    """A card, by a press of its own."""
    return write_card(
        link=link,
        taker=taker,
        table=table,
        nonce=f"nonce-{next(_COUNT)}",
        fields=fields_of(text=text, **changes),
    )
