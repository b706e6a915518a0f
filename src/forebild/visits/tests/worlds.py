"""A visit as far as a test needs it, by the product's own services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.models import Juror
from forebild.people.models import Person
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.visits.models import Visit, Visitor
from forebild.visits.protocol import finding_of
from forebild.visits.services import planning, protocol, times
from forebild.visits.services.letters import ANSWER
from forebild.visits.services.visitors import choose_visitors
from tests.worlds import (
    declare_free,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

QUOTE = "Ställtiderna var långa."


@dataclass
class Going:
    """A visit with those about it; `refresh` reads it anew."""

    office: Person
    entry: Entry
    visit: Visit
    jurors: list[Juror]
    owner: Person

    def refresh(self) -> Visit:
        self.visit = Visit.objects.select_related("entry__edition", "entry__organisation", "document").get(
            pk=self.visit.pk
        )
        return self.visit

    def visitor(self, number: int) -> Visitor:
        return Visitor.objects.select_related("juror__person", "juror__edition", "visit__entry__edition").get(
            visit=self.visit, juror=self.jurors[number]
        )

    def person(self, number: int) -> Person:
        return self.jurors[number].person

    def link(self) -> Link:
        """A link as the company has it."""
        token = links.issue(
            purpose=ANSWER,
            subject_id=self.visit.public_id,
            email=self.visit.contact_email,
            lifetime=timedelta(days=9),
            single_use=False,
        )
        return links.look_up(token, ANSWER)

    def write(self, number: int, **fields: str) -> Any:
        document = self.refresh().document
        return protocol.save_protocol(
            actor=self.person(number),
            document=document,
            changes=fields,
            base_revision=document.revision,
            allowed=list(fields),
        )


def plan(state: str = "planned", **particulars: Any) -> Going:
    """A visit in a state: planned, offered, booked, made (booked, its time has come), handed_in."""
    edition, office = make_edition(2027), make_office(name="Kim Kansli")
    owner = make_person("Vera Verk", email="vera@verket.example")
    entry = make_entry(edition, make_company("Verket AB", owner=owner))
    jurors = [
        make_juror(edition, "Anna Ek", employer_name="Lärosätet"),
        make_juror(edition, "Bo By", employer_name="Institutet"),
    ]
    for juror in jurors:
        declare_free(juror, entry)
    values = {"place": "Verkgatan 1", "contact_name": "Vera Verk", "contact_email": owner.email} | particulars
    visit = planning.plan_visit(actor=office, entry=entry, **values)
    going = Going(office, entry, visit, jurors, owner)
    planning.add_claim(
        actor=office, visit=visit, question_key="challenge", quote=QUOTE, look_for="Mät en omställning."
    )
    choose_visitors(actor=office, visit=visit, jurors=jurors)
    _bring_to(going, state)
    going.refresh()
    return going


def _bring_to(going: Going, state: str) -> None:
    if state == "planned":
        return
    times.offer_times(actor=going.office, visit=going.visit, times=days_ahead(5, 6, 7))
    if state == "offered":
        return
    offered = going.visit.offered_times.all()[0]
    times.accept_time(
        link=going.link(), time=offered.public_id, name="Vera Verk", phone="070-1", note="Skor."
    )
    if state == "booked":
        return
    let_it_begin(going.visit)
    if state == "handed_in":
        finding = finding_of(going.visit.claims.get())
        going.write(0, **{finding: "partly", "met": "Vera.", "impression": "Gott."})
        protocol.hand_in_protocol(actor=going.person(0), visitor=going.visitor(0))


def let_it_begin(visit: Visit) -> None:
    """Its time has come: an hour ago."""
    begun = timezone.now() - timedelta(hours=1)
    visit.answers.filter(begins_at__isnull=False).update(begins_at=begun)
    Visit.objects.filter(pk=visit.pk).update(begins_at=begun)


def days_ahead(*days: int) -> list[datetime]:
    now = timezone.now().replace(microsecond=0, second=0)
    return [now + timedelta(days=number) for number in days]
