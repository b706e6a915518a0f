"""The states of what comes after an event: evaluations, requests for help, advisers, hours of support."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from forebild.events.models import Event
from forebild.events.tests.worlds import token_for
from forebild.outcomes.models import (
    Adviser,
    FollowUp,
    Heap,
    Referral,
    Report,
    SupportEntry,
    SupportVersion,
)
from forebild.outcomes.services import evaluations, follow_ups, referrals
from forebild.outcomes.services.questions import add_question
from forebild.outcomes.tests.worlds import (
    ANSWERS,
    EVALUATION,
    FOLLOW_UP,
    REFERRAL,
    answer,
    ask,
    guests,
    make_adviser,
    past_event,
    referred,
    sent,
    token,
)
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World
from tests.worlds import make_company

_OWN = {
    "kind": "several",
    "text_sv": "Vad av det här vill du se mer av?",
    "text_en": "",
    "choices_sv": "Besök i verkstaden\nSamtal två och två\nFöredrag",
    "choices_en": "",
}
_LONG = "Vi vill prova maskinsyn på våra gjutgods, och hörde om ett företag i Värnamo som hade gjort det."


def _past(world: World, **changes: Any) -> Event:
    return past_event(world.person(LEAD), **{"title_sv": "Forum om ställtider", "people": 11} | changes)


@state("an evaluation as those who came see it: empty, too little, sent, answered, closed")
def _answering(world: World) -> Answers:
    event = _past(world)
    evaluation = sent(world.person(LEAD), event)
    add_question(actor=world.person(LEAD), evaluation=evaluation, facts=_OWN)
    opened = {"token": token(EVALUATION, guests(event)[0])}
    yield world.get(ANYBODY, "outcomes:evaluation_answer", **opened)
    yield world.post(ANYBODY, "outcomes:evaluation_answer", {"better": " "}, **opened)
    yield world.post(ANYBODY, "outcomes:evaluation_answer", ANSWERS, **opened)
    yield world.get(ANYBODY, "outcomes:evaluation_answer", **opened)
    evaluations.close_evaluation(actor=world.person(LEAD), evaluation=evaluation)
    other = {"token": token(EVALUATION, guests(event)[1])}
    yield world.get(ANYBODY, "outcomes:evaluation_answer", **other)


@state("asking for help: empty, without consent, asked, taken back, on behalf of others, whether it helped")
def _asking(world: World) -> Answers:
    event = _past(world)
    registration = guests(event)[0]
    own = {"token": token_for(registration)}
    yield world.get(ANYBODY, "events:registration", **own)
    yield world.get(ANYBODY, "outcomes:own_help", **own)
    wish = {"topics": ["test_bed", "visit"], "wish": _LONG}
    yield world.post(ANYBODY, "outcomes:own_help", wish, **own)
    yield world.post(ANYBODY, "outcomes:own_help", wish | {"agrees": "on"}, **own)
    follow_up = FollowUp.objects.get(registration=registration)
    company = {"token": token(FOLLOW_UP, follow_up)}
    yield world.get(ANYBODY, "outcomes:follow_up", **company)
    referral = referred(world.person(LEAD), follow_up)
    referrals.accept_referral(referral=referral)
    referrals.tell_outcome(referral=referral, outcome="met", hours=Decimal(2))
    yield world.post(ANYBODY, "outcomes:follow_up", {"helped": "yes"}, **company)
    yield world.post(ANYBODY, "outcomes:follow_up", {"withdraw": "yes"}, **company)
    booking = guests(event)[1].booking
    type(booking).objects.filter(pk=booking.pk).update(contact_email="annan@exempel.example")
    yield world.get(ANYBODY, "outcomes:booking_help", token=token_for(booking))


@state("an adviser's page: asked, said yes, wrong, told, said no, ended")
def _advising(world: World) -> Answers:
    event = _past(world)
    people = guests(event)
    adviser = make_adviser(world.person(LEAD))
    referral = referred(world.person(LEAD), ask(people[0], wish=_LONG), adviser)
    opened = {"token": token(REFERRAL, referral)}
    yield world.get(ANYBODY, "outcomes:referral", **opened)
    yield world.post(ANYBODY, "outcomes:referral", {"act": "accept"}, **opened)
    yield world.post(ANYBODY, "outcomes:referral", {"act": "tell", "hours": "många"}, **opened)
    told = {"act": "tell", "outcome": "project", "hours": "12,5", "text": "De har köpt en robot."}
    yield world.post(ANYBODY, "outcomes:referral", told, **opened)
    second = {"token": token(REFERRAL, referred(world.person(LEAD), ask(people[1]), adviser))}
    yield world.post(ANYBODY, "outcomes:referral", {"act": "decline", "reason": "Semester."}, **second)
    yield world.post(ANYBODY, "outcomes:referral", {"act": "accept"}, **second)
    follow_ups.withdraw(follow_up=referral.follow_up)
    yield world.get(ANYBODY, "outcomes:referral", **opened)


@state("the office and an evaluation: not begun, changed, to be sent, held, stopped, too few, shown, closed")
def _evaluating(world: World) -> Answers:
    lead, event = world.person(LEAD), _past(world)
    parts = {"event_id": event.public_id}
    yield world.get(LEAD, "events:office_event", **parts)
    yield world.get(LEAD, "outcomes:evaluation", **parts)
    yield world.post(LEAD, "outcomes:evaluation_begin", **parts)
    yield world.post(LEAD, "outcomes:evaluation", {"hours_after": "-1"}, **parts)
    yield world.get(LEAD, "outcomes:question_new", **parts)
    yield world.post(LEAD, "outcomes:question_new", _OWN | {"choices_sv": "En"}, **parts)
    yield world.post(LEAD, "outcomes:question_new", _OWN, **parts)
    own = event.evaluation.questions.get(is_usual=False)
    yield world.get(LEAD, "outcomes:question_edit", question_id=own.public_id, **parts)
    yield world.post(LEAD, "outcomes:evaluation_skip", **parts)
    yield world.post(LEAD, "outcomes:evaluation_skip", **parts)
    yield world.get(LEAD, "outcomes:evaluation_send", **parts)
    yield world.post(LEAD, "outcomes:evaluation_send", **parts)
    yield world.post(LEAD, "outcomes:evaluation_stop", **parts)
    yield world.post(LEAD, "outcomes:evaluation_send", **parts)
    evaluation = event.evaluation
    evaluation.refresh_from_db()
    people = guests(event)
    for place, person in enumerate(people[:10]):
        answer(evaluation, person, overall=place % 5 + 1, **{own.key: [place % 3]})
        if place == 1:
            yield world.get(LEAD, "outcomes:evaluation", **parts)
            yield world.post(LEAD, "outcomes:question_remove", question_id=own.public_id, **parts)
    yield world.get(LEAD, "outcomes:evaluation", **parts)
    yield world.post(LEAD, "outcomes:evaluation", {"closes_at": "2017-01-01T10:00"}, **parts)
    yield world.get(LEAD, "outcomes:evaluation_close", **parts)
    yield world.post(LEAD, "outcomes:evaluation_close", **parts)
    yield world.get(LEAD, "events:office_event", **parts)
    few = _past(world, people=3, title_sv="För få")
    yield world.get(LEAD, "outcomes:evaluation", event_id=few.public_id)
    yield world.post(LEAD, "outcomes:evaluation_send", event_id=few.public_id)
    unanswered = _past(world, people=6, title_sv="Utan svar")
    evaluations.close_evaluation(actor=lead, evaluation=sent(lead, unanswered))
    yield world.get(LEAD, "outcomes:evaluation", event_id=unanswered.public_id)
    coming = _past(world, hours_ago=-30, title_sv="Kommer")
    yield world.get(LEAD, "outcomes:evaluation", event_id=coming.public_id)
    yield world.get(LEAD, "outcomes:evaluation_list", "?q=finnsinte")


@state("the office and those who have asked: the list, one of them, referred, stopped, closed, taken back")
def _handling(world: World) -> Answers:
    lead, event = world.person(LEAD), _past(world)
    follow_up = ask(guests(event)[0], wish=_LONG)
    FollowUp.objects.filter(pk=follow_up.pk).update(consented_at=timezone.now() - timedelta(days=9))
    parts = {"follow_up_id": follow_up.public_id}
    yield world.get(LEAD, "outcomes:follow_up_list", "?late=yes")
    yield world.get(LEAD, "outcomes:office_follow_up", **parts)
    yield world.post(LEAD, "outcomes:follow_up_take", **parts)
    yield world.get(LEAD, "outcomes:refer", **parts)
    yield world.post(LEAD, "outcomes:refer", {"note": "Hej"}, **parts)
    adviser = Adviser.objects.all()[0]
    chosen = {"adviser": adviser.public_id, "note": "Ring gärna före lunch."}
    yield world.post(LEAD, "outcomes:refer", chosen, **parts)
    yield world.post(LEAD, "outcomes:refer", chosen | {"send": "yes"}, **parts)
    first = Referral.objects.get(follow_up=follow_up)
    yield world.post(LEAD, "outcomes:referral_stop", referral_id=first.public_id)
    again = referred(lead, FollowUp.objects.get(pk=follow_up.pk), adviser)
    referrals.accept_referral(referral=again)
    referrals.tell_outcome(referral=again, outcome="application", hours=Decimal(9), text="Inskickad.")
    yield world.get(LEAD, "outcomes:office_follow_up", **parts)
    yield world.post(LEAD, "outcomes:follow_up_reopen", **parts)
    yield world.get(LEAD, "outcomes:follow_up_close", **parts)
    yield world.post(LEAD, "outcomes:follow_up_close", {"outcome": "project"}, **parts)
    follow_ups.withdraw(follow_up=follow_up)
    yield world.get(LEAD, "outcomes:office_follow_up", **parts)
    yield world.get(LEAD, "outcomes:funnel", "?kind=forum")
    yield world.get(LEAD, "outcomes:adviser_new")
    yield world.post(LEAD, "outcomes:adviser_new", {"email": "inte"})
    yield world.get(LEAD, "outcomes:adviser_edit", adviser_id=adviser.public_id)


@state("hours of support: the list, one organisation, added, changed, undone, the limit, nothing")
def _supporting(world: World) -> Answers:
    company = make_company("Bergs Mekaniska AB", county="06")
    _past(world, company=company)
    parts = {"organisation_id": company.public_id}
    yield world.get(LEAD, "outcomes:support_list", f"?year={timezone.localdate().year}&over=yes")
    yield world.get(LEAD, "outcomes:support", **parts)
    yield world.get(LEAD, "outcomes:support_new", **parts)
    yield world.post(LEAD, "outcomes:support_new", {"hours": "0"}, **parts)
    hours = {"on": "2027-01-04", "hours": "2,5", "kind": "visit", "value_sek": "4000", "note": "Genomgång."}
    yield world.post(LEAD, "outcomes:support_new", hours, **parts)
    entry = {"entry_id": SupportEntry.objects.get(organisation=company).public_id}
    yield world.get(LEAD, "outcomes:support_edit", **entry)
    yield world.post(LEAD, "outcomes:support_edit", hours | {"hours": "4"}, **entry)
    yield world.post(LEAD, "outcomes:support_remove", **entry)
    yield world.post(LEAD, "outcomes:support_undo", **entry)
    yield world.get(LEAD, "outcomes:support_limit")
    yield world.post(LEAD, "outcomes:support_limit", {"hours": "0"})
    for model in (Heap, Report, Referral, FollowUp, SupportVersion, SupportEntry, Adviser):
        model.objects.all().delete()
    yield world.get(LEAD, "outcomes:follow_up_list")
    yield world.get(LEAD, "outcomes:adviser_list")
    yield world.get(LEAD, "outcomes:funnel", "?year=2017&county=25&kind=ceremony")
    yield world.get(LEAD, "outcomes:support_list", "?year=1999")
    follow_up = ask(guests(_past(world, title_sv="Utan rådgivare"))[0])
    yield world.get(LEAD, "outcomes:refer", follow_up_id=follow_up.public_id)
