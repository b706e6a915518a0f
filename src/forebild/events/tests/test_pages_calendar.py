"""The public calendar as month and map, series, the list for others' pages; an event's own page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from forebild.events.models import CoHost, Event, Material, Speaker
from forebild.events.months import Month, days_held, weeks_of
from forebild.events.services import seats
from forebild.events.services import series as series_services
from forebild.events.services.events import cancel_event, create_event
from forebild.events.tests.pages import words
from forebild.events.tests.worlds import (
    come,
    facts_of,
    is_over,
    link_to,
    make_event,
    make_material,
    make_picture,
    make_session,
    token_for,
)
from forebild.people.models import Person
from forebild.shared.files.services import store
from forebild.shared.files.tests.samples import PDF, upload
from tests.worlds import client_of, make_programme

pytestmark = pytest.mark.django_db
SWEDEN = ZoneInfo("Europe/Stockholm")
LINK = {"join_link": "https://mote.exempel.example/"}


def fetched(client: Client, page: str) -> tuple[int, str, bytes]:
    """A file, read to its end and so closed: status, type, content."""
    answer = client.get(page)
    return answer.status_code, answer["Content-Type"], b"".join(answer)


def on(day: int, hour: int = 10, month: int = 3, **changes: Any) -> dict[str, Any]:
    begins = datetime(2027, month, day, hour, 0, tzinfo=SWEDEN)
    return {"begins_at": begins, "ends_at": begins + timedelta(hours=changes.pop("hours", 2)), **changes}


def make_series(office: Person, name: str = "Vårens forum") -> Any:
    words = {"name_sv": name, "name_en": "", "body_sv": "Fyra forum på **en** vår.", "body_en": ""}
    return series_services.make_series(actor=office, programme=make_programme(), words=words)


class TestAMonth:
    @pytest.fixture(autouse=True)
    def in_february(self) -> Any:
        with time_machine.travel(datetime(2027, 2, 10, 12, tzinfo=UTC)):
            yield

    def sheet(self, client: Client, query: str = "?month=2027-03") -> Any:
        return client.get(reverse("events:calendar_month") + query)

    def test_is_rows_from_monday_to_sunday_with_the_weeks_number(self) -> None:
        weeks = weeks_of(Month(date(2027, 2, 1)), [], date(2027, 2, 10))
        assert [week.number for week in weeks] == [5, 6, 7, 8]
        assert all(day.day.weekday() == place for week in weeks for place, day in enumerate(week.days))
        january = weeks_of(Month(date(2027, 1, 1)), [], date(2027, 2, 10))
        assert [week.number for week in january] == [53, 1, 2, 3, 4]
        assert [day.is_outside for day in january[0].days] == [True] * 4 + [False] * 3
        assert [day.day.day for week in weeks for day in week.days if day.is_today] == [10]

    def test_names_its_neighbours_as_far_as_the_calendar_reaches(self) -> None:
        month = Month.written("2027-12")
        assert (str(month.before), str(month.after)) == ("2027-11", "2028-01")
        assert Month.written("2000-01").before is None
        assert Month.written("2099-12").after is None
        for strange in ("", "2027-13", "1999-01", "2027-3", "2027-03-01", "mars"):
            assert Month.written(strange) is None

    def test_an_event_stands_on_each_of_its_days_and_not_on_the_day_that_begins_at_its_end(
        self, office: Person
    ) -> None:
        tour = make_event(office=office, **on(30, hours=36))
        evening = make_event(office=office, **on(3, hour=20, hours=4))
        assert list(days_held(tour)) == [date(2027, 3, 30), date(2027, 3, 31)]
        assert list(days_held(evening)) == [date(2027, 3, 3)]

    def test_shows_what_is_held_in_it_past_or_coming_and_no_draft(
        self, client: Client, office: Person
    ) -> None:
        make_event(office=office, title_sv="I mars", **on(3))
        make_event(office=office, title_sv="Resan", **on(31, hours=36))
        make_event(office=office, title_sv="Sent i april", **on(20, month=4))
        make_event(office=office, title_sv="Olistad", is_listed=False, **on(4))
        create_event(actor=office, programme=make_programme(), facts=facts_of(title_sv="Utkast", **on(5)))
        off = make_event(office=office, title_sv="Snöad", **on(5))
        cancel_event(actor=office, event=off, because_sv="Snö.")
        page = self.sheet(client)
        said = words(page)
        assert "Mars 2027" in said
        assert "3 evenemang" in said
        for seen, is_there in (
            ("I mars", True), ("Resan", True), ("Inställt: Snöad", True), ("Utkast", False),
            ("Olistad", False), ("Sent i april", False),
        ):  # fmt: skip
            assert (seen in said) is is_there
        assert [day.day.day for day in page.context["days"]] == [3, 5, 31]
        april = self.sheet(client, "?month=2027-04")
        assert [day.day.day for day in april.context["days"]] == [1, 20]
        with time_machine.travel(datetime(2027, 5, 1, tzinfo=UTC)):
            assert "I mars" in words(self.sheet(client))

    def test_without_or_with_a_strange_month_it_is_this_one(self, client: Client, office: Person) -> None:
        for query in ("", "?month=x"):
            page = self.sheet(client, query)
            assert "Februari 2027" in words(page)
            assert "Inget evenemang den här månaden" in words(page)
            assert 'aria-current="date"' in page.content.decode()

    def test_without_one_it_is_where_the_next_event_is(self, client: Client, office: Person) -> None:
        make_event(office=office, title_sv="Resan", **on(12, month=2, hours=36))
        make_event(office=office, title_sv="Forumet", **on(3))
        make_event(office=office, title_sv="Seminariet", kind="seminar", **on(20, month=4))
        assert "Februari 2027" in words(self.sheet(client, ""))
        assert "April 2027" in words(self.sheet(client, "?kind=seminar"))
        with time_machine.travel(datetime(2027, 2, 15, tzinfo=UTC)):
            assert "Mars 2027" in words(self.sheet(client, ""))
        with time_machine.travel(datetime(2027, 5, 15, tzinfo=UTC)):
            assert "Maj 2027" in words(self.sheet(client, ""))

    def test_filters_hold_while_one_turns_the_months_and_changes_the_view(
        self, client: Client, office: Person
    ) -> None:
        make_event(office=office, title_sv="Forumet", **on(3))
        make_event(office=office, title_sv="Seminariet", kind="seminar", **on(3))
        make_event(office=office, title_sv="Mötet", **on(20, month=4))
        page = self.sheet(client, "?month=2027-03&kind=seminar&q=semi")
        assert "Seminariet" in words(page)
        assert "Forumet" not in words(page)
        text = page.content.decode().replace("&amp;", "&")
        assert 'href="?month=2027-04&kind=seminar&q=semi"' in text
        assert 'name="month" value="2027-03"' in text
        for name in ("calendar", "calendar_map"):
            assert f'href="{reverse(f"events:{name}")}?month=2027-03&kind=seminar&q=semi"' in text

    def test_leads_on_no_further_than_something_is_held(self, client: Client, office: Person) -> None:
        make_event(office=office, **on(3))
        make_event(office=office, **on(30, month=4, hours=36))
        make_event(office=office, is_listed=False, **on(3, month=8))
        ways = {}
        for month in ("2027-01", "2027-03", "2027-04", "2027-05", "2031-01"):
            text = self.sheet(client, f"?month={month}").content.decode()
            ways[month] = re.findall(r'href="\?month=([\d-]+)" rel="(?:prev|next)"', text)
        assert ways == {
            "2027-01": ["2027-02"],
            "2027-03": ["2027-04"],
            "2027-04": ["2027-03", "2027-05"],
            "2027-05": ["2027-04"],
            "2031-01": ["2030-12"],
        }

    def test_leads_nowhere_from_an_empty_calendar(self, client: Client, office: Person) -> None:
        assert 'rel="next"' not in self.sheet(client).content.decode()


class TestTheList:
    def titles(self, client: Client, query: str) -> list[str]:
        answer = client.get(reverse("events:calendar") + query)
        assert answer.status_code == 200
        return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', answer.content.decode())

    def test_is_searched_and_narrowed_to_a_month_or_a_series(self, client: Client, office: Person) -> None:
        with time_machine.travel(datetime(2027, 2, 10, 12, tzinfo=UTC)):
            series = make_series(office)
            make_event(office=office, title_sv="Forum om el", title_en="", series=series, **on(3))
            make_event(office=office, title_sv="Seminarium", title_en="", venue="Elverket", **on(9, month=4))
            make_event(office=office, title_sv="Borta", **on(9, month=5))
            for query, found in (
                ("?q=EL", ["Forum om el", "Seminarium"]),
                ("?q=forum+el", ["Forum om el"]),
                ("?month=2027-04", ["Seminarium"]),
                ("?month=2027-06", []),
                ("?series=varens-forum", ["Forum om el"]),
                ("?series=finns-inte&month=skräp&q=%00", ["Forum om el", "Seminarium", "Borta"]),
                ("?month=2027-03&when=past", ["Forum om el"]),
            ):
                assert self.titles(client, query) == found

    def test_the_filter_offers_months_with_something_in_them_and_series_that_are_public(
        self, client: Client, office: Person
    ) -> None:
        make_series(office, "Tom serie")
        secret = make_series(office, "Hemlig serie")
        facts = facts_of(title_sv="Utkast", series=secret, **on(3, month=9))
        create_event(actor=office, programme=make_programme(), facts=facts)
        with time_machine.travel(datetime(2027, 1, 10, 12, tzinfo=UTC)):
            make_event(office=office, **on(31, hour=23, month=1))  # ends in February, begins in January
        text = client.get(reverse("events:calendar")).content.decode()
        assert re.findall(r'<option value="(2\d+-\d+)"', text) == ["2027-01"]
        assert "serie" not in words(client.get(reverse("events:calendar"))).lower()

    def test_feeds_follow_the_same_filter(self, client: Client, office: Person) -> None:
        make_event(office=office, title_sv="Forum om el")
        make_event(office=office, title_sv="Annat")
        for name in ("calendar_ics", "calendar_atom"):
            text = client.get(reverse(f"events:{name}"), {"q": "om el"}).content.decode()
            assert ("Forum om el" in text, "Annat" in text) == (True, False)


def link_words(text: str, href: str) -> list[str]:
    """What the links to an address say."""
    found = re.findall(rf'<a href="{re.escape(href)}">(.*?)</a>', text)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


class TestTheMap:
    def test_counts_lead_to_the_list_and_the_list_beside_says_the_same(
        self, client: Client, office: Person
    ) -> None:
        make_event(office=office, title_sv="Ett")
        make_event(office=office, title_sv="Två", kind="seminar")
        make_event(office=office, title_sv="Tre", county="14")
        make_event(office=office, title_sv="Fyra", county="", mode="online", **LINK)
        make_event(office=office, title_sv="Olistad", county="25", is_listed=False)
        text = client.get(reverse("events:calendar_map")).content.decode()
        there = reverse("events:calendar")
        assert link_words(text, f"{there}?county=06") == ["Jönköping 2", "Jönköpings län"]
        assert link_words(text, f"{there}?county=14") == ["Västra Götaland 1", "Västra Götalands län"]
        assert link_words(text, f"{there}?county=25") == []
        listed = re.findall(r'\?county=\d\d">([^<]+)</a><span class="numbers">(\d)', text)
        assert listed == [("Jönköpings län", "2"), ("Västra Götalands län", "1")]
        assert "Digitalt, utan län 1" in words(client.get(reverse("events:calendar_map")))
        narrowed = client.get(reverse("events:calendar_map") + "?kind=seminar").content.decode()
        assert "Västra Götalands" not in narrowed
        assert f'href="{there}?kind=seminar&amp;county=06"' in narrowed

    def test_says_when_nothing_is_planned_and_when_nothing_fits(self, client: Client) -> None:
        make_programme()
        page = reverse("events:calendar_map")
        assert "Inget evenemang är planerat just nu" in words(client.get(page))
        assert "Inget evenemang passar" in words(client.get(page + "?kind=seminar"))


class TestASeries:
    def test_shows_what_it_is_what_is_coming_and_what_has_been(self, client: Client, office: Person) -> None:
        series = make_series(office)
        page = reverse("events:series", args=[series.slug])
        assert client.get(page).status_code == 404  # nothing in it that the public may know of
        make_event(office=office, title_sv="Kommande", series=series)
        is_over(make_event(office=office, title_sv="Gånget", series=series))
        make_event(office=office, title_sv="Olistat", series=series, is_listed=False)
        facts = facts_of(title_sv="Utkastet", series=series)
        create_event(actor=office, programme=make_programme(), facts=facts)
        for reader in (client, client_of(office)):
            answer = reader.get(page)
            assert "<strong>en</strong>" in answer.content.decode()
            said = words(answer)
            assert said.index("Kommande") < said.index("Genomförda evenemang") < said.index("Gånget")
            assert ("Olistat" in said, "Utkastet" in said) == (False, False)
        ics = client.get(reverse("events:series_ics", args=[series.slug])).content
        assert [each["SUMMARY"] for each in Calendar.from_ical(ics).events] == ["Kommande"]
        atom = client.get(reverse("events:series_atom", args=[series.slug])).content.decode()
        assert (atom.count("<entry>"), "<title>Vårens forum</title>" in atom) == (1, True)

    def test_its_events_lead_to_each_other(self, client: Client, office: Person) -> None:
        series = make_series(office)
        begins = timezone.now() + timedelta(days=30)
        made = [
            make_event(
                office=office, title_sv=title, series=series, begins_at=begins + timedelta(days=days),
                ends_at=begins + timedelta(days=days, hours=2),
            )
            for title, days in (("Första", 0), ("Andra", 7), ("Tredje", 14))
        ]  # fmt: skip
        said = [words(client.get(reverse("events:event", args=[each.slug]))) for each in made]
        assert "Före:" not in said[0]
        assert "Efter: Andra" in said[0]
        assert "Före: Första" in said[1]
        assert "Efter: Tredje" in said[1]
        assert "Efter:" not in said[2]
        alone = words(client.get(reverse("events:event", args=[make_event(office=office).slug])))
        assert "I samma serie" not in alone


class TestTheListForOthersPages:
    page = "/evenemang/badda-in/"

    def test_may_be_framed_sets_no_cookie_and_runs_nothing(self, client: Client, office: Person) -> None:
        event = make_event(office=office)
        for reader in (client, client_of(office)):
            answer = reader.get(self.page)
            assert not answer.cookies
            assert "X-Frame-Options" not in answer.headers
            assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            text = answer.content.decode()
            assert "<script" not in text
            links = re.findall(r"<a [^>]+>", text)
            assert len(links) == 2
            assert all('target="_top" rel="noopener"' in link for link in links)
            assert reverse("events:event", args=[event.slug]) in links[0]

    def test_no_other_page_may_be_framed(self, client: Client, office: Person) -> None:
        event = make_event(office=office)
        pages = [reverse(f"events:{name}") for name in ("calendar", "calendar_month", "calendar_map")]
        pages += [
            "/",
            reverse("events:event", args=[event.slug]),
            reverse("events:register", args=[event.slug]),
        ]
        for path in pages:
            headers = client.get(path).headers
            assert headers["X-Frame-Options"] == "DENY", path
            assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path

    def test_is_narrowed_by_the_address_short_and_the_same_for_everybody(
        self, client: Client, office: Person
    ) -> None:
        for number in range(31):
            make_event(office=office, title_sv=f"Forum {number}")
        make_event(office=office, title_sv="Seminariet", kind="seminar")
        facts = facts_of(title_sv="Utkast")
        create_event(actor=office, programme=make_programme(), facts=facts)
        whole = client.get(self.page).content
        assert client_of(office).get(self.page).content == whole
        assert (whole.count(b"<li>"), b"Utkast" in whole) == (30, False)
        assert len(whole) < 20_000
        text = client.get(self.page + "?kind=seminar&strunt=1&county=zz").content.decode()
        assert re.findall(r"noopener\">([^<]+)</a></h2>", text) == ["Seminariet"]
        assert 'href="/evenemang/?kind=seminar"' in text
        english = client.get("/en" + self.page).content.decode()
        assert "<h1>Events</h1>" in english

    def test_says_so_when_empty_and_when_cancelled(self, client: Client, office: Person) -> None:
        assert "Inget evenemang är planerat just nu" in words(client.get(self.page))
        event = make_event(office=office)
        cancel_event(actor=office, event=event, because_sv="Snö.")
        assert "Evenemanget är inställt" in words(client.get(self.page))

    def test_the_office_copies_the_lines(self, office: Person) -> None:
        make_event(office=office)
        text = client_of(office).get(reverse("events:embed") + "?kind=forum").content.decode()
        assert "/evenemang/badda-in/?kind=forum&quot;" in text or 'badda-in/?kind=forum" title' in text
        assert "/en/evenemang/badda-in/?kind=forum" in text
        assert "&lt;iframe src=" in text


class TestAnEventsPage:
    def test_shows_programme_speakers_hosts_material_and_pictures(
        self, client: Client, office: Person
    ) -> None:
        event = make_event(office=office)
        anna = Speaker.objects.create(
            event=event, name="Anna Berg", title="vd", organisation="Bergs AB", bio_sv="Gjuter.",
            picture=make_picture(event, use="portrait", photographer="Cia"),
        )  # fmt: skip
        Speaker.objects.create(event=event, name="Inte i programmet")
        make_session(event, "Elpriser", room="Salen", track="El", speakers=[anna], abstract_sv="Varför.")
        make_session(event, "Verkstan", kind="workshop", places=12, speakers=[anna])
        make_session(event, "Borttagen", removed_at=timezone.now())
        logo = make_picture(event, use="logo", alt_sv="Logotyp: Regionen")
        CoHost.objects.create(event=event, name="Regionen", link="https://region.example/", logo=logo)
        CoHost.objects.create(event=event, name="Kommunen", position=2)
        make_material(event, "Filmen")
        make_material(event, "Bara för anmälda", audience="registered")
        shown = make_picture(event, alt_sv="Fyra vid en press.", photographer="Dag")
        answer = client.get(reverse("events:event", args=[event.slug]))
        said, text = words(answer), answer.content.decode()
        for seen in ("Elpriser", "Föredrag", "Salen", "El", "Anna Berg (Bergs AB)", "vd, Bergs AB", "Gjuter.",
                     "12 platser", "Kommunen", "Filmen", "Foto: Cia", "Foto: Dag", "Varför."):  # fmt: skip
            assert seen in said
        for hidden in ("Borttagen", "Inte i programmet", "Bara för anmälda"):
            assert hidden not in text
        assert 'alt="Regionen"' in text
        assert 'alt="Fyra vid en press."' in text
        address = reverse("events:event_picture", args=[event.slug, shown.public_id])
        assert address in text
        assert fetched(client, address + "?bredd=1600")[:2] == (200, "image/png")

    def test_a_draft_shows_its_pictures_and_material_to_the_office_alone(
        self, client: Client, office: Person
    ) -> None:
        draft = create_event(actor=office, programme=make_programme(), facts=facts_of())
        file = make_material(draft, file=store(upload("bilder.pdf", PDF), actor=office))
        pages = [
            reverse("events:event_picture", args=[draft.slug, make_picture(draft).public_id]),
            reverse("events:event_material", args=[draft.slug, file.public_id]),
        ]
        for page in pages:
            assert [fetched(reader, page)[0] for reader in (client, client_of(office))] == [404, 200]

    def test_material_for_those_registered_is_not_to_be_had_and_a_link_is_no_file(
        self, client: Client, office: Person
    ) -> None:
        event = make_event(office=office)
        file = store(upload("bilder.pdf", PDF), actor=office)
        closed, link = make_material(event, audience="registered", file=file), make_material(event)
        for each in (closed, link):
            page = reverse("events:event_material", args=[event.slug, each.public_id])
            assert client.get(page).status_code == 404
        Material.objects.filter(pk=closed.pk).update(audience="everybody")
        page = reverse("events:event_material", args=[event.slug, closed.public_id])
        assert fetched(client, page) == (200, "application/pdf", PDF)

    def test_its_file_for_calendars_holds_the_programme(self, client: Client, office: Person) -> None:
        event = make_event(office=office)
        make_session(event, "El, gas; värme", room="Sal A")
        for name, args in (("event_calendar_file", [event.slug]), ("calendar_ics", [])):
            answer = client.get(reverse(f"events:{name}", args=args))
            (entry,) = Calendar.from_ical(answer.content).events
            assert entry.errors == []
            assert entry["DESCRIPTION"].startswith("Möt andra tillverkare.\n\n")
            assert entry["DESCRIPTION"].endswith(" El, gas; värme, Sal A")


class TestOnesOwnProgramme:
    def page(self, registration: Any) -> str:
        return reverse("events:own_programme", args=[token_for(registration)])

    def test_is_reached_from_the_registration_where_there_is_something(
        self, client: Client, office: Person
    ) -> None:
        event = make_event(office=office, places=2)
        [anna] = come(event, "Anna")
        own = reverse("events:registration", args=[token_for(anna)])
        assert 'href="program/"' not in client.get(own).content.decode()
        material = make_material(event)
        assert 'href="program/"' in client.get(own).content.decode()
        material.delete()
        make_session(event)
        assert 'href="program/"' in client.get(own).content.decode()

    def test_one_chooses_changes_and_leaves(self, client: Client, office: Person) -> None:
        event = make_event(office=office, places=5)
        first = make_session(event, "Första", kind="workshop", places=2)
        second = make_session(event, "Andra", kind="workshop", places=1, after=15)
        make_session(event, "För alla", after=90)
        [anna], [bo] = come(event, "Anna"), come(event, "Bo")
        page = self.page(anna)
        said = words(client.get(page))
        assert "2 platser kvar" in said
        assert "1 plats kvar" in said
        assert "Det du har valt" not in said
        answer = client.post(page, {"act": "take", "session": first.public_id}, follow=True)
        assert "Ditt val är sparat" in answer.content.decode()
        said = words(answer)
        assert "Du har valt den här" in said
        assert "som du då lämnar: Första" in said
        client.post(page, {"act": "take", "session": second.public_id})
        assert [seat.session for seat in anna.seats.all()] == [second]
        full = client.post(self.page(bo), {"act": "take", "session": second.public_id})
        assert (full.status_code, "Ingen plats finns kvar på ”Andra”" in words(full)) == (200, True)
        client.post(page, {"act": "leave", "session": second.public_id})
        assert not anna.seats.exists()

    def test_strange_presses_find_nothing(self, client: Client, office: Person) -> None:
        event = make_event(office=office, places=5)
        session, other = make_session(event, places=2), make_session(make_event(office=office), places=2)
        page = self.page(come(event, "Anna")[0])
        for strange in ({}, {"act": "steal", "session": session.public_id}, {"act": "take"},
                        {"act": "take", "session": other.public_id}):  # fmt: skip
            assert client.post(page, strange).status_code == 404

    def test_when_it_is_too_late_there_are_no_buttons(self, client: Client, office: Person) -> None:
        event = make_event(office=office, places=5)
        session = make_session(event, places=2)
        [anna] = come(event, "Anna")
        seats.take_seat(link=link_to(anna), registration=anna, session=session)
        Event.objects.filter(pk=event.pk).update(changes_until=timezone.now())
        answer = client.get(self.page(anna))
        assert "Du har valt den här" in words(answer)
        assert 'name="act"' not in answer.content.decode()
        late = client.post(self.page(anna), {"act": "leave", "session": session.public_id})
        assert "för sent" in words(late)

    def test_material_is_there_for_those_with_a_place_and_only_by_their_link(
        self, client: Client, office: Person
    ) -> None:
        event = make_event(office=office, places=1)
        file = make_material(
            event, "Bilderna", audience="registered", file=store(upload("bilder.pdf", PDF), actor=office)
        )
        [anna], [bo] = come(event, "Anna"), come(event, "Bo")
        assert "Bilderna" in words(client.get(self.page(anna)))
        waiting = words(client.get(self.page(bo)))
        assert "Bilderna" not in waiting
        assert "Du har ingen plats" in waiting
        for who, status in ((anna, 200), (bo, 404)):
            assert fetched(client, self.file(who, file))[0] == status
        link = make_material(event, "Filmen")
        elsewhere = make_material(make_event(office=office), file=file.file)
        for each in (link, elsewhere):
            assert client.get(self.file(anna, each)).status_code == 404

    def file(self, registration: Any, material: Material) -> str:
        return reverse("events:own_material", args=[token_for(registration), material.public_id])

    def test_a_link_to_nobody_finds_nothing(self, client: Client, office: Person) -> None:
        event = make_event(office=office, places=1)
        [anna] = come(event, "Anna")
        page = self.page(anna)
        event.registrations.all().update(public_id="borta")
        assert client.get(page).status_code == 404
