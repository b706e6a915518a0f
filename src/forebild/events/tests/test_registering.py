"""A place or a number; once for a form sent twice; what is refused, and what nobody finds out."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forebild.events.models import Booking, Registration
from forebild.events.queries import of_booking
from forebild.events.services import registering
from forebild.events.services import registrations as services
from forebild.events.services.quotas import add_quota, change_quota
from forebild.events.services.registering import Contact, From, Participant
from forebild.events.tests.worlds import come, link_to, make_event, quota_of, states
from forebild.people.models import Organisation, Person
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Attachment, Message
from tests.worlds import make_company

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def whole() -> object:
    yield
    assert list(problems()) == []


def test_first_come_first_seated_and_the_next_one_gets_a_number() -> None:
    event = make_event(places=2)
    anna, bo, cia, dag = (come(event, name)[0] for name in ("Anna", "Bo", "Cia", "Dag"))
    assert [each.state for each in (anna, bo, cia, dag)] == ["registered", "registered", "waiting", "waiting"]
    assert [each.number for each in (anna, bo, cia, dag)] == [1, 2, 3, 4]
    assert [each.queue_number for each in (anna, bo, cia, dag)] == [None, None, 1, 2]
    kinds = Message.objects.filter(to_email="cia@exempel.example").values_list("kind", flat=True)
    assert list(kinds) == ["events.queued"]


def test_each_gets_a_letter_with_the_calendars_file_and_the_contact_hears_of_all() -> None:
    event = make_event(places=2)
    come(event, "Anna", "Bo", "Cia", company="Bolaget AB")
    sent = Message.objects.order_by("pk").values_list("to_email", "kind")
    assert list(sent) == [
        ("anna@exempel.example", "events.place"),
        ("bo@exempel.example", "events.place"),
        ("cia@exempel.example", "events.queued"),
        ("anna@exempel.example", "events.booked"),
    ]
    told = Message.objects.get(kind="events.booked")
    assert "Anna: en plats\nBo: en plats\nCia: nummer 1 i kön" in told.text
    files = Attachment.objects.order_by("pk").values_list("name", "content_type")
    assert list(files) == [("event.ics", "text/calendar; method=REQUEST")] * 2


def test_a_form_sent_twice_is_one_booking() -> None:
    event = make_event(places=5)
    first = come(event, "Anna", key="samma")
    again = come(event, "Anna", key="samma")
    assert [each.pk for each in first] == [each.pk for each in again]
    assert (Booking.objects.count(), Registration.objects.count(), Message.objects.count()) == (1, 1, 1)


def test_whoever_is_registered_already_keeps_the_place_and_nobody_can_tell() -> None:
    event = make_event(places=1)
    first = come(event, "Anna")[0]
    again = come(event, "Anna")[0]
    assert (again.pk, again.state, states(event)) == (first.pk, "registered", {"Anna": "registered"})
    assert Message.objects.filter(kind="events.place", to_email="anna@exempel.example").count() == 2


def test_a_form_gone_back_to_and_sent_with_somebody_else_is_another_booking() -> None:
    event = make_event(places=5)
    come(event, "Anna", key="samma")
    bo = come(event, "Bo", key="samma")[0]
    assert (bo.name, Booking.objects.count(), states(event)) == (
        "Bo",
        2,
        {"Anna": "registered", "Bo": "registered"},
    )
    other = make_event(places=5)
    assert come(other, "Anna", key="samma")[0].event == other


def test_a_form_sent_twice_by_somebody_registered_before_says_the_same_twice() -> None:
    event = make_event(places=5)
    anna = come(event, "Anna")[0]
    first, again = (come(event, "Bo", "Anna", key="samma") for _ in range(2))
    assert [each.pk for each in again] == sorted(each.pk for each in first)
    assert anna in again


def test_whoever_registers_only_people_who_were_registered_hears_nothing_of_them() -> None:
    event = make_event(places=5)
    come(event, "Anna", "Bo")
    come(event, "Anna", "Bo", contact=Contact("Cia", "cia@exempel.example"))
    assert not Message.objects.filter(to_email="cia@exempel.example").exists()


def test_whoever_comes_back_by_the_form_has_the_new_bookings_words_and_places(office: object) -> None:
    event = make_event(places=0, office=office)
    first = come(event, "Anna")[0]
    services.give_up_place(link=link_to(first), registration=first)
    online = add_quota(actor=office, event=event, facts={"name_sv": "Digitalt", "way": "online"})
    contact = Contact("Bo", "bo@exempel.example", language="en")
    back = come(event, "Anna", quota=online, contact=contact)[0]
    back.refresh_from_db()
    assert (back.pk, back.state, back.quota, back.queue_number) == (first.pk, "registered", online, None)
    assert [each.name for each in of_booking(back.booking.public_id)] == ["Anna"]
    assert Message.objects.filter(to_email=back.email, kind="events.place").get().language == "en"
    services.give_up_place(link=link_to(back), registration=back)
    again = come(event, "Anna")[0]
    assert (again.state, again.queue_number) == ("waiting", 2)  # a number is given once


def test_the_places_are_those_of_the_moment_when_it_is_ones_turn(office: object) -> None:
    """The page was opened before the office took the places away."""
    event = make_event(places=3, office=office)
    as_it_was_read = quota_of(event)
    change_quota(actor=office, quota=quota_of(event), facts={"places": 0})
    assert come(event, "Anna", quota=as_it_was_read)[0].state == "waiting"


def test_whoever_is_offered_a_place_and_registers_again_is_asked_again(office: object) -> None:
    event = make_event(places=0, office=office)
    come(event, "Anna")
    change_quota(actor=office, quota=quota_of(event), facts={"places": 1})
    come(event, "Bo", "Anna")
    anna = Message.objects.filter(to_email="anna@exempel.example").order_by("pk")
    assert list(anna.values_list("kind", flat=True)) == [
        "events.queued",
        "events.offered",
        "events.offered",
    ]
    assert "Anna: var redan anmäld" in Message.objects.get(kind="events.booked").text


def test_a_person_is_one_however_the_address_is_written() -> None:
    event = make_event(places=5)
    come(event, "Anna")
    come(event, "ANNA")
    assert Person.objects.filter(email="anna@exempel.example").count() == 1
    assert Registration.objects.count() == 1


def test_an_organisation_is_found_by_number_and_by_its_only_name() -> None:
    company = make_company(name="Bolaget AB", org_number="5599990016")
    event = make_event(places=5)
    by_number = come(event, "Anna", organisation=From(name="Annat namn", number=company.org_number or ""))[0]
    by_name = come(event, "Bo", company="bolaget ab")[0]
    unknown = come(event, "Cia", company="Okända verken")[0]
    assert [each.organisation for each in (by_number, by_name, unknown)] == [company, company, None]
    assert (unknown.company, unknown.organisation_shown) == ("okända verken", "Okända verken")
    assert by_number.company == by_name.company == f"organisation:{company.pk}"
    with pytest.raises(InvalidInput) as refused:
        come(event, "Dag", organisation=From(name="X", number="123"))
    assert list(refused.value.fields) == ["number"]
    assert Organisation.objects.count() == 1


def test_a_company_sends_no_more_than_it_may_and_others_pass_by() -> None:
    event = make_event(places=3, per_company=1)
    come(event, "Anna", company="Alfa AB")
    come(event, "Bo", company="Aktiebolaget Alfa")
    come(event, "Cia", company="Beta AB")
    come(event, "Dag")
    assert states(event) == {"Anna": "registered", "Bo": "waiting", "Cia": "registered", "Dag": "registered"}


@pytest.mark.parametrize(
    ("changes", "moment", "error"),
    [
        ({"opens_at": timezone.now() + timedelta(days=2)}, timedelta(), NotNow),
        ({"closes_at": timezone.now() + timedelta(days=2)}, timedelta(days=3), NotNow),
        ({}, timedelta(days=31), NotNow),
    ],
)
def test_only_while_it_is_open(changes: dict[str, object], moment: timedelta, error: type[Exception]) -> None:
    event = make_event(**changes)
    with time_machine.travel(timezone.now() + moment), pytest.raises(error):
        come(event, "Anna")
    assert Registration.objects.count() == 0


def test_a_draft_takes_nobody() -> None:
    event = make_event()
    event.state = "draft"
    with pytest.raises(NotAllowed):
        come(event, "Anna")


def test_a_code_is_asked_for_and_spelling_of_capitals_does_not_matter() -> None:
    event = make_event(admission="code", code="Vår26")
    with pytest.raises(InvalidInput) as refused:
        come(event, "Anna", code="fel")
    assert list(refused.value.fields) == ["code"]
    assert come(event, "Anna", code=" vår26 ")[0].state == "registered"


def test_places_that_open_later_take_nobody_before() -> None:
    event = make_event()
    quota = quota_of(event)
    quota.opens_at = timezone.now() + timedelta(days=1)
    quota.save()
    with pytest.raises(NotNow):
        come(event, "Anna")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert come(event, "Anna")[0].state == "registered"


def test_an_address_stands_once_and_no_more_than_ten_come_at_once() -> None:
    event = make_event(places=50)
    people = [Participant("Anna", "a@exempel.example"), Participant("Bo", "A@exempel.example", field="p0_")]
    facts = {
        "actor": AnonymousUser(),
        "event": event,
        "quota": quota_of(event),
        "contact": Contact("Anna", "a@exempel.example"),
        "organisation": From(),
        "key": "k",
    }
    with pytest.raises(InvalidInput) as refused:
        registering.register(participants=people, **facts)
    assert list(refused.value.fields) == ["p0_email"]
    many = [Participant(str(n), f"{n}@exempel.example") for n in range(11)]
    for wrong in (many, []):
        with pytest.raises(InvalidInput) as refused:
            registering.register(participants=wrong, **facts)
        assert list(refused.value.fields) == ["participants"]


def test_a_flood_from_one_place_is_slowed_down(settings: object) -> None:
    settings.RATE_LIMITS_OFF = False  # type: ignore[attr-defined]
    event = make_event(places=500)
    for _ in range(registering.MOST_FROM_ONE_SOURCE):
        come(event, address="192.0.2.7")
    with pytest.raises(NotNow):
        come(event, address="192.0.2.7")
    assert come(event, address="192.0.2.8")[0].state == "registered"
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert come(event, address="192.0.2.7")[0].state == "registered"
