"""The states of an event's door: on the telephone, at the office, on one's own page afterwards."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from forebild.door.codes import short_code, signed_code
from forebild.door.models import Door
from forebild.door.services.doors import close_door
from forebild.door.tests.worlds import (
    begin_soon,
    end_now,
    let_in,
    make_door,
    tell,
    token_of,
    walk_in,
)
from forebild.events.models import Event, Registration
from forebild.events.tests.worlds import every_state, make_event, token_for
from forebild.shared.dates import in_swedish_time
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World

_LONG = "Anna-Karin Lindqvist-Söderbergström"


def _event(world: World) -> Event:
    """Somebody in every state; one has a long name and would rather not be in pictures."""
    event = make_event(office=world.person(LEAD), title_sv="B2B-forum för underleverantörer i Gnosjöregionen")
    found = every_state(event, world.person(LEAD))
    Registration.objects.filter(pk=found["registered"].pk).update(name=_LONG, no_photo=True)
    return begin_soon(event)


@state("the door on the telephone: who is to come, in, found, by a code, wrong, early, closed")
def _door(world: World) -> Answers:
    event, lead = _event(world), world.person(LEAD)
    door = make_door(event, office=lead)
    here = {"token": token_of(door)}
    yield world.get(ANYBODY, "door:door", **here)
    first, gone = event.registrations.get(name=_LONG), event.registrations.get(state="left")
    yield world.post(ANYBODY, "door:door", {"in": first.public_id}, **here)
    tell(door, walk_in("Örjan", organisation="Ö AB"))
    for query in ("?show=in", "?show=all", "?q=finnsinte", f"?q={short_code(first.number, first.public_id)}"):
        yield world.get(ANYBODY, "door:door", query, **here)
    code = signed_code(bytes(event.door_key.private), event.public_id, gone.public_id)
    yield world.get(ANYBODY, "door:door", f"?q={code}", **here)
    yield world.get(ANYBODY, "door:door", "?q=7-QQQ", **here)
    wrong = {"walk_in": "yes", "name": "", "email": "ingen adress"}
    yield world.post(ANYBODY, "door:door", wrong, **here)
    day = door.day
    Door.objects.filter(pk=door.pk).update(day=day + timedelta(days=3))
    yield world.get(ANYBODY, "door:door", **here)
    Door.objects.filter(pk=door.pk).update(day=day)
    close_door(actor=lead, door=door)
    yield world.get(ANYBODY, "door:door", **here)


@state("the office and the door: nothing yet, a door opened, a name taken, who came, closed, too late")
def _office(world: World) -> Answers:
    event = _event(world)
    parts = {"event_id": event.public_id}
    yield world.get(LEAD, "door:office_door", **parts)
    yield world.get(LEAD, "door:attendance", **parts)
    new = {"name": "Dörr 1", "day": f"{in_swedish_time(event.begins_at):%Y-%m-%d}"}
    yield world.post(LEAD, "door:office_door", new, **parts)
    yield world.post(LEAD, "door:office_door", new, **parts)
    door = event.doors.get()
    tell(door, let_in(event.registrations.get(name=_LONG)), walk_in("Örjan"))
    for name in ("door:office_door", "door:attendance", "door:missed", "events:office_event"):
        yield world.get(LEAD, name, **parts)
    yield world.get(LEAD, "door:attendance", "?walk_in=yes&door=nonsens", **parts)
    yield world.post(LEAD, "door:door_close", door_id=door.public_id, **parts)
    now = timezone.now() - timedelta(days=3)
    Event.objects.filter(pk=event.pk).update(begins_at=now, ends_at=now + timedelta(hours=3))
    yield world.get(LEAD, "door:office_door", **parts)
    Event.objects.filter(pk=event.pk).update(state="draft")
    yield world.get(LEAD, "door:office_door", **parts)


@state("one's own page with the code to show, and the certificate afterwards")
def _own(world: World) -> Answers:
    event = _event(world)
    anna = event.registrations.get(name=_LONG)
    tell(make_door(event, office=world.person(LEAD)), let_in(anna))
    yield world.get(ANYBODY, "events:registration", token=token_for(anna))
    end_now(event)
    yield world.get(ANYBODY, "events:registration", token=token_for(anna))
