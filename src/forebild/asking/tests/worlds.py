"""Questions to a company in every state, by the product's own services."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from forebild.asking.models import Enquiry, Reception
from forebild.asking.services import enquiries, letters, receptions, replies, visits
from forebild.asking.services.enquiries import Asker, Wish
from forebild.asking.services.receptions import Terms
from forebild.library.models import GoodExample
from forebild.shared.links import services as links

ASKER, COMPANY, RECEPTION = letters.ASKER, letters.COMPANY, letters.RECEPTION
TERMS = Terms(
    name="Vera D",
    email="fragor@bolag.example",
    takes_questions=True,
    takes_visits=True,
    question_cap=5,
    visit_cap=2,
)


def open_reception(example: GoodExample, **changes: Any) -> Reception:
    """The company takes questions and visits."""
    reception, _is_new = Reception.objects.get_or_create(
        programme=example.programme,
        organisation=example.organisation,
        defaults={"email": "fragor@bolag.example"},
    )
    return receptions.set_reception(reception=reception, terms=Terms(**vars(TERMS) | changes))


def typed(example: GoodExample, who: str = "Anna", *, kind: str = "question", **changes: Any) -> Enquiry:
    """Somebody has written it, and not confirmed it."""
    wish: dict[str, Any] = {"text": f"Hur började ni, undrar {who}?"}
    if kind == "visit":
        wish |= {"head_count": 4, "when": "En tisdag i mars."}
    asker = Asker(name=who, email=f"{who.lower()}@prov.example", company=f"{who}s verkstad AB")
    return enquiries.ask(actor=None, example=example, asker=asker, wish=Wish(kind=kind, **wish | changes))


def sent(example: GoodExample, who: str = "Anna", **changes: Any) -> Enquiry:
    """It has reached the company."""
    return enquiries.send_enquiry(enquiry=typed(example, who, **changes))


def answered(example: GoodExample, who: str = "Anna", **changes: Any) -> Enquiry:
    """The company has answered."""
    said = {"text": "Vi började med en maskin."} | changes
    return replies.answer(enquiry=sent(example, who), **said).enquiry


def times(*days: int) -> list[datetime]:
    """Times so many days from now."""
    return [timezone.now() + timedelta(days=day) for day in days]


def proposed(example: GoodExample, who: str = "Anna") -> Enquiry:
    """The company has proposed two times."""
    enquiry = sent(example, who, kind="visit")
    return replies.propose(enquiry=enquiry, times=times(10, 12), text="Fråga efter Vera i porten.").enquiry


def agreed(example: GoodExample, who: str = "Anna") -> Enquiry:
    """The visit is agreed."""
    enquiry = proposed(example, who)
    first = enquiry.replies.get().times.all()[0]
    return visits.agree_to_time(enquiry=enquiry, time_id=first.public_id)


def token(purpose: str, subject: Any) -> str:
    """A link as it stands in somebody's mail."""
    return links.issue(
        purpose=purpose,
        subject_id=subject.public_id,
        email="x@exempel.example",
        lifetime=timedelta(days=60),
        single_use=False,
    )
