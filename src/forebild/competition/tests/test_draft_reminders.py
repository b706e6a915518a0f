"""Companies with a draft are reminded by the clock: seven days and one day before their own deadline."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from forebild.competition import tasks
from forebild.competition.models import Entry
from forebild.competition.queries import deadline_of
from forebild.competition.services.entries import grant_extension, withdraw_entry
from forebild.competition.services.reminders import remind_of_draft, send_due_draft_reminders
from forebild.people.models import Membership, Person
from forebild.programme.models import Edition
from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Message
from forebild.shared.ui.dates import in_full
from tests.worlds import make_company, make_edition, make_entry, make_office, make_person

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def call(db: None) -> Edition:
    return make_edition(2027, open_phase="application")


@pytest.fixture
def owner(db: None) -> Person:
    return make_person("Siv")


@pytest.fixture
def draft(call: Edition, owner: Person) -> Entry:
    return begun_early(make_entry(call, make_company("Utkastet AB", owner=owner), state="draft"))


def begun_early(entry: Entry) -> Entry:
    Entry.objects.filter(pk=entry.pk).update(created_at=timezone.now() - timedelta(days=30))
    return entry


def end_of(entry: Entry) -> datetime:
    deadline = deadline_of(entry)
    assert deadline is not None
    return deadline


def letters_at(entry: Entry, *left: timedelta) -> list[int]:
    """How many letters there are in all after the clock has struck with so much time left."""
    counts, end = [], end_of(entry)
    for each in left:
        send_due_draft_reminders(now=end - each)
        counts.append(Message.objects.count())
    return counts


def test_the_ladder_is_taken_step_by_step_and_once_each(draft: Entry, owner: Person) -> None:
    week, day = timedelta(days=7), timedelta(days=1)
    at = (week + HOUR, week, week - HOUR, week - day + HOUR, 6 * day, 3 * day, day + HOUR, day, HOUR)
    assert letters_at(draft, *at) == [0, 1, 1, 1, 1, 1, 1, 2, 2]
    assert send_due_draft_reminders(now=end_of(draft)) == 0
    assert {message.to_person for message in Message.objects.all()} == {owner.public_id}
    recorded = Record.objects.filter(action="competition.entry.reminded", actor="").order_by("pk")
    assert [each.details for each in recorded] == [{"days": 7}, {"days": 1}]


def test_a_step_that_was_missed_is_not_made_up_for(draft: Entry) -> None:
    assert letters_at(draft, timedelta(days=5), timedelta(days=1)) == [0, 1]


def test_every_editor_in_his_or_her_language_with_the_deadline(draft: Entry, owner: Person) -> None:
    english, gone = make_person("Ann", language="en"), make_person("Bo")
    Membership.objects.create(person=english, organisation=draft.organisation, part="editor")
    Membership.objects.create(
        person=gone, organisation=draft.organisation, part="editor", ended_at=timezone.now()
    )
    assert send_due_draft_reminders(now=end_of(draft) - timedelta(days=7)) == 1
    texts = {message.to_person: message.text for message in Message.objects.all()}
    assert set(texts) == {owner.public_id, english.public_id}
    assert in_full(end_of(draft), "sv") in texts[owner.public_id]
    assert in_full(end_of(draft), "en") in texts[english.public_id]


@pytest.mark.parametrize("state", ["submitted", "withdrawn", "eligible", "ineligible"])
def test_whoever_has_no_draft_is_left_in_peace(call: Edition, state: str) -> None:
    entry = begun_early(make_entry(call, make_company(owner=make_person()), state=state))
    assert letters_at(entry, timedelta(days=7), timedelta(days=1)) == [0, 0]


def test_it_stops_when_the_draft_is_withdrawn(draft: Entry, owner: Person) -> None:
    assert letters_at(draft, timedelta(days=7)) == [1]
    withdraw_entry(actor=owner, entry=draft)
    assert send_due_draft_reminders(now=end_of(draft) - timedelta(days=1)) == 0


def test_the_own_deadline_counts(call: Edition, draft: Entry) -> None:
    other = begun_early(make_entry(call, make_company(owner=make_person()), state="draft"))
    usual = end_of(draft)
    grant_extension(
        actor=make_office(), entry=draft, until=usual + timedelta(days=3), reason="Brand i fabriken."
    )
    before = Message.objects.count()
    assert send_due_draft_reminders(now=usual - timedelta(days=1)) == 1  # the other one alone
    assert send_due_draft_reminders(now=usual + timedelta(days=2)) == 1
    told = Message.objects.filter(kind="competition.entry_reminded").order_by("pk")
    assert [message.to_person for message in told] == [
        each.organisation.memberships.get().person.public_id for each in (other, draft)
    ]
    assert Message.objects.count() == before + 2


def test_a_draft_begun_within_the_step_is_not_reminded_of_it(draft: Entry) -> None:
    end = end_of(draft)
    Entry.objects.update(created_at=end - timedelta(days=6, hours=23))
    assert send_due_draft_reminders(now=end - timedelta(days=6, hours=22)) == 0
    assert send_due_draft_reminders(now=end - timedelta(hours=20)) == 1


def test_not_on_the_day_on_which_the_office_has_reminded_by_hand(draft: Entry) -> None:
    moment = end_of(draft) - timedelta(days=7)
    with time_machine.travel(moment, tick=False):
        assert remind_of_draft(actor=make_office(), entry=draft)
        assert send_due_draft_reminders() == 0
    assert Message.objects.count() == 1


def test_without_dates_without_editors_or_not_announced_nothing_leaves(call: Edition, draft: Entry) -> None:
    moment = end_of(draft) - timedelta(days=7)
    Edition.objects.update(state="planned")
    assert send_due_draft_reminders(now=moment) == 0
    Edition.objects.update(state="announced")
    Membership.objects.update(ended_at=timezone.now())
    assert send_due_draft_reminders(now=moment) == 0
    assert not Record.objects.filter(action="competition.entry.reminded").exists()
    Membership.objects.update(ended_at=None)
    call.phases.all().delete()
    assert send_due_draft_reminders(now=moment) == 0
    assert not Message.objects.exists()


def test_every_hour(draft: Entry) -> None:
    with time_machine.travel(end_of(draft) - timedelta(days=1), tick=False):
        tasks.draft_reminders(timestamp=0)
    assert Message.objects.count() == 1
