"""Who speaks at an event."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.events.models import Event, EventPicture, Speaker
from forebild.events.services.pictures import NewPicture, drop_picture, keep_picture
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def add_speaker(
    *, actor: Actor, event: Event, facts: Mapping[str, Any], picture: NewPicture | None = None
) -> Speaker:
    """Somebody to put at sessions; with a picture, perhaps."""
    demand(actor, Permission.EVENT_EDIT, event)
    speaker = Speaker(event=event, **facts)
    if picture:
        speaker.picture = keep_picture(actor, event, EventPicture.Use.PORTRAIT, picture)
    speaker.save()
    audit.record(actor, "events.speaker.added", event, speaker=speaker.public_id)
    return speaker


@transaction.atomic
def change_speaker(
    *,
    actor: Actor,
    speaker: Speaker,
    facts: Mapping[str, Any],
    picture: NewPicture | None = None,
    without_picture: bool = False,
) -> Speaker:
    """Other facts; another picture, or none."""
    demand(actor, Permission.EVENT_EDIT, speaker)
    for name, value in facts.items():
        setattr(speaker, name, value)
    before = speaker.picture
    if picture:
        speaker.picture = keep_picture(actor, speaker.event, EventPicture.Use.PORTRAIT, picture)
    elif without_picture:
        speaker.picture = None
    speaker.save()
    if before != speaker.picture:
        drop_picture(before)
    audit.record(actor, "events.speaker.changed", speaker.event, speaker=speaker.public_id)
    return speaker


@transaction.atomic
def remove_speaker(*, actor: Actor, speaker: Speaker) -> None:
    """Only who stands at no session, also one that is taken out; can be put back. Raises NotNow otherwise."""
    demand(actor, Permission.EVENT_EDIT, speaker)
    if speaker.sessions.exists():
        raise NotNow(_("%(name)s stands in the programme. Change that first.") % {"name": speaker.name})
    audit.record(actor, "events.speaker.removed", speaker.event, speaker=speaker.public_id)
    speaker.set_removed(is_removed=True)


@transaction.atomic
def restore_speaker(*, actor: Actor, speaker: Speaker) -> None:
    """Put back who was taken away, with the picture."""
    demand(actor, Permission.EVENT_EDIT, speaker)
    speaker.set_removed(is_removed=False)
    audit.record(actor, "events.speaker.restored", speaker.event, speaker=speaker.public_id)
