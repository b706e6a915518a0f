"""A stop's own life in the office: added, changed, taken away and put back, its host asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event
from forebild.events.services.held import hold
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tours.models import Stop
from forebild.tours.services import letters
from forebild.tours.services.held import held_stop
from forebild.tours.states import STOP


@transaction.atomic
def add_stop(*, actor: Actor, event: Event, facts: Mapping[str, Any]) -> Stop:
    """A host, from when to when. Where the event has no room, it is visited on the screen."""
    demand(actor, Permission.TOUR_PLAN, event)
    event = hold(event)
    _demand_within(event, facts)
    stop = Stop.objects.create(event=event, is_virtual=not event.has_room, **facts)
    audit.record(actor, "tours.stop.added", stop, event=event.public_id)
    return stop


@transaction.atomic
def change_stop(*, actor: Actor, stop: Stop, facts: Mapping[str, Any]) -> Stop:
    """Who the host is, when and where. A link that went to another address stops working."""
    demand(actor, Permission.TOUR_PLAN, stop)
    stop = held_stop(stop)
    _demand_within(stop.event, facts)
    changed = [field for field, value in facts.items() if getattr(stop, field) != value]
    for field in changed:
        setattr(stop, field, facts[field])
    if not changed:
        return stop
    stop.save(update_fields=changed)
    if "contact_email" in changed:
        letters.call_back_links(stop)
    audit.record(actor, "tours.stop.changed", stop, changed=", ".join(changed))
    return stop


def _demand_within(event: Event, facts: Mapping[str, Any]) -> None:
    wrong = {}
    if facts["begins_at"] < event.begins_at:
        wrong["begins_at"] = _("The event begins later than this.")
    if facts["ends_at"] > event.ends_at:
        wrong["ends_at"] = _("The event ends before this.")
    if wrong:
        raise InvalidInput(_("Check the times."), wrong)


@transaction.atomic
def remove_stop(*, actor: Actor, stop: Stop) -> None:
    """Take it away, as long as nobody has chosen it. It can be put back."""
    demand(actor, Permission.TOUR_PLAN, stop)
    stop = held_stop(stop)
    if count := stop.taken.filter(state="held").count():
        raise NotNow(
            _("%(count)d have chosen this stop. Ask them to choose another one first.") % {"count": count}
        )
    if stop.removed_at is not None:
        return
    stop.removed_at = timezone.now()
    stop.save(update_fields=["removed_at"])
    audit.record(actor, "tours.stop.removed", stop, event=stop.event.public_id)


@transaction.atomic
def restore_stop(*, actor: Actor, stop: Stop) -> None:
    """Put back what was taken away; all that the host has said is still there."""
    demand(actor, Permission.TOUR_PLAN, stop)
    stop = held_stop(stop)
    if stop.removed_at is None:
        return
    stop.removed_at = None
    stop.save(update_fields=["removed_at"])
    audit.record(actor, "tours.stop.restored", stop, event=stop.event.public_id)


@transaction.atomic
def ask_host(*, actor: Actor, stop: Stop) -> None:
    """Send the host the link by which it says what holds at its place. Sent again, both links work."""
    demand(actor, Permission.TOUR_PLAN, stop)
    stop = held_stop(stop)
    if not stop.contact_email:
        raise NotNow(_("Write an e-mail address for the host first."))
    if timezone.now() >= stop.host_ends_at:
        raise NotNow(_("The host's time is over. Give it a later one first, or fill it in yourself."))
    STOP.move(stop, "ask")
    letters.ask_host(stop, actor=actor)
    audit.record(actor, "tours.host.asked", stop, event=stop.event.public_id)
