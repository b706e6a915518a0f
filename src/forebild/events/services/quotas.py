"""How many places there are, for whom; more places go to those who wait, at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event, Quota
from forebild.events.services.held import hold
from forebild.events.services.places import note, settle
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand

_LIMITS = {"places", "per_company"}


@transaction.atomic
def add_quota(*, actor: Actor, event: Event, facts: Mapping[str, Any]) -> Quota:
    """Places of a further kind, last in order."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    last = event.quotas.order_by("-position").first()
    quota = Quota(position=last.position + 1 if last else 1, **facts)
    add_quota_to(event, quota, actor=actor, now=timezone.now())
    audit.record(actor, "events.quota.added", event, quota=quota.public_id)
    return quota


def add_quota_to(event: Event, quota: Quota, *, actor: Actor, now: datetime) -> None:
    """Store it; its log begins with its limits."""
    quota.event = event
    quota.save()
    note(quota, "places", actor=actor, now=now)


@transaction.atomic
def change_quota(*, actor: Actor, quota: Quota, facts: Mapping[str, Any]) -> Quota:
    """Other words, other limits. Where there is more room, those who wait are asked at once; where there is
    less, nobody loses a place, and no more are offered until enough have been given up.
    """
    event = hold(quota.event)
    demand(actor, Permission.EVENT_EDIT, event)
    quota = event.quotas.get(pk=quota.pk)
    changed = [field for field, value in facts.items() if getattr(quota, field) != value]
    for field in changed:
        setattr(quota, field, facts[field])
    if not changed:
        return quota
    quota.save(update_fields=changed)
    now = timezone.now()
    if _LIMITS & set(changed):
        note(quota, "places", actor=actor, now=now)
        settle(event, now=now)
    audit.record(actor, "events.quota.changed", event, quota=quota.public_id, changed=", ".join(changed))
    return quota


@transaction.atomic
def remove_quota(*, actor: Actor, quota: Quota) -> None:
    """Only where nobody has registered in it. Raises NotNow otherwise."""
    event = hold(quota.event)
    demand(actor, Permission.EVENT_EDIT, event)
    if quota.registrations.exists():
        raise NotNow(_("People have registered for these places. Set their number to 0 instead."))
    audit.record(actor, "events.quota.removed", event, quota=quota.public_id)
    quota.changes.all().delete()
    quota.delete()
