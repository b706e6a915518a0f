"""What a visitor does before the visit: confirms the safety rules, gives details, accepts the terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Registration
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tours.models import Acceptance, Identity, Seat, Stop, Welcome
from forebild.tours.services import letters
from forebild.tours.services.held import held_registration, held_stop
from forebild.tours.steps import identity_ends_at


@transaction.atomic
def prepare(
    *,
    link: Link,
    seat: Seat,
    safety: bool = False,
    accepted_by: str = "",
    details: Mapping[str, Any] | None = None,
) -> Seat:
    """Whatever of it was filled in; the rest stays to be done. `details` by `Stop.Asked`.

    Raises NotNow where the seat is not held any more or the time for details is over, InvalidInput for
    details of which some are missing.
    """
    registration = held_registration(seat.registration)
    links.use(link)
    seat = _standing(seat, registration)
    now = timezone.now()
    if safety:
        seat.safety_version, seat.safety_confirmed_at = seat.stop.safety_version, now
        seat.save(update_fields=["safety_version", "safety_confirmed_at"])
    if accepted_by.strip() and seat.stop.terms is not None:
        Acceptance.objects.get_or_create(
            seat=seat, terms=seat.stop.terms, defaults={"name": accepted_by.strip(), "at": now}
        )
    if details and any(details.values()):
        _give_details(seat, details, now)
    audit.record(None, "tours.visitor.prepared", seat, event=registration.event.public_id)
    return seat


def _standing(seat: Seat, registration: Registration) -> Seat:
    found = Seat.objects.standing().select_related("stop__terms").filter(pk=seat.pk).first()
    if found is None:
        raise NotNow(_("You do not have this seat any more. Choose the stop again."))
    found.registration = registration
    return found


def _give_details(seat: Seat, details: Mapping[str, Any], now: datetime) -> None:
    asked = [field for field in Stop.Asked.values if field in seat.stop.asks]
    if now >= identity_ends_at(seat):
        raise NotNow(_("The time for this is over, and the host has its list. Write to us instead."))
    missing = {field: _("The host asks for this.") for field in asked if not details.get(field)}
    if missing:
        raise InvalidInput(_("Give all of the details, or none yet."), missing)
    Identity.objects.update_or_create(
        seat=seat,
        defaults={field: details[field] for field in asked}
        | {"version": seat.stop.asks_version, "given_at": now},
    )


@transaction.atomic
def reopen_details(*, actor: Actor, seat: Seat, until: datetime) -> Seat:
    """Let somebody give the details after the host's deadline; he or she is told until when."""
    demand(actor, Permission.VISITOR_HANDLE, seat)
    held_stop(seat.stop)
    now = timezone.now()
    if not now < until <= seat.stop.begins_at:
        raise InvalidInput(
            _("Check the time."), {"until": _("Choose a time between now and the visit's beginning.")}
        )
    seat.late_until = until
    seat.save(update_fields=["late_until"])
    letters.tell_of_reopening(seat, actor=actor)
    audit.record(actor, "tours.details.reopened", seat, until=until)
    return seat


@transaction.atomic
def welcome(*, actor: Actor, stop: Stop, registration: Registration, reason: str) -> Welcome:
    """Let somebody choose a stop whom the host's rule keeps out, with a reason that stays. Once is enough."""
    demand(actor, Permission.VISITOR_HANDLE, stop)
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why, for the record.")})
    held_stop(stop)
    made, is_new = Welcome.objects.get_or_create(
        stop=stop,
        registration=registration,
        defaults={"reason": reason.strip(), "given_by": actor, "given_at": timezone.now()},
    )
    if is_new:
        audit.record(
            actor, "tours.visitor.welcomed", registration, stop=stop.public_id, reason=reason.strip()
        )
    return made
