"""How an edition is judged, in numbers that everybody may see: nothing here depends on who asks.

Only groups of entries that are large enough are counted (`safe_cells`), and what is said of reviews and
recusals is counted over the entries in the regions shown. So an entry that is alone in its region shows in
nothing, neither by being there nor by what happens to it. Regions are counties; where no county can be
shown they are the country's eight areas.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from forebild.jury.models import Recusal
from forebild.jury.safe_cells import LEAST, safe_cells
from forebild.people.models import OrganisationFigures
from forebild.people.reference.counties import BY_CODE, COUNTIES
from forebild.programme.models import Edition
from forebild.programme.queries import Stretch, timeline

UNKNOWN = "unknown"
HANDED_IN = ("submitted", "eligible", "ineligible")
_SIZES = {"micro": 10, "small": 50, "medium": 250}  # head counts below it, as the EU draws the lines

Cells = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Stage:
    """A phase and its length in whole days."""

    stretch: Stretch
    days: int


@dataclass(frozen=True)
class Process:
    """The numbers. Cells are (name, entries) of the groups shown; a number that may not be told is None.

    `entry_count`: at least so many entries; `mean_reviews` and `least_reviews`: per entry in competition.
    """

    regions: Cells
    sizes: Cells
    entry_count: int | None
    mean_reviews: float | None
    least_reviews: int | None
    recusal_count: int | None
    juror_count: int
    stages: tuple[Stage, ...]


def process_of(edition: Edition) -> Process:
    """The edition's open numbers, in four statements."""
    entries = list(_handed_in(edition))
    region_of, regions = _regions(entries)
    by_size = Counter(_size(entry.head_count) for entry in entries)
    sizes = safe_cells({key: by_size[key] for key in (*_SIZES, "large", UNKNOWN)})
    counted = [entry for entry in entries if region_of(entry) in regions]
    reviews = [entry.review_count for entry in counted if entry.state == "eligible"]
    return Process(
        regions=_named(regions, _county_names() | _area_names()),
        sizes=_named(sizes, _size_names()),
        entry_count=max(sum(regions.values()), sum(sizes.values())) or None,
        mean_reviews=sum(reviews) / len(reviews) if len(reviews) >= LEAST else None,
        least_reviews=min(reviews) if len(reviews) >= LEAST else None,
        recusal_count=_recusal_count(counted),
        juror_count=edition.jurors.filter(state="serving").count(),
        stages=tuple(_stage(each) for each in timeline(edition)),
    )


def _handed_in(edition: Edition) -> QuerySet[Any]:
    """The entries handed in and not taken back, with `head_count` and `review_count`."""
    figures = OrganisationFigures.objects.filter(organisation=OuterRef("organisation")).order_by("-year")
    is_in = ~Q(assignments__state="ended") & Q(assignments__review__state="submitted")
    return (
        edition.entries.filter(state__in=HANDED_IN)
        .annotate(
            head_count=Subquery(figures.values("head_count")[:1]),
            review_count=Count("assignments", filter=is_in, distinct=True),
        )
        .select_related("organisation")
    )


def _regions(entries: list[Any]) -> tuple[Callable[[Any], str], dict[str, int]]:
    """How an entry's region is found, and the regions shown with their entries."""
    by_county = Counter(_county(entry) for entry in entries)
    counties = safe_cells({key: by_county[key] for key in (*_county_names(), UNKNOWN)})
    if counties:
        return _county, counties
    by_area = Counter(_area(entry) for entry in entries)
    return _area, safe_cells({key: by_area[key] for key in (*_area_names(), UNKNOWN)})


def _county(entry: Any) -> str:
    return str(entry.organisation.county or UNKNOWN)


def _area(entry: Any) -> str:
    county = BY_CODE.get(entry.organisation.county)
    return county.nuts2 if county else UNKNOWN


def _recusal_count(entries: Iterable[Any]) -> int | None:
    """How often somebody stands aside from one of these entries; None where it is too seldom to tell."""
    counted = Recusal.objects.in_force().filter(entry__in=[entry.pk for entry in entries]).count()
    return counted if counted >= LEAST else None


def _size(head_count: Any) -> str:
    if head_count is None:
        return UNKNOWN
    return next((size for size, below in _SIZES.items() if head_count < below), "large")


def _named(cells: dict[str, int], names: dict[str, str]) -> Cells:
    """The most entries first; of equal ones in the order of the names' list."""
    return tuple(sorted(((names[key], count) for key, count in cells.items()), key=lambda cell: -cell[1]))


def _county_names() -> dict[str, str]:
    return {county.code: county.name for county in COUNTIES} | {UNKNOWN: _("County not stated")}


def _area_names() -> dict[str, str]:
    """The areas that Eurostat calls NUTS 2."""
    return {
        "SE11": _("Stockholm"),
        "SE12": _("East Middle Sweden"),
        "SE21": _("Småland and the islands"),
        "SE22": _("South Sweden"),
        "SE23": _("West Sweden"),
        "SE31": _("North Middle Sweden"),
        "SE32": _("Middle Norrland"),
        "SE33": _("Upper Norrland"),
    }


def _size_names() -> dict[str, str]:
    return {
        "micro": _("fewer than 10 people"),
        "small": _("10–49 people"),
        "medium": _("50–249 people"),
        "large": _("250 people or more"),
        UNKNOWN: _("size not stated"),
    }


def _stage(stretch: Stretch) -> Stage:
    """A day that has begun counts."""
    length = stretch.phase.closes_at - stretch.phase.opens_at
    return Stage(stretch, max(1, -(-length // timedelta(days=1))))
