"""The office's pages of programme, co-hosts, material, series and copies."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forebild.events.models import CoHost, Event, EventPicture, Material, ModeChange, Series, Speaker
from forebild.events.tests.pages import at, words
from forebild.events.tests.worlds import (
    come,
    is_over,
    make_event,
    make_material,
    make_picture,
    make_session,
)
from forebild.people.models import Person
from forebild.shared.dates import in_swedish_time
from forebild.shared.files.tests.samples import PDF, picture, upload
from forebild.shared.outbox.models import Message
from tests.worlds import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(office: Person) -> Client:
    return client_of(office)


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=2)


def clock(event: Event, minutes: int) -> str:
    moment = in_swedish_time(event.begins_at + timedelta(minutes=minutes))
    return moment.strftime("%Y-%m-%dT%H:%M")


def image() -> Any:
    return upload("bild.png", picture())


class TestTheProgramme:
    def typed(self, event: Event, **changes: Any) -> dict[str, Any]:
        known = {"kind": "talk", "title_sv": "Elpriser", "room": "Salen"}
        return {**known, "begins_at": clock(event, 0), "ends_at": clock(event, 45), **changes}

    def test_grows_by_speakers_and_sessions(self, desk: Client, event: Event) -> None:
        assert "Inget program ännu" in words(desk.get(at("programme", event)))
        said = words(desk.post(at("speaker_new", event), {"name": "Anna Berg", "title": "vd"}, follow=True))
        assert "Talaren är tillagd" in said
        anna = Speaker.objects.get()
        answer = desk.post(at("session_new", event), self.typed(event, speakers=[anna.pk]), follow=True)
        assert "Anna Berg" in words(answer)
        first = desk.get(at("session_new", event)).context["form"]["begins_at"].value()
        assert first.strftime("%Y-%m-%dT%H:%M") == clock(event, 45)
        desk.post(at("session_new", event), self.typed(event, title_sv="Samtidigt", speakers=[anna.pk]))
        said = words(desk.get(at("programme", event)))
        assert "Något krockar vid 2 programpunkter" in said
        assert "Samma lokal vid samma tid som ”Elpriser”" in said
        assert "En programpunkt lades in" in said

    def test_what_is_wrong_stands_beside_its_field(self, desk: Client, event: Event) -> None:
        session = make_session(event, places=3)
        pages = (at("session_new", event), at("session_edit", event, session_id=session.public_id))
        for page in pages:
            for changes, field in (
                ({"title_sv": ""}, "title_sv"),
                ({"ends_at": clock(event, 0)}, "ends_at"),
                ({"kind": "break", "places": "3"}, "places"),
                ({"places": "-1"}, "places"),
            ):
                answer = desk.post(page, self.typed(event, room="Sal 9", **changes))
                assert list(answer.context["form"].errors) == [field]
                assert "Sal 9" in answer.content.decode()

    def test_a_session_is_changed_moved_copied_taken_out_and_put_back(
        self, desk: Client, event: Event
    ) -> None:
        session, after = make_session(event), make_session(event, "Efter", after=60)
        one = {"session_id": session.public_id}
        assert "Elpriser" in words(desk.get(at("session_edit", event, **one)))
        typed = self.typed(event, title_sv="Vatten", ends_at=clock(event, 60))
        assert "Programpunkten är sparad" in words(
            desk.post(at("session_edit", event, **one), typed, follow=True)
        )
        assert "Flytta ”Vatten”" in words(desk.get(at("session_move", event, **one)))
        later = {"begins_at": clock(event, 10)}
        said = words(desk.post(at("session_move", event, **one), later, follow=True))
        assert "Programpunkten är flyttad" in said
        later = {"begins_at": clock(event, 30), "with_later": "on"}
        assert "2 programpunkter är flyttade" in words(
            desk.post(at("session_move", event, **one), later, follow=True)
        )
        after.refresh_from_db()
        assert in_swedish_time(after.begins_at).strftime("%Y-%m-%dT%H:%M") == clock(event, 80)
        assert desk.post(at("session_move", event, **one), {"begins_at": "x"}).context["form"].errors
        assert "Kopian står direkt efter" in words(desk.post(at("session_copy", event, **one), follow=True))
        assert event.sessions.filter(title_sv="Vatten").count() == 2
        assert "Uttaget ur programmet" in words(desk.post(at("session_remove", event, **one), follow=True))
        assert "tillbaka" in words(desk.post(at("session_restore", event, **one), follow=True))
        assert event.sessions.planned().count() == 3
        for name in ("session_copy", "session_remove", "session_restore"):
            assert desk.get(at(name, event, **one)).status_code == 405

    def test_who_has_chosen_a_session_is_a_list_to_take_along(self, desk: Client, event: Event) -> None:
        session = make_session(event, places=5)
        page = at("session_seats", event, session_id=session.public_id)
        assert "Ingen har valt den ännu" in words(desk.get(page))
        for registration in come(event, "Anna", "Bo", company="Bergs AB"):
            session.seats.create(registration=registration)
        assert page in desk.get(at("programme", event)).content.decode()
        said = words(desk.get(page))
        assert said.index("Anna Bergs AB") < said.index("Bo Bergs AB")
        file = b"".join(desk.get(page + "?format=csv")).decode()
        assert '"Anna";"Bergs AB"' in file

    def test_a_speaker_has_a_picture_with_words_and_is_removed(self, desk: Client, event: Event) -> None:
        bare = desk.post(at("speaker_new", event), {"name": "Anna", "upload": image()})
        assert set(bare.context["form"].errors) == {"alt_sv", "permitted_by"}
        desk.post(
            at("speaker_new", event),
            {"name": "Anna", "upload": image(), "alt_sv": "Anna.", "permitted_by": "Anna"},
        )
        anna = Speaker.objects.get()
        page = at("speaker_edit", event, speaker_id=anna.public_id)
        assert 'alt="Anna."' in desk.get(page).content.decode()
        desk.post(page, {"name": "Anna Berg", "without_picture": "on"})
        anna.refresh_from_db()
        assert (anna.name, anna.picture) == ("Anna Berg", None)
        assert "without_picture" not in desk.get(page).context["form"].fields
        assert list(desk.post(page, {"name": ""}).context["form"].errors) == ["name"]
        assert "Talaren är borttagen" in words(
            desk.post(at("speaker_remove", event, speaker_id=anna.public_id), follow=True)
        )


class TestCoHosts:
    def test_are_added_changed_ordered_and_removed(self, desk: Client, event: Event) -> None:
        page = at("hosts", event)
        assert list(desk.post(page, {"name": "", "link": "inte en länk"}).context["form"].errors) == [
            "name",
            "link",
        ]
        desk.post(page, {"name": "Regionen", "upload": image()})
        desk.post(page, {"name": "Kommunen"})
        first, second = CoHost.objects.all()
        assert (first.logo.alt_sv, first.logo.permitted_by) == ("Logotyp: Regionen", "Regionen")
        desk.post(at("host_up", event, host_id=second.public_id))
        assert [host.name for host in event.hosts.all()] == ["Kommunen", "Regionen"]
        one = at("host_edit", event, host_id=first.public_id)
        assert "Regionen" in words(desk.get(one))
        assert list(desk.post(one, {"name": ""}).context["form"].errors) == ["name"]
        desk.post(one, {"name": "Region Jönköping", "without_logo": "on"})
        first.refresh_from_db()
        assert (first.name, first.logo) == ("Region Jönköping", None)
        said = words(desk.post(at("host_remove", event, host_id=first.public_id), follow=True))
        assert "Medarrangören är borttagen" in said


class TestMaterial:
    def test_is_added_shown_to_some_fetched_and_removed(self, desk: Client, event: Event) -> None:
        new = at("material_new", event)
        neither = desk.post(new, {"title_sv": "Bilderna", "audience": "everybody"})
        assert list(neither.context["form"].errors) == ["upload"]
        bad = {"title_sv": "Bilderna", "audience": "everybody", "upload": upload("virus.exe", b"MZ")}
        assert "virus.exe" in str(desk.post(new, bad).context["form"].errors["upload"])
        desk.post(new, {"title_sv": "Bilderna", "audience": "registered", "upload": upload("b.pdf", PDF)})
        desk.post(
            new, {"title_sv": "Filmen", "audience": "everybody", "link": "https://film.exempel.example/"}
        )
        said = words(desk.get(at("material", event)))
        assert "Bilderna PDF" in said
        assert "bara anmälda" in said.lower()
        file, link = Material.objects.all()
        assert b"".join(desk.get(at("material_file", event, material_id=file.public_id))) == PDF
        assert desk.get(at("material_file", event, material_id=link.public_id)).url == link.link
        for each in (file, link):
            page = at("material_edit", event, material_id=each.public_id)
            assert each.title_sv in words(desk.get(page))
        assert list(desk.post(page, {"title_sv": ""}).context["form"].errors) == ["title_sv", "audience"]
        desk.post(page, {"title_sv": "Filmen i sin helhet", "audience": "registered"})
        link.refresh_from_db()
        assert (link.title_sv, link.audience) == ("Filmen i sin helhet", "registered")
        desk.post(at("material_remove", event, material_id=link.public_id))
        assert list(Material.objects.all()) == [file]

    def test_pictures_are_added_described_anew_and_removed(self, desk: Client, event: Event) -> None:
        new = at("picture_new", event)
        assert set(desk.post(new, {"alt_sv": ""}).context["form"].errors) == {
            "upload",
            "alt_sv",
            "permitted_by",
        }
        desk.post(new, {"alt_sv": "Två vid en press.", "permitted_by": "Bo", "upload": image()})
        kept = EventPicture.objects.get()
        page = at("picture_edit", event, picture_id=kept.public_id)
        assert "Två vid en press." in desk.get(page).content.decode()
        assert list(desk.post(page, {"alt_sv": "", "permitted_by": "Bo"}).context["form"].errors) == [
            "alt_sv"
        ]
        desk.post(page, {"alt_sv": "En press.", "permitted_by": "Bo"})
        kept.refresh_from_db()
        assert kept.alt_sv == "En press."
        assert "En press." in desk.get(at("material", event)).content.decode()
        desk.post(at("picture_remove", event, picture_id=kept.public_id))
        assert not EventPicture.objects.exists()
        portrait = make_picture(event, use="portrait")
        assert desk.get(at("picture_edit", event, picture_id=portrait.public_id)).status_code == 404

    def test_those_who_took_part_are_told_and_it_is_undone(self, desk: Client, event: Event) -> None:
        come(event, "Anna", "Bo", "Cia")
        assert "när evenemanget är över" in words(desk.get(at("material", event)))
        assert desk.post(at("material_tell", event)).status_code == 409
        make_material(event)
        is_over(event)
        assert at("material_tell", event) in desk.get(at("material", event)).content.decode()
        assert "2 personer får ett brev" in words(desk.get(at("material_tell", event)))
        said = words(desk.post(at("material_tell", event), follow=True))
        assert "2 brev går" in said
        held = Message.objects.filter(kind="events.material", state="held")
        assert held.count() == 2
        assert "Breven är stoppade" in words(desk.post(at("material_stop", event), follow=True))
        assert held.count() == 0
        desk.post(at("material_tell", event))
        event.material_letters.update(state="left", held_until=timezone.now())
        assert "2 personer fick besked" in words(desk.get(at("material", event)))


class TestSeries:
    def test_are_made_described_filled_and_removed(self, desk: Client, event: Event) -> None:
        page = at("series_list")
        assert "Inga serier ännu" in words(desk.get(page))
        assert list(desk.post(page, {"name_sv": ""}).context["form"].errors) == ["name_sv"]
        desk.post(page, {"name_sv": "Vårens forum"})
        series = Series.objects.get()
        assert "Vårens forum 0 evenemang" in words(desk.get(page))
        one = at("series_edit", series_id=series.public_id)
        assert at("series_remove", series_id=series.public_id) in desk.get(one).content.decode()
        form = desk.get(at("event_edit", event)).context["form"]
        typed = {
            name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)
        }
        typed |= {name: clock(event, minutes) for name, minutes in (("begins_at", 0), ("ends_at", 240))}
        desk.post(at("event_edit", event), typed | {"series": series.pk})
        event.refresh_from_db()
        assert event.series == series
        assert event.title_sv in words(desk.get(one))
        assert list(desk.post(one, {"name_sv": ""}).context["form"].errors) == ["name_sv"]
        desk.post(one, {"name_sv": "Höstens forum", "body_sv": "Om hösten."})
        series.refresh_from_db()
        assert (series.name_sv, series.body_sv) == ("Höstens forum", "Om hösten.")
        assert desk.post(at("series_remove", series_id=series.public_id)).status_code == 409
        Event.objects.update(series=None)
        assert "Serien är borttagen" in words(
            desk.post(at("series_remove", series_id=series.public_id), follow=True)
        )


class TestCopies:
    def test_one_leads_to_it_and_a_row_of_them_to_the_list(self, desk: Client, event: Event) -> None:
        page = at("event_copy", event)
        assert "Kopiera till andra dagar" in words(desk.get(page))
        wrong = desk.post(page, {"first": "1850-01-01", "count": "0", "every": "3"})
        assert set(wrong.context["form"].errors) == {"first", "count", "every"}
        one = desk.post(page, {"first": "2099-03-03", "count": "1", "every": "7"}, follow=True)
        assert "1 utkast är skapat" in words(one)
        assert "En dag" not in words(one)
        desk.post(page, {"first": "2099-04-01", "count": "3", "every": "14"}, follow=True)
        days = [in_swedish_time(copy.begins_at).date() for copy in Event.objects.filter(state="draft")]
        assert [day.isoformat() for day in sorted(days)] == [
            "2099-03-03",
            "2099-04-01",
            "2099-04-15",
            "2099-04-29",
        ]

    def test_several_from_the_list(self, desk: Client, office: Person, event: Event) -> None:
        other = make_event(office=office, title_sv="Seminariet")
        page = at("events_copy")
        chosen = {"chosen": [event.public_id, other.public_id]}
        asked = desk.post(page, chosen)
        assert "2 rader" in words(asked)
        mark = re.search(r'name="confirmed" value="([^"]+)"', asked.content.decode())
        confirmed = chosen | {"confirmed": mark[1]}
        assert list(desk.post(page, confirmed | {"weeks": "0"}).context["form"].errors) == ["weeks"]
        assert Event.objects.count() == 2
        said = words(desk.post(page, confirmed | {"weeks": "52"}, follow=True))
        assert "2 utkast är skapade" in said
        copy = Event.objects.get(copied_from=other)
        begins = [in_swedish_time(each.begins_at) for each in (other, copy)]
        assert (begins[1].date() - begins[0].date(), begins[1].time()) == (
            timedelta(weeks=52),
            begins[0].time(),
        )


class TestHowAnEventStands:
    def test_what_has_been_held_says_so_in_the_list_and_on_its_page(
        self, desk: Client, office: Person, event: Event
    ) -> None:
        is_over(make_event(office=office, title_sv="Gånget"))
        listed = {row.title_sv: row for row in Event.objects.all()}
        assert [listed[name].standing_at(timezone.now()) for name in ("Gånget", event.title_sv)] == [
            "over",
            "announced",
        ]
        for state, seen in (("over", "Gånget"), ("announced", event.title_sv)):
            answer = desk.get(at("event_list") + f"?state={state}")
            assert re.findall(r'<a href="/kansli/evenemang/\w{26}/">([^<]+)', answer.content.decode()) == [
                seen
            ]
        assert "genomfört" in words(desk.get(at("event_list"))).lower()
        assert "genomfört" in words(desk.get(at("office_event", listed["Gånget"]))).lower()

    def test_a_change_of_way_stands_there_with_its_day(
        self, desk: Client, office: Person, event: Event
    ) -> None:
        at_that_time = timezone.now().replace(year=2020, month=3, day=13, hour=9)
        ModeChange.objects.create(
            event=event, before="room", after="online", state="done", decided_by=office,
            decided_at=at_that_time, due_at=at_that_time, done_at=at_that_time,
        )  # fmt: skip
        said = words(desk.get(at("office_event", event)))
        assert "Från på plats till digitalt" in said
        assert "fre 13" in said
        assert "2020" in said
