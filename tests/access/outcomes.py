"""What came of two past events: evaluations, requests for help, an adviser, hours; and their secrets."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from forebild.outcomes.models import Adviser, Answered, Evaluation, FollowUp, Heap, Referral, Report
from forebild.outcomes.services import referrals
from forebild.outcomes.services.questions import add_question
from forebild.outcomes.services.support import add_support
from forebild.outcomes.tests.worlds import (
    EVALUATION,
    FOLLOW_UP,
    REFERRAL,
    answer,
    ask,
    guests,
    make_adviser,
    past_event,
    sent,
)
from forebild.people.models import Person
from forebild.programme.models import Edition
from tests.worlds import make_company

_OWN = {"kind": "text", "text_sv": "Lunchen?", "text_en": "", "choices_sv": "", "choices_en": ""}


def add_outcomes(things: dict[str, Any], released: Edition, lead: Person) -> None:
    """One event of the programme's own, one of last year's edition; each with a request and a referral."""
    company = make_company("Besöksbolaget AB")
    adviser = make_adviser(lead)
    for name, edition in (("over", None), ("old_over", released)):
        event = past_event(lead, people=8, title_sv=f"Forumet {name}", edition=edition, company=company)
        people = guests(event)
        evaluation = sent(lead, event)
        things[f"{name}_question"] = add_question(actor=lead, evaluation=evaluation, facts=_OWN)
        answer(evaluation, *people[:3])
        things[name], things[f"{name}_guest"] = event, people[4]
        follow_up = ask(people[0])
        referral = referrals.refer(actor=lead, follow_up=follow_up, adviser=adviser)
        referrals.accept_referral(referral=referral)
        things[f"{name}_help"], things[f"{name}_referral"] = follow_up, referral
    things["linked_help"] = ask(guests(things["over"])[5])
    things["linked_referral"] = referrals.refer(actor=lead, follow_up=things["linked_help"], adviser=adviser)
    things["adviser"], things["supported"] = adviser, company
    facts = {"on": date(2027, 1, 4), "hours": Decimal(2), "kind": "visit", "value_sek": None, "note": ""}
    things["support_entry"] = add_support(
        actor=lead, programme=released.programme, organisation=company, facts=facts
    )


def parts_of_outcomes(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: of the programme's own event, and of last year's, or what is not there."""
    events = [{"event_id": each.public_id} for each in (world.over, world.old_over)]
    asked = [{"question_id": each.public_id} for each in (world.over_question, world.old_over_question)]
    one = {
        "adviser": {"adviser_id": world.adviser.public_id},
        "supported": {"organisation_id": world.supported.public_id},
        "support_entry": {"entry_id": world.support_entry.public_id},
    }
    return {
        "over": (events[0], events[1]),
        "over_question": (events[0] | asked[0], events[1] | asked[1]),
        "stray_question": (events[1] | asked[0], events[0] | asked[1]),
        "help": tuple({"follow_up_id": each.public_id} for each in (world.over_help, world.old_over_help)),
        "handed": tuple(
            {"referral_id": each.public_id} for each in (world.over_referral, world.old_over_referral)
        ),
        **{name: (part, dict.fromkeys(part, "okänd")) for name, part in one.items()},
    }  # type: ignore[return-value]  # pairs


def tokens_of_outcomes(world: Any) -> dict[str, tuple[str, str]]:
    """What the links are for: a guest's evaluation, and a request and a referral that no secret is about."""
    return {
        "evaluation_token": (EVALUATION, world.over_guest.public_id),
        "help_token": (FOLLOW_UP, world.linked_help.public_id),
        "adviser_token": (REFERRAL, world.linked_referral.public_id),
    }


def write_wishes(world: Any, word: str, name: str) -> None:
    """What a company wishes, what its adviser has told, what was answered so that it is shown."""
    follow_up = FollowUp.objects.get(pk=getattr(world, f"{name}_help").pk)
    FollowUp.objects.filter(pk=follow_up.pk).update(
        wish=f"Önskan {word}.", name=f"Gästen {word}", organisation_name=f"Bolaget {word}"
    )
    referral = Referral.objects.get(follow_up=follow_up)
    Referral.objects.filter(pk=referral.pk).update(note=f"Ordet {word}.", reason=f"Skälet {word}.")
    Report.objects.create(
        referral=referral, outcome="met", hours=1, text=f"Berättat {word}.", told_at=timezone.now()
    )
    evaluation = Evaluation.objects.get(event=getattr(world, name))
    Evaluation.objects.filter(pk=evaluation.pk).update(shown_count=5)
    texts = [f"Svaret {word} {number}" for number in range(5)]
    Heap.objects.filter(question__evaluation=evaluation, question__kind="text").update(shown=texts)


def rename_adviser(word: str) -> None:
    """Who the advisers are."""
    Adviser.objects.update(email=f"{word}@exempel.example")


def write_answers(world: Any, word: str, swapped: bool) -> None:
    """What fewer than five have answered, and who has: another one in the other world."""
    for event in (world.over, world.old_over):
        evaluation = Evaluation.objects.get(event=event)
        texts = [f"Svaret {word} {number}" for number in range(3)]
        Heap.objects.filter(question__evaluation=evaluation, question__kind="text").update(fresh=texts)
        people = list(evaluation.asked.order_by("pk").values_list("registration", flat=True))
        evaluation.answered.all().delete()
        chosen = [*people[:2], people[6 if swapped else 7]]
        Answered.objects.bulk_create(Answered(evaluation=evaluation, registration_id=each) for each in chosen)
