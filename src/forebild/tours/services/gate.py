"""The list for the gate leaves for the host, again when it has changed; all details are erased in time."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tours.gate import KEPT, fingerprints, gate_of, is_open_at
from forebild.tours.models import GateList, Identity, Stop
from forebild.tours.services import letters
from forebild.tours.services.held import held_stop


@transaction.atomic
def send_gate_list(*, actor: Actor, stop: Stop) -> GateList:
    """Tell the host that its list stands at the link; sent again, what is new and who has left is marked."""
    demand(actor, Permission.VISITOR_HANDLE, stop)
    stop = held_stop(stop)
    if not stop.contact_email:
        raise NotNow(_("Write an e-mail address for the host first."))
    if not is_open_at(stop, timezone.now()):
        raise NotNow(_("The host sees the list from the day when the details are due."))
    return _send(stop, actor)


def _send(stop: Stop, actor: Actor) -> GateList:
    gate, now = gate_of(stop), timezone.now()
    sent = GateList.objects.create(
        stop=stop,
        number=gate.sent.number + 1 if gate.sent else 1,
        people=fingerprints(gate.people),
        sent_at=now,
        sent_by=actor,
    )
    letters.send_gate_list(stop, sent, gate, actor=actor)
    audit.record(actor, "tours.gate_list.sent", stop, number=sent.number, count=len(gate.people))
    return sent


def send_due_lists(*, now: datetime | None = None) -> int:
    """By the clock: the first list of every stop whose details are due; how many."""
    now = now or timezone.now()
    stops = (
        Stop.objects.standing()
        .filter(event__state="announced", is_virtual=False, begins_at__gt=now, gate_lists=None)
        .exclude(contact_email="")
        .select_related("event")
    )
    return sum(_send_first(stop, now) for stop in stops if is_open_at(stop, now))


@transaction.atomic
def _send_first(stop: Stop, now: datetime) -> int:
    stop = held_stop(stop)
    if stop.gate_lists.exists() or not is_open_at(stop, now):
        return 0
    _send(stop, None)
    return 1


def erase_details(*, now: datetime | None = None) -> int:
    """By the clock: two weeks after a visit every detail that its host has asked for goes; at how many stops.

    That it was done is in the log; what it was is nowhere.
    """
    now = now or timezone.now()
    due = Stop.objects.filter(ends_at__lte=now - KEPT, erased_at=None).select_related("event")
    return sum(_erase(stop, now) for stop in due.order_by("pk"))


@transaction.atomic
def _erase(stop: Stop, now: datetime) -> int:
    stop = held_stop(stop)
    if stop.erased_at is not None:
        return 0
    count, _by_model = Identity.objects.filter(seat__stop=stop).delete()
    stop.erased_at = now
    stop.save(update_fields=["erased_at"])
    if count:
        audit.record(None, "tours.details.erased", stop, count=count)
    return int(count > 0)
