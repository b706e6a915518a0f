"""What came of an event, as far as a test needs it, by the product's own services."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.events.tests.worlds import come, make_event
from forebild.outcomes.models import Adviser, Evaluation, FollowUp, Referral
from forebild.outcomes.services import letters
from forebild.outcomes.services.advisers import add_adviser
from forebild.outcomes.services.answers import answer_evaluation
from forebild.outcomes.services.evaluations import begin_evaluation, send_evaluation
from forebild.outcomes.services.follow_ups import ask_for_help
from forebild.outcomes.services.referrals import refer
from forebild.people.models import Organisation, Person
from forebild.shared.links import services as links

NAMES = ("Anna", "Bo", "Cia", "Dan", "Eva", "Fia", "Gun", "Hans", "Ida", "Jan", "Kim", "Leo", "Mia")
ANSWERS = {"overall": 4, "recommend": 8, "contacts": 1, "differently": "Mäta.", "better": "Mer tid."}


def past_event(
    office: Person,
    *,
    people: int = 6,
    hours_ago: float = 1,
    company: Organisation | None = None,
    **changes: Any,
) -> Event:
    """An event that ended an hour ago, with so many who came, from one company where it is given."""
    event = make_event(office=office, places=None, **changes)
    for name in NAMES[:people]:
        come(event, name, company="Bergs Mekaniska AB")
    if company:
        event.registrations.update(organisation=company)
    ended = timezone.now() - timedelta(hours=hours_ago)
    Event.objects.filter(pk=event.pk).update(begins_at=ended - timedelta(hours=4), ends_at=ended)
    event.refresh_from_db()
    return event


def guests(event: Event) -> list[Registration]:
    """Those who came, in the order in which they registered."""
    related = event.registrations.select_related("event__programme", "booking", "person", "organisation")
    return list(related.order_by("number"))


def sent(office: Person, event: Event) -> Evaluation:
    """The event's evaluation, sent by a press."""
    evaluation = begin_evaluation(actor=office, event=event)
    send_evaluation(actor=office, evaluation=evaluation)
    return Evaluation.objects.select_related("event__programme").get(pk=evaluation.pk)


def answer(evaluation: Evaluation, *who: Registration, **answers: Any) -> Evaluation:
    """Each of them answers the same."""
    for registration in who:
        answer_evaluation(evaluation=evaluation, registration=registration, answers=ANSWERS | answers)
    return Evaluation.objects.select_related("event__programme").get(pk=evaluation.pk)


def ask(registration: Registration, **changes: Any) -> FollowUp:
    """Somebody asks for help."""
    wanted = {"topics": ["finance"], "wish": "Vi vill köpa en robot.", "agrees": True} | changes
    return ask_for_help(registration=registration, **wanted)


def make_adviser(office: Person, **changes: Any) -> Adviser:
    """Somebody who knows financing in Jönköpings län."""
    facts = {
        "name": "Rut Råd",
        "organisation": "Almbolaget",
        "email": "rut@almbolaget.example",
        "topics": ["finance"],
        "counties": ["06"],
    }
    programme = office.roles.get(edition=None).programme
    return add_adviser(actor=office, programme=programme, facts=facts | changes)


def referred(office: Person, follow_up: FollowUp, adviser: Adviser | None = None) -> Referral:
    """The request, with an adviser; the letter is held."""
    return refer(actor=office, follow_up=follow_up, adviser=adviser or make_adviser(office))


def token(purpose: str, subject: Any) -> str:
    """A link as it stands in somebody's mail."""
    return links.issue(
        purpose=purpose,
        subject_id=subject.public_id,
        email="x@exempel.example",
        lifetime=timedelta(days=60),
        single_use=False,
    )


EVALUATION, FOLLOW_UP, REFERRAL = letters.EVALUATION, letters.FOLLOW_UP, letters.REFERRAL
