"""Decided editions, for the tests of what comes after."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.models import Juror, Recusal, Release, Ruling
from forebild.jury.services.release import confirm_release, schedule_release
from forebild.jury.services.rulings import approve_ruling, propose_ruling
from forebild.programme.models import Edition
from tests.worlds import make_company, make_edition, make_entry, make_office, make_person


def soon() -> datetime:
    """In an hour."""
    return timezone.now() + timedelta(hours=1)


def decide(entry: Entry, outcome: str, *, by: Any, approved_by: Any) -> Ruling:
    """A ruling with its second person."""
    ruling = propose_ruling(
        actor=by,
        edition=entry.edition,
        entry=entry,
        outcome=outcome,
        reason="Enhälligt.",
        citation_sv=f"För att {entry.organisation.name} vågade.",
        citation_en=f"Because {entry.organisation.name} dared.",
    )
    approve_ruling(actor=approved_by, ruling=ruling)
    return ruling


def make_decided(*outcomes: str, year: int = 2027) -> tuple[Edition, Any, Any]:
    """An edition with an entry for each outcome ("Bolag winner 0 AB", …), and two persons of the office."""
    edition, one, other = make_edition(year), make_office(), make_office()
    for number, outcome in enumerate(outcomes):
        company = make_company(f"Bolag {outcome} {number} AB", owner=make_person(f"Ägare {number}"))
        decide(make_entry(edition, company), outcome, by=one, approved_by=other)
    return edition, one, other


def make_confirmed(edition: Edition, one: Any, other: Any, release_at: datetime) -> Release:
    """A release with both its persons."""
    release = schedule_release(actor=one, edition=edition, release_at=release_at)
    confirm_release(actor=other, release=release)
    return release


def make_recusal(juror: Juror, entry: Entry) -> Recusal:
    """The juror stands aside from the entry."""
    return Recusal.objects.create(
        juror=juror, entry=entry, relation="other", source="office", recorded_by=juror.person
    )


def client_of(person: Any) -> Client:
    """A browser signed in as `person` (None: nobody), with a second factor as the office and jury must have."""
    client = Client()
    if person is not None:
        Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client.force_login(person)
    return client
