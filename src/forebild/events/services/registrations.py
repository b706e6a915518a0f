"""What becomes of a registration: changed, given up, renewed, an offer answered, a place out of turn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.answers import faults, kept
from forebild.events.models import Event, Registration
from forebild.events.queries import questions_of
from forebild.events.services import letters
from forebild.events.services.held import hold
from forebild.events.services.needs import erase_of
from forebild.events.services.places import move, settle, take_place
from forebild.events.states import GONE, LIVE
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.permissions import Actor, Permission, demand


class ByOffice(Protocol):
    """What the office does with a registration, with a reason."""

    def __call__(self, *, actor: Actor, registration: Registration, reason: str) -> Registration: ...


_LEAVES = {"registered": "cancel", "offered": "decline", "waiting": "leave"}


def _held(registration: Registration) -> tuple[Event, Registration]:
    """Both as they are stored now, with the event held until the transaction ends."""
    event = hold(registration.event)
    related = Registration.objects.select_related("quota", "booking", "person", "organisation")
    fresh = related.get(pk=registration.pk)
    fresh.event = event
    return event, fresh


@transaction.atomic
def change_registration(
    *,
    link: Link,
    registration: Registration,
    name: str,
    title: str,
    no_photo: bool,
    answers: Mapping[str, Any] | None = None,
) -> Registration:
    """Put one's own details right, until the event's day for changes; `answers` None leaves those alone."""
    event, registration = _held(registration)
    links.use(link)
    _demand_changeable(event, timezone.now())
    if not name.strip():
        raise InvalidInput(_("Check your details."), {"name": _("Write a name.")})
    registration.name, registration.title, registration.no_photo = name.strip(), title.strip(), no_photo
    if answers is not None:
        registration.answers = _sound_answers(event, answers)
    registration.save(update_fields=["name", "title", "no_photo", "answers"])
    audit.record(None, "events.registration.changed", registration, event=event.public_id)
    return registration


def _sound_answers(event: Event, answers: Mapping[str, Any]) -> dict[str, Any]:
    questions = questions_of(event)
    if wrong := faults(questions, answers):
        raise InvalidInput(_("Check your answers."), wrong)
    return kept(questions, answers)


@transaction.atomic
def give_up_place(*, link: Link, registration: Registration) -> Registration:
    """By one's own link: give up the place, say no to the offer, or leave the queue. The next one is asked.

    Given up twice it stays given up.
    """
    links.use(link)
    return _give_up(None, registration, demand_time=True)


@transaction.atomic
def cancel_registration(*, actor: Actor, registration: Registration, reason: str) -> Registration:
    """The office takes somebody off, with a reason for the record; he or she is told."""
    demand(actor, Permission.REGISTRATION_HANDLE, registration.event)
    _demand_reason(reason)
    return _give_up(actor, registration, reason=reason)


def _give_up(
    actor: Actor, registration: Registration, *, reason: str = "", demand_time: bool = False
) -> Registration:
    event, registration = _held(registration)
    now = timezone.now()
    if registration.state in GONE:
        return registration
    if demand_time:
        _demand_changeable(event, now)
    had_place = registration.state == "registered"
    erase_of(registration)
    move(registration, _LEAVES[registration.state], actor=actor, now=now, reason=reason)
    letters.tell_of_cancellation(registration, had_place=had_place, actor=actor)
    audit.record(
        actor,
        "events.registration.cancelled",
        registration,
        event=event.public_id,
        reason=reason.strip(),
    )
    settle(event, now=now)
    return registration


@transaction.atomic
def come_back(*, link: Link, registration: Registration) -> Registration:
    """After giving up: a place where one is free, else the end of the queue."""
    event, registration = _held(registration)
    links.use(link)
    now = timezone.now()
    if registration.state in LIVE:
        return registration
    if not event.is_open_at(now):
        raise NotNow(_("Registration is not open."))
    take_place(registration, actor=None, now=now)
    letters.tell_of_place(registration)
    audit.record(None, "events.registration.renewed", registration, event=event.public_id)
    return registration


@transaction.atomic
def accept_offer(*, link: Link, registration: Registration) -> Registration:
    """Take the place that is offered. Pressed twice it is taken once. Raises NotNow when it has gone on."""
    event, registration = _held(registration)
    links.use(link)
    now = timezone.now()
    if registration.state == "registered":
        return registration
    _demand_on(event)
    if registration.state != "offered" or registration.offered_until <= now:  # type: ignore[operator]
        raise NotNow(_("The time for this offer is over, and the place has gone to the next in line."))
    move(registration, "accept", actor=None, now=now)
    letters.tell_of_place(registration)
    audit.record(None, "events.offer.accepted", registration, event=event.public_id)
    return registration


@transaction.atomic
def give_place(*, actor: Actor, registration: Registration, reason: str) -> Registration:
    """The office gives somebody who waits a free place out of turn, with a reason that stands in the log.

    Raises NotNow where no place is free: the number of places is then to be raised first.
    """
    demand(actor, Permission.REGISTRATION_HANDLE, registration.event)
    _demand_reason(reason)
    event, registration = _held(registration)
    _demand_on(event)
    now = timezone.now()
    quota = registration.quota
    held = quota.registrations.holding().exclude(pk=registration.pk).count()
    if quota.places is not None and held >= quota.places:
        raise NotNow(_("No place is free. Raise the number of places first, then give this one."))
    move(registration, "give", actor=actor, now=now, reason=reason)
    letters.tell_of_place(registration, actor=actor)
    audit.record(actor, "events.place.given", registration, event=event.public_id, reason=reason.strip())
    return registration


def lapse_offers(*, now: datetime | None = None) -> int:
    """Offers that nobody answered in time go to the next in line, event by event; how many lapsed.

    Not where the event is cancelled: it is told to all in one letter, and may still be undone.
    """
    now = now or timezone.now()
    late = Registration.objects.filter(state="offered", offered_until__lte=now, event__state="announced")
    events = Event.objects.filter(pk__in=late.values("event")).order_by("pk")
    return sum(_lapse(event, now) for event in events)


@transaction.atomic
def _lapse(event: Event, now: datetime) -> int:
    event = hold(event)
    if event.state != "announced":
        return 0
    related = event.registrations.select_related("quota", "booking", "person")
    lapsed = list(related.filter(state="offered", offered_until__lte=now).order_by("queue_number"))
    for registration in lapsed:
        registration.event = event
        erase_of(registration)
        move(registration, "expire", actor=None, now=now)
        letters.tell_of_lapse(registration)
        audit.record(None, "events.offer.lapsed", registration, event=event.public_id)
    settle(event, now=now)
    return len(lapsed)


def _demand_on(event: Event) -> None:
    if event.state != "announced":
        raise NotNow(_("The event is cancelled."))


def _demand_changeable(event: Event, now: datetime) -> None:
    _demand_on(event)
    if now >= event.changes_end_at:
        raise NotNow(_("It is too late to change this here. Write to us instead."))


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(_("Give the reason."), {"reason": _("Say why, for the record.")})
