"""Speakers, co-hosts and material taken away: shown to nobody, put back whole, gone after a month."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.events.models import CoHost, Event, EventPicture, Material, Speaker
from forebild.events.services import hosts, material, speakers
from forebild.events.services.copies import copy_event
from forebild.events.services.removed import forget_removed
from forebild.events.tasks import forget_removed as every_night
from forebild.events.tests.worlds import (
    come,
    make_event,
    make_material,
    make_picture,
    make_session,
    token_for,
)
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.dates import in_swedish_time
from forebild.shared.files.models import StoredFile
from forebild.shared.files.services import store
from forebild.shared.files.tests.samples import PDF, upload
from tests.worlds import client_of, make_office, make_programme

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


@pytest.fixture
def office() -> Person:
    return make_office(make_programme())


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office)


@pytest.fixture
def speaker(event: Event) -> Speaker:
    portrait = make_picture(event, use=EventPicture.Use.PORTRAIT)
    return Speaker.objects.create(event=event, name="Tora Talare", picture=portrait)


@pytest.fixture
def host(event: Event) -> CoHost:
    logo = make_picture(event, use=EventPicture.Use.LOGO)
    return CoHost.objects.create(event=event, name="Regionen", logo=logo)


@pytest.fixture
def paper(event: Event) -> Material:
    return make_material(event, "Bilderna", file=store(upload("bilder.pdf", PDF), actor=None))


def at(name: str, event: Event, **parts: Any) -> str:
    return reverse(f"events:{name}", kwargs={"event_id": event.public_id, **parts})


def words(answer: Any) -> str:
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def take_away(office: Person, speaker: Speaker, host: CoHost, paper: Material) -> None:
    speakers.remove_speaker(actor=office, speaker=speaker)
    hosts.remove_host(actor=office, host=host)
    material.remove_material(actor=office, material=paper)


def put_back(office: Person, speaker: Speaker, host: CoHost, paper: Material) -> None:
    speakers.restore_speaker(actor=office, speaker=speaker)
    hosts.restore_host(actor=office, host=host)
    material.restore_material(actor=office, material=paper)


def public(event: Event, speaker: Speaker, host: CoHost, paper: Material) -> list[int]:
    """What somebody gets who knows the addresses: portrait, logo, paper."""
    pictures = [
        reverse("events:event_picture", kwargs={"slug": event.slug, "picture_id": each.public_id})
        for each in (speaker.picture, host.logo)
    ]
    file = reverse("events:event_material", kwargs={"slug": event.slug, "material_id": paper.public_id})
    return [_status(address) for address in (*pictures, file)]


def _status(address: str) -> int:
    answer = Client().get(address)
    assert b"".join(answer)  # a file is open until it has been read
    return answer.status_code


def test_nobody_sees_it_any_more_and_put_back_all_is_as_it_was(
    office: Person, event: Event, speaker: Speaker, host: CoHost, paper: Material
) -> None:
    [anna] = come(event, "Anna")
    page = reverse("events:event", kwargs={"slug": event.slug})
    own = reverse("events:own_programme", kwargs={"token": token_for(anna)})
    assert public(event, speaker, host, paper) == [200, 200, 200]
    take_away(office, speaker, host, paper)
    assert public(event, speaker, host, paper) == [404, 404, 404]
    for shown in (Client().get(page).content.decode(), Client().get(own).content.decode()):
        assert ("Regionen" in shown, "Bilderna" in shown) == (False, False)
    assert not event.has_more
    put_back(office, speaker, host, paper)
    assert public(event, speaker, host, paper) == [200, 200, 200]
    assert "Regionen" in Client().get(page).content.decode()
    assert "Bilderna" in words(Client().get(own))
    told = Record.objects.filter(action__regex="(removed|restored)$").values_list("action", flat=True)
    kinds = ("host", "material", "speaker")
    assert sorted(told) == [f"events.{kind}.{verb}" for kind in kinds for verb in ("removed", "restored")]


def test_the_office_puts_it_back_by_a_press(
    office: Person, event: Event, speaker: Speaker, host: CoHost, paper: Material
) -> None:
    desk = client_of(office)
    for kind, thing, page, said in (
        ("speaker", speaker, "programme", "Borttagna talare"),
        ("host", host, "hosts", "Borttaget"),
        ("material", paper, "material", "Borttaget"),
    ):
        one = {f"{kind}_id": thing.public_id}
        assert said not in words(desk.get(at(page, event)))
        shown = words(desk.post(at(f"{kind}_remove", event, **one), follow=True))
        assert said in shown
        assert str(thing) in shown.partition(said)[2]
        assert desk.get(at(f"{kind}_edit", event, **one)).status_code == 404
        assert desk.post(at(f"{kind}_remove", event, **one)).status_code == 404
        assert desk.get(at(f"{kind}_restore", event, **one)).status_code == 405
        shown = words(desk.post(at(f"{kind}_restore", event, **one), follow=True))
        assert ("tillbaka" in shown, said in shown) == (True, False)
        assert desk.get(at(f"{kind}_edit", event, **one)).status_code == 200
        assert desk.post(at(f"{kind}_restore", event, **one)).status_code == 302  # twice is once


def test_the_pages_ask_as_much_of_three_as_of_one(office: Person, event: Event) -> None:
    desk, counts = client_of(office), []
    for more in (1, 2):
        for _each in range(more):
            new = Speaker.objects.create(event=event, name="T"), CoHost.objects.create(event=event, name="V")
            take_away(office, *new, make_material(event))
        for page in ("programme", "hosts", "material"):
            desk.get(at(page, event))
            with CaptureQueriesContext(connection) as found:
                desk.get(at(page, event))
            counts.append(len(found))
    assert counts[:3] == counts[3:]


def test_it_cannot_be_put_at_a_session_nor_does_it_come_along_to_a_copy(
    office: Person, event: Event, speaker: Speaker, host: CoHost, paper: Material
) -> None:
    session = make_session(event)
    take_away(office, speaker, host, paper)
    form = client_of(office).get(at("session_edit", event, session_id=session.public_id)).context["form"]
    assert "speakers" not in form.fields or speaker not in form.fields["speakers"].queryset
    [copy] = copy_event(actor=office, event=event, days=[in_swedish_time(event.begins_at).date()])
    for model in (Speaker, CoHost, Material):
        assert not model.with_removed.filter(event=copy).exists()


def test_taken_away_twice_it_keeps_the_first_day(office: Person, host: CoHost) -> None:
    hosts.remove_host(actor=office, host=host)
    first = host.removed_at
    with time_machine.travel(timezone.now() + MONTH / 2):
        hosts.remove_host(actor=office, host=host)
    host.refresh_from_db()
    assert host.removed_at == first


def test_after_a_month_it_is_gone_with_its_files_and_nothing_else(
    office: Person, event: Event, speaker: Speaker, host: CoHost, paper: Material
) -> None:
    kept = make_material(event, "Kvar", file=store(upload("kvar.pdf", PDF), actor=None))
    [copy] = copy_event(actor=office, event=event, days=[in_swedish_time(event.begins_at).date()])
    take_away(office, speaker, host, paper)
    assert forget_removed(now=timezone.now() + MONTH - timedelta(hours=1)) == 0
    assert StoredFile.objects.count() == 4
    with time_machine.travel(timezone.now() + MONTH):
        every_night(0)
    assert [model.with_removed.filter(event=event).count() for model in (Speaker, CoHost, Material)] == [
        0,
        0,
        1,
    ]
    assert list(Material.objects.all()) == [kept]
    # The copy shows the same portrait and logo; the paper's file is gone.
    assert (copy.speakers.get().picture.file, copy.hosts.get().logo.file) == (
        speaker.picture.file,
        host.logo.file,
    )
    assert StoredFile.objects.count() == 3
