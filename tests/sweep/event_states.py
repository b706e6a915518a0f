"""The states of events: the calendar, one event, registering, one's own registration, the office's pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from forebild.events.models import (
    Cancellation,
    CoHost,
    Event,
    Quota,
    Registration,
    Series,
    Speaker,
)
from forebild.events.services import events as event_services
from forebild.events.services import modes, quotas
from forebild.events.tests.worlds import (
    come,
    every_state,
    facts_of,
    make_event,
    make_material,
    make_picture,
    make_session,
    token_for,
    typed,
)
from forebild.events.views.registering import THANKS
from forebild.shared.files.services import store
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World

_BODY = (
    "Vi börjar med kaffe och en rundtur i verkstaden. Sedan möts ni två och två, tjugo minuter i taget.\n\n"
    "## Så går det till\n\n- Ni väljer vilka ni vill träffa.\n- Vi lägger schemat.\n\nTa med något att visa."
)
_ROOM = {"title_sv": "B2B-forum för underleverantörer i Gnosjöregionen", "title_en": "", "body_sv": _BODY}
_HYBRID = {"mode": "hybrid", "join_link": "https://mote.exempel.example/rum"}


def _made(world: World, **changes: Any) -> Event:
    """An announced event of the sample's office, with two places in the room unless told otherwise."""
    return make_event(
        office=world.person(LEAD), **{**_ROOM, "contact_email": "fraga@exempel.example"} | changes
    )


def _own(world: World, registration: Registration) -> Any:
    token = token_for(registration)
    return world.get(ANYBODY, "events:registration", token=token)


def _without_events() -> None:
    """Take all of the sample's away, with what holds on to them in the rooms above."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; truncate events_event cascade")


@state("the calendar: without any event, with a few, narrowed, past")
def _calendar(world: World) -> Answers:
    yield world.get(LEAD, "events:event_list")
    _without_events()
    yield world.get(ANYBODY, "events:calendar")
    yield world.get(LEAD, "events:event_list")
    yield world.get(ANYBODY, "events:calendar", "?kind=seminar&county=01")
    _made(world)
    full = _made(world, places=0, kind="seminar", title_sv="Seminarium om elpriser", **_HYBRID)
    Quota.objects.filter(event=full).update(places=0)
    _made(world, title_sv="Rundabordssamtal", kind="round_table", admission="invited")
    _made(world, title_sv="Studiebesök", opens_at=timezone.now() + timedelta(days=3))
    _made(world, title_sv="Prisutdelning", kind="ceremony", closes_at=timezone.now())
    off = _made(world, title_sv="Digitalt besök", **{**_HYBRID, "mode": "online"}, kind="virtual_visit")
    event_services.cancel_event(actor=world.person(LEAD), event=off, because_sv="Sjukdom.")
    Event.objects.filter(pk=full.pk).update(
        begins_at=full.begins_at + timedelta(days=40), ends_at=full.ends_at + timedelta(days=40)
    )
    yield world.get(ANYBODY, "events:calendar")
    yield world.get(ANYBODY, "events:calendar", "?kind=ceremony")
    yield world.get(LEAD, "events:event_list")
    Event.objects.update(
        begins_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=8)
    )
    yield world.get(ANYBODY, "events:calendar", "?when=past")


@state("one event: a draft, open, by a code, by invitation, later, full, closed, cancelled, past")
def _event(world: World) -> Answers:
    draft = event_services.create_event(
        actor=world.person(LEAD), programme=world.edition.programme, facts=facts_of(title_sv="Ett utkast")
    )
    yield world.get(LEAD, "events:event", slug=draft.slug)
    yield world.get(LEAD, "events:register", slug=draft.slug)
    now, event = timezone.now(), _made(world, **_HYBRID)
    page, form = ("events:event", "events:register")
    yield world.get(ANYBODY, page, slug=event.slug)
    for changes in (
        {"admission": "code", "code": "vår"},
        {"admission": "invited"},
        {"admission": "open", "opens_at": now + timedelta(days=2)},
        {"opens_at": None, "closes_at": now - timedelta(days=1)},
        {"state": "cancelled", "cancelled_at": now},
        {"begins_at": now - timedelta(days=3), "ends_at": now - timedelta(days=2), "state": "announced"},
    ):
        Event.objects.filter(pk=event.pk).update(**changes)
        yield world.get(ANYBODY, page, slug=event.slug)
        yield world.get(ANYBODY, form, slug=event.slug)
    full = _made(world, places=1)
    come(full, "Anna", "Bo", "Cia")
    yield world.get(ANYBODY, page, slug=full.slug)


@state("registering: empty, with more lines, wrong, by a code, for the queue, done")
def _register(world: World) -> Answers:
    event = _made(world, places=2, admission="code", code="vår", **_HYBRID)
    address = {"slug": event.slug}
    yield world.get(ANYBODY, "events:register", **address)
    yield world.post(ANYBODY, "events:register", {"name": ""}, **address)
    yield world.post(ANYBODY, "events:register", typed(more="yes", p0_name="Bo Ek"), **address)
    online = event.quotas.get(way="online").public_id
    wrong = {
        "number": "123",
        "code": "fel",
        "quota": online,
        "p0_name": "Bo",
        "p1_email": "x@exempel.example",
    }
    yield world.post(ANYBODY, "events:register", typed(**wrong), **address)
    room = event.quotas.get(way="room").public_id
    three = {"p0_name": "Bo Ek", "p0_email": "bo@exempel.example", "p1_name": "Cia Al", "code": "vår"}
    three |= {"p1_email": "cia@exempel.example", "quota": room}
    yield world.post(ANYBODY, "events:register", typed(**three), **address)
    yield world.get(ANYBODY, "events:register", **address)
    yield world.post(ANYBODY, "events:register", typed(**three, key="en till"), **address)
    yield world.get(ANYBODY, "events:thanks", token=signing.dumps(["okänd", 1], salt=THANKS), **address)


@state("one's own registration in every state, and when it is too late")
def _registration(world: World) -> Answers:
    event = _made(world, title_sv="Studiebesök i Värnamo")
    found = every_state(event, world.person(LEAD))
    for registration in found.values():
        yield _own(world, registration)
    token = token_for(found["registered"])
    empty = {f"{found['registered'].public_id}-name": ""}
    yield world.post(ANYBODY, "events:registration", empty, token=token)
    Event.objects.filter(pk=event.pk).update(changes_until=timezone.now(), closes_at=timezone.now())
    yield _own(world, found["registered"])
    yield world.post(ANYBODY, "events:registration", {"act": "give_up"}, token=token)
    yield _own(world, found["lapsed"])
    event_services.cancel_event(actor=world.person(LEAD), event=event, because_sv="Snö.")
    yield _own(world, found["registered"])


@state("those whom one has registered, one's company's limit, and taking part online")
def _booking(world: World) -> Answers:
    event = _made(world, places=2, per_company=1, **_HYBRID)
    colleagues = come(event, "Anna", "Bo", "Cia", company="Bergs Mekaniska AB")
    token = token_for(colleagues[0].booking)
    yield world.get(ANYBODY, "events:booking", token=token)
    [remote] = come(event, "Dag", quota=event.quotas.get(way="online"))
    yield _own(world, remote)
    now = timezone.now()
    Event.objects.filter(pk=event.pk).update(begins_at=now, ends_at=now + timedelta(hours=3))
    yield _own(world, remote)


@state("the office plans an event: new, what is missing, its places, cancelled, undone")
def _planned(world: World) -> Answers:
    lead = world.person(LEAD)
    yield world.get(LEAD, "events:event_new")
    yield world.post(LEAD, "events:event_new", {"admission": "code", "title_sv": "Forum"})
    facts = facts_of(
        title_sv="Forum för underleverantörer", venue="", municipality="", join_link="", mode="hybrid"
    )
    draft = event_services.create_event(actor=lead, programme=world.edition.programme, facts=facts)
    parts = {"event_id": draft.public_id}
    yield world.get(LEAD, "events:office_event", **parts)
    yield world.post(LEAD, "events:event_announce", **parts)
    yield world.get(LEAD, "events:event_edit", **parts)
    yield world.get(LEAD, "events:quota_new", **parts)
    yield world.post(LEAD, "events:quota_new", {"places": "-1"}, **parts)
    places = draft.quotas.all()[0].public_id
    yield world.get(LEAD, "events:quota_edit", quota_id=places, **parts)
    yield world.get(LEAD, "events:registration_list", **parts)
    event_services.change_event(
        actor=lead, event=draft, facts={"venue": "Folkets hus", "municipality": "Gnosjö", "mode": "room"}
    )
    yield world.get(LEAD, "events:office_event", **parts)
    yield world.post(LEAD, "events:event_announce", **parts)
    draft.refresh_from_db()
    come(draft, "Anna", "Bo", company="Bergs Mekaniska AB")
    yield world.get(LEAD, "events:event_edit", **parts)
    yield world.post(LEAD, "events:quota_remove", quota_id=places, **parts)
    yield world.get(LEAD, "events:event_cancel", **parts)
    yield world.post(LEAD, "events:event_cancel", {"because_sv": ""}, **parts)
    yield world.post(LEAD, "events:event_cancel", {"because_sv": "Snö."}, **parts)
    Cancellation.objects.update(state="left")
    yield world.get(LEAD, "events:office_event", **parts)


@state("the office and those who come: the list, the log, one of them, out of turn, taken off")
def _handled(world: World) -> Answers:
    lead, event = world.person(LEAD), _made(world, **_HYBRID)
    found = every_state(event, lead)
    parts = {"event_id": event.public_id}
    yield world.get(LEAD, "events:office_event", **parts)
    yield world.get(LEAD, "events:registration_list", **parts)
    yield world.get(LEAD, "events:registration_list", "?q=finnsinte&sort=nonsens", **parts)
    yield world.get(LEAD, "events:place_log", **parts)
    for name in ("registered", "offered", "waiting", "cancelled"):
        yield world.get(LEAD, "events:office_registration", registration_id=found[name].public_id, **parts)
    one = {**parts, "registration_id": found["waiting"].public_id}
    yield world.get(LEAD, "events:place_give", **one)
    yield world.post(LEAD, "events:place_give", {"reason": ""}, **one)
    yield world.post(LEAD, "events:place_give", {"reason": "Talar."}, **one)  # no place is free
    quotas.change_quota(actor=lead, quota=found["waiting"].quota, facts={"places": 4, "per_company": 1})
    yield world.get(LEAD, "events:office_registration", **one)
    come(event, "Hans", company="Annas Verkstad AB")
    colleague = event.registrations.get(name="Hans").public_id
    yield world.get(LEAD, "events:office_registration", registration_id=colleague, **parts)
    yield world.post(LEAD, "events:place_give", {"reason": "Talar."}, **one)
    yield world.get(LEAD, "events:place_log", **parts)
    yield world.post(LEAD, "events:registration_cancel", {"reason": ""}, **one)
    yield world.post(LEAD, "events:registration_cancel", {"reason": "Ringde."}, **one)
    quotas.change_quota(actor=lead, quota=event.quotas.get(way="room"), facts={"places": 0})
    yield world.get(LEAD, "events:office_event", **parts)
    yield world.client(LEAD).get(reverse("events:registration_list", kwargs=parts) + "?state=waiting")


@state("an event goes from the room to the screen: previewed, decided, stopped, done, chosen")
def _switched(world: World) -> Answers:
    lead, event = world.person(LEAD), _made(world)
    found = every_state(event, lead)
    parts = {"event_id": event.public_id}
    yield world.get(LEAD, "events:event_mode", **parts)
    yield world.post(LEAD, "events:event_mode", {"mode": ""}, **parts)
    online = {"mode": "online", "places": "1", "join_link": "https://mote.exempel.example/rum"}
    yield world.post(LEAD, "events:event_mode", online, **parts)
    yield world.post(LEAD, "events:event_mode", {"mode": "online", "decide": "yes"}, **parts)
    hybrid = online | {"mode": "hybrid", "places": ""}
    yield world.post(LEAD, "events:event_mode", hybrid, **parts)
    yield world.post(LEAD, "events:event_mode", hybrid | {"decide": "yes"}, **parts)
    yield world.post(LEAD, "events:event_mode", online | {"decide": "yes"}, **parts)  # another one waits
    yield world.post(LEAD, "events:mode_stop", **parts)
    modes.carry_out(
        change=modes.decide_mode(
            actor=lead, event=event, mode="hybrid", join_link="https://mote.exempel.example/rum"
        ),
        actor=lead,
    )
    for name in ("registered", "offered", "waiting"):
        yield _own(world, found[name])
    token = token_for(found["registered"])
    yield world.post(ANYBODY, "events:registration", {"act": "online"}, token=token)
    yield world.get(LEAD, "events:place_log", **parts)


@state("the calendar as a month and a map, a series, the list for others' pages: empty and with something")
def _views(world: World) -> Answers:
    ways = ("calendar_month", "calendar_map", "embedded")
    for name in ways:
        yield world.get(ANYBODY, f"events:{name}", "?kind=ceremony&q=finnsinte")
    series = Series.objects.create(
        programme=world.edition.programme, slug="varens", name_sv="Vårens forum", body_sv="Fyra **forum**."
    )
    event = _made(world, series=series)
    other = _made(world, series=series, county="12", title_sv="Studiebesök i Skåne")
    _made(world, county="", title_sv="Digitalt besök", **{**_HYBRID, "mode": "online"})
    month = f"?month={event.begins_at:%Y-%m}"
    for name in ways:
        yield world.get(ANYBODY, f"events:{name}", month)
    yield world.get(ANYBODY, "events:calendar_map", "?county=12")
    Event.objects.filter(pk=other.pk).update(
        begins_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=8)
    )
    yield world.get(ANYBODY, "events:series", slug="varens")
    Event.objects.filter(pk=event.pk).update(is_listed=False)
    yield world.get(ANYBODY, "events:series", slug="varens")
    yield world.get(LEAD, "events:embed", "?kind=forum")


@state("an event with a programme to choose from, co-hosts, material and pictures")
def _whole(world: World) -> Answers:
    event, anna = _with_programme(world)
    yield world.get(ANYBODY, "events:event", slug=event.slug)
    yield _own(world, anna)
    token = token_for(anna)
    yield world.get(ANYBODY, "events:own_programme", token=token)
    for session in event.sessions.filter(places__isnull=False):
        choice = {"act": "take", "session": session.public_id}
        yield world.post(ANYBODY, "events:own_programme", choice, token=token)
        yield world.get(ANYBODY, "events:own_programme", token=token)
    Event.objects.filter(pk=event.pk).update(changes_until=timezone.now())
    yield world.get(ANYBODY, "events:own_programme", token=token)
    yield world.post(ANYBODY, "events:own_programme", choice | {"act": "leave"}, token=token)
    [waiting] = come(_made(world, places=0), "Vera")
    yield world.get(ANYBODY, "events:own_programme", token=token_for(waiting))


def _with_programme(world: World) -> tuple[Event, Registration]:
    """Two workshops at the same time, a talk and a break; Anna has a place."""
    event = _made(world, places=5)
    picture = make_picture(event, use="portrait", alt_sv="Maja vid en press.", photographer="Cia Al")
    maja = Speaker.objects.create(
        event=event,
        name="Maja Isaksson",
        title="vd",
        organisation="Bergs AB",
        picture=picture,
        bio_sv="Gjuter.",
    )
    make_session(event, "Elpriser", room="Salen", speakers=[maja], abstract_sv="Varför de svänger.")
    make_session(event, "Kaffe", kind="break", after=60, minutes=20)
    for title, places in (("Mät kassationer med det du har", 3), ("Få med operatörerna", 2)):
        make_session(
            event,
            title,
            kind="workshop",
            after=90,
            room="Salen",
            track="Leda",
            places=places,
            speakers=[maja],
        )
    make_session(event, "Uttagen", removed_at=timezone.now())
    logo = make_picture(event, use="logo", alt_sv="Logotyp: Regionen")
    CoHost.objects.create(event=event, name="Regionen", link="https://region.exempel.example/", logo=logo)
    CoHost.objects.create(event=event, name="Gislaveds kommun", position=2)
    make_material(event, "Filmen från dagen")
    file = store(SimpleUploadedFile("bilder.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n"), actor=world.person(LEAD))
    make_material(event, "Bilderna", audience="registered", file=file)
    make_picture(event, alt_sv="Fyra personer vid en press.", photographer="Cia Al")
    return event, come(event, "Anna")[0]


@state("the office and an event's programme, co-hosts, material, copies; series")
def _arranged(world: World) -> Answers:
    empty = {"event_id": _made(world).public_id}
    pages = ("programme", "hosts", "material", "session_new", "speaker_new", "material_new", "picture_new")
    for name in pages:
        yield world.get(LEAD, f"events:{name}", **empty)
    yield world.get(LEAD, "events:material_tell", **empty)
    event, anna = _with_programme(world)
    parts = {"event_id": event.public_id}
    session, speaker = event.sessions.planned()[0], event.speakers.get()
    one = {**parts, "session_id": session.public_id}
    workshop = event.sessions.planned().get(places=3)
    chosen = {**parts, "session_id": workshop.public_id}
    yield world.get(LEAD, "events:session_seats", **chosen)
    workshop.seats.create(registration=anna)
    yield world.get(LEAD, "events:session_seats", **chosen)
    for name in ("office_event", "event_copy", "event_edit", *pages):
        yield world.get(LEAD, f"events:{name}", **parts)
    for name in ("session_new", "speaker_new", "hosts", "material_new", "picture_new", "event_copy"):
        yield world.post(LEAD, f"events:{name}", {"name": "", "places": "-1"}, **parts)
    for name in ("session_edit", "session_move"):
        yield world.get(LEAD, f"events:{name}", **one)
        yield world.post(LEAD, f"events:{name}", {"begins_at": "i morgon"}, **one)
    yield world.get(LEAD, "events:speaker_edit", speaker_id=speaker.public_id, **parts)
    Speaker.objects.create(event=event, name="Utan punkt")
    yield world.post(LEAD, "events:speaker_remove", speaker_id=speaker.public_id, **parts)
    for host in event.hosts.all():
        yield world.get(LEAD, "events:host_edit", host_id=host.public_id, **parts)
    for each in event.material.all():
        yield world.get(LEAD, "events:material_edit", material_id=each.public_id, **parts)
    yield from _taken_away(world, event)
    kept = event.pictures.get(use="afterwards")
    yield world.get(LEAD, "events:picture_edit", picture_id=kept.public_id, **parts)
    Event.objects.filter(pk=event.pk).update(
        begins_at=timezone.now() - timedelta(days=3), ends_at=timezone.now() - timedelta(days=2)
    )
    yield world.get(LEAD, "events:material", **parts)
    yield world.get(LEAD, "events:material_tell", **parts)
    yield world.post(LEAD, "events:material_tell", **parts)
    yield world.get(LEAD, "events:material", **parts)
    event.material_letters.update(state="left", held_until=timezone.now())
    yield world.get(LEAD, "events:material", **parts)
    yield world.post(LEAD, "events:material_stop", **parts)


def _taken_away(world: World, event: Event) -> Answers:
    """What is taken away, as it is listed, and put back."""
    parts = {"event_id": event.public_id}
    things = (
        ("speaker", event.speakers.get(name="Utan punkt")),
        ("host", event.hosts.all()[0]),
        ("material", event.material.all()[0]),
    )
    for kind, thing in things:
        yield world.post(LEAD, f"events:{kind}_remove", **parts, **{f"{kind}_id": thing.public_id})
    for name in ("programme", "hosts", "material"):
        yield world.get(LEAD, f"events:{name}", **parts)
    for kind, thing in things:
        yield world.post(LEAD, f"events:{kind}_restore", **parts, **{f"{kind}_id": thing.public_id})


@state("series in the office: none, one that is empty, one with events; several events copied")
def _series(world: World) -> Answers:
    Series.objects.all().delete()
    yield world.get(LEAD, "events:series_list")
    yield world.post(LEAD, "events:series_list", {"name_sv": ""})
    series = Series.objects.create(programme=world.edition.programme, slug="s", name_sv="Vårens forum")
    yield world.get(LEAD, "events:series_edit", series_id=series.public_id)
    event = _made(world, series=series)
    yield world.get(LEAD, "events:series_list")
    yield world.get(LEAD, "events:series_edit", series_id=series.public_id)
    yield world.post(LEAD, "events:series_remove", series_id=series.public_id)
    yield world.post(LEAD, "events:events_copy", {"chosen": event.public_id})
