"""Seats at sessions: chosen by those who have a place at the event, by their own link. Never oversold.

Everything goes through the event's row (`services.held`), as the places at the event do: two who want the
last seat come one after the other, and whoever loses the place at the event leaves the seats at once.
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event, Registration, Seat, Session
from forebild.events.services.held import hold
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link


@transaction.atomic
def take_seat(*, link: Link, registration: Registration, session: Session) -> Seat:
    """Choose a session; what one had chosen at the same time is left for it. Chosen twice it is chosen once.

    Raises NotNow where no seat is left (one then keeps what one has), or it is too late.
    """
    event, registration = _held(registration)
    links.use(link)
    _demand_open(event, registration)
    found = event.sessions.planned().counted().filter(pk=session.pk, places__isnull=False).first()
    if found is None:
        raise NotNow(_("This session is no longer in the programme, or need not be chosen."))
    own = list(registration.seats.select_related("session"))
    for seat in own:
        if seat.session_id == found.pk:
            return seat
    if found.taken >= found.places:  # type: ignore[attr-defined]  # counted
        raise NotNow(
            _("No seat is left at “%(session)s”. You keep what you have chosen.") % {"session": found.title}
        )
    registration.seats.filter(pk__in=[seat.pk for seat in own if seat.session.meets(found)]).delete()
    seat = Seat.objects.create(session=found, registration=registration)
    audit.record(None, "events.seat.taken", registration, event=event.public_id, session=found.public_id)
    return seat


@transaction.atomic
def leave_seat(*, link: Link, registration: Registration, session: Session) -> None:
    """Give the seat back. Left twice it is left once. Raises NotNow when it is too late."""
    event, registration = _held(registration)
    links.use(link)
    _demand_open(event, registration)
    left, _each = registration.seats.filter(session=session).delete()
    if left:
        audit.record(None, "events.seat.left", registration, event=event.public_id, session=session.public_id)


def free_seats(registration: Registration) -> None:
    """Whoever has no place at the event any more sits nowhere. The event is held by the caller."""
    registration.seats.all().delete()


def _held(registration: Registration) -> tuple[Event, Registration]:
    event = hold(registration.event)
    return event, event.registrations.get(pk=registration.pk)


def _demand_open(event: Event, registration: Registration) -> None:
    if event.state != "announced" or registration.state != "registered":
        raise NotNow(_("Those who have a place at the event choose among its sessions."))
    if timezone.now() >= event.changes_end_at:
        raise NotNow(_("It is too late to change this here. Write to us instead."))
