"""The two rows that everything goes through, one after another: an event's plan, and its notes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebild.events.models import Event
from forebild.shared.errors import NotNow
from forebild.tables.models import Notes, TablePlan


def hold_plan(plan: TablePlan) -> TablePlan:
    """The plan as it is stored now, held until the transaction ends; its event as it was known."""
    held = TablePlan.objects.select_for_update().get(pk=plan.pk)
    held.event = plan.event
    return held


def hold_notes(event: Event) -> Notes:
    """The event's notes, held until the transaction ends. Raises NotNow before there are tables."""
    notes = Notes.objects.select_for_update().filter(event=event).first()
    if notes is None:
        raise NotNow(_("The event has no tables yet. Plan them first."))
    return notes
