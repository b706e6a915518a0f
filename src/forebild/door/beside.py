"""What stands about the door on pages of events: the code on one's own, how full it was on the office's."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.door.certificates import certificate_address
from forebild.door.codes import short_code, signed_code
from forebild.door.models import DoorKey
from forebild.door.no_shows import FEWEST_EVENTS, FEWEST_REGISTERED, Forecast, forecast
from forebild.door.permissions import can_run_door
from forebild.door.qr import qr_picture
from forebild.door.queries import figures_of, has_come, turnouts_before
from forebild.events.beside import Note
from forebild.events.models import Event, Quota, Registration


def for_own(registration: Registration, actor: Any) -> Note | None:
    """Before it is over the code to show at the door; afterwards, for those who came, the certificate."""
    event = registration.event
    if event.state != "announced":
        return None
    if event.is_over_at(timezone.now()):
        return _certificate(registration) if has_come(registration) else None
    if registration.state != "registered" or registration.quota.way != Quota.Way.ROOM:
        return None
    return Note(_("Show this at the door"), (), body=_drawn(registration))


def _certificate(registration: Registration) -> Note:
    return Note(
        _("You were there"),
        (_("Here is your certificate of attendance, as a PDF."),),
        certificate_address(registration),
        _("Fetch the certificate"),
    )


def _drawn(registration: Registration) -> str:
    key = DoorKey.objects.filter(event=registration.event_id).first()
    picture = None
    if key is not None:
        code = signed_code(bytes(key.private), registration.event.public_id, registration.public_id)
        picture = qr_picture(code)
    short = short_code(registration.number, registration.public_id)
    return render_to_string("door/parts/own_code.html", {"picture": picture, "short": short})


def for_office(event: Event, actor: Any) -> Note | None:
    """How many came, or what earlier events of the kind say of how many will."""
    if event.state == "draft" or not event.has_room or not can_run_door(actor, event).allowed:
        return None
    lines = _figures(event)
    if not event.is_over_at(timezone.now()):
        lines += _hint(event)
    href = reverse("door:office_door", args=[event.public_id])
    return Note(_("At the door"), tuple(lines), href, _("The door"))


def _figures(event: Event) -> list[str]:
    found = figures_of(event)
    if not found.came:
        return []
    line = _(
        "%(came)d have come, %(walk_ins)d of them without a place before. %(left)d of %(expected)d have not."
    )
    return [line % vars(found)]


def _hint(event: Event) -> list[str]:
    """How many invitations fill the room; where too little is known, that."""
    places = [quota.places for quota in event.quotas.all() if quota.way == Quota.Way.ROOM]
    limits = [each for each in places if each]
    if not limits or len(limits) < len(places):
        return []
    found = forecast(turnouts_before(event), sum(limits))
    if found is None:
        line = _(
            "How many stay away is not known yet: that takes %(events)d events of the kind "
            "with %(people)d registered."
        )
        return [line % {"events": FEWEST_EVENTS, "people": FEWEST_REGISTERED}]
    return [_history(found), _advice(found)]


def _history(found: Forecast) -> str:
    line = _(
        "At the last %(events)d of this kind %(came)d of %(registered)d came, "
        "between %(lowest)d and %(highest)d per cent."
    )
    return line % vars(found)


def _advice(found: Forecast) -> str:
    if found.invitations == found.places:
        return _("With so many coming, give no more places than there are.")
    line = _(
        "With %(places)d places, %(invitations)d registered give 95 per cent certainty "
        "that no more come than fit."
    )
    return line % vars(found)
