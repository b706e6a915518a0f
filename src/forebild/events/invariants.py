"""What must hold of places; a breach means something was half done."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, F
from django.utils import timezone

from forebild.engine.errors import BadProblem
from forebild.engine.waiting_list.check import check
from forebild.events.models import Quota, Registration, Seat, Session
from forebild.events.queries import line_of, replayed
from forebild.events.states import HOLDING
from forebild.shared.invariants import invariant


def _quotas() -> Iterator[Quota]:
    yield from Quota.objects.select_related("event").order_by("pk")


@invariant("The log of places leads to the places as they stand")
def logs_that_lead_elsewhere() -> Iterable[str]:
    """Replayed from its first line, each quota's log ends where the registrations stand."""
    for quota in _quotas():
        try:
            line = replayed(quota)
        except BadProblem as wrong:
            yield f"quota {quota.public_id}: {wrong}"
            continue
        stored = {claim.id: claim.standing for claim in line_of(quota).claims}
        if {claim.id: claim.standing for claim in line.claims if claim.standing != "out"} != stored:
            yield f"quota {quota.public_id}: the log leads elsewhere than the registrations stand"


@invariant("No place stands free while somebody waits who may have it")
def idle_places() -> Iterable[str]:
    """In announced events that have not begun."""
    now = timezone.now()
    for quota in _quotas():
        event = quota.event
        if event.state == "announced" and event.begins_at > now and "idle" in check(line_of(quota)):
            yield f"quota {quota.public_id} has a free place and somebody who waits"


@invariant("A registration's places belong to its event")
def strayed_registrations() -> Iterable[str]:
    """A quota of another event."""
    for registration in Registration.objects.exclude(quota__event=F("event")).order_by("pk"):
        yield f"registration {registration.public_id} has a place at another event"


@invariant("Nobody sits at a session without a place at its event")
def seats_without_places() -> Iterable[str]:
    """Given up, or of another event."""
    seats = Seat.objects.select_related("session", "registration").order_by("pk")
    for seat in seats.exclude(registration__state__in=HOLDING, registration__event=F("session__event")):
        yield f"registration {seat.registration.public_id} sits at session {seat.session.public_id}"


@invariant("No session has a seat taken that nobody may choose")
def seats_nobody_offers() -> Iterable[str]:
    """At a session that one does not choose.

    More seats taken than there are is no breach: whoever has one keeps it when there are fewer. Nor is one at
    a session that was taken out: it is there again when the session is put back.
    """
    sessions = Session.objects.annotate(taken=Count("seats")).filter(taken__gt=0).order_by("pk")
    for session in sessions:
        if session.places is None:
            yield f"session {session.public_id} has {session.taken} who have chosen it"
