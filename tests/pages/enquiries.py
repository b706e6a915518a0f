"""Questions to companies, as many as one asks for: about one story, and to one company."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.asking.models import Enquiry, PublicAnswer, Reception, Reply, VisitTime
from forebild.asking.models.enquiry import month_of
from forebild.asking.tests.worlds import ASKER, COMPANY, token
from forebild.people.models import Organisation
from forebild.shared import audit
from tests.worlds import make_company


def grow_enquiries(rows: Any, number: int) -> None:
    """One more of everything, each in a month of its own; of the first one more answers and times."""
    for company in (rows.example.organisation, rows.company, make_company()):
        enquiry = _enquiry(rows, _reception(rows, company), number)
        _reply(enquiry, 0)
        PublicAnswer.objects.create(
            enquiry=enquiry, question="Hur?", answer="Så.", language="sv", asker_yes_at=timezone.now()
        )
    first = Enquiry.objects.filter(reception__organisation=rows.example.organisation).order_by("pk")[0]
    rows.enquiry = first
    _reply(first, number + 1)
    audit.record(rows.office, "asking.enquiry.answered", first)


def _reception(rows: Any, company: Organisation) -> Reception:
    return Reception.objects.get_or_create(
        programme=rows.edition.programme,
        organisation=company,
        defaults={
            "email": "fragor@bolag.example",
            "takes_questions": True,
            "takes_visits": True,
            "set_at": timezone.now(),
        },
    )[0]


def _enquiry(rows: Any, reception: Reception, number: int) -> Enquiry:
    at = timezone.now() - timedelta(days=40 * number)
    return Enquiry.objects.create(
        reception=reception, example=rows.example, kind="visit", state="proposed", name="Anna",
        company="Prov", email="anna@prov.example", text="Får vi komma?", head_count=3, when="I mars",
        asked_at=at, key=f"{reception.pk}-{number}", confirmed_at=at, turn_at=at, waits_until=at,
        month=month_of(at), place=1, answered_at=at + timedelta(days=2), office_may_read=True,
    )  # fmt: skip


def _reply(enquiry: Enquiry, number: int) -> None:
    reply = Reply.objects.create(enquiry=enquiry, kind="times", text="I porten.", office_may_read=True)
    VisitTime.objects.create(reply=reply, starts_at=timezone.now() + timedelta(days=number + 1))


def asked(rows: Any) -> dict[str, Any]:
    """The first question."""
    return {"enquiry_id": rows.enquiry.public_id}


def asked_company(rows: Any) -> dict[str, Any]:
    """The company that the writer acts for."""
    return {"organisation_id": rows.company.public_id}


def asker_link(rows: Any) -> dict[str, Any]:
    """The asker's link."""
    return {"token": token(ASKER, rows.enquiry)}


def company_link(rows: Any) -> dict[str, Any]:
    """The company's link."""
    return {"token": token(COMPANY, rows.enquiry)}
