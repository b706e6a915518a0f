"""Who runs an event's door: whoever runs the event. A helper comes in by a link instead."""

from __future__ import annotations

from forebild.door.models import Door
from forebild.events.models import Event
from forebild.programme.permissions import OFFICE_ONLY
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes


@rule(Permission.DOOR_RUN)
def can_run_door(actor: Actor, subject: Event | Door) -> Answer:
    """The office of the programme, or of the event's edition."""
    event_key = subject.event_id if isinstance(subject, Door) else subject.pk
    return yes() if Event.objects.run_by(actor).filter(pk=event_key).exists() else no(OFFICE_ONLY)
