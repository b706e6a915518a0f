"""What a door is told: who is expected, who is in. No more of anybody than one needs in order to let them in.

    {"door": "Dörr 1", "isOpen": true, "mark": "…", "now": "…",
     "people": [{"id", "name", "organisation", "standing", "code", "group", "noPhoto"}], "gone": [id],
     "ins": [{"nonce", "guest", "door", "at"}]}

`people` and `gone` are left out where the door's `mark` says that it has them. `standing`: expected, online,
waiting, walk_in. Those who have given up their place are ids alone: a code of theirs is known for what it is.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from forebild.door.codes import short_code
from forebild.door.models import CheckIn, Door
from forebild.door.queries import known_at_door, standing_check_ins
from forebild.events.models import Event, Quota, Registration
from forebild.events.states import GONE
from forebild.shared.models import swedish_order


def told_to(door: Door, at: datetime, mark: str = "") -> dict[str, Any]:
    """All of it, in three statements; without names once the day is over or the door closed."""
    now = _utc(at)
    told: dict[str, Any] = {"door": door.name, "isOpen": door.shows_list_at(at), "mark": "", "now": now}
    if not told["isOpen"]:
        return {**told, "people": [], "gone": [], "ins": []}
    check_ins = list(
        standing_check_ins().filter(event=door.event).select_related("guest__registration", "door")
    )
    people = {"people": _people(door.event, check_ins), "gone": _gone(door.event)}
    told["mark"] = sha256(json.dumps(people).encode()).hexdigest()[:16]
    told["ins"] = [_in_words(each) for each in check_ins]
    return told if told["mark"] == mark else {**told, **people}


def _people(event: Event, check_ins: list[CheckIn]) -> list[dict[str, Any]]:
    registrations = list(known_at_door(event))
    groups = _groups(registrations)
    rows = [_row(each, groups.get(each.booking_id, 0)) for each in registrations]
    strangers = {each.guest for each in check_ins if each.guest.registration_id is None}
    rows += [
        {
            "id": each.public_id,
            "name": each.name,
            "organisation": each.organisation_name,
            "standing": "walk_in",
            "code": "",
            "group": 0,
            "noPhoto": each.no_photo,
        }
        for each in strangers
    ]
    return sorted(rows, key=lambda row: (swedish_order(row["name"]), row["id"]))


def _groups(registrations: list[Registration]) -> dict[int, int]:
    """A number for each booking of several; those who came alone have none."""
    together = Counter(each.booking_id for each in registrations)
    several = sorted(booking for booking, count in together.items() if count > 1)
    return {booking: number for number, booking in enumerate(several, start=1)}


def _row(registration: Registration, group: int) -> dict[str, Any]:
    return {
        "id": registration.public_id,
        "name": registration.name,
        "organisation": registration.organisation_shown,
        "standing": _standing(registration),
        "code": short_code(registration.number, registration.public_id),
        "group": group,
        "noPhoto": registration.no_photo,
    }


def _standing(registration: Registration) -> str:
    guest = getattr(registration, "guest", None)
    if guest is not None and guest.is_walk_in:
        return "walk_in"
    if registration.state != "registered":
        return "waiting"
    return "expected" if registration.quota.way == Quota.Way.ROOM else "online"


def _gone(event: Event) -> list[str]:
    gone = event.registrations.filter(state__in=GONE).order_by("pk")
    return list(gone.values_list("public_id", flat=True))


def _in_words(check_in: CheckIn) -> dict[str, str]:
    return {
        "nonce": check_in.nonce,
        "guest": check_in.guest.ref,
        "door": check_in.door.name if check_in.door else "",
        "at": _utc(check_in.happened_at),
    }


def _utc(at: datetime) -> str:
    """As browsers write it, so that two can be compared as texts."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
