"""The office's list of site visits."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forebild.shared.lists import (
    Choice,
    Column,
    DateRange,
    List,
    NumberColumn,
    Search,
    TagColumn,
    TimeColumn,
    YesNo,
)
from forebild.visits.models import Visit
from forebild.visits.queries import FEWEST_VISITORS
from forebild.visits.states import OPEN

STATES = {
    "planned": _("being planned"),
    "offered": _("the company is asked"),
    "wished": _("needs new times"),
    "booked": _("booked"),
    "handed_in": _("protocol handed in"),
    "signed": _("protocol signed"),
    "cancelled": _("cancelled"),
}
TONES = {
    "offered": "info",
    "wished": "warning",
    "booked": "info",
    "handed_in": "success",
    "signed": "success",
}


def names_of(visit: Visit) -> str:
    """Those who go; `visitors` prefetched."""
    return ", ".join(str(visitor.juror.person) for visitor in visit.visitors.all())


class VisitList(List):
    """Every visit of an edition."""

    key = "visits"
    caption = _("Site visits")
    empty = _("No visit is planned yet. Plan the first one.")
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda visit: visit.entry.organisation.name,
            sort="entry__organisation__name_order",
            link=lambda visit: reverse(
                "visits:office_visit", args=[visit.entry.edition.year, visit.public_id]
            ),
        ),
        TagColumn("state", _("State"), labels=STATES, tones=TONES, sort="state"),
        TimeColumn("begins_at", _("Time"), sort="begins_at"),
        Column("form", _("How"), value=lambda visit: visit.get_form_display(), sort="form"),
        Column("visitors", _("Visitors"), value=names_of),
        NumberColumn("claim_count", _("Claims"), sort="claim_count"),
        Column("where", _("Where"), value=lambda visit: visit.where, hidden=True),
        Column("contact_name", _("Contact person"), hidden=True),
        TimeColumn("handed_in_at", _("Handed in"), sort="handed_in_at", hidden=True),
    ]
    filters = [
        Search("q", fields=["entry__organisation__name", "place", "contact_name"]),
        Choice("state", _("State"), choices=STATES.items(), several=True),
        Choice("form", _("How"), choices=Visit.Form.choices),
        DateRange("time", _("Time"), field="begins_at"),
        YesNo(
            "short",
            _("Lacks a visitor"),
            where=Q(visitor_count__lt=FEWEST_VISITORS, state__in=OPEN),
        ),
    ]
    default_sort = "company"
