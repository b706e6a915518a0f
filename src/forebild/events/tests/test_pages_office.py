"""The office's pages of events: what they show, what a press of a button does, and who is turned away."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.events.models import Cancellation, Event, ModeChange, Quota, Registration
from forebild.events.services.events import cancel_event, create_event
from forebild.events.tasks import carry_out_mode_changes, lapse_offers, note_cancellations
from forebild.events.tests.pages import at, words
from forebild.events.tests.worlds import come, every_state, facts_of, make_event, quota_of, states, token_for
from forebild.people.models import Person
from forebild.programme.models import Role
from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_edition, make_juror, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(office: Person) -> Client:
    return client_of(office)


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=2)


def filled_in(**changes: str) -> dict[str, str]:
    """The form of a new event."""
    return {
        "kind": "seminar", "title_sv": "Seminarium om mätning", "summary_sv": "Mät mera.", "mode": "room",
        "begins_at": "2099-03-03T10:00", "ends_at": "2099-03-03T12:00", "join_minutes": "15",
        "admission": "open", "is_listed": "on", "offer_hours": "48",
    } | changes  # fmt: skip


class TestAnEventsLife:
    def test_it_is_begun_as_a_draft_that_nobody_else_sees(self, desk: Client, office: Person) -> None:
        answer = desk.post(at("event_new"), filled_in(), follow=True)
        event = Event.objects.get()
        assert (event.state, event.slug, event.created_by) == (
            "draft",
            "seminarium-om-matning-2099-03-03",
            office,
        )
        assert event.begins_at == datetime.fromisoformat("2099-03-03T09:00+00:00")
        assert list(event.quotas.values_list("name_sv", "places")) == [("På plats", 80)]
        said = words(answer)
        assert "Utkastet är sparat" in said
        assert "Innan det kan visas" in said
        assert 'action="' + at("event_announce", event) not in answer.content.decode()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title_sv": ""}, "title_sv"),
            ({"ends_at": "2099-03-03T10:00"}, "ends_at"),
            ({"begins_at": "i morgon"}, "begins_at"),
            ({"opens_at": "2099-02-02T10:00", "closes_at": "2099-02-01T10:00"}, "closes_at"),
            ({"admission": "code"}, "code"),
            ({"offer_hours": "0"}, "offer_hours"),
            ({"join_link": "inte en länk"}, "join_link"),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(
        self, desk: Client, event: Event, changes: dict[str, str], field: str
    ) -> None:
        for page in (at("event_new"), at("event_edit", event)):
            answer = desk.post(page, filled_in(summary_sv="Allt jag skrev.", **changes))
            assert list(answer.context["form"].errors) == [field]
            assert "Allt jag skrev." in answer.content.decode()
        assert Event.objects.get().title_sv == event.title_sv

    def test_it_is_announced_when_nothing_is_missing_and_taken_back_while_nobody_has_come(
        self, desk: Client, office: Person
    ) -> None:
        event = create_event(actor=office, programme=make_programme(), facts=facts_of(venue=""))
        refused = desk.post(at("event_announce", event))
        assert refused.status_code == 409
        form = filled_in(venue="Salen", municipality="Gnosjö")
        assert "Evenemanget är sparat" in words(desk.post(at("event_edit", event), form, follow=True))
        assert at("event_announce", event) in desk.get(at("office_event", event)).content.decode()
        desk.post(at("event_announce", event))
        event.refresh_from_db()
        assert (event.state, event.venue) == ("announced", "Salen")
        desk.post(at("event_retract", event))
        event.refresh_from_db()
        assert event.state == "draft"
        desk.post(at("event_announce", event))
        event.refresh_from_db()
        come(event, "Anna")
        page = desk.get(at("office_event", event)).content.decode()
        assert at("event_retract", event) not in page
        assert desk.post(at("event_retract", event)).status_code == 409

    def test_changing_time_or_place_says_how_many_are_told_and_tells_them(
        self, desk: Client, office: Person
    ) -> None:
        begins = timezone.now().replace(second=0, microsecond=0) + timedelta(days=30)
        event = make_event(office=office, begins_at=begins, ends_at=begins + timedelta(hours=2))
        come(event, "Anna", "Bo", "Cia")
        assert "3 personer får besked" in words(desk.get(at("event_edit", event)))
        form = desk.get(at("event_edit", event)).context["form"]
        same = {
            name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)
        }
        same |= {name: same[name].strftime("%Y-%m-%dT%H:%M") for name in ("begins_at", "ends_at")}
        desk.post(at("event_edit", event), same)
        changes = [each.details for each in Record.objects.filter(action="events.event.changed")]
        assert changes == []
        desk.post(at("event_edit", event), same | {"venue": "Biblioteket"})
        assert Message.objects.filter(kind="events.event_changed").count() == 3

    def test_it_is_cancelled_after_one_question_and_undone_within_ten_minutes(
        self, desk: Client, event: Event
    ) -> None:
        come(event, "Anna", "Bo", "Cia")
        question = words(desk.get(at("event_cancel", event)))
        assert "2 har en plats och får besked" in question
        assert "1 väntar och får besked" in question
        blank = desk.post(at("event_cancel", event), {"because_sv": ""})
        assert list(blank.context["form"].errors) == ["because_sv"]
        said = words(desk.post(at("event_cancel", event), {"because_sv": "Snö."}, follow=True))
        assert "om tio minuter" in said
        assert Message.objects.filter(kind="events.event_cancelled", state="held").count() == 3
        assert at("event_resume", event) in desk.get(at("office_event", event)).content.decode()
        again = desk.post(at("event_cancel", event), {"because_sv": "Snö."})
        assert again.status_code == 200
        assert again.context["form"].non_field_errors()
        desk.post(at("event_resume", event))
        event.refresh_from_db()
        assert event.state == "announced"
        assert Message.objects.filter(kind="events.event_cancelled", state="held").count() == 0
        assert desk.post(at("event_resume", event)).status_code == 409

    def test_past_ten_minutes_it_cannot_be_undone(self, desk: Client, office: Person, event: Event) -> None:
        come(event, "Anna")
        cancel_event(actor=office, event=event, because_sv="Snö.")
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            page = desk.get(at("office_event", event))
            assert at("event_resume", event) not in page.content.decode()
            assert "De anmälda har fått besked" in words(page)
            assert desk.post(at("event_resume", event)).status_code == 409
            note_cancellations(0)
        assert Cancellation.objects.get().state == "left"

    def test_its_history_tells_of_the_event_and_not_of_each_who_registers(
        self, desk: Client, event: Event
    ) -> None:
        come(event, "Anna")
        told = [line.record.action for line in desk.get(at("office_event", event)).context["history"]]
        assert told == ["events.event.announced", "events.quota.changed", "events.event.created"]


class TestPlaces:
    def test_are_added_changed_and_removed(self, desk: Client, event: Event) -> None:
        desk.post(at("quota_new", event), {"name_sv": "På håll", "way": "online", "audience": "anybody"})
        added = Quota.objects.get(name_sv="På håll")
        assert (added.places, added.position) == (None, 2)
        page = at("quota_edit", event, quota_id=added.public_id)
        assert "På håll" in words(desk.get(page))
        desk.post(page, {"name_sv": "Digitalt", "way": "online", "audience": "anybody", "places": "7"})
        added.refresh_from_db()
        assert (added.name_sv, added.places) == ("Digitalt", 7)
        desk.post(at("quota_remove", event, quota_id=added.public_id))
        assert event.quotas.count() == 1

    def test_what_is_wrong_stands_beside_its_field(self, desk: Client, event: Event) -> None:
        wrong = {"name_sv": "", "way": "online", "audience": "anybody", "places": "-1", "per_company": "0"}
        pages = (at("quota_new", event), at("quota_edit", event, quota_id=quota_of(event).public_id))
        for page in pages:
            assert set(desk.post(page, wrong).context["form"].errors) == {"name_sv", "places", "per_company"}
        assert quota_of(event).places == 2

    def test_those_taken_stay(self, desk: Client, event: Event) -> None:
        come(event, "Anna")
        page = desk.get(at("quota_edit", event, quota_id=quota_of(event).public_id))
        assert "Ta bort" not in words(page)
        assert desk.post(at("quota_remove", event, quota_id=quota_of(event).public_id)).status_code == 409

    def test_more_of_them_go_to_those_who_wait_at_once(self, desk: Client, event: Event) -> None:
        come(event, "Anna", "Bo", "Cia")
        quota = quota_of(event)
        form = {"name_sv": "På plats", "way": "room", "audience": "anybody", "places": "3"}
        desk.post(at("quota_edit", event, quota_id=quota.public_id), form)
        assert states(event) == {"Anna": "registered", "Bo": "registered", "Cia": "offered"}
        assert "3 av 3" in words(desk.get(at("office_event", event)))

    def test_a_quota_of_another_event_is_not_there(self, desk: Client, office: Person, event: Event) -> None:
        other = make_event(office=office, title_sv="Ett annat")
        for name in ("quota_edit", "quota_remove"):
            page = at(name, other, quota_id=quota_of(event).public_id)
            assert desk.post(page).status_code == 404


class TestWhoComes:
    @pytest.fixture
    def found(self, event: Event, office: Person) -> dict[str, Registration]:
        return every_state(event, office)

    def page(self, name: str, event: Event, registration: Registration) -> str:
        return at(name, event, registration_id=registration.public_id)

    def test_the_list_tells_of_all_and_is_exported(
        self, desk: Client, event: Event, found: dict[str, Registration]
    ) -> None:
        said = words(desk.get(at("registration_list", event)))
        for name in ("Anna", "Bo", "Cia", "Dan", "Eva", "Fia", "Gun"):
            assert name in said
        assert "På plats: 2 av 2, 1 väntar" in said
        assert "Fia" not in words(desk.get(at("registration_list", event) + "?state=registered"))
        file = b"".join(desk.get(at("registration_list", event) + "?format=csv&columns=name,email,county"))
        assert "anna@exempel.example" in file.decode()

    def test_one_of_them_tells_how_it_came_to_stand_so(
        self, desk: Client, event: Event, found: dict[str, Registration]
    ) -> None:
        waits = words(desk.get(self.page("office_registration", event, found["waiting"])))
        assert "Nummer 4 i kön" in waits
        assert "Ingen står före i kön. 1 har erbjudits en plats" in waits
        gone = words(desk.get(self.page("office_registration", event, found["cancelled"])))
        assert "Bo lämnade platsen : Ringde." in gone
        assert "Ge en plats" not in gone
        assert "Ta bort från listan" not in gone

    def test_the_log_tells_everything_in_order(
        self, desk: Client, event: Event, found: dict[str, Registration]
    ) -> None:
        said = words(desk.get(at("place_log", event)))
        lines = ["Platser: 2", "Anna tog en ledig plats", "Fia fick nummer 4 i kön", "Gun lämnade kön"]
        lines += [
            "Bo lämnade platsen",
            "Cia erbjöds en plats",
            "Cia sade nej till platsen",
            "Dan svarade inte på erbjudandet i tid",
        ]
        places = [said.index(line) for line in lines]
        assert places == sorted(places)

    def test_somebody_is_taken_off_with_a_reason(
        self, desk: Client, event: Event, found: dict[str, Registration]
    ) -> None:
        page = self.page("registration_cancel", event, found["registered"])
        assert "Anna" in words(desk.get(page))
        assert list(desk.post(page, {"reason": ""}).context["form"].errors) == ["reason"]
        blank = desk.post(page, {"reason": "   "})
        assert list(blank.context["form"].errors) == ["reason"]
        desk.post(page, {"reason": "Sjuk."})
        assert (states(event)["Anna"], states(event)["Fia"]) == ("cancelled", "offered")

    def test_a_place_out_of_turn_is_refused_while_none_is_free_and_given_when_one_is(
        self, desk: Client, event: Event, found: dict[str, Registration]
    ) -> None:
        page = self.page("place_give", event, found["waiting"])
        refused = desk.post(page, {"reason": "Talar."})
        assert "Ingen plats är ledig" in refused.context["form"].non_field_errors()[0]
        assert "Talar." in refused.content.decode()
        assert (
            desk.post(self.page("place_give", event, found["offered"]), {"reason": "Talar."}).status_code
            == 302
        )
        assert states(event)["Eva"] == "registered"
        assert "Eva fick en plats utan att stå på tur : Talar." in words(desk.get(at("place_log", event)))

    def test_of_a_cancelled_event_nobody_is_given_a_place(
        self, desk: Client, office: Person, event: Event, found: dict[str, Registration]
    ) -> None:
        cancel_event(actor=office, event=event, because_sv="Snö.")
        shown = desk.get(self.page("office_registration", event, found["offered"])).content.decode()
        assert self.page("place_give", event, found["offered"]) not in shown
        refused = desk.post(self.page("place_give", event, found["offered"]), {"reason": "Talar."})
        assert refused.context["form"].non_field_errors() == ["Evenemanget är inställt."]
        with time_machine.travel(timezone.now() + timedelta(days=4)):
            lapse_offers(0)
        assert states(event)["Eva"] == "offered"

    def test_offers_lapse_by_the_clock(self, event: Event, found: dict[str, Registration]) -> None:
        with time_machine.travel(timezone.now() + timedelta(days=3)):
            lapse_offers(0)
        assert (states(event)["Eva"], states(event)["Fia"]) == ("lapsed", "offered")


class TestAnotherWay:
    ONLINE = {"mode": "online", "places": "2", "join_link": "https://mote.exempel.example/rum"}

    @pytest.fixture(autouse=True)
    def guests(self, event: Event) -> None:
        come(event, "Anna", "Bo", "Cia")

    def test_what_it_does_is_shown_first_and_nothing_is_changed(self, desk: Client, event: Event) -> None:
        page = at("event_mode", event)
        assert "Det här händer" not in words(desk.get(page))
        shown = desk.post(page, self.ONLINE)
        effects = shown.context["effects"]
        assert (effects.asked, effects.moved, effects.seated, effects.queued) == (0, 2, 0, 0)
        assert 'value="https://mote.exempel.example/rum"' in shown.content.decode()
        both = desk.post(page, self.ONLINE | {"mode": "hybrid"}).context["effects"]
        assert (both.asked, both.moved) == (3, 0)
        assert ModeChange.objects.count() == 0

    def test_what_is_wrong_stands_beside_its_field(self, desk: Client, event: Event) -> None:
        page = at("event_mode", event)
        for form, field in (
            ({"mode": ""}, "mode"),
            ({"mode": "room"}, "mode"),  # so it is held now
            ({"mode": "online", "places": "-1"}, "places"),
            ({"mode": "online", "decide": "yes"}, "join_link"),
        ):
            assert list(desk.post(page, form).context["form"].errors) == [field]
        assert ModeChange.objects.count() == 0

    def test_decided_it_waits_and_is_stopped_or_done_at_once(self, desk: Client, event: Event) -> None:
        page, decided = at("event_mode", event), self.ONLINE | {"decide": "yes"}
        assert "om tio minuter" in words(desk.post(page, decided, follow=True))
        again = desk.post(page, decided)
        assert "Stoppa den först" in again.context["form"].non_field_errors()[0]
        shown = desk.get(at("office_event", event)).content.decode()
        assert at("mode_now", event) in shown
        assert f'href="{page}"' not in shown
        desk.post(at("mode_stop", event))
        assert desk.post(at("mode_stop", event)).status_code == 404
        assert ModeChange.objects.get().state == "stopped"
        desk.post(page, decided)
        desk.post(at("mode_now", event))
        event.refresh_from_db()
        assert (event.mode, event.join_link) == ("online", self.ONLINE["join_link"])
        assert desk.post(at("mode_now", event)).status_code == 404
        told = [line.record.action for line in desk.get(at("office_event", event)).context["history"]]
        assert told[:4] == [f"events.mode.{verb}" for verb in ("changed", "decided", "stopped", "decided")]

    def test_when_its_ten_minutes_are_over_it_is_carried_out_by_the_clock(
        self, desk: Client, event: Event
    ) -> None:
        desk.post(at("event_mode", event), self.ONLINE | {"decide": "yes"})
        for minutes, mode in ((9, "room"), (11, "online")):
            with time_machine.travel(timezone.now() + timedelta(minutes=minutes)):
                carry_out_mode_changes(0)
            event.refresh_from_db()
            assert event.mode == mode

    def test_where_both_ways_are_open_each_chooses_by_the_own_link(self, desk: Client, event: Event) -> None:
        anna = event.registrations.get(name="Anna")
        page = reverse("events:registration", args=[token_for(anna)])
        assert 'value="online"' not in Client().get(page).content.decode()
        desk.post(at("event_mode", event), self.ONLINE | {"mode": "hybrid", "places": "", "decide": "yes"})
        desk.post(at("mode_now", event))
        assert 'value="online"' in Client().get(page).content.decode()
        Client().post(page, {"act": "online"})
        anna.refresh_from_db()
        assert (anna.quota.way, states(event)["Cia"]) == ("online", "offered")
        assert 'value="room"' in Client().get(page).content.decode()
        assert Client().post(page, {"act": "room"}).status_code == 409  # Cia is asked about that place
        desk.post(at("event_cancel", event), {"because_sv": "Snö."})
        assert 'value="room"' not in Client().get(page).content.decode()
        assert Client().post(page, {"act": "room"}).status_code == 409
        anna.refresh_from_db()
        assert (anna.quota.way, anna.state) == ("online", "registered")


class TestWhoMay:
    ASKED = ("office_event", "event_edit", "event_cancel", "quota_new", "place_log", "registration_list")

    def test_others_than_the_office_find_nothing(self, event: Event) -> None:
        juror = make_juror(make_edition(2027)).person
        for person, status in ((None, 302), (make_person(), 404), (juror, 404)):
            browser = client_of(person)
            assert [browser.get(at(name, event)).status_code for name in self.ASKED] == [status] * 6
            assert browser.post(at("event_announce", event)).status_code == status
        assert client_of(juror).get(at("event_list")).status_code == 403
        assert client_of(juror).get(at("event_new")).status_code == 403

    def test_whoever_works_for_one_edition_runs_its_events_alone(self, office: Person, event: Event) -> None:
        edition = make_edition(2027)
        own = make_event(office=office, title_sv="Årets forum", edition=edition)
        helper = make_office(kind="coordinator", name="Årets hjälp")
        Role.objects.filter(person=helper).update(edition=edition)
        browser = client_of(helper)
        listed = browser.get(at("event_list"))
        assert "Årets forum" in words(listed)
        assert event.title not in words(listed)
        assert at("event_new") not in listed.content.decode()
        assert at("event_new") in client_of(office).get(at("event_list")).content.decode()
        assert browser.get(at("event_new")).status_code == 403
        assert [browser.get(at(name, own)).status_code for name in self.ASKED] == [200] * 6
        assert [browser.get(at(name, event)).status_code for name in self.ASKED] == [404] * 6
        page = at("quota_edit", own, quota_id=quota_of(own).public_id)
        assert browser.get(page).status_code == 200

    def test_without_a_programme_there_is_nothing_to_plan(self) -> None:
        assert client_of(make_person()).get(at("event_new")).status_code == 404
