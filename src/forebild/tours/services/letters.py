"""What hosts and visitors are told by mail, with the link that lets them go on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events.models import Cancellation, ModeChange, Registration
from forebild.events.services.letters import language_of, own_token
from forebild.shared.links import services as links
from forebild.shared.models import in_language, new_public_id
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Actor
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url
from forebild.tours import notices
from forebild.tours.gate import Gate
from forebild.tours.models import GateList, Ride, Seat, Stop
from forebild.tours.steps import Step, identity_ends_at

HOST = "tours.host"
_KEPT_AFTER = timedelta(days=60)


def ask_host(stop: Stop, *, actor: Actor) -> None:
    """What does a visitor have to know, and what do you have to know of them?"""
    until = in_full(stop.host_ends_at, stop.language)
    _tell_host(stop, notices.HOST_ASKED, new_public_id(), {"until": until}, actor=actor)


def send_gate_list(stop: Stop, sent: GateList, gate: Gate, *, actor: Actor) -> None:
    """How many stand on the list, and what is new; names are at the link alone."""
    with override(stop.language):
        if not gate.sent:
            news = _("This is the first list.")
        else:
            news = _("Since the list before: %(new)d new or changed, %(left)d left.") % {
                "new": len(gate.new),
                "left": len(gate.left),
            }
    values = {"count": str(len(gate.people)), "news": news}
    _tell_host(stop, notices.GATE_LIST, str(sent.number), values, actor=actor)


def tell_host_of_mode(stop: Stop, change: ModeChange, *, is_virtual: bool) -> None:
    """The visit is on the screen now, at the same time; or in person again."""
    if stop.contact_email:
        notice = notices.HOST_VIRTUAL if is_virtual else notices.HOST_IN_PERSON
        _tell_host(stop, notice, change.public_id, {}, actor=change.decided_by)


def tell_host_of_cancellation(stop: Stop, cancellation: Cancellation) -> None:
    """Nobody comes; the letter waits with the others of the cancellation."""
    language = stop.language
    queue(
        notice=notices.HOST_CANCELLED,
        to=Recipient(email=stop.contact_email, language=language),
        values={
            "name": stop.contact_name or stop.host_name,
            "host": stop.host_name,
            "event": in_language(stop.event, "title", language),
            "when": in_full(stop.begins_at, language),
            "reason": in_language(cancellation, "because", language),
        },
        key=f"{notices.HOST_CANCELLED.kind}:{stop.public_id}:{cancellation.public_id}",
        actor=cancellation.prepared_by,
        hold=True,
        not_before=cancellation.held_until,
        batch=cancellation.public_id,
    )


def call_back_links(stop: Stop) -> None:
    """The host's links open nothing any more."""
    links.revoke(purpose=HOST, subject_id=stop.public_id)


def _tell_host(stop: Stop, notice: Notice, occasion: str, values: dict[str, str], *, actor: Actor) -> None:
    language = stop.language
    known = {
        "name": stop.contact_name or stop.host_name,
        "host": stop.host_name,
        "event": in_language(stop.event, "title", language),
        "when": in_full(stop.begins_at, language),
        "link": site_url("tours:host", language, token=host_token(stop)),
    }
    queue(
        notice=notice,
        to=Recipient(email=stop.contact_email, language=language),
        values=known | values,
        key=f"{notice.kind}:{stop.public_id}:{occasion}",
        actor=actor,
    )


def host_token(stop: Stop) -> str:
    """A token of the host's link: open until some time after the visit."""
    return links.issue(
        purpose=HOST,
        subject_id=stop.public_id,
        email=stop.contact_email,
        lifetime=max(stop.ends_at - timezone.now(), timedelta(0)) + _KEPT_AFTER,
        single_use=False,
    )


def remind(seat: Seat, steps: Iterable[Step]) -> None:
    """What is left to do, and until when."""
    language = language_of(seat.registration)
    until = in_full(identity_ends_at(seat), language)
    with override(language):
        what = "\n".join(f"- {_WORDS[step.key]()}" for step in steps)
    values = {"host": seat.stop.host_name, "until": until, "what": what}
    _tell(seat.registration, notices.LEFT_TO_DO, seat.public_id, values)


def ask_to_choose(registration: Registration, until: datetime) -> None:
    """You have a place, and no stop yet."""
    values = {"until": in_full(until, language_of(registration))}
    _tell(registration, notices.CHOOSE, registration.public_id, values)


# The words of a step are made for the page's language; a letter has its reader's.
_WORDS = {
    "safety": lambda: _("Confirm the safety rules"),
    "identity": lambda: _("Give your details for the gate"),
    "terms": lambda: _("Accept what is not to be told"),
}


def tell_of_lateness(seat: Seat) -> None:
    """The host has its list, and you do not stand on it."""
    _tell(seat.registration, notices.LATE, seat.public_id, {"host": seat.stop.host_name})


def tell_of_reopening(seat: Seat, *, actor: Actor) -> None:
    """You can give your details after all."""
    until = in_full(identity_ends_at(seat), language_of(seat.registration))
    values = {"host": seat.stop.host_name, "until": until}
    _tell(seat.registration, notices.REOPENED, f"{seat.public_id}:{new_public_id()}", values, actor=actor)


def tell_of_leg(ride: Ride, change: ModeChange, *, runs: bool) -> None:
    """The transport does not run, or runs again."""
    notice = notices.LEG_RUNS if runs else notices.LEG_CANCELLED
    leg = ride.leg
    values = {"leg": str(leg), "departs": in_full(leg.departs_at, language_of(ride.registration))}
    _tell(ride.registration, notice, f"{ride.public_id}:{change.public_id}", values, actor=change.decided_by)


def tell_of_answers(stop: Stop, *, actor: Actor) -> int:
    """The answers stand on everybody's own page; how many are told."""
    related = ("event__programme", "booking", "person")
    registrations = list(stop.event.registrations.filter(state="registered").select_related(*related))
    for registration in registrations:
        values = {"host": stop.host_name}
        occasion = f"{stop.public_id}:{registration.public_id}"
        _tell(registration, notices.ANSWERS, occasion, values, actor=actor)
    return len(registrations)


def _tell(
    registration: Registration, notice: Notice, occasion: str, values: dict[str, str], *, actor: Actor = None
) -> None:
    language = language_of(registration)
    known = {
        "name": registration.name,
        "event": in_language(registration.event, "title", language),
        "link": site_url("tours:own", language, token=own_token(registration)),
    }
    queue(
        notice=notice,
        to=Recipient(email=registration.email, language=language, public_id=registration.person.public_id),
        values=known | values,
        key=f"{notice.kind}:{occasion}",
        actor=actor,
    )
