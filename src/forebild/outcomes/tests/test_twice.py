"""A worker that has read a row before another did its work finds it done, and does nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forebild.outcomes.models import Evaluation
from forebild.outcomes.services import evaluations, questions, referrals
from forebild.outcomes.tests.test_evaluations import OWN
from forebild.outcomes.tests.worlds import ask, guests, past_event, referred
from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Message
from tests.worlds import make_office

pytestmark = pytest.mark.django_db


def letters() -> int:
    return Message.objects.exclude(state="stopped").count()


def test_what_another_has_sent_reminded_or_closed() -> None:
    office, now = make_office(), timezone.now()
    planned = evaluations.begin_evaluation(actor=office, event=past_event(office))
    assert evaluations.send_due(now=now + timedelta(hours=1, minutes=1)) == 1
    opened = Evaluation.objects.get(pk=planned.pk)
    before = letters()
    assert evaluations._send_one(planned, now) is False
    assert letters() == before
    later = now + timedelta(days=5)
    assert evaluations.remind_due(now=later) == 6
    assert evaluations._remind(opened, later) == 0
    assert letters() == before + 6
    evaluations.close_evaluation(actor=office, evaluation=opened)
    assert evaluations._close_one(opened) is False
    assert evaluations._remind(opened, later) == 0


def test_one_that_has_nobody_to_ask_any_more_is_left_for_later() -> None:
    office = make_office()
    event = past_event(office)
    planned = evaluations.begin_evaluation(actor=office, event=event)
    event.registrations.update(state="cancelled")
    assert evaluations._send_one(planned, timezone.now()) is False
    planned.refresh_from_db()
    assert planned.state == "planned"


def test_an_adviser_whom_another_has_asked() -> None:
    office = make_office()
    follow_up = ask(guests(past_event(office))[0])
    referral = referrals.accept_referral(referral=referred(office, follow_up))
    assert referrals._ask(referral, 1) is True
    before = letters()
    assert referrals._ask(referral, 1) is False
    assert letters() == before


def test_a_question_saved_as_it_stood_leaves_no_trace() -> None:
    office = make_office()
    evaluation = evaluations.begin_evaluation(actor=office, event=past_event(office))
    own = questions.add_question(actor=office, evaluation=evaluation, facts=OWN)
    before = Record.objects.count()
    assert questions.change_question(actor=office, question=own, facts=OWN) == own
    assert Record.objects.count() == before
    questions.change_question(actor=office, question=own, facts=OWN | {"text_sv": "Lunchen?"})
    assert Record.objects.count() == before + 1
