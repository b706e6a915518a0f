"""What the host says: kept as a draft, handed in, changed until a day; or said by the office in its place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tours.models import KitChange, Stop, Terms
from forebild.tours.services.held import held_stop
from forebild.tours.states import STOP

FIELDS = (
    *("contact_name", "contact_phone", "seats", "per_company", "unwelcome", "keeps_out_industry"),
    *("safety", "asks", "identity_until", "photos", "clothes", "food", "agenda"),
)


@transaction.atomic
def save_draft(*, link: Link, stop: Stop, typed: Mapping[str, list[str]]) -> None:
    """Keep what the host has typed, right or wrong. Nobody else sees it, and nothing changes by it."""
    links.use(link)
    stop = held_stop(stop)
    _demand_open(stop)
    stop.draft, stop.draft_saved_at = dict(typed), timezone.now()
    stop.save(update_fields=["draft", "draft_saved_at"])


@transaction.atomic
def answer_kit(*, link: Link, stop: Stop, facts: Mapping[str, Any]) -> Stop:
    """The host hands in: from here on it holds, and the office sees what is new."""
    links.use(link)
    stop = held_stop(stop)
    _demand_open(stop)
    _answer(stop, facts, None)
    audit.record(None, "tours.kit.answered", stop, event=stop.event.public_id)
    return stop


@transaction.atomic
def fill_in_kit(*, actor: Actor, stop: Stop, facts: Mapping[str, Any]) -> Stop:
    """The office says it in the host's place: at any time, by name."""
    demand(actor, Permission.TOUR_PLAN, stop)
    stop = held_stop(stop)
    _answer(stop, facts, actor)
    audit.record(actor, "tours.kit.filled_in", stop, event=stop.event.public_id)
    return stop


def _demand_open(stop: Stop) -> None:
    if stop.removed_at is not None or stop.event.state != "announced":
        raise NotNow(_("This visit is not on. Write to us if you wonder."))
    if timezone.now() >= stop.host_ends_at:
        raise NotNow(_("It is too late to change this here. Write to us instead."))


def _answer(stop: Stop, facts: Mapping[str, Any], actor: Actor) -> None:
    now = timezone.now()
    _demand_sound(stop, facts)
    terms = str(facts.get("terms", stop.terms.text if stop.terms else ""))
    changes = [
        *(_changed(stop, field, facts[field]) for field in FIELDS if field in facts),
        ("terms", stop.terms.text if stop.terms else "", terms),
    ]
    for field, before, after in changes:
        if before != after:
            KitChange.objects.create(stop=stop, field=field, before=before, after=after, actor=actor, at=now)
    _set(stop, facts, terms, now)
    STOP.move(stop, "answer")


def _changed(stop: Stop, field: str, value: Any) -> tuple[str, str, str]:
    return field, _as_text(getattr(stop, field)), _as_text(value)


def _as_text(value: Any) -> str:
    """As it is kept and compared; the page says it in words."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _set(stop: Stop, facts: Mapping[str, Any], terms: str, now: datetime) -> None:
    """What was confirmed of a text that is another now has to be confirmed anew."""
    if facts.get("safety", stop.safety) != stop.safety:
        stop.safety_version += 1
    if set(facts.get("asks", stop.asks)) - set(stop.asks):
        stop.asks_version += 1
    if terms != (stop.terms.text if stop.terms else ""):
        stop.terms = _new_terms(stop, terms, now) if terms else None
    for field in FIELDS:
        if field in facts:
            setattr(stop, field, facts[field])
    stop.draft, stop.draft_saved_at, stop.answered_at = {}, None, now
    stop.save()


def _new_terms(stop: Stop, text: str, now: datetime) -> Terms:
    """A version of its own; said again as it was before, it is that version once more."""
    earlier = stop.all_terms.filter(text=text).first()
    return earlier or Terms.objects.create(stop=stop, version=stop.all_terms.count() + 1, text=text, at=now)


def _demand_sound(stop: Stop, facts: Mapping[str, Any]) -> None:
    due, wrong = facts.get("identity_until", stop.identity_until), {}
    if facts.get("asks", stop.asks) and due is None:
        wrong["identity_until"] = _("Say until when you need the details.")
    elif due is not None and due >= stop.begins_at:
        wrong["identity_until"] = _("This is after the visit has begun.")
    if wrong:
        raise InvalidInput(_("Check the answers."), wrong)
