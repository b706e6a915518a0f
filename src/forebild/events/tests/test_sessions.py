"""An event's programme: what the office does with it, what collides, and seats that are never oversold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from forebild.events.models import Event, Registration, Seat, Session, Speaker
from forebild.events.services import events as event_services
from forebild.events.services import modes, registrations, seats, speakers
from forebild.events.services import sessions as services
from forebild.events.services.pictures import NewPicture
from forebild.events.services.quotas import add_quota
from forebild.events.tests.worlds import come, link_to, make_event, make_session, quota_of
from forebild.events.timetable import days_of, lines_of, sessions_of, warnings_of, with_programme
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.files.models import StoredFile
from forebild.shared.files.tests.samples import picture, upload
from forebild.shared.invariants import problems
from tests.worlds import make_person

pytestmark = pytest.mark.django_db
SWEDEN = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def event(office: Person) -> Event:
    begins = datetime(2099, 3, 3, 9, 0, tzinfo=SWEDEN)
    return make_event(office=office, places=10, begins_at=begins, ends_at=begins + timedelta(hours=8))


def facts(event: Event, **changes: Any) -> dict[str, Any]:
    begins = event.begins_at
    known = {"kind": "talk", "title_sv": "Elpriser", "begins_at": begins, "places": None}
    return known | {"ends_at": begins + timedelta(hours=1), "speakers": []} | changes


def make_speaker(event: Event, name: str = "Anna Berg") -> Speaker:
    return Speaker.objects.create(event=event, name=name)


def titles(event: Event) -> list[str]:
    return [session.title_sv for session in sessions_of(event)]


class TestTheProgramme:
    def test_sessions_stand_in_order_of_time_whatever_order_they_came_in(
        self, office: Person, event: Event
    ) -> None:
        anna = make_speaker(event)
        stranger = make_speaker(make_event(office=office), "Från annat håll")
        late = facts(event, title_sv="Sist", begins_at=event.begins_at + timedelta(hours=3))
        late["ends_at"] = event.ends_at
        services.add_session(actor=office, event=event, facts=late)
        made = services.add_session(
            actor=office, event=event, facts=facts(event, speakers=[anna, stranger], room="Salen")
        )
        assert titles(event) == ["Elpriser", "Sist"]
        assert list(made.speakers.all()) == [anna]

    def test_it_is_changed_and_one_that_is_not_whole_is_refused(self, office: Person, event: Event) -> None:
        session = make_session(event)
        changed = services.change_session(
            actor=office, session=session, facts=facts(event, title_sv="Vatten", places=7, kind="workshop")
        )
        assert (changed.title_sv, changed.places) == ("Vatten", 7)
        for wrong, field in (
            ({"ends_at": event.begins_at}, "ends_at"),
            ({"kind": "break", "places": 3}, "places"),
        ):
            for act in (
                lambda wrong=wrong: services.add_session(
                    actor=office, event=event, facts=facts(event, **wrong)
                ),
                lambda wrong=wrong: services.change_session(
                    actor=office, session=session, facts=facts(event, **wrong)
                ),
            ):
                with pytest.raises(InvalidInput) as refusal:
                    act()
                assert list(refusal.value.fields) == [field]

    def test_it_is_moved_alone_or_with_what_comes_after(self, office: Person, event: Event) -> None:
        first, second, third = (
            make_session(event, title, after=after)
            for title, after in (("Ett", 0), ("Två", 60), ("Tre", 120))
        )
        by = timedelta(minutes=15)
        assert services.move_session(actor=office, session=first, begins_at=first.begins_at + by) == [first]
        moved = services.move_session(
            actor=office, session=second, begins_at=second.begins_at + by, with_later=True
        )
        assert {session.title_sv for session in moved} == {"Två", "Tre"}
        starts = [session.begins_at - event.begins_at for session in sessions_of(event)]
        assert starts == [timedelta(minutes=15), timedelta(minutes=75), timedelta(minutes=135)]
        third.refresh_from_db()
        assert third.ends_at - third.begins_at == timedelta(hours=1)

    def test_a_copy_stands_right_after_it_with_its_speakers_and_without_those_who_chose(
        self, office: Person, event: Event
    ) -> None:
        session = make_session(event, places=5, speakers=[make_speaker(event)], room="Salen")
        [anna] = come(event, "Anna")
        seats.take_seat(link=link_to(anna), registration=anna, session=session)
        copy = services.copy_session(actor=office, session=session)
        assert (copy.begins_at, copy.room, copy.places) == (session.ends_at, "Salen", 5)
        assert [str(speaker) for speaker in copy.speakers.all()] == ["Anna Berg"]
        assert copy.seats.count() == 0

    def test_it_is_taken_out_and_put_back_with_those_who_have_chosen_it(
        self, office: Person, event: Event
    ) -> None:
        session = make_session(event, places=1)
        [anna] = come(event, "Anna")
        seats.take_seat(link=link_to(anna), registration=anna, session=session)
        services.remove_session(actor=office, session=session)
        assert titles(event) == []
        services.restore_session(actor=office, session=session)
        assert titles(event) == ["Elpriser"]
        [bo] = come(event, "Bo")
        with pytest.raises(NotNow, match="Ingen plats"):
            seats.take_seat(link=link_to(bo), registration=bo, session=session)
        with pytest.raises(InvalidInput) as refusal:
            services.change_session(actor=office, session=session, facts=facts(event))
        assert list(refusal.value.fields) == ["places"]
        told = Record.objects.filter(action__startswith="events.session").values_list("action", flat=True)
        assert sorted(told) == ["events.session.removed", "events.session.restored"]

    def test_nobody_but_the_office_touches_it(self, office: Person, event: Event) -> None:
        stranger, session = make_person(), make_session(event)
        for act in (
            lambda: services.add_session(actor=stranger, event=event, facts=facts(event)),
            lambda: services.change_session(actor=stranger, session=session, facts=facts(event)),
            lambda: services.move_session(actor=stranger, session=session, begins_at=event.begins_at),
            lambda: services.copy_session(actor=stranger, session=session),
            lambda: services.remove_session(actor=stranger, session=session),
            lambda: services.restore_session(actor=stranger, session=session),
            lambda: speakers.add_speaker(actor=stranger, event=event, facts={"name": "X"}),
            lambda: speakers.change_speaker(actor=stranger, speaker=make_speaker(event), facts={}),
            lambda: speakers.remove_speaker(actor=stranger, speaker=make_speaker(event)),
            lambda: speakers.restore_speaker(actor=stranger, speaker=make_speaker(event)),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert Session.objects.count() == 1

    def test_the_database_refuses_a_break_to_choose_and_an_end_before_the_beginning(
        self, event: Event
    ) -> None:
        for wrong in ({"kind": "break", "places": 3}, {"minutes": 0}):
            with pytest.raises(IntegrityError), transaction.atomic():
                make_session(event, **wrong)


class TestSpeakers:
    def test_with_a_picture_that_goes_when_another_comes_or_none(self, office: Person, event: Event) -> None:
        def new() -> NewPicture:
            return NewPicture(upload("bild.png", picture()), " Anna ler. ", "Anna Berg")

        anna = speakers.add_speaker(actor=office, event=event, facts={"name": "Anna"}, picture=new())
        first = anna.picture
        assert (first.alt_sv, first.use) == ("Anna ler.", "portrait")
        speakers.change_speaker(actor=office, speaker=anna, facts={"title": "vd", "organisation": "AB"})
        assert (anna.role, anna.picture) == ("vd, AB", first)
        speakers.change_speaker(actor=office, speaker=anna, facts={}, picture=new())
        assert anna.picture != first
        assert StoredFile.objects.count() == 1
        speakers.change_speaker(actor=office, speaker=anna, facts={}, without_picture=True)
        assert (anna.picture, StoredFile.objects.count()) == (None, 0)

    def test_one_who_stands_in_the_programme_stays(self, office: Person, event: Event) -> None:
        anna = make_speaker(event)
        session = make_session(event, speakers=[anna])
        with pytest.raises(NotNow, match="Anna Berg"):
            speakers.remove_speaker(actor=office, speaker=anna)
        session.speakers.clear()
        speakers.remove_speaker(actor=office, speaker=anna)
        assert not event.speakers.exists()

    def test_a_picture_without_words_is_refused_and_keeps_no_file(self, office: Person, event: Event) -> None:
        bare = NewPicture(upload("bild.png", picture()), " ", "")
        with pytest.raises(InvalidInput) as refusal:
            speakers.add_speaker(actor=office, event=event, facts={"name": "Anna"}, picture=bare)
        assert set(refusal.value.fields) == {"alt_sv", "permitted_by"}
        assert StoredFile.objects.count() == event.speakers.count() == 0


class TestWhatCollides:
    def test_a_room_or_a_speaker_twice_and_what_lies_outside(self, event: Event) -> None:
        anna = make_speaker(event, "Anna 100 %")
        one = make_session(event, "Ett", room="Salen", speakers=[anna])
        two = make_session(event, "Två", after=30, room="salen", speakers=[anna])
        make_session(event, "Tre", after=90, room="Salen", speakers=[anna])  # begins as the second ends
        late = make_session(event, "Sent", after=8 * 60)
        found = warnings_of(event, sessions_of(event))
        assert found == {
            one.public_id: [
                "Samma lokal vid samma tid som ”Två”.",
                "Anna 100 % talar vid ”Två” vid samma tid.",
            ],
            two.public_id: [
                "Samma lokal vid samma tid som ”Ett”.",
                "Anna 100 % talar vid ”Ett” vid samma tid.",
            ],
            late.public_id: ["Utanför evenemangets tid."],
        }

    def test_two_without_a_room_do_not_collide(self, event: Event) -> None:
        make_session(event, "Ett")
        make_session(event, "Två")
        assert warnings_of(event, sessions_of(event)) == {}


class TestAsText:
    def test_by_day_and_time(self, event: Event) -> None:
        make_session(event, "Ett", room="Sal A", speakers=[make_speaker(event)], title_en="One")
        make_session(event, "Två")
        make_session(event, "Nästa dag", after=24 * 60)
        days = days_of(sessions_of(event))
        assert [len(slot.sessions) for day in days for slot in day.slots] == [2, 1]
        assert lines_of(sessions_of(event), "sv").split("\n") == [
            "tis 3\u00a0mars",
            "09.00–10.00 Två",
            "09.00–10.00 Ett (Anna Berg), Sal A",
            "ons 4\u00a0mars",
            "09.00–10.00 Nästa dag",
        ]
        assert "09:00–10:00 One (Anna Berg), Sal A" in lines_of(sessions_of(event), "en")

    def test_one_day_needs_no_heading_and_fetched_with_others_it_costs_nothing(
        self, event: Event, django_assert_num_queries: Any
    ) -> None:
        make_session(event)
        [fetched] = with_programme(Event.objects.all())
        with django_assert_num_queries(0):
            assert lines_of(sessions_of(fetched), "sv") == "09.00–10.00 Elpriser"


def chosen(registration: Registration) -> list[str]:
    return [seat.session.title_sv for seat in registration.seats.select_related("session")]


class TestSeats:
    @pytest.fixture
    def anna(self, event: Event) -> Registration:
        return come(event, "Anna")[0]

    def take(self, registration: Registration, session: Session) -> Seat:
        return seats.take_seat(link=link_to(registration), registration=registration, session=session)

    def leave(self, registration: Registration, session: Session) -> None:
        seats.leave_seat(link=link_to(registration), registration=registration, session=session)

    def test_chosen_twice_it_is_chosen_once_and_left_twice_it_is_left_once(
        self, event: Event, anna: Registration
    ) -> None:
        session = make_session(event, places=1)
        assert self.take(anna, session) == self.take(anna, session)
        assert chosen(anna) == ["Elpriser"]
        self.leave(anna, session)
        self.leave(anna, session)
        assert chosen(anna) == []
        told = Record.objects.filter(action__startswith="events.seat").values_list("action", flat=True)
        assert sorted(told) == ["events.seat.left", "events.seat.taken"]

    def test_the_last_seat_is_one_persons_and_whoever_comes_late_keeps_the_other(
        self, event: Event, anna: Registration
    ) -> None:
        full, other = make_session(event, "Full", places=1), make_session(event, "Annan", places=1)
        [bo] = come(event, "Bo")
        self.take(anna, full)
        self.take(bo, other)
        with pytest.raises(NotNow, match="Ingen plats finns kvar på ”Full”"):
            self.take(bo, full)
        assert chosen(bo) == ["Annan"]

    def test_what_is_at_the_same_time_is_left_for_it_and_nothing_else(
        self, event: Event, anna: Registration
    ) -> None:
        for title, after in (("Ett", 0), ("Efter", 60), ("Samtidigt", 30)):
            self.take(anna, make_session(event, title, after=after, places=3))
        assert chosen(anna) == ["Samtidigt"]
        self.take(anna, make_session(event, "Sent", after=90, places=3))
        assert chosen(anna) == ["Samtidigt", "Sent"]

    def test_only_what_is_to_be_chosen_at_the_own_event(self, event: Event, anna: Registration) -> None:
        away = make_session(event, places=3, removed_at=timezone.now())
        elsewhere = make_session(make_event(), places=3)
        for session in (make_session(event), away, elsewhere):
            with pytest.raises(NotNow, match="behöver inte väljas"):
                self.take(anna, session)

    def test_not_without_a_place_nor_when_it_is_too_late_nor_cancelled(
        self, office: Person, event: Event, anna: Registration
    ) -> None:
        session = make_session(event, places=3)
        self.take(anna, session)
        waiting = come(make_event(places=0, office=office), "Vera")[0]
        with pytest.raises(NotNow, match="har en plats"):
            self.take(waiting, make_session(waiting.event, places=3))
        Event.objects.filter(pk=event.pk).update(changes_until=timezone.now())
        for act in (self.take, self.leave):
            with pytest.raises(NotNow, match="för sent"):
                act(anna, session)
        Event.objects.filter(pk=event.pk).update(changes_until=None)
        event_services.cancel_event(actor=office, event=event, because_sv="Snö.")
        with pytest.raises(NotNow, match="har en plats"):
            self.leave(anna, session)

    def test_whoever_gives_up_the_place_leaves_the_seats_and_comes_back_without(
        self, event: Event, anna: Registration
    ) -> None:
        session = make_session(event, places=1)
        self.take(anna, session)
        registrations.give_up_place(link=link_to(anna), registration=anna)
        assert chosen(anna) == []
        [bo] = come(event, "Bo")
        self.take(bo, session)
        registrations.come_back(link=link_to(anna), registration=anna)
        with pytest.raises(NotNow, match="Ingen plats"):
            self.take(anna, session)
        assert list(problems()) == []

    def test_whoever_loses_the_place_by_a_change_of_way_leaves_the_seats_and_whoever_keeps_one_does_not(
        self, office: Person, event: Event, anna: Registration
    ) -> None:
        session, [bo] = make_session(event, places=3), come(event, "Bo")
        for each in (anna, bo):
            self.take(each, session)
        change = modes.decide_mode(
            actor=office, event=event, mode="online", places=1, join_link="https://mote.exempel.example/"
        )
        modes.carry_out(change=change)
        assert (chosen(anna), chosen(bo)) == (["Elpriser"], [])
        assert list(problems()) == []

    def test_fewer_seats_take_nobodys(self, office: Person, event: Event, anna: Registration) -> None:
        session = make_session(event, places=2)
        self.take(anna, session)
        services.change_session(actor=office, session=session, facts=facts(event, places=0))
        assert chosen(anna) == ["Elpriser"]
        with pytest.raises(NotNow, match="Ingen plats"):
            self.take(come(event, "Bo")[0], session)

    def test_an_invariant_speaks_of_each_breach(self, event: Event, anna: Registration) -> None:
        free, away = make_session(event), make_session(event, places=3, removed_at=timezone.now())
        [gone] = come(event, "Bo")
        Registration.objects.filter(pk=gone.pk).update(state="cancelled")
        Seat.objects.create(session=make_session(event, places=1), registration=gone)
        for session in (free, away):
            Seat.objects.create(session=session, registration=anna)
        stray = Seat.objects.create(session=make_session(make_event(), places=1), registration=anna)
        rules = [rule for rule, _text in problems()]
        assert rules.count("Nobody sits at a session without a place at its event") == 2
        assert rules.count("No session has a seat taken that nobody may choose") == 1
        assert any(stray.session.public_id in text for _rule, text in problems())

    def test_a_second_way_has_its_seats_too(self, office: Person, event: Event) -> None:
        """Whoever takes part online chooses like everybody else."""
        online = add_quota(actor=office, event=event, facts={"name_sv": "Digitalt", "way": "online"})
        [dag] = come(event, "Dag", quota=online)
        self.take(dag, make_session(event, places=1))
        assert chosen(dag) == ["Elpriser"]
        assert quota_of(event) != online
