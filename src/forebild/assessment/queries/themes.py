"""Events with what they help with, and the office's last press about that."""

from __future__ import annotations

from django.db.models import QuerySet

from forebild.assessment.models import ThemeChange
from forebild.events.models import Event
from forebild.programme.models import Programme
from forebild.shared.permissions import Actor


def themed_events(actor: Actor, programme: Programme) -> QuerySet[Event]:
    """Those that `actor` runs and that are not called off, with their themes."""
    events = Event.objects.for_actor(actor).run_by(actor).filter(programme=programme)
    return events.exclude(state="cancelled").prefetch_related("themes")


def own_theme_changes(actor: Actor, programme: Programme) -> QuerySet[ThemeChange]:
    """What `actor` has said, the latest first."""
    return ThemeChange.objects.filter(programme=programme, changed_by=actor)


def latest_theme_change(actor: Actor, programme: Programme) -> ThemeChange | None:
    """The actor's last press, while it stands."""
    latest = own_theme_changes(actor, programme).first()
    return latest if latest is not None and latest.undone_at is None else None
