"""Which dimension an event helps with, as the office says."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.assessment.models import Dimension, EventTheme
from forebild.events.models import Event
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def set_event_themes(*, actor: Actor, event: Event, dimensions: Collection[str]) -> list[str]:
    """The event helps with these and no others; the keys in the dimensions' order."""
    demand(actor, Permission.EVENT_THEME_SET, event)
    if not set(dimensions) <= set(Dimension.values):
        raise InvalidInput(_("Choose among the dimensions."), {"dimensions": _("Choose among these.")})
    Event.objects.select_for_update().get(pk=event.pk)  # of two at once the second finds the first's
    before = set(event.themes.values_list("dimension", flat=True))
    event.themes.exclude(dimension__in=dimensions).delete()
    added = [each for each in Dimension.values if each in dimensions and each not in before]
    EventTheme.objects.bulk_create(EventTheme(event=event, dimension=each) for each in added)
    themes = [each for each in Dimension.values if each in dimensions]
    if set(themes) != before:
        audit.record(actor, "assessment.theme.set", event, dimensions=", ".join(themes))
    return themes
