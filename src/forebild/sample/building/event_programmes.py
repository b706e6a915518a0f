"""The coming forum's programme, speakers and co-hosts, who has chosen what; series; what is left to read."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from forebild.events.models import (
    CoHost,
    Event,
    EventPicture,
    Material,
    Seat,
    Series,
    Session,
    Speaker,
)
from forebild.people.models import Person
from forebild.sample.building.world import World
from forebild.sample.editions import STOCKHOLM
from forebild.sample.event_programmes import (
    SampleSession,
    content,
    draw_logo,
    draw_portrait,
    sample_sessions,
    sample_speakers,
)
from forebild.sample.pictures import PICTURE_ALT, draw_picture
from forebild.sample.texts import Text
from forebild.shared.dates import in_swedish_time
from forebild.shared.files import services as files
from forebild.shared.files.models import StoredFile


def build_event_programmes(world: World) -> None:
    """For the nearest forum; and what is left from the latest one."""
    lead = world.programme.roles.get(kind="lead").person
    _build_series(world)
    forums = Event.objects.filter(programme=world.programme, kind="forum", state="announced")
    coming, latest = forums.coming(world.now).first(), forums.past(world.now).first()
    if coming is not None:
        _build_programme(coming, lead)
        _build_hosts(coming, lead)
    if latest is not None:
        _build_what_is_left(latest, lead)


def _build_series(world: World) -> None:
    for row in content()["series"]:
        name, body = Text.of(row["name"]), Text.of(row["body"])
        series = Series.objects.create(
            programme=world.programme,
            slug=row["slug"],
            name_sv=name.sv,
            name_en=name.en,
            body_sv=body.sv,
            body_en=body.en,
        )
        world.programme.events.filter(kind__in=row["kinds"]).update(series=series)


def _build_programme(event: Event, lead: Person) -> None:
    speakers = {}
    for sample in sample_speakers():
        speakers[sample.key] = Speaker.objects.create(
            event=event,
            name=sample.name,
            title=sample.title,
            organisation=sample.organisation,
            bio_sv=sample.bio.sv,
            bio_en=sample.bio.en,
            picture=_portrait(event, sample.key, sample.name, lead) if sample.has_picture else None,
        )
    for session in sample_sessions():
        made = _session(event, session)
        made.speakers.set([speakers[key] for key in session.speakers])
        places = event.registrations.filter(state="registered").exclude(seats__session__event=event)
        Seat.objects.bulk_create(Seat(session=made, registration=each) for each in places[: session.chosen])


def _session(event: Event, sample: SampleSession) -> Session:
    day = in_swedish_time(event.begins_at).date()
    return Session.objects.create(
        event=event,
        kind=sample.kind,
        title_sv=sample.title.sv,
        title_en=sample.title.en,
        abstract_sv=sample.abstract.sv,
        abstract_en=sample.abstract.en,
        begins_at=datetime.combine(day, sample.begins, STOCKHOLM),
        ends_at=datetime.combine(day, sample.ends, STOCKHOLM),
        room=sample.room,
        track=sample.track,
        places=sample.places,
    )


def _portrait(event: Event, key: str, name: str, lead: Person) -> EventPicture:
    return EventPicture.objects.create(
        event=event,
        use=EventPicture.Use.PORTRAIT,
        file=_stored(f"{key}.png", draw_portrait(key), lead),
        alt_sv=f"Tecknat exempelporträtt av {name}.",
        alt_en=f"Drawn sample portrait of {name}.",
        permitted_by=name,
    )


def _build_hosts(event: Event, lead: Person) -> None:
    for position, row in enumerate(content()["hosts"], start=1):
        name = row["name"]
        logo = (
            EventPicture.objects.create(
                event=event,
                use=EventPicture.Use.LOGO,
                file=_stored(f"logo-{position}.png", draw_logo(name), lead),
                alt_sv=f"Logotyp: {name}",
                alt_en=f"Logo: {name}",
                permitted_by=name,
            )
            if row["logo"]
            else None
        )
        CoHost.objects.create(event=event, position=position, name=name, link=row["link"], logo=logo)


def _build_what_is_left(event: Event, lead: Person) -> None:
    left, at = content()["left"], event.ends_at + timedelta(days=2)
    film, board = Text.of(left["film"]), Text.of(left["board"])
    Material.objects.create(event=event, title_sv=film.sv, title_en=film.en, link=left["link"], added_at=at)
    Material.objects.create(
        event=event,
        title_sv=board.sv,
        title_en=board.en,
        file=_stored("tavlan.png", draw_picture("tavlan"), lead),
        audience=Material.Audience.REGISTERED,
        added_at=at,
    )
    EventPicture.objects.create(
        event=event,
        file=_stored("forumet.png", draw_picture("forumet"), lead),
        alt_sv=PICTURE_ALT.sv,
        alt_en=PICTURE_ALT.en,
        permitted_by=str(lead),
        added_at=at,
    )


def _stored(name: str, png: bytes, lead: Person) -> StoredFile:
    return files.store(SimpleUploadedFile(name, png, content_type="image/png"), actor=lead)
