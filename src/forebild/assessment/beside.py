"""What stands on an event's office page about what it helps with."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.assessment.permissions import can_set_event_theme
from forebild.events.beside import Note
from forebild.events.models import Event


def theme_note(event: Event, actor: Any) -> Note | None:
    """The dimensions, or that none is said, for those who run the event while it lies ahead."""
    if event.state == "cancelled" or not can_set_event_theme(actor, event).allowed:
        return None
    themes = [str(theme.get_dimension_display()) for theme in event.themes.all()]
    line = ", ".join(themes) or _(
        "Nothing is said yet. Self-assessments then show it only as the next event."
    )
    href = reverse("assessment:event_themes", args=[event.public_id])
    return Note(_("What it helps with"), (line,), href, _("Say what it helps with"))
