"""Who came to the past events, let in at one door each, and keys for the coming ones.

How many stay away differs by kind and a little from time to time. Only those stay away who were met at an
earlier event: so everybody who registered has been met once, and the programme's figure of people met stands.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from forebild.door.models import CheckIn, Door, Guest
from forebild.door.services.keys import ensure_key
from forebild.events.models import Event, Quota, Registration
from forebild.sample.building.world import World
from forebild.sample.generator import chance_for
from forebild.sample.names import FIRST_NAMES, SURNAMES
from forebild.shared.dates import in_swedish_time
from forebild.shared.models import new_public_id, swedish_order

_STAY_AWAY = {"forum": 0.15, "seminar": 0.24, "round_table": 0.07, "study_visit": 0.09, "ceremony": 0.12}
_JUST_COME = 2  # at most so many come without having registered
_EARLY = timedelta(minutes=40)


def build_doors(world: World) -> None:
    """All of them: two rows a guest, written event by event."""
    chance = chance_for(2027, "doors")
    met: set[int] = set()
    for event in Event.objects.filter(state="announced").order_by("begins_at"):
        if event.begins_at > world.now:
            ensure_key(event)
        else:
            _build_door(event, met, chance)


def _build_door(event: Event, met: set[int], chance: random.Random) -> None:
    related = event.registrations.filter(state="registered", quota__way=Quota.Way.ROOM)
    expected = list(related.select_related("organisation"))
    if not expected:
        return
    away = _away(event, expected, met, chance)
    came = [each for each in expected if each.person_id not in away]
    met.update(each.person_id for each in came)
    guests = [_guest(event, each) for each in came] + list(_strangers(event, chance))
    door = Door.objects.create(
        event=event,
        name="Entrén",
        day=in_swedish_time(event.begins_at).date(),
        opened_by=event.created_by,
        opened_at=event.begins_at - _EARLY,
        state="closed",
        closed_at=event.ends_at,
        heard_at=event.ends_at,
    )
    times = _times(event, len(guests), chance)
    CheckIn.objects.bulk_create(
        CheckIn(
            event=event,
            guest=guest,
            door=door,
            nonce=new_public_id(),
            device_at=at,
            happened_at=at,
            received_at=at,
        )
        for guest, at in zip(Guest.objects.bulk_create(guests), times, strict=True)
    )


def _away(event: Event, expected: list[Registration], met: set[int], chance: random.Random) -> set[int]:
    """Who stays away, among those met before."""
    share = _STAY_AWAY.get(event.kind, 0.06) * chance.uniform(0.7, 1.3)
    known = [each.person_id for each in expected if each.person_id in met]
    return set(chance.sample(known, min(round(share * len(expected)), len(known))))


def _guest(event: Event, registration: Registration) -> Guest:
    return Guest(
        event=event,
        registration=registration,
        name=registration.name,
        name_order=swedish_order(registration.name),
        organisation_name=registration.organisation_shown,
        no_photo=registration.no_photo,
    )


def _strangers(event: Event, chance: random.Random) -> Iterator[Guest]:
    for _number in range(chance.randint(0, _JUST_COME)):
        name = f"{chance.choice(FIRST_NAMES)} {chance.choice(SURNAMES)}"
        yield Guest(event=event, is_walk_in=True, name=name, name_order=swedish_order(name))


def _times(event: Event, count: int, chance: random.Random) -> list[datetime]:
    """Most in the last quarter of an hour, a few late."""
    minutes = (chance.triangular(-_EARLY.seconds / 60, 15, -6) for _number in range(count))
    return [event.begins_at + timedelta(minutes=each) for each in minutes]
