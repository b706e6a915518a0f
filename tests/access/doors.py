"""The doors of events, and what the addresses of all that is made of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.door.certificates import certificate_address
from forebild.door.models import Door, Guest
from forebild.door.services.acts import Act, WalkIn, take_acts
from forebild.door.services.doors import LINK, open_door
from forebild.events.models import Event
from forebild.people.models import Person
from forebild.shared.dates import in_swedish_time
from forebild.shared.links import services as links
from forebild.shared.models import new_public_id


def add_doors(things: dict[str, Any], lead: Person) -> None:
    """A door of each year's event that is not yet open; by each, somebody was let in, and one more came."""
    for key in ("event", "old_event"):
        event = Event.objects.get(pk=things[key].pk)
        door, token = open_door(
            actor=lead, event=event, name="Entrén", day=in_swedish_time(event.begins_at).date()
        )
        guests = things["guests" if key == "event" else "old_guests"]
        now = timezone.now()
        acts = [
            Act(new_public_id(), now, guest=guests["registered"].public_id),
            Act(new_public_id(), now, walk_in=WalkIn("Olle Oanmäld", "Okända AB")),
        ]
        take_acts(link=links.look_up(token, LINK), door=door, acts=acts)
        things[f"{key}_door"] = door


def parts_of_doors(world: Any) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By kind of address: of the open event's door, and of last year's."""
    doors: tuple[Door, Door] = (world.event_door, world.old_event_door)
    own, old = ({"event_id": each.event.public_id, "door_id": each.public_id} for each in doors)
    certificate = certificate_address(world.guests["registered"]).rstrip("/").rpartition("/")[2]
    return {
        "event_door": (own, old),
        "certificate_token": ({"token": certificate}, {"token": f"{certificate}x"}),
    }


def subjects_of_door_tokens(world: Any) -> dict[str, tuple[str, str]]:
    """What a helper's link is for."""
    return {"door_token": (LINK, world.event_door.public_id)}


def rename_door_guests(world: Any, events: list[Event], word: str) -> None:
    """Who came, and what the doors are called."""

    Guest.objects.filter(event__in=events).update(
        name=f"Den som kom {word}", name_order=word, organisation_name=f"Bolaget {word} AB"
    )
    shown = [world.event_door.pk]  # its link is opened by everybody: it tells its own name
    Door.objects.filter(event__in=events).exclude(pk__in=shown).update(
        name=f"Dörren {word}", heard_at=timezone.now() - timedelta(minutes=len(word))
    )
