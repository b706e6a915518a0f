"""The office's list of events with what each helps with."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forebild.assessment.models import Dimension
from forebild.events.models import Event
from forebild.people.reference.counties import COUNTIES
from forebild.shared.lists import (
    BulkAction,
    Choice,
    Column,
    DateRange,
    List,
    Search,
    TimeColumn,
    YesNo,
)
from forebild.shared.permissions import Permission


def _themes(event: Event) -> str:
    said = {theme.dimension for theme in event.themes.all()}
    return ", ".join(str(each.label) for each in Dimension if each in said)


class ThemeList(List):
    """Events that `actor` runs, with the dimensions that they help with."""

    key = "event-themes"
    caption = _("What the events help with")
    empty = _("No event yet. They appear here when the office makes one.")
    columns = [
        Column(
            "title",
            _("Event"),
            value=lambda event: event.title,
            sort="title_sv",
            link=lambda event: reverse("events:office_event", args=[event.public_id]),
        ),
        TimeColumn("begins_at", _("When"), sort="begins_at"),
        Column("kind", _("Kind"), value=lambda event: event.get_kind_display(), sort="kind"),
        Column("themes", _("Helps with"), value=_themes),
    ]
    filters = [
        Search("q", fields=["title_sv", "title_en", "municipality"]),
        Choice("theme", _("Helps with"), field="themes__dimension", choices=Dimension.choices, several=True),
        YesNo("none", _("Nothing said yet"), where=Q(themes=None)),
        Choice("kind", _("Kind"), choices=Event.Kind.choices, several=True),
        Choice("county", _("County"), choices=[(each.code, each.name) for each in COUNTIES], several=True),
        DateRange("when", _("When"), field="begins_at"),
    ]
    actions = [
        BulkAction("set", _("Say what they help with"), Permission.OFFICE_WORK, "assessment:theme_set")
    ]
    default_sort = "-begins_at"
