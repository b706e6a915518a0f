"""What is open to all, page by page: the calendar, an event, registering, one's own registration."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.events.models import Booking, Event, Registration
from forebild.events.services.events import cancel_event, create_event
from forebild.events.services.quotas import add_quota, change_quota
from forebild.events.services.registering import booking_key
from forebild.events.tests.pages import words
from forebild.events.tests.worlds import (
    come,
    facts_of,
    make_event,
    quota_of,
    states,
    token_for,
    typed,
)
from forebild.events.views.registering import THANKS
from forebild.people.models import Person
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_person, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=2)


def at(name: str, event: Event, **parts: Any) -> str:
    return reverse(f"events:{name}", kwargs={"slug": event.slug, **parts})


def titles(answer: Any) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', answer.content.decode())


class TestTheCalendar:
    def test_without_a_programme_or_an_event_it_says_so(self, client: Client) -> None:
        for _made in (None, make_programme()):
            answer = client.get(reverse("events:calendar"))
            assert answer.status_code == 200
            assert "Inget evenemang är planerat just nu" in words(answer)

    def test_the_nearest_first_under_its_month_and_no_draft_or_unlisted(
        self, client: Client, office: Person
    ) -> None:
        start = datetime(2027, 3, 3, 9, 0, tzinfo=UTC)
        with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC)):
            for title, days in (("Sist", 40), ("Först", 0), ("Sedan", 1)):
                begins = start + timedelta(days=days)
                make_event(
                    office=office, title_sv=title, begins_at=begins, ends_at=begins + timedelta(hours=2)
                )
            make_event(office=office, title_sv="Olistad", is_listed=False)
            create_event(actor=office, programme=make_programme(), facts=facts_of(title_sv="Utkast"))
            answer = client_of(office).get(reverse("events:calendar"))
        assert titles(answer) == ["Först", "Sedan", "Sist"]
        assert re.findall(r'<h2 id="month-\d">([^<]+)', answer.content.decode()) == [
            "Mars 2027",
            "April 2027",
        ]
        assert "<span>ons</span><b>3</b><span>mars</span>" in answer.content.decode()
        assert "onsdag 3 mars 2027 kl.\u00a010.00" in answer.content.decode()
        assert "3 evenemang" in words(answer)

    def test_past_ones_stand_by_themselves_the_latest_first(self, client: Client, office: Person) -> None:
        now = timezone.now()
        for title, days in (("Länge sedan", 90), ("Nyss", 2), ("Kommer", -20)):
            event = make_event(office=office, title_sv=title)
            begins = now - timedelta(days=days)
            Event.objects.filter(pk=event.pk).update(begins_at=begins, ends_at=begins + timedelta(hours=1))
        assert titles(client.get(reverse("events:calendar"))) == ["Kommer"]
        answer = client.get(reverse("events:calendar") + "?when=past")
        assert titles(answer) == ["Nyss", "Länge sedan"]
        assert "<h1>Genomförda evenemang</h1>" in answer.content.decode()

    def test_it_is_narrowed_by_kind_county_and_way_and_a_strange_filter_narrows_nothing(
        self, client: Client, office: Person
    ) -> None:
        link = {"join_link": "https://mote.exempel.example/"}
        make_event(office=office, title_sv="Forum")
        make_event(office=office, title_sv="Seminarium", kind="seminar", county="14", mode="online", **link)
        for query, found in (
            ("?kind=seminar", ["Seminarium"]),
            ("?county=06", ["Forum"]),
            ("?mode=online", ["Seminarium"]),
            ("?kind=seminar&county=06", []),
            ("?kind=nonsens", ["Forum", "Seminarium"]),
        ):
            assert titles(client.get(reverse("events:calendar") + query)) == found
        none = words(client.get(reverse("events:calendar") + "?kind=ceremony"))
        assert "Inget evenemang passar" in none
        assert "Visa alla" in none

    def test_it_is_turned_a_page_at_a_time(self, client: Client, office: Person) -> None:
        for number in range(26):
            make_event(office=office, title_sv=f"Forum {number}")
        first = client.get(reverse("events:calendar") + "?mode=room")
        second = client.get(reverse("events:calendar") + "?mode=room&page=2")
        assert (len(titles(first)), len(titles(second))) == (24, 2)
        assert "?mode=room&amp;page=2" in first.content.decode()

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({}, "Öppet för anmälan"),
            ({"opens_at": timezone.now() + timedelta(days=1)}, "Öppnar senare"),
            ({"closes_at": timezone.now() - timedelta(days=1)}, "Anmälan är stängd"),
            ({"admission": "invited"}, "På inbjudan"),
        ],
    )
    def test_each_says_whether_one_can_register(
        self, client: Client, office: Person, changes: dict[str, Any], said: str
    ) -> None:
        make_event(office=office, **changes)
        assert said in words(client.get(reverse("events:calendar")))

    def test_full_and_cancelled_are_told_too(self, client: Client, office: Person, event: Event) -> None:
        come(event, "Anna", "Bo")
        assert "Fullt, ställ dig i kön" in words(client.get(reverse("events:calendar")))
        cancel_event(actor=office, event=event, because_sv="Snö.")
        assert "Inställt" in words(client.get(reverse("events:calendar")))


class TestOneEvent:
    def test_what_it_is_and_how_many_places_are_left(self, client: Client, event: Event) -> None:
        come(event, "Anna")
        answer = client.get(at("event", event))
        said = words(answer)
        assert "1 av 2 kvar" in said
        assert "Folkets hus Storgatan 1 Gnosjö" in said
        assert at("register", event) in answer.content.decode()
        assert "Anna" not in said

    def test_full_it_offers_the_queue_and_says_how_many_wait(self, client: Client, event: Event) -> None:
        come(event, "Anna", "Bo", "Cia")
        said = words(client.get(at("event", event)))
        assert "fullt, 1 väntar" in said
        assert "Ställ dig i kön" in said

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"opens_at": timezone.now() + timedelta(days=1)}, "Anmälan öppnar"),
            ({"closes_at": timezone.now() - timedelta(days=1)}, "Anmälan har stängt"),
            ({"admission": "invited"}, "Den som är inbjuden anmäler sig"),
            ({"begins_at": timezone.now() - timedelta(days=3), "ends_at": timezone.now()}, "har varit"),
        ],
    )
    def test_closed_it_says_why_and_has_no_button(
        self, client: Client, event: Event, changes: dict[str, Any], said: str
    ) -> None:
        Event.objects.filter(pk=event.pk).update(**changes)
        answer = client.get(at("event", event))
        assert said in words(answer)
        assert f'href="{at("register", event)}"' not in answer.content.decode()
        closed = client.get(at("register", event))
        assert "Anmälan är inte öppen" in words(closed)
        assert client.post(at("register", event), typed()).status_code == 200
        assert Registration.objects.count() == 0

    def test_when_all_its_places_open_later_it_says_when_the_first_do(
        self, client: Client, office: Person, event: Event
    ) -> None:
        first, then = (datetime(2099, 3, day, 9, 0, tzinfo=UTC) for day in (3, 9))
        change_quota(actor=office, quota=quota_of(event), facts={"opens_at": then})
        add_quota(actor=office, event=event, facts={"name_sv": "Företag", "opens_at": first})
        Event.objects.filter(pk=event.pk).update(
            begins_at=then + timedelta(days=9), ends_at=then + timedelta(days=10)
        )
        assert "Anmälan öppnar tisdag 3 mars 2099" in words(client.get(at("event", event)))
        assert "Den öppnar senare" in words(client.get(at("register", event)))
        with time_machine.travel(first + timedelta(minutes=1)):
            answer = client.get(at("register", event))
        assert list(answer.context["form"].quotas) == [event.quotas.get(name_sv="Företag").public_id]

    def test_the_join_link_and_the_code_are_never_shown(self, client: Client, office: Person) -> None:
        secret = "https://mote.exempel.example/hemligt"
        event = make_event(office=office, mode="online", join_link=secret, admission="code", code="Vår26")
        for page in ("event", "register", "event_calendar_file"):
            text = client.get(at(page, event)).content.decode()
            assert "hemligt" not in text
            assert "Vår26" not in text

    def test_cancelled_it_stays_and_says_so(self, client: Client, office: Person, event: Event) -> None:
        cancel_event(actor=office, event=event, because_sv="Snö.")
        assert "Evenemanget är inställt" in words(client.get(at("event", event)))
        assert "Evenemanget är inställt" in words(client.get(at("register", event)))

    def test_a_draft_is_there_for_those_who_run_it_alone(self, client: Client, office: Person) -> None:
        draft = create_event(actor=office, programme=make_programme(), facts=facts_of())
        for page in ("event", "register"):
            assert client.get(at(page, draft)).status_code == 404
            assert client_of(make_person()).get(at(page, draft)).status_code == 404
        assert "Bara kansliet ser" in words(client_of(office).get(at("event", draft)))
        assert "visas inte för alla ännu" in words(client_of(office).get(at("register", draft)))
        assert client_of(office).get(at("event_calendar_file", draft)).status_code == 404

    def test_the_calendars_file(self, client: Client, office: Person, event: Event) -> None:
        answer = client.get(at("event_calendar_file", event))
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="{event.slug}.ics"'
        lines = answer.content.decode().split("\r\n")
        assert "METHOD:PUBLISH" in lines
        assert f"UID:{event.public_id}@forebild" in lines
        assert r"LOCATION:Folkets hus\, Storgatan 1\, Gnosjö" in lines
        cancel_event(actor=office, event=event, because_sv="Snö.")
        assert b"STATUS:CANCELLED" in client.get(at("event_calendar_file", event)).content


class TestRegistering:
    def test_oneself_and_two_colleagues_in_one_form(self, client: Client, event: Event) -> None:
        form = typed(
            p0_name="Bo Ek", p0_email="bo@exempel.example", p2_name="Cia Al", p2_email="cia@exempel.example",
            title="vd", no_photo="on",
        )  # fmt: skip
        answer = client.post(at("register", event), form, follow=True)
        said = words(answer)
        assert states(event) == {"Anna Berg": "registered", "Bo Ek": "registered", "Cia Al": "waiting"}
        assert re.findall(r"(Har en plats|Nummer 1 i kön)", said) == ["Har en plats"] * 2 + ["Nummer 1 i kön"]
        anna = Registration.objects.get(name="Anna Berg")
        assert (anna.title, anna.no_photo, anna.organisation_shown) == ("vd", True, "Bergs Mekaniska AB")
        assert Booking.objects.get().language == "sv"

    def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
        self, client: Client, event: Event
    ) -> None:
        form = typed(name="", number="12", p0_name="Bo Ek", p1_email="cia@exempel.example", only_others="")
        answer = client.post(at("register", event), form)
        errors = answer.context["form"].errors
        assert set(errors) == {"name", "p0_email", "p1_name"}
        assert errors["p0_email"] == ["Skriv en e-postadress: dit bekräftas platsen."]
        for value in ("anna.berg@exempel.example", "Bergs Mekaniska AB", "Bo Ek", "cia@exempel.example"):
            assert f'value="{value}"' in answer.content.decode()
        assert Registration.objects.count() == 0
        again = client.post(at("register", event), typed(number="12"))
        assert set(again.context["form"].errors) == {"number"}

    def test_what_the_service_refuses_stands_beside_its_field_too(self, client: Client, event: Event) -> None:
        same = typed(p0_name="Bo", p0_email="ANNA.BERG@exempel.example")
        answer = client.post(at("register", event), same)
        assert list(answer.context["form"].errors) == ["p0_email"]
        nameless = client.post(at("register", event), typed(organisation="", number="5599990016"))
        assert nameless.context["form"].errors == {"organisation": ["Skriv namnet som hör till numret."]}
        assert Registration.objects.count() == 0

    def test_places_for_companies_ask_which_one(self, client: Client, office: Person, event: Event) -> None:
        change_quota(actor=office, quota=quota_of(event), facts={"audience": "companies"})
        answer = client.post(at("register", event), typed(organisation=" "))
        assert list(answer.context["form"].errors) == ["organisation"]
        assert client.post(at("register", event), typed()).status_code == 302

    def test_only_others_needs_others(self, client: Client, event: Event) -> None:
        answer = client.post(at("register", event), typed(only_others="on"))
        assert list(answer.context["form"].errors) == ["only_others"]
        form = typed(only_others="on", p0_name="Bo", p0_email="bo@exempel.example")
        assert client.post(at("register", event), form).status_code == 302
        assert states(event) == {"Bo": "registered"}
        told = Message.objects.get(kind="events.booked")
        assert told.to_email == "anna.berg@exempel.example"

    def test_more_lines_keep_what_is_typed_and_judge_nothing_yet(self, client: Client, event: Event) -> None:
        form = typed(more="yes", name="", p0_name="Bo Ek", no_photo="on")
        answer = client.post(at("register", event), form)
        shown = answer.context["form"]
        assert (shown.row_count, shown.is_bound, shown["key"].value()) == (6, False, form["key"])
        text = answer.content.decode()
        assert 'value="Bo Ek"' in text
        assert re.search(r'<input[^>]*name="no_photo"[^>]*checked', text)
        assert "field-invalid" not in text
        last = client.post(at("register", event), typed(more="yes", rows="9"))
        assert last.context["form"].row_count == 10
        assert 'name="more"' not in last.content.decode()

    @pytest.mark.parametrize("rows", ["", "-1", "nonsens", "99999"])
    def test_a_strange_number_of_lines_is_none(self, client: Client, event: Event, rows: str) -> None:
        answer = client.post(at("register", event), typed(rows=rows, name=""))
        assert answer.context["form"].row_count == 0

    def test_a_robot_gets_no_place_and_is_not_told(self, client: Client, event: Event) -> None:
        answer = client.post(at("register", event), typed(website="https://spam.example"))
        assert (answer.status_code, answer.url) == (302, at("event", event))
        assert (Booking.objects.count(), Message.objects.count()) == (0, 0)

    def test_sent_twice_it_is_one_booking_and_the_same_thanks(self, client: Client, event: Event) -> None:
        form = typed()
        first, second = (client.post(at("register", event), form, follow=True) for _time in range(2))
        assert words(first) == words(second)
        assert (Booking.objects.count(), Message.objects.count()) == (1, 1)

    def test_a_form_without_its_key_is_a_booking_all_the_same(self, client: Client, event: Event) -> None:
        for email in ("a@exempel.example", "b@exempel.example"):
            answer = client.post(at("register", event), typed(key="", email=email), follow=True)
            assert "Har en plats" in words(answer)
        assert Booking.objects.exclude(key="").count() == 2

    def test_the_same_form_at_another_event_is_a_booking_of_its_own(
        self, client: Client, office: Person, event: Event
    ) -> None:
        other, form = make_event(office=office, title_sv="Ett annat"), typed()
        client.post(at("register", event), form)
        assert "Har en plats" in words(client.post(at("register", other), form, follow=True))
        assert states(event) == states(other) != {}

    def test_one_chooses_among_the_places(self, client: Client, office: Person, event: Event) -> None:
        online = add_quota(actor=office, event=event, facts={"name_sv": "Digitalt", "way": "online"})
        assert list(client.post(at("register", event), typed()).context["form"].errors) == ["quota"]
        client.post(at("register", event), typed(quota=online.public_id))
        assert Registration.objects.get().quota == online
        come(event, "Bo", "Cia")
        assert "Alla platser är tagna: På plats" in words(client.get(at("register", event)))

    def test_the_code_in_the_address_is_filled_in_and_a_wrong_one_refused(
        self, client: Client, office: Person
    ) -> None:
        event = make_event(office=office, admission="code", code="Vår26")
        assert client.get(at("register", event) + "?kod=vår26").context["form"]["code"].value() == "vår26"
        answer = client.post(at("register", event), typed(code="höst"))
        assert list(answer.context["form"].errors) == ["code"]
        assert client.post(at("register", event), typed(code="vår26")).status_code == 302

    def test_whoever_is_signed_in_need_not_type_what_is_known(self, event: Event) -> None:
        person = make_person("Anna Känd", title="vd")
        form = client_of(person).get(at("register", event)).context["form"]
        assert (form["name"].value(), form["email"].value(), form["title"].value()) == (
            "Anna Känd",
            person.email,
            "vd",
        )

    def test_in_english_the_letters_are_english(self, client: Client, event: Event) -> None:
        client.post("/en" + at("register", event), typed())
        assert Message.objects.get().subject == "You have a place: B2B forum in Gnosjö"


class TestWhoIsRegisteredBefore:
    @pytest.fixture
    def before(self, event: Event) -> Registration:
        return come(event, "Hemliga", company="Hemliga Bolaget")[0]

    def test_the_thanks_show_nothing_of_that_registration(
        self, client: Client, event: Event, before: Registration
    ) -> None:
        answer = client.post(at("register", event), typed(name="Gissad", email=before.email), follow=True)
        said = words(answer)
        assert "Den som redan var anmäld behåller sin anmälan" in said
        for secret in ("Hemliga", "Har en plats", "i kön"):
            assert secret not in said
        before.refresh_from_db()
        assert (before.name, before.organisation_name) == ("Hemliga", "Hemliga Bolaget")
        assert Message.objects.filter(kind="events.booked").count() == 0

    def test_nor_does_the_letter_to_whoever_registers_that_one_again(
        self, client: Client, event: Event, before: Registration
    ) -> None:
        client.post(at("register", event), typed(p0_name="Gissad", p0_email=before.email))
        told = Message.objects.get(kind="events.booked").text
        assert "Anna Berg: en plats\nGissad: var redan anmäld" in told
        assert "Hemliga" not in told
        page = client.get(reverse("events:booking", args=[token_for(Booking.objects.latest("pk"))]))
        assert "Anna Berg" in words(page)
        assert "Hemliga" not in words(page)

    def test_whoever_comes_back_belongs_to_the_new_form_and_the_places_chosen_there(
        self, client: Client, office: Person, event: Event, before: Registration
    ) -> None:
        client.post(reverse("events:registration", args=[token_for(before)]), {"act": "give_up"})
        online = add_quota(actor=office, event=event, facts={"name_sv": "Digitalt", "way": "online"})
        form = typed(name="Nytt Namn", email=before.email, quota=online.public_id)
        assert "Nytt Namn Har en plats" in words(client.post(at("register", event), form, follow=True))
        back = Registration.objects.get()
        key = booking_key(event, form["key"], [before.email])
        assert (back.booking.key, back.quota, back.state, back.number) == (key, online, "registered", 1)


class TestTheThanks:
    def test_cannot_be_forged_or_moved_to_another_event(
        self, client: Client, office: Person, event: Event
    ) -> None:
        shown = client.post(at("register", event), typed()).url
        token = shown.rstrip("/").rpartition("/")[2]
        other = make_event(office=office, title_sv="Ett annat")
        assert client.get(shown).status_code == 200
        assert client.get(at("thanks", other, token=token)).status_code == 404
        for forged in (token[:-1], signing.dumps(["form-1", 1], salt="annat"), "x"):
            assert client.get(at("thanks", event, token=forged)).status_code == 404
        unknown = signing.dumps(["okänd", 1], salt=THANKS)
        assert client.get(at("thanks", event, token=unknown)).status_code == 404

    def test_are_gone_after_a_day(self, client: Client, event: Event) -> None:
        shown = client.post(at("register", event), typed()).url
        with time_machine.travel(timezone.now() + timedelta(hours=25)):
            assert client.get(shown).status_code == 404

    def test_tell_how_it_is_now(self, client: Client, event: Event) -> None:
        shown = client.post(at("register", event), typed()).url
        registration = Registration.objects.get()
        client.post(reverse("events:registration", args=[token_for(registration)]), {"act": "give_up"})
        assert "Se mejlet" in words(client.get(shown))


class TestOnesOwnRegistration:
    def page(self, registration: Registration) -> str:
        return reverse("events:registration", args=[token_for(registration)])

    def test_opening_the_link_changes_nothing(self, client: Client, event: Event) -> None:
        anna = come(event, "Anna")[0]
        answer = client.get(self.page(anna) + "?act=give_up")
        assert "Du har en plats" in words(answer)
        assert states(event) == {"Anna": "registered"}
        assert answer["X-Robots-Tag"] == "noindex"

    def test_a_place_is_given_up_taken_again_and_offered_on(self, client: Client, event: Event) -> None:
        anna, _bo, cia = come(event, "Anna", "Bo", "Cia")
        assert client.post(self.page(anna), {"act": "give_up"}).status_code == 302
        assert states(event) == {"Anna": "cancelled", "Bo": "registered", "Cia": "offered"}
        assert "Du är inte anmäld längre" in words(client.get(self.page(anna)))
        assert "En plats är ledig" in words(client.get(self.page(cia)))
        client.post(self.page(cia), {"act": "accept"})
        client.post(self.page(anna), {"act": "come_back"})
        assert states(event) == {"Anna": "waiting", "Bo": "registered", "Cia": "registered"}
        said = words(client.get(self.page(anna)))
        assert "Nummer 2 i kön" in said
        assert "Ingen står före i kön" in said

    def test_details_are_put_right_and_a_missing_name_is_asked_for(
        self, client: Client, event: Event
    ) -> None:
        anna = come(event, "Anna")[0]
        fields = {f"{anna.public_id}-{name}": value for name, value in (("name", "Anna B"), ("title", "vd"))}
        assert client.post(self.page(anna), fields).status_code == 302
        anna.refresh_from_db()
        assert (anna.name, anna.title, anna.no_photo) == ("Anna B", "vd", False)
        answer = client.post(self.page(anna), fields | {f"{anna.public_id}-name": ""})
        assert list(answer.context["rows"][0]["form"].errors) == ["name"]
        assert 'value="vd"' in answer.content.decode()

    def test_nobody_elses_can_be_touched_by_it(self, client: Client, event: Event) -> None:
        anna, bo = come(event, "Anna", "Bo")
        for act in ("give_up", "accept", ""):
            answer = client.post(self.page(anna), {"act": act, "registration": bo.public_id})
            assert answer.status_code == 404
        assert states(event) == {"Anna": "registered", "Bo": "registered"}
        wrong = reverse("events:booking", args=[token_for(anna)])
        assert client.post(wrong, {"act": "give_up"}).status_code == 404

    def test_too_late_it_says_whom_to_write_to(self, client: Client, office: Person) -> None:
        event = make_event(
            office=office,
            changes_until=timezone.now() + timedelta(days=1),
            contact_email="fraga@exempel.example",
        )
        anna = come(event, "Anna")[0]
        with time_machine.travel(timezone.now() + timedelta(days=2)):
            page = self.page(anna)
            shown = client.get(page)
            assert "för sent att ändra det här" in words(shown)
            assert "fraga@exempel.example" in words(shown)
            assert 'value="give_up"' not in shown.content.decode()
            refused = client.post(page, {"act": "give_up"})
            assert refused.status_code == 409
            fields = {f"{anna.public_id}-name": "Anna B"}
            kept = client.post(page, fields)
        assert (kept.status_code, kept.context["rows"][0]["form"]["name"].value()) == (200, "Anna B")
        assert states(event) == {"Anna": "registered"}

    def test_of_a_cancelled_event_nothing_can_be_done(
        self, client: Client, office: Person, event: Event
    ) -> None:
        anna = come(event, "Anna")[0]
        cancel_event(actor=office, event=event, because_sv="Snö.")
        shown = client.get(self.page(anna))
        assert "Evenemanget är inställt" in words(shown)
        assert "<form" not in shown.content.decode().partition("<main")[2].partition("</main>")[0]
        for act in ("give_up", "accept", "come_back"):
            client.post(self.page(anna), {"act": act})
        assert states(event) == {"Anna": "registered"}

    def test_the_link_to_the_meeting_is_told_shortly_before_to_those_who_take_part_online(
        self, client: Client, office: Person, event: Event
    ) -> None:
        secret = "https://mote.exempel.example/hemligt"
        event = make_event(office=office, mode="hybrid", join_link=secret, title_sv="Hybrid")
        room, online = event.quotas.get(way="room"), event.quotas.get(way="online")
        [anna], [bo] = come(event, "Anna", quota=room), come(event, "Bo", quota=online)
        pages = {"Anna": self.page(anna), "Bo": self.page(bo)}
        minutes = {-16: set(), -14: {"Bo"}, 60: {"Bo"}, 241: set()}
        for minute, told in minutes.items():
            with time_machine.travel(event.begins_at + timedelta(minutes=minute)):
                shown = {name for name, page in pages.items() if secret in client.get(page).content.decode()}
            assert shown == told, minute

    def test_without_its_registration_the_link_leads_nowhere(self, client: Client, event: Event) -> None:
        anna = come(event, "Anna")[0]
        page = self.page(anna)
        booking = reverse("events:booking", args=[token_for(anna.booking)])
        anna.changes.all().delete()
        anna.delete()
        assert client.get(page).status_code == 404
        assert client.get(booking).status_code == 404


class TestWhomOneHasRegistered:
    def test_each_can_be_changed_and_taken_off_by_the_contact(self, client: Client, office: Person) -> None:
        event = make_event(office=office, places=5, per_company=2)
        anna, bo, cia = come(event, "Anna", "Bo", "Cia", company="Bolaget AB")
        come(event, "Okand")
        page = reverse("events:booking", args=[token_for(anna.booking)])
        said = words(client.get(page))
        assert "De som du har anmält" in said
        assert "Okand" not in said
        assert "Företaget har 2 platser och får inte ha fler" in said
        client.post(page, {"act": "give_up", "registration": bo.public_id})
        client.post(page, {f"{cia.public_id}-name": "Cia Ny", "registration": cia.public_id})
        assert states(event) == {
            "Anna": "registered",
            "Bo": "cancelled",
            "Cia Ny": "offered",
            "Okand": "registered",
        }
