"""What several events help with, said in one press; and that press undone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.models import EventTheme, ThemeChange
from forebild.events.models import Event
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand

ADD, REMOVE, REPLACE = "add", "remove", "replace"
_Themes = dict[str, list[str]]  # an event's public id, its dimensions in order


@transaction.atomic
def change_themes(
    *, actor: Actor, events: Iterable[Event], dimensions: Collection[str], way: str
) -> ThemeChange:
    """Add `dimensions` to each event, take them away, or let them be all that it helps with.

    Raises NotNow when nothing would be another than it is.
    """
    rows = _held(events)
    for event in rows:
        demand(actor, Permission.EVENT_THEME_SET, event)
    before = themes_of(rows)
    after = {key: _changed(known, dimensions, way) for key, known in before.items()}
    changed = [event for event in rows if before[event.public_id] != after[event.public_id]]
    if not changed:
        raise NotNow(_("The events have these dimensions already. Nothing was changed."))
    _store(changed, after)
    keys = [event.public_id for event in changed]
    change = ThemeChange.objects.create(
        programme_id=changed[0].programme_id,
        before={key: before[key] for key in keys},
        after={key: after[key] for key in keys},
        changed_by=actor,
    )
    audit.record(
        actor, "assessment.themes.changed", change, events=keys, dimensions=sorted(dimensions), way=way
    )
    return change


@transaction.atomic
def undo_themes(*, actor: Actor, change: ThemeChange) -> int:
    """Let the events help with what they did before; one that has been changed since is left as it is.

    How many were put back. Raises NotNow when it has been undone already.
    """
    fresh = ThemeChange.objects.select_for_update().get(pk=change.pk)
    if fresh.undone_at:
        raise NotNow(_("The change has been undone already."))
    rows = _held(Event.objects.filter(public_id__in=list(fresh.before)))
    for event in rows:
        demand(actor, Permission.EVENT_THEME_SET, event)
    now = themes_of(rows)
    untouched = [event for event in rows if now[event.public_id] == fresh.after[event.public_id]]
    _store(untouched, fresh.before)
    fresh.undone_at = timezone.now()
    fresh.save(update_fields=["undone_at"])
    audit.record(actor, "assessment.themes.undone", fresh, events=[event.public_id for event in untouched])
    return len(untouched)


def themes_of(events: Iterable[Event]) -> _Themes:
    """What each event helps with, in order; one statement."""
    keys = {event.pk: event.public_id for event in events}
    found: _Themes = {public_id: [] for public_id in keys.values()}
    for theme in EventTheme.objects.filter(event__in=keys).order_by("dimension"):
        found[keys[theme.event_id]].append(theme.dimension)
    return found


def _held(events: Iterable[Event]) -> list[Event]:
    """The rows, held in one order, so that two presses at once come one after another."""
    keys = [event.pk for event in events]
    held = Event.objects.select_for_update(of=["self"]).select_related("programme", "edition")
    return list(held.filter(pk__in=keys).order_by("pk"))


def _changed(known: list[str], dimensions: Collection[str], way: str) -> list[str]:
    given = set(dimensions)
    changed = {ADD: given | set(known), REMOVE: set(known) - given, REPLACE: given}[way]
    return sorted(changed)


def _store(events: Iterable[Event], themes: Mapping[str, Any]) -> None:
    rows = list(events)
    EventTheme.objects.filter(event__in=rows).delete()
    EventTheme.objects.bulk_create(
        EventTheme(event=event, dimension=dimension)
        for event in rows
        for dimension in themes[event.public_id]
    )
