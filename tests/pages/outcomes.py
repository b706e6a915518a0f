"""What came of an event, as many of each thing as one asks for."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from forebild.events.models import Booking, Event, Quota, Registration
from forebild.outcomes.models import (
    Adviser,
    Asked,
    Evaluation,
    FollowUp,
    Heap,
    Question,
    Referral,
    Report,
    SupportEntry,
    SupportVersion,
)
from forebild.outcomes.tests.worlds import EVALUATION, FOLLOW_UP, REFERRAL, token
from forebild.people.models import Organisation
from forebild.shared import audit
from tests.worlds import make_company, make_person


def begin_outcomes(rows: Any) -> None:
    """A past event that is evaluated, and a company whose wish is with an adviser."""
    rows.met = make_company("Mötta bolaget AB")
    rows.over, rows.over_guest = _past(rows, 0, rows.met)
    rows.evaluation = _evaluate(rows.over)
    rows.question = _question(rows.evaluation, 0)
    rows.adviser = _adviser(rows, 0)
    rows.help = _help(rows.over_guest)
    rows.referral = _referral(rows, rows.help, "accepted")
    rows.support_entry = _support(rows)


def grow_outcomes(rows: Any, number: int) -> None:
    """One more of everything."""
    _question(rows.evaluation, number + 1)
    for heap in Heap.objects.filter(question__evaluation=rows.evaluation):
        heap.shown = [f"Svar {each}" for each in range(number + 5)]
        heap.save()
    guest = _register(rows.over, number + 2, rows.met)
    Asked.objects.create(evaluation=rows.evaluation, registration=guest)
    event, visitor = _past(rows, number + 1, rows.met)
    _question(_evaluate(event), 0)
    _adviser(rows, number + 1)
    waits = _help(guest)
    Report.objects.create(
        referral=_referral(rows, waits, "told"), outcome="met", hours=1, told_at=timezone.now()
    )
    _referral(rows, rows.help, "declined")
    Report.objects.create(referral=rows.referral, outcome="met", hours=number + 1, text="Mer.")
    _help(visitor)
    company = make_company()
    _register(rows.over, 1000 + number, company)
    _support(rows)
    entry = rows.support_entry
    version = entry.versions.count() + 1
    SupportVersion.objects.create(entry=entry, number=version, by=rows.office, **entry.facts)
    audit.record(rows.office, "outcomes.follow_up.taken", rows.help)
    audit.record(rows.office, "outcomes.evaluation.timed", rows.evaluation)


def _past(rows: Any, number: int, company: Organisation) -> tuple[Event, Registration]:
    ended = timezone.now() - timedelta(days=3 + number)
    event = Event.objects.create(
        programme=rows.edition.programme, kind="forum", slug=f"over-{number}", title_sv=f"Slut {number}",
        summary_sv="Det var bra.", begins_at=ended - timedelta(hours=3), ends_at=ended, venue="Folkets hus",
        municipality="Gnosjö", state="announced", created_by=rows.office,
    )  # fmt: skip
    Quota.objects.create(event=event, name_sv="Salen")
    return event, _register(event, 1, company)


def _register(event: Event, number: int, company: Organisation) -> Registration:
    person = make_person()
    booking = Booking.objects.create(
        event=event, key=f"over-{event.pk}-{number}", contact_name=person.name, contact_email=person.email
    )
    return Registration.objects.create(
        event=event, booking=booking, quota=event.quotas.get(), person=person, number=number,
        name=person.name, email=person.email, organisation=company, state="registered",
    )  # fmt: skip


def _evaluate(event: Event) -> Evaluation:
    return Evaluation.objects.create(
        event=event, state="open", usual_version=1, sent_at=timezone.now(), shown_count=10,
        closes_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip


def _question(evaluation: Evaluation, number: int) -> Question:
    question = Question.objects.create(
        evaluation=evaluation, position=number, key=f"own-{number}", kind="text", text_sv=f"Fråga {number}?"
    )
    Heap.objects.create(question=question, shown=["Svar"] * 5)
    return question


def _adviser(rows: Any, number: int) -> Adviser:
    return Adviser.objects.create(
        programme=rows.edition.programme, name=f"Råd {number}", organisation="Alm", topics=["finance"],
        email=f"rad{number}@alm.example",
    )  # fmt: skip


def _help(registration: Registration) -> FollowUp:
    return FollowUp.objects.create(
        programme=registration.event.programme,
        event=registration.event, registration=registration, name=registration.name, topics=["finance"],
        email=registration.email, organisation=registration.organisation, consent_version=1,
        consent_text="Ja.", wish="En robot.",
    )  # fmt: skip


def _referral(rows: Any, follow_up: FollowUp, state: str) -> Referral:
    return Referral.objects.create(
        follow_up=follow_up, adviser=rows.adviser, state=state, sent_by=rows.office, held_until=timezone.now()
    )


def _support(rows: Any) -> SupportEntry:
    entry = SupportEntry.objects.create(
        programme=rows.edition.programme,
        organisation=rows.met,
        on=date(2027, 1, 4),
        hours=Decimal(2),
        kind="visit",
    )
    SupportVersion.objects.create(entry=entry, number=1, by=rows.office, **entry.facts)
    return entry


def over(rows: Any) -> dict[str, Any]:
    """The past event."""
    return {"event_id": rows.over.public_id}


def helped(rows: Any) -> dict[str, Any]:
    """The request for help."""
    return {"follow_up_id": rows.help.public_id}


def met(rows: Any) -> dict[str, Any]:
    """The organisation with hours."""
    return {"organisation_id": rows.met.public_id}


def evaluation_link(rows: Any) -> dict[str, Any]:
    """A guest's link to the evaluation."""
    return {"token": token(EVALUATION, rows.over_guest)}


def help_link(rows: Any) -> dict[str, Any]:
    """The company's link."""
    return {"token": token(FOLLOW_UP, rows.help)}


def adviser_link(rows: Any) -> dict[str, Any]:
    """The adviser's link."""
    return {"token": token(REFERRAL, rows.referral)}
