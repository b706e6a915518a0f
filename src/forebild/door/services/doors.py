"""A door is opened for a helper, by a link that needs no account, and closed again."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.door.models import Door
from forebild.door.queries import days_of
from forebild.door.services.keys import ensure_key
from forebild.door.states import DOOR
from forebild.events.models import Event
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.permissions import Actor, Permission, demand

LINK = "door.door"


@transaction.atomic
def open_door(*, actor: Actor, event: Event, name: str, day: date) -> tuple[Door, str]:
    """A door for one day, and the token of its link: this is the only time that it can be had.

    Raises NotNow for an event that has not been announced or whose day has passed, InvalidInput for a name
    that another door has.
    """
    demand(actor, Permission.DOOR_RUN, event)
    name = name.strip()
    _demand_possible(event, name, day)
    ensure_key(event)
    door = Door.objects.create(event=event, name=name, day=day, opened_by=actor)
    audit.record(actor, "door.door.opened", door, event=event.public_id, name=name, day=day.isoformat())
    return door, _link(door)


def _demand_possible(event: Event, name: str, day: date) -> None:
    if event.state != "announced":
        raise NotNow(_("Announce the event first."))
    if day not in days_of(event):
        raise InvalidInput(_("Check the day."), {"day": _("The event is not held that day.")})
    if not name:
        raise InvalidInput(
            _("Check the name."), {"name": _("Give the door a name, so that one knows who did what.")}
        )
    if event.doors.filter(name__iexact=name).exists():
        raise InvalidInput(_("Check the name."), {"name": _("Another door has this name. Choose another.")})


def _link(door: Door) -> str:
    lifetime = door.ends_at - timezone.now()
    return links.issue(purpose=LINK, subject_id=door.public_id, email="", lifetime=lifetime, single_use=False)


@transaction.atomic
def renew_link(*, actor: Actor, door: Door) -> str:
    """The old link is called back, and another one made: for a helper who has lost it."""
    demand(actor, Permission.DOOR_RUN, door)
    if door.state != "open" or timezone.now() >= door.lists_until:
        raise NotNow(_("The door is closed. Open another one."))
    links.revoke(purpose=LINK, subject_id=door.public_id)
    audit.record(actor, "door.link.renewed", door, event=door.event.public_id, name=door.name)
    return _link(door)


@transaction.atomic
def close_door(*, actor: Actor, door: Door) -> Door:
    """The list is shown no more. What the telephone did before it was closed is still taken."""
    demand(actor, Permission.DOOR_RUN, door)
    DOOR.move(door, "close", closed_at=timezone.now())
    audit.record(actor, "door.door.closed", door, event=door.event.public_id, name=door.name)
    return door
