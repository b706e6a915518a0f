"""Who is at the meeting: noted as people come and go."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.deliberation.models import Meeting, Stay
from forebild.deliberation.queries import jury_at
from forebild.deliberation.services.meetings import demand_open
from forebild.jury.models import Juror
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def note_attendance(*, actor: Person, meeting: Meeting, ways: Mapping[str, str]) -> int:
    """Note where each juror is now: by public id, one of `Stay.Way`, or "" for not here. How many changed.

    Who is not named stays as noted. Raises InvalidInput for somebody outside the jury, or another way.
    """
    demand(actor, Permission.MEETING_LEAD, meeting)
    demand_open(meeting)
    jurors = {juror.public_id: juror for juror in jury_at(meeting)}
    if not ways.keys() <= jurors.keys() or not {*ways.values()} <= {*Stay.Way.values, ""}:
        raise InvalidInput(_("Only those in the jury can be at its meeting."))
    here = {stay.juror_id: stay for stay in meeting.stays.now()}
    changes = [
        (jurors[name], way, stay)
        for name, way in ways.items()
        if way != (((stay := here.get(jurors[name].pk)) and stay.way) or "")
    ]
    for juror, way, stay in changes:
        _note(actor, meeting, juror, way, stay)
    return len(changes)


def _note(actor: Person, meeting: Meeting, juror: Juror, way: str, stay: Stay | None) -> None:
    """End the stay there was, begin the new one."""
    now = timezone.now()
    if stay is not None:
        Stay.objects.filter(pk=stay.pk).update(left_at=now)
    if way:
        Stay.objects.create(meeting=meeting, juror=juror, way=way, arrived_at=now, noted_by=actor)
        verb = "deliberation.attendance.arrived"
    else:
        verb = "deliberation.attendance.left"
    audit.record(actor, verb, meeting, edition=meeting.edition, juror=juror.public_id, way=way)
