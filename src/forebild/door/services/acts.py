"""What a door did, taken in: told late, twice or in another order, it comes to the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.door.models import CheckIn, Door, Guest, Undo
from forebild.door.services.keys import hold_doors
from forebild.events.models import Registration
from forebild.events.services.registering import From, Participant
from forebild.events.services.walk_ins import register_walk_in
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link

MOST_ACTS = 500  # told at once
NONCE = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")


@dataclass(frozen=True)
class WalkIn:
    """Somebody who just came, as the helper typed it; with an address it becomes a registration."""

    name: str
    organisation: str = ""
    email: str = ""
    no_photo: bool = False


@dataclass(frozen=True)
class Act:
    """One press at a door, `at` by its own clock. One of three: let `guest` in; take back the check-ins that
    `undoes` names; let `walk_in` in. `nonce` tells it from all others.
    """

    nonce: str
    at: datetime
    guest: str = ""
    undoes: tuple[str, ...] = ()
    walk_in: WalkIn | None = None


@dataclass
class Taken:
    """How it went: `taken` are stored now or were before; `refused` can never be, and why. An act in neither
    is about somebody whom we do not know yet: to be told again.
    """

    taken: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)


class _Unknown(Exception):
    """Nobody is called so, yet."""


class _Refused(Exception):
    """It can never be done, and why."""


@transaction.atomic
def take_acts(*, link: Link, door: Door, acts: Sequence[Act], clock: datetime | None = None) -> Taken:
    """Store what the door did. `clock` is what its clock shows now: how wrong it goes is put right.

    A closed door may still tell what it did before it was closed. All doors of an event go one after another.
    """
    links.use(link)
    if len(acts) > MOST_ACTS:
        raise NotNow(_("Too much at once. Send fewer."))
    hold_doors(door.event)
    now = timezone.now()
    wrong_by = now - clock if clock else timedelta()
    result = Taken()
    for act in acts:
        _take_one(door, act, min(act.at + wrong_by, now), result)
    Door.objects.filter(pk=door.pk).update(heard_at=now)
    return result


def _take_one(door: Door, act: Act, happened_at: datetime, result: Taken) -> None:
    try:
        if door.closed_at is not None and happened_at > door.closed_at:
            raise _Refused(_("The door was closed by then."))
        _ACTS[_kind(act)](door, act, happened_at)
    except _Unknown:
        return
    except _Refused as refused:
        result.refused[act.nonce] = str(refused)
    except InvalidInput as refusal:  # of an address that no mail can go to: the rest goes on
        result.refused[act.nonce] = refusal.reason
    else:
        result.taken.append(act.nonce)


def _kind(act: Act) -> str:
    return "walk_in" if act.walk_in else "undo" if act.undoes else "in"


def _let_in(door: Door, act: Act, happened_at: datetime) -> None:
    if not CheckIn.objects.filter(event=door.event, nonce=act.nonce).exists():
        _check_in(door, act, happened_at, _guest(door, act.guest))


def _take_back(door: Door, act: Act, happened_at: datetime) -> None:
    for nonce in act.undoes:
        _undo, is_new = Undo.objects.get_or_create(
            event=door.event,
            undoes=nonce,
            defaults={"door": door, "device_at": act.at, "happened_at": happened_at},
        )
        if is_new:
            audit.record(None, "door.check_in.undone", door.event, door=door.name, check_in=nonce)


def _let_walk_in(door: Door, act: Act, happened_at: datetime) -> None:
    if not CheckIn.objects.filter(event=door.event, nonce=act.nonce).exists():
        guest = _walk_in(door, act.walk_in, act.nonce)  # type: ignore[arg-type]  # its kind says that it has one
        _check_in(door, act, happened_at, guest)


_ACTS = {"in": _let_in, "undo": _take_back, "walk_in": _let_walk_in}


def _check_in(door: Door, act: Act, happened_at: datetime, guest: Guest) -> None:
    CheckIn.objects.create(
        event=door.event,
        guest=guest,
        door=door,
        nonce=act.nonce,
        device_at=act.at,
        happened_at=happened_at,
    )
    audit.record(None, "door.check_in.made", guest, event=door.event.public_id, door=door.name)


def _guest(door: Door, ref: str) -> Guest:
    """By the registration's id; by the guest's own; or by what a door called somebody whom it let in."""
    registration = door.event.registrations.select_related("organisation").filter(public_id=ref).first()
    if registration is not None:
        return _guest_of(door, registration)
    entered = door.event.check_ins.select_related("guest").filter(nonce=ref).first()
    found = entered.guest if entered else door.event.guests.filter(public_id=ref).first()
    if found is None:
        raise _Unknown
    return found


def _guest_of(door: Door, registration: Registration) -> Guest:
    """Whoever comes without a place is let in all the same, and counted as a walk-in."""
    found = Guest.objects.filter(registration=registration).first()
    if found is not None:
        return found
    is_expected = registration.state == "registered"
    if not is_expected:
        who = Participant(registration.name, registration.email)
        register_walk_in(event=door.event, who=who, organisation=From(), key="", door=door.name)
    return _new_guest(door, registration, is_walk_in=not is_expected)


def _new_guest(door: Door, registration: Registration, *, is_walk_in: bool) -> Guest:
    return Guest.objects.create(
        event=door.event,
        registration=registration,
        name=registration.name,
        organisation_name=registration.organisation_shown,
        no_photo=registration.no_photo,
        is_walk_in=is_walk_in,
    )


def _walk_in(door: Door, who: WalkIn, nonce: str) -> Guest:
    if not who.name.strip():
        raise _Refused(_("Write a name."))
    if who.email.strip():
        return _registered(door, who, nonce)
    return Guest.objects.create(
        event=door.event,
        is_walk_in=True,
        name=who.name.strip(),
        organisation_name=who.organisation.strip(),
        no_photo=who.no_photo,
    )


def _registered(door: Door, who: WalkIn, nonce: str) -> Guest:
    """Whoever gives an address is registered; or was, and is then that one."""
    email = who.email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise _Refused(_("The e-mail address is not right.")) from None
    known = door.event.registrations.select_related("organisation").filter(email=email).first()
    if known is not None:
        return _guest_of(door, known)
    made = register_walk_in(
        event=door.event,
        who=Participant(who.name, email, no_photo=who.no_photo),
        organisation=From(name=who.organisation),
        key=sha256(f"door\n{door.event.public_id}\n{nonce}".encode()).hexdigest(),
        door=door.name,
    )
    return _new_guest(door, made, is_walk_in=True)
