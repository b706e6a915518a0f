"""Around an event: co-hosts, pictures, material and the letter about it, series, copies to other days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from forebild.events.models import CoHost, Event, EventPicture, Material, MaterialLetters, Speaker
from forebild.events.queries import took_part
from forebild.events.services import copies, hosts, pictures
from forebild.events.services import material as services
from forebild.events.services import series as series_services
from forebild.events.services.events import announce_event, change_event, lacks
from forebild.events.services.pictures import NewPicture
from forebild.events.services.removed import forget_removed
from forebild.events.tasks import note_material_letters
from forebild.events.tests.worlds import (
    ask_all,
    come,
    is_over,
    make_event,
    make_material,
    make_picture,
    make_session,
    quota_of,
)
from forebild.people.models import Person
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.files.models import StoredFile
from forebild.shared.files.tests.samples import PDF, picture, upload
from forebild.shared.outbox.models import Message
from tests.worlds import make_person, make_programme

pytestmark = pytest.mark.django_db
SWEDEN = ZoneInfo("Europe/Stockholm")


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=2)


def new_picture(**changes: Any) -> NewPicture:
    words = {"alt_sv": "Två personer vid en press.", "permitted_by": "Bo Exempel"}
    return NewPicture(upload("bild.png", picture()), **words | changes)


class TestCoHosts:
    def test_stand_in_order_and_move_up(self, office: Person, event: Event) -> None:
        made = [hosts.add_host(actor=office, event=event, name=name) for name in ("A", "B", "C")]
        hosts.move_host_up(actor=office, host=made[2])
        hosts.move_host_up(actor=office, host=made[0])  # the first stays first
        assert [str(host) for host in event.hosts.all()] == ["A", "C", "B"]
        hosts.remove_host(actor=office, host=made[1])
        hosts.add_host(actor=office, event=event, name="D")
        assert [str(host) for host in event.hosts.all()] == ["A", "C", "D"]

    def test_another_logo_takes_the_place_of_the_one_before(self, office: Person, event: Event) -> None:
        host = hosts.add_host(actor=office, event=event, name="Regionen", logo=new_picture())
        first = host.logo
        hosts.change_host(actor=office, host=host, name="Region Jönköping", link="https://region.example/")
        assert (host.name, host.logo) == ("Region Jönköping", first)
        hosts.change_host(actor=office, host=host, name=host.name, logo=new_picture())
        assert (host.logo != first, StoredFile.objects.count()) == (True, 1)
        hosts.change_host(actor=office, host=host, name=host.name, without_logo=True)
        assert (host.logo, StoredFile.objects.count()) == (None, 0)
        hosts.change_host(actor=office, host=host, name=host.name, logo=new_picture())
        hosts.remove_host(actor=office, host=host)
        assert (CoHost.objects.count(), StoredFile.objects.count()) == (0, 1)
        assert forget_removed(now=timezone.now() + timedelta(days=30)) == 1
        assert (CoHost.with_removed.count(), StoredFile.objects.count()) == (0, 0)

    def test_are_the_offices(self, event: Event) -> None:
        host, stranger = CoHost.objects.create(event=event, name="A"), make_person()
        for act in (
            lambda: hosts.add_host(actor=stranger, event=event, name="B"),
            lambda: hosts.change_host(actor=stranger, host=host, name="B"),
            lambda: hosts.move_host_up(actor=stranger, host=host),
            lambda: hosts.remove_host(actor=stranger, host=host),
            lambda: hosts.restore_host(actor=stranger, host=host),
        ):
            with pytest.raises(NotAllowed):
                act()


class TestPictures:
    def test_are_added_described_anew_and_removed_with_their_file(self, office: Person, event: Event) -> None:
        kept = pictures.add_picture(actor=office, event=event, picture=new_picture(photographer="Cia"))
        assert (kept.use, kept.photographer) == ("afterwards", "Cia")
        words = {"alt_sv": " En press. ", "alt_en": "A press.", "permitted_by": "Bo", "photographer": ""}
        pictures.change_picture(actor=office, picture=kept, words=words)
        assert kept.alt_sv == "En press."
        with pytest.raises(InvalidInput) as refusal:
            pictures.change_picture(actor=office, picture=kept, words=words | {"permitted_by": " "})
        assert list(refusal.value.fields) == ["permitted_by"]
        pictures.remove_picture(actor=office, picture=kept)
        assert (EventPicture.objects.count(), StoredFile.objects.count()) == (0, 0)

    def test_are_the_offices(self, event: Event) -> None:
        kept, stranger = make_picture(event), make_person()
        for act in (
            lambda: pictures.add_picture(actor=stranger, event=event, picture=new_picture()),
            lambda: pictures.change_picture(actor=stranger, picture=kept, words={}),
            lambda: pictures.remove_picture(actor=stranger, picture=kept),
        ):
            with pytest.raises(NotAllowed):
                act()


class TestMaterial:
    def test_is_a_file_or_a_link_and_not_both_nor_neither(self, office: Person, event: Event) -> None:
        file = services.add_material(
            actor=office, event=event, title_sv="Bilderna", upload=upload("bilder.pdf", PDF)
        )
        link = services.add_material(actor=office, event=event, title_sv="Filmen", link="https://f.example/")
        assert (file.size, link.size, str(link)) == (len(PDF), None, "Filmen")
        for wrong in ({}, {"upload": upload("a.pdf", PDF), "link": "https://f.example/"}):
            with pytest.raises(InvalidInput) as refusal:
                services.add_material(actor=office, event=event, title_sv="X", **wrong)
            assert list(refusal.value.fields) == ["upload"]
        with pytest.raises(IntegrityError), transaction.atomic():
            Material.objects.create(event=event, title_sv="X")

    def test_is_retitled_shown_to_others_and_removed(self, office: Person, event: Event) -> None:
        file = services.add_material(
            actor=office, event=event, title_sv="Bilderna", upload=upload("bilder.pdf", PDF)
        )
        services.change_material(
            actor=office, material=file, title_sv="Bilder", title_en="Slides", audience="registered"
        )
        assert list(event.material.public()) == []
        services.remove_material(actor=office, material=file)
        services.remove_material(actor=office, material=make_material(event))
        assert (Material.objects.count(), StoredFile.objects.count()) == (0, 1)
        assert forget_removed(now=timezone.now() + timedelta(days=30)) == 2
        assert (Material.with_removed.count(), StoredFile.objects.count()) == (0, 0)

    def test_is_the_offices(self, event: Event) -> None:
        stranger, link = make_person(), make_material(event)
        for act in (
            lambda: services.add_material(
                actor=stranger, event=event, title_sv="X", link="https://f.example/"
            ),
            lambda: services.change_material(
                actor=stranger, material=link, title_sv="X", title_en="", audience="everybody"
            ),
            lambda: services.remove_material(actor=stranger, material=link),
            lambda: services.restore_material(actor=stranger, material=link),
            lambda: services.tell_of_material(actor=stranger, event=event),
            lambda: services.stop_material_letters(actor=stranger, event=event),
        ):
            with pytest.raises(NotAllowed):
                act()


class TestTheLetter:
    def letters(self) -> list[str]:
        return sorted(
            Message.objects.filter(kind="events.material", state="held").values_list("to_email", flat=True)
        )

    def test_goes_to_those_who_took_part_after_ten_minutes_and_is_undone_until_then(
        self, office: Person, event: Event
    ) -> None:
        come(event, "Anna", "Bo", "Cia")  # Cia waits
        make_material(event, audience="registered")
        is_over(event)
        batch = services.tell_of_material(actor=office, event=event)
        assert self.letters() == ["anna@exempel.example", "bo@exempel.example"]
        letter = Message.objects.filter(kind="events.material").first()
        assert "/program/" in letter.text
        with pytest.raises(NotNow, match="väntar redan"):
            services.tell_of_material(actor=office, event=event)
        services.stop_material_letters(actor=office, event=event)
        assert self.letters() == []
        with pytest.raises(NotNow):
            services.stop_material_letters(actor=office, event=event)
        batch.refresh_from_db()
        assert batch.state == "stopped"
        services.tell_of_material(actor=office, event=event)
        with time_machine.travel(timezone.now() + timedelta(minutes=11)):
            with pytest.raises(NotNow, match="tio minuter"):
                services.stop_material_letters(actor=office, event=event)
            note_material_letters(0)
        assert sorted(MaterialLetters.objects.values_list("state", flat=True)) == ["left", "stopped"]

    def test_not_before_it_is_over_nor_about_nothing_nor_to_nobody(
        self, office: Person, event: Event
    ) -> None:
        def refused() -> str:
            with pytest.raises(NotNow) as refusal:
                services.tell_of_material(actor=office, event=event)
            return str(refusal.value)

        assert "när evenemanget är över" in refused()
        is_over(event)
        assert "inget att läsa" in refused()
        make_picture(event, use="portrait")
        assert "inget att läsa" in refused()
        make_picture(event)
        assert "Ingen deltog" in refused()
        assert list(took_part(event)) == []


class TestSeries:
    def test_is_made_named_anew_at_the_same_address_and_given_up_while_empty(
        self, office: Person, event: Event
    ) -> None:
        programme = make_programme()
        words = {"name_sv": "Vårens forum", "name_en": "", "body_sv": "", "body_en": ""}
        made = [series_services.make_series(actor=office, programme=programme, words=words) for _ in range(2)]
        assert [each.slug for each in made] == ["varens-forum", "varens-forum-2"]
        series_services.change_series(actor=office, series=made[0], words={"name_sv": "Höstens forum"})
        assert (str(made[0]), made[0].slug) == ("Höstens forum", "varens-forum")
        change_event(actor=office, event=event, facts={"series": made[0]})
        with pytest.raises(NotNow):
            series_services.remove_series(actor=office, series=made[0])
        series_services.remove_series(actor=office, series=made[1])
        assert list(programme.event_series.all()) == [made[0]]

    def test_is_the_offices_of_the_whole_programme(self, office: Person) -> None:
        programme, stranger = make_programme(), make_person()
        words = {"name_sv": "—"}
        series = series_services.make_series(actor=office, programme=programme, words=words)
        assert series.slug == "serie"
        for act in (
            lambda: series_services.make_series(actor=stranger, programme=programme, words=words),
            lambda: series_services.change_series(actor=stranger, series=series, words=words),
            lambda: series_services.remove_series(actor=stranger, series=series),
        ):
            with pytest.raises(NotAllowed):
                act()


class TestCopies:
    def test_take_along_facts_places_programme_and_hosts_and_nobody_who_came(
        self, office: Person, event: Event
    ) -> None:
        anna = Speaker.objects.create(event=event, name="Anna", picture=make_picture(event, use="portrait"))
        make_session(event, "Elpriser", after=30, room="Salen", speakers=[anna], places=8)
        make_session(event, "Borttagen", removed_at=timezone.now())
        hosts.add_host(actor=office, event=event, name="Regionen", logo=new_picture())
        hosts.add_host(actor=office, event=event, name="Utan logga")
        make_material(event)
        make_picture(event)
        come(event, "Anna", "Bo")
        Event.objects.filter(pk=event.pk).update(opens_at=event.begins_at - timedelta(days=20))
        event.refresh_from_db()
        ask_all(event)
        [copy] = copies.copy_event(
            actor=office, event=event, days=[event.begins_at.astimezone(SWEDEN).date() + timedelta(days=7)]
        )
        assert (copy.state, copy.copied_from, copy.title_sv) == ("draft", event, event.title_sv)
        assert copy.slug != event.slug
        assert copy.opens_at is not None
        assert copy.begins_at - copy.opens_at == timedelta(days=20)
        assert (quota_of(copy).places, copy.registrations.count()) == (2, 0)
        [session] = copy.sessions.all()
        assert (session.title_sv, session.room, session.places) == ("Elpriser", "Salen", 8)
        assert session.begins_at - copy.begins_at == timedelta(minutes=30)
        assert session.speakers.get().event == copy
        asked = [(each.key, each.asked_if and each.asked_if.event) for each in copy.questions.all()]
        assert asked == [(each.key, each.asked_if and copy) for each in event.questions.all()]
        assert [(host.name, bool(host.logo)) for host in copy.hosts.all()] == [
            ("Regionen", True),
            ("Utan logga", False),
        ]
        assert (copy.material.count(), copy.pictures.filter(use="afterwards").count()) == (0, 0)
        announce_event(actor=office, event=copy)

    def test_share_a_file_that_stays_until_the_last_lets_it_go(self, office: Person, event: Event) -> None:
        host = hosts.add_host(actor=office, event=event, name="Regionen", logo=new_picture())
        [copy] = copies.copy_event(actor=office, event=event, days=[date(2099, 5, 5)])
        later = timezone.now() + timedelta(days=31)
        hosts.remove_host(actor=office, host=host)
        assert (forget_removed(now=later), StoredFile.objects.count()) == (1, 1)
        hosts.remove_host(actor=office, host=copy.hosts.get())
        assert (forget_removed(now=later), StoredFile.objects.count()) == (1, 0)

    def test_begin_at_the_same_time_of_day_across_the_change_of_clocks(self, office: Person) -> None:
        begins = datetime(2027, 3, 23, 10, 0, tzinfo=SWEDEN)
        with time_machine.travel(datetime(2027, 2, 1, tzinfo=UTC)):
            event = make_event(
                office=office, begins_at=begins, ends_at=begins + timedelta(hours=3), mode="hybrid",
                join_link="https://mote.exempel.example/",
            )  # fmt: skip
            make_session(event, after=30)
            later = copies.copy_events_later(actor=office, events=[event], weeks=1)
            row = copies.copy_event(actor=office, event=event, days=[date(2027, 10, 30), date(2027, 11, 1)])
        clocks = [copy.begins_at.astimezone(SWEDEN) for copy in (*later, *row)]
        assert [(clock.date().isoformat(), clock.hour) for clock in clocks] == [
            ("2027-03-30", 10),
            ("2027-10-30", 10),
            ("2027-11-01", 10),
        ]
        copy = Event.objects.get(pk=row[0].pk)
        assert copy.sessions.get().begins_at - copy.begins_at == timedelta(minutes=30)
        assert copy.join_link == ""
        assert lacks(copy) == ["Ange länken till det digitala mötet."]

    def test_are_the_offices(self, event: Event) -> None:
        with pytest.raises(NotAllowed):
            copies.copy_event(actor=make_person(), event=event, days=[date(2099, 5, 5)])
        assert Event.objects.count() == 1
