"""Hours that the office types. Each change is a version, and the last one can be undone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.outcomes.models import SupportEntry, SupportLimit, SupportVersion
from forebild.people.models import Organisation
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def add_support(
    *, actor: Actor, programme: Programme, organisation: Organisation, facts: Mapping[str, Any]
) -> SupportEntry:
    """So many hours on a day."""
    demand(actor, Permission.SUPPORT_KEEP, programme)
    _demand_hours(facts["hours"])
    entry = SupportEntry.objects.create(programme=programme, organisation=organisation, **facts)
    _note(entry, actor, 1)
    audit.record(actor, "outcomes.support.added", entry, hours=str(entry.hours))
    return entry


@transaction.atomic
def change_support(*, actor: Actor, entry: SupportEntry, facts: Mapping[str, Any]) -> SupportEntry:
    """Another version, where anything is different."""
    entry = _held(entry)
    demand(actor, Permission.SUPPORT_KEEP, entry)
    if entry.is_removed:
        raise NotNow(_("It was taken away. Undo that first."))
    _demand_hours(facts["hours"])
    if entry.facts != entry.facts | dict(facts):
        _write(entry, actor, facts)
        audit.record(actor, "outcomes.support.changed", entry, hours=str(entry.hours))
    return entry


@transaction.atomic
def remove_support(*, actor: Actor, entry: SupportEntry) -> SupportEntry:
    """It counts no more; it can be undone."""
    entry = _held(entry)
    demand(actor, Permission.SUPPORT_KEEP, entry)
    if not entry.is_removed:
        _write(entry, actor, {"is_removed": True})
        audit.record(actor, "outcomes.support.removed", entry)
    return entry


@transaction.atomic
def undo_support(*, actor: Actor, entry: SupportEntry) -> SupportEntry:
    """As it stood before the last change. Undone twice it stands as it did."""
    entry = _held(entry)
    demand(actor, Permission.SUPPORT_KEEP, entry)
    versions = list(entry.versions.all()[:2])
    if len(versions) < 2:
        raise NotNow(_("Nothing has been changed."))
    _write(entry, actor, versions[1].facts)
    audit.record(actor, "outcomes.support.undone", entry, hours=str(entry.hours))
    return entry


def _held(entry: SupportEntry) -> SupportEntry:
    held = SupportEntry.objects.select_for_update(of=["self"]).select_related("programme", "organisation")
    return held.get(pk=entry.pk)


def _write(entry: SupportEntry, actor: Actor, facts: Mapping[str, Any]) -> None:
    for field, value in facts.items():
        setattr(entry, field, value)
    entry.save(update_fields=list(facts))
    _note(entry, actor, entry.versions.count() + 1)


def _note(entry: SupportEntry, actor: Actor, number: int) -> None:
    SupportVersion.objects.create(entry=entry, number=number, by=actor, **entry.facts)


def _demand_hours(hours: Decimal) -> None:
    if not 0 < hours <= 1000:
        wrong = _("Write more than 0 and at most 1,000 hours.")
        raise InvalidInput(wrong, {"hours": wrong})


@transaction.atomic
def set_limit(*, actor: Actor, programme: Programme, hours: Decimal) -> SupportLimit:
    """From how many hours in a year on an organisation is marked."""
    demand(actor, Permission.SUPPORT_KEEP, programme)
    _demand_hours(hours)
    limit, _made = SupportLimit.objects.update_or_create(programme=programme, defaults={"hours": hours})
    audit.record(actor, "outcomes.support.limited", programme, hours=str(hours))
    return limit
