"""The office's list of stories: how far each has come, and what it lacks."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forebild.library.facts import SIZE_NAMES
from forebild.library.queries_missing import MISSING, lacks
from forebild.people.reference.counties import COUNTIES
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

STATES = {
    "draft": _("Draft"),
    "asked": _("With the company"),
    "approved": _("Approved by the company"),
    "scheduled": _("Waits for its day"),
    "published": pgettext_lazy("good example", "Public"),
    "withdrawn": _("Withdrawn"),
}
TONES = {"asked": "warning", "approved": "info", "scheduled": "info", "published": "success"}


def missing_in_words(example: Any) -> str:
    """What a story of `with_what_is_missing` lacks."""
    return ", ".join(str(name) for kind, name in MISSING.items() if getattr(example, f"lacks_{kind}"))


def _title(example: Any) -> str:
    fields = example.document.fields
    return str(fields.get("title_sv") or fields.get("title_en") or "")


class ExampleList(List):
    """All stories that the office may see."""

    key = "examples"
    caption = _("Stories")
    empty = _("No stories yet. When a result is out, each award can become a draft in one press.")
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda each: each.organisation.name,
            sort="organisation__name_order",
            link=lambda each: reverse("library:example_edit", args=[each.public_id]),
        ),
        Column("title", _("Title"), value=_title),
        TagColumn("state", _("State"), labels=STATES, tones=TONES, sort="state"),
        Column("missing", _("What is missing"), value=missing_in_words),
        NumberColumn("open_count", _("Open remarks"), sort="open_count"),
        TimeColumn("checked_at", _("Last said to be right"), sort="checked_at"),
        NumberColumn(
            "year",
            _("Award"),
            value=lambda each: each.award.edition.year if each.award else None,
            sort="award__edition__year",
            hidden=True,
        ),
        TimeColumn(
            "public_at",
            _("Public since"),
            value=lambda each: each.document.published_at,
            sort="document__published_at",
            hidden=True,
        ),
        TimeColumn(
            "release_at",
            _("Public from"),
            value=lambda each: each.document.release_at,
            sort="document__release_at",
            hidden=True,
        ),
        Column(
            "county",
            _("County"),
            value=lambda each: each.organisation.get_county_display(),
            sort="organisation__county",
            hidden=True,
        ),
        Column("approved_by_name", _("Approved by"), sort="approved_by_name", hidden=True),
        Column("contact_email", _("Who approves at the company"), sort="contact_email", hidden=True),
        TimeColumn("created_at", pgettext_lazy("good example", "Begun"), sort="created_at", hidden=True),
    ]
    filters = [
        Search(
            "q", fields=["organisation__name", "document__fields__title_sv", "document__fields__title_en"]
        ),
        Choice("state", _("State"), choices=STATES.items(), several=True),
        Choice("missing", _("What is missing"), choices=MISSING.items(), where=lacks, several=True),
        Choice(
            "county",
            _("County"),
            field="organisation__county",
            choices=[(county.code, county.name) for county in COUNTIES],
            several=True,
        ),
        Choice("size", _("Size"), field="facts__size", choices=SIZE_NAMES.items(), several=True),
        YesNo("award", _("Has an award"), where=Q(award__isnull=False)),
        YesNo("wish", _("The company wants changes"), where=~Q(company_wish="")),
        DateRange("checked", _("Last said to be right"), field="checked_at"),
    ]
    default_sort = "-created_at"
