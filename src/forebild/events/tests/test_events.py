"""An event's own life, what is told of it, who may do what, and what must hold of its places."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forebild.events.models import Cancellation, Event, PlaceChange, Quota, Registration, Series
from forebild.events.opening import Opening, opening_of, opens_at
from forebild.events.permissions import can_edit_event, can_handle_registration, can_register
from forebild.events.queries import own_registrations, places_of, places_of_all
from forebild.events.services import events as services
from forebild.events.services import registrations
from forebild.events.services.quotas import add_quota, change_quota
from forebild.events.services.registrations import cancel_registration, give_up_place
from forebild.events.tests.worlds import come, facts_of, link_to, make_event, quota_of, states
from forebild.people.models import Person
from forebild.programme.models import Role
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Attachment, Message
from tests.worlds import make_edition, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=2)


def draft_of(office: Person, **changes: Any) -> Event:
    return services.create_event(actor=office, programme=make_programme(), facts=facts_of(**changes))


class TestBegun:
    def test_with_the_places_usual_for_its_kind_and_way(self, office: Person) -> None:
        made = draft_of(office, kind="study_visit", mode="hybrid")
        places = [(each.way, each.places, each.per_company) for each in made.quotas.all()]
        assert places == [("room", 25, 2), ("online", None, None)]
        online = draft_of(office, kind="virtual_visit", mode="online")
        assert [each.way for each in online.quotas.all()] == ["online"]

    def test_its_address_is_its_own(self, office: Person) -> None:
        first, second = (draft_of(office, title_sv="Möte i Åmål") for _time in range(2))
        assert re.fullmatch(r"mote-i-amal-\d{4}-\d\d-\d\d", first.slug)
        assert second.slug == f"{first.slug}-2"

    def test_by_nobody_else(self, office: Person) -> None:
        edition_only = make_office(kind="coordinator", name="Årets hjälp")
        Role.objects.filter(person=edition_only).update(edition=make_edition(2027))
        for actor in (make_person(), AnonymousUser(), edition_only):
            with pytest.raises(NotAllowed):
                services.create_event(actor=actor, programme=make_programme(), facts=facts_of())
        assert Event.objects.count() == 0

    @pytest.mark.parametrize(
        ("changes", "lacking"),
        [
            ({"venue": ""}, "lokal"),
            ({"municipality": ""}, "kommun"),
            ({"mode": "online"}, "länken till"),
            ({"mode": "hybrid"}, "länken till"),
        ],
    )
    def test_it_is_not_announced_while_something_is_missing(
        self, office: Person, changes: dict[str, str], lacking: str
    ) -> None:
        draft = draft_of(office, **changes)
        with pytest.raises(NotNow) as refused:
            services.announce_event(actor=office, event=draft)
        assert lacking in refused.value.reason.lower()

    def test_nor_without_places_or_when_it_is_over(self, office: Person) -> None:
        begun = timezone.now() - timedelta(days=2)
        draft = draft_of(office, begins_at=begun, ends_at=begun + timedelta(hours=1))
        PlaceChange.objects.all().delete()
        draft.quotas.all().delete()
        assert len(services.lacks(draft)) == 2


class TestChanged:
    def test_another_time_is_told_in_each_ones_language_with_a_newer_file(
        self, office: Person, event: Event
    ) -> None:
        come(event, "Anna", "Bo", "Cia")
        later = event.begins_at + timedelta(hours=1)
        services.change_event(actor=office, event=event, facts={"begins_at": later, "venue": "Salen"})
        told = Message.objects.filter(kind="events.event_changed").order_by("pk")
        assert [each.to_email.partition("@")[0] for each in told] == ["anna", "bo", "cia"]
        assert "Salen, Storgatan 1, Gnosjö" in told[0].text
        files = [bytes(each.content).decode() for each in Attachment.objects.order_by("pk")]
        of_anna = [file for file in files if "anna@exempel.example" in file]
        assert [re.findall(r"SEQUENCE:(\d+)", file)[0] for file in of_anna] == ["1", "2"]
        assert len({re.findall(r"UID:(\S+)", file)[0] for file in of_anna}) == 1
        assert not told[2].attachments.exists()  # whoever waits has nothing in the calendar

    @pytest.mark.parametrize(
        ("facts", "state", "days"),
        [
            ({"title_sv": "Annat namn"}, "announced", 0),
            ({"venue": "Salen"}, "cancelled", 0),
            ({"venue": "Salen"}, "announced", 40),
            ({"venue": "Folkets hus"}, "announced", 0),
        ],
    )
    def test_nobody_is_told_of_less(
        self, office: Person, event: Event, facts: dict[str, str], state: str, days: int
    ) -> None:
        come(event, "Anna")
        Event.objects.filter(pk=event.pk).update(state=state, cancelled_at=timezone.now())
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            services.change_event(actor=office, event=event, facts=facts)
        assert not Message.objects.filter(kind="events.event_changed").exists()

    def test_by_nobody_else(self, event: Event) -> None:
        for act in (
            lambda who: services.change_event(actor=who, event=event, facts={"venue": "Salen"}),
            lambda who: services.announce_event(actor=who, event=event),
            lambda who: services.retract_event(actor=who, event=event),
            lambda who: services.cancel_event(actor=who, event=event, because_sv="Snö."),
            lambda who: services.resume_event(actor=who, event=event),
        ):
            for actor in (make_person(), AnonymousUser()):
                with pytest.raises(NotAllowed):
                    act(actor)


class TestCalledOff:
    def test_all_are_told_after_ten_minutes_and_calendars_take_it_out(
        self, office: Person, event: Event
    ) -> None:
        come(event, "Anna", "Bo", "Cia")
        made = services.cancel_event(actor=office, event=event, because_sv=" Snö. ", because_en="Snow.")
        letters = Message.objects.filter(batch=made.public_id)
        assert (made.because_sv, made.letter_count, letters.count()) == ("Snö.", 3, 3)
        assert all("Snö." in each.text and each.state == "held" for each in letters)
        files = [bytes(each.content) for each in Attachment.objects.filter(message__in=letters)]
        assert [b"METHOD:CANCEL" in file for file in files] == [True, True]

    def test_it_needs_a_reason_and_an_event_that_is_announced(self, office: Person, event: Event) -> None:
        with pytest.raises(InvalidInput) as refused:
            services.cancel_event(actor=office, event=event, because_sv="  ")
        assert list(refused.value.fields) == ["because_sv"]
        with pytest.raises(NotNow):
            services.cancel_event(actor=office, event=draft_of(office), because_sv="Snö.")
        assert Cancellation.objects.count() == 0

    def test_undone_the_free_places_are_offered(self, office: Person, event: Event) -> None:
        anna, _bo, _cia = come(event, "Anna", "Bo", "Cia")
        with pytest.raises(NotNow):
            services.resume_event(actor=office, event=event)
        services.cancel_event(actor=office, event=event, because_sv="Snö.")
        with pytest.raises(NotNow):
            give_up_place(link=link_to(anna), registration=anna)
        cancel_registration(actor=office, registration=anna, reason="Ringde.")
        assert states(event)["Cia"] == "waiting"
        services.resume_event(actor=office, event=event)
        assert states(event) == {"Anna": "cancelled", "Bo": "registered", "Cia": "offered"}
        assert list(problems()) == []

    def test_offers_of_an_event_called_off_in_the_same_moment_do_not_lapse(
        self, office: Person, event: Event
    ) -> None:
        anna, _bo, _cia = come(event, "Anna", "Bo", "Cia")
        give_up_place(link=link_to(anna), registration=anna)
        services.cancel_event(actor=office, event=event, because_sv="Snö.")
        assert registrations._lapse(event, timezone.now() + timedelta(days=9)) == 0
        assert states(event)["Cia"] == "offered"

    def test_when_the_letters_have_left_it_stays(self, office: Person, event: Event) -> None:
        services.cancel_event(actor=office, event=event, because_sv="Snö.")
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            with pytest.raises(NotNow):
                services.resume_event(actor=office, event=event)
            assert services.note_cancellations_left() == 1
            assert services.note_cancellations_left() == 0


class TestWhoMay:
    def test_the_office_of_the_programme_or_of_the_events_edition(self, office: Person, event: Event) -> None:
        helper = make_office(kind="coordinator", name="Årets hjälp")
        edition = make_edition(2027)
        Role.objects.filter(person=helper).update(edition=edition)
        own = make_event(office=office, edition=edition, title_sv="Årets")
        for actor, of_own, of_other in (
            (office, True, True),
            (helper, True, False),
            (make_person(), False, False),
            (AnonymousUser(), False, False),
        ):
            for subject, answer in ((own, of_own), (event, of_other)):
                guest = come(subject)[0]
                asked = (can_edit_event(actor, subject), can_edit_event(actor, quota_of(subject)))
                asked += (can_handle_registration(actor, subject), can_handle_registration(actor, guest))
                assert [each.allowed for each in asked] == [answer] * 4
                assert Registration.objects.for_actor(actor).filter(pk=guest.pk).exists() == answer

    def test_one_sees_ones_own_registration(self, event: Event) -> None:
        come(event, "Anna", "Bo")
        anna = Person.objects.get(email="anna@exempel.example")
        assert [each.name for each in Registration.objects.for_actor(anna)] == ["Anna"]

    def test_ones_own_are_those_that_still_mean_something(self, office: Person, event: Event) -> None:
        other, off = (make_event(office=office, title_sv=title) for title in ("Lämnat", "Inställt"))
        for each in (event, other, off):
            come(each, "Anna")
        left = other.registrations.get()
        give_up_place(link=link_to(left), registration=left)
        services.cancel_event(actor=office, event=off, because_sv="Snö.")
        anna = Person.objects.get(email="anna@exempel.example")
        assert [each.event for each in own_registrations(anna)] == [event]
        with time_machine.travel(event.ends_at):
            assert not own_registrations(anna).exists()

    def test_by_invitation_the_office_alone_registers(self, office: Person) -> None:
        event = make_event(office=office, admission="invited")
        answer = can_register(AnonymousUser(), event)
        assert (answer.allowed, "inbjud" in answer.reason) == (False, True)
        with pytest.raises(NotAllowed):
            come(event, "Anna")
        assert come(event, "Anna", actor=office)[0].state == "registered"
        assert not can_register(office, draft_of(office)).allowed


class TestOpening:
    @pytest.mark.parametrize(
        ("changes", "opening"),
        [
            ({}, Opening.OPEN),
            ({"state": "draft"}, Opening.DRAFT),
            ({"state": "cancelled"}, Opening.CANCELLED),
            ({"admission": "invited"}, Opening.INVITED),
            ({"opens_at": timezone.now() + timedelta(days=1)}, Opening.LATER),
            ({"closes_at": timezone.now() - timedelta(days=1)}, Opening.CLOSED),
            ({"begins_at": timezone.now() - timedelta(days=1)}, Opening.CLOSED),
            (
                {
                    "begins_at": timezone.now() - timedelta(days=2),
                    "ends_at": timezone.now() - timedelta(days=1),
                },
                Opening.OVER,
            ),
        ],
    )
    def test_one_word_says_how_it_stands(
        self, event: Event, changes: dict[str, Any], opening: Opening
    ) -> None:
        for field, value in changes.items():
            setattr(event, field, value)
        assert opening_of(event, places_of(event), timezone.now()) == opening

    def test_full_when_every_place_that_is_open_is_taken(self, office: Person, event: Event) -> None:
        come(event, "Anna", "Bo")
        later = timezone.now() + timedelta(days=3)
        add_quota(actor=office, event=event, facts={"name_sv": "Sedan", "places": 5, "opens_at": later})
        assert opening_of(event, places_of(event), timezone.now()) == Opening.FULL
        assert opening_of(event, places_of(event), later) == Opening.OPEN
        assert opens_at(event, places_of(event)) is None

    def test_it_opens_with_the_event_and_the_first_of_its_places(self, office: Person, event: Event) -> None:
        early, late = (timezone.now() + timedelta(days=days) for days in (2, 4))
        change_quota(actor=office, quota=quota_of(event), facts={"opens_at": late})
        assert opens_at(event, places_of(event)) == late
        add_quota(actor=office, event=event, facts={"name_sv": "Tidigt", "opens_at": early})
        assert opens_at(event, places_of(event)) == early
        assert opening_of(event, places_of(event), timezone.now()) == Opening.LATER
        event.opens_at = early + timedelta(days=1)
        assert opens_at(event, places_of(event)) == event.opens_at

    def test_the_places_of_several_events_in_one_statement(
        self, office: Person, event: Event, django_assert_num_queries: Any
    ) -> None:
        other = make_event(office=office, places=None, title_sv="Ett annat")
        come(event, "Anna", "Bo", "Cia")
        with django_assert_num_queries(1):
            found = places_of_all([event, other])
        assert [(each.free, each.waiting, each.is_over) for each in found[event.pk]] == [(0, 1, 0)]
        assert [(each.free, each.is_full, each.is_over) for each in found[other.pk]] == [(None, False, 0)]


class TestWhatMustHold:
    def test_a_free_place_beside_somebody_who_waits_is_found(self, event: Event) -> None:
        come(event, "Anna", "Bo", "Cia")
        Quota.objects.update(places=3)
        assert any("has a free place and somebody who waits" in text for _rule, text in problems())

    def test_a_place_at_another_event_is_found(self, office: Person, event: Event) -> None:
        come(event, "Anna")
        other = make_event(office=office, title_sv="Ett annat")
        Registration.objects.update(quota=quota_of(other))
        assert any("has a place at another event" in text for _rule, text in problems())

    def test_a_log_that_breaks_its_rule_is_named_once(self, event: Event) -> None:
        come(event, "Anna", "Bo", "Cia")
        PlaceChange.objects.filter(action="wait").update(number=7)
        told = [text for _rule, text in problems()]
        assert len(told) == 1
        assert told[0].endswith("the queue number is not the next one")

    def test_things_are_called_by_their_names(self, event: Event) -> None:
        series = Series.objects.create(programme=event.programme, name_sv="Vårens forum")
        assert (str(series), str(quota_of(event)), str(come(event, "Anna")[0])) == (
            "Vårens forum",
            "På plats",
            "Anna",
        )
        assert (str(event), event.series) == ("B2B-forum i Gnosjö", None)
