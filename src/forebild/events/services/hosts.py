"""Who arranges an event together with the programme, in which order, with which logo."""

from __future__ import annotations

from django.db import transaction

from forebild.events.models import CoHost, Event, EventPicture
from forebild.events.services.held import hold
from forebild.events.services.pictures import NewPicture, drop_picture, keep_picture
from forebild.shared import audit
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def add_host(
    *, actor: Actor, event: Event, name: str, link: str = "", logo: NewPicture | None = None
) -> CoHost:
    """Last in order."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    last = event.hosts.last()
    host = CoHost(event=event, position=last.position + 1 if last else 1, name=name.strip(), link=link)
    host.logo = keep_picture(actor, event, EventPicture.Use.LOGO, logo) if logo else None
    host.save()
    audit.record(actor, "events.host.added", event, host=host.name)
    return host


@transaction.atomic
def change_host(
    *,
    actor: Actor,
    host: CoHost,
    name: str,
    link: str = "",
    logo: NewPicture | None = None,
    without_logo: bool = False,
) -> CoHost:
    """Another name or link; another logo, or none."""
    demand(actor, Permission.EVENT_EDIT, host)
    host.name, host.link, before = name.strip(), link, host.logo
    if logo:
        host.logo = keep_picture(actor, host.event, EventPicture.Use.LOGO, logo)
    elif without_logo:
        host.logo = None
    host.save(update_fields=["name", "link", "logo"])
    if before != host.logo:
        drop_picture(before)
    audit.record(actor, "events.host.changed", host.event, host=host.name)
    return host


@transaction.atomic
def move_host_up(*, actor: Actor, host: CoHost) -> None:
    """One step before whoever stands in front; the first stays first."""
    event = hold(host.event)
    demand(actor, Permission.EVENT_EDIT, event)
    hosts = list(event.hosts.all())
    place = hosts.index(host)
    if place:
        hosts.insert(place - 1, hosts.pop(place))
        for position, each in enumerate(hosts, start=1):
            each.position = position
        CoHost.objects.bulk_update(hosts, ["position"])
        audit.record(actor, "events.host.changed", event, host=host.name)


@transaction.atomic
def remove_host(*, actor: Actor, host: CoHost) -> None:
    """Take a co-host away; it can be put back."""
    demand(actor, Permission.EVENT_EDIT, host)
    audit.record(actor, "events.host.removed", host.event, host=host.name)
    host.set_removed(is_removed=True)


@transaction.atomic
def restore_host(*, actor: Actor, host: CoHost) -> None:
    """Put a co-host back where it stood, with its logo."""
    demand(actor, Permission.EVENT_EDIT, host)
    host.set_removed(is_removed=False)
    audit.record(actor, "events.host.restored", host.event, host=host.name)
