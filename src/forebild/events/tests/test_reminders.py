"""Reminders: the days chosen, the day itself for those online, once, and not to those who have left."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from forebild.events.forms.office import DaysBefore
from forebild.events.models import Event, EventReminder
from forebild.events.services import reminders as services
from forebild.events.services.events import cancel_event, change_event
from forebild.events.services.registrations import cancel_registration
from forebild.events.tasks import send_reminders
from forebild.events.tests.worlds import come, make_event
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Message
from tests.races import one_then_other
from tests.worlds import make_office, make_programme

DAY = timedelta(days=1)


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=2)


def reminded() -> list[str]:
    found = Message.objects.filter(kind="events.reminder").order_by("pk")
    return [each.to_email.partition("@")[0] for each in found]


def send(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        return services.send_due()


def test_a_week_and_a_day_before_those_who_have_a_place(event: Event) -> None:
    for name in ("Anna", "Bo", "Cia"):
        come(event, name)
    week = event.begins_at - 7 * DAY
    assert send(week - timedelta(seconds=1)) == 0
    assert send(week) == 2
    assert send(week + timedelta(minutes=1)) == 0
    assert send(event.begins_at - DAY) == 2
    assert reminded() == ["anna", "bo", "anna", "bo"]
    assert [each.details["days"] for each in Record.objects.filter(action="events.reminders.sent")] == [1, 7]


def test_by_the_task(event: Event) -> None:
    come(event, "Anna")
    with time_machine.travel(event.begins_at - DAY):
        send_reminders(0)
    assert reminded() == ["anna"]
    assert EventReminder.objects.get().letter_count == 1


def test_the_letter_says_when_and_where(event: Event) -> None:
    come(event, "Anna")
    send(event.begins_at - DAY)
    letter = Message.objects.get(kind="events.reminder")
    assert "Påminnelse: B2B-forum i Gnosjö" in letter.subject
    assert "Folkets hus" in letter.text


def test_nobody_who_has_left_and_nobody_of_a_cancelled_event(event: Event, office: Person) -> None:
    anna, _bo = [*come(event, "Anna"), *come(event, "Bo")]
    cancel_registration(actor=office, registration=anna, reason="Ringde.")
    assert send(event.begins_at - 7 * DAY) == 1
    cancel_event(actor=office, event=event, because_sv="Snö.")
    assert send(event.begins_at - DAY) == 0
    assert reminded() == ["bo"]


def test_where_nobody_comes_nothing_is_said_of_it(event: Event) -> None:
    assert send(event.begins_at - DAY) == 0
    assert not Record.objects.filter(action="events.reminders.sent").exists()


def test_the_days_as_they_are_typed() -> None:
    days = DaysBefore(required=False)
    assert (days.clean("1, 7;7 30"), days.clean(""), days.prepare_value([7, 1])) == ([30, 7, 1], [], "7, 1")
    for wrong in ("x", "0", "61", "-1"):
        with pytest.raises(ValidationError):
            days.clean(wrong)


def test_not_after_it_has_begun(event: Event) -> None:
    come(event, "Anna")
    assert send(event.begins_at) == 0


def test_whoever_comes_after_the_day_waits_for_the_next_one(event: Event) -> None:
    come(event, "Anna")
    with time_machine.travel(event.begins_at - 7 * DAY + timedelta(minutes=1)):
        come(event, "Bo")
    assert send(event.begins_at - 6 * DAY) == 1
    assert send(event.begins_at - DAY) == 2
    assert reminded() == ["anna", "anna", "bo"]


def test_what_is_late_is_left_out_when_the_next_one_is_due(event: Event) -> None:
    come(event, "Anna")
    assert send(event.begins_at - DAY / 2) == 1
    assert [each.days for each in EventReminder.objects.all()] == [1]


def test_the_days_are_the_offices_to_choose(office: Person) -> None:
    event = make_event(office=office, reminder_days=[3])
    come(event, "Anna")
    assert send(event.begins_at - 7 * DAY) == 0
    assert send(event.begins_at - 3 * DAY) == 1
    none = make_event(office=office, reminder_days=[])
    come(none, "Bo")
    assert send(none.begins_at - DAY) == 0


def test_on_the_day_itself_those_who_take_part_online(office: Person) -> None:
    event = make_event(office=office, mode="hybrid", join_link="https://mote.exempel.example/rum")
    remote = event.quotas.get(way="online")
    come(event, "Anna")
    come(event, "Bo", quota=remote)
    send(event.begins_at - DAY)
    assert send(event.begins_at - timedelta(hours=3)) == 1
    assert reminded() == ["anna", "bo", "bo"]


def test_an_event_that_is_moved_is_reminded_of_anew(event: Event, office: Person) -> None:
    come(event, "Anna")
    send(event.begins_at - 7 * DAY)
    later = event.begins_at + 30 * DAY
    change_event(actor=office, event=event, facts={"begins_at": later, "ends_at": later + timedelta(hours=2)})
    assert send(later - 7 * DAY) == 1


@pytest.mark.django_db(transaction=True)
class TestTwoWorkersAtOnce:
    @pytest.fixture
    def due(self, transactional_db: None) -> Event:
        event = make_event(office=make_office(make_programme()), places=2)
        come(event, "Anna")
        begins = timezone.now() + DAY / 2
        Event.objects.update(begins_at=begins, ends_at=begins + DAY)
        event.registrations.update(moved_at=timezone.now() - 2 * DAY)
        return event

    def test_send_one(self, due: Event) -> None:
        assert one_then_other(services.send_due, services.send_due) == ["", ""]
        assert reminded() == ["anna"]

    def test_control_without_the_row_they_send_two(self, due: Event, monkeypatch: pytest.MonkeyPatch) -> None:
        def unclaimed(event: Event, days: int) -> Any:
            return EventReminder.objects.get_or_create(event=event, days=days, begins_at=event.begins_at)[0]

        monkeypatch.setattr(services, "_claimed", unclaimed)
        assert one_then_other(services.send_due, services.send_due) == ["", ""]
        assert reminded() == ["anna", "anna"]
