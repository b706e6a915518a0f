"""The ways to narrow the library: the same for readers' filters, for collections, feeds and open data.

FACETS        by key (a field of the search's `Need`), in the order in which they are shown
condition     the stories that have one of the chosen values in every facet that is chosen
facts_line    a story's trade, place and size in one line
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forebild.library import facts
from forebild.library.queries import SECTOR_NAMES, SECTORS
from forebild.people.reference.counties import BY_CODE, COUNTIES


@dataclass(frozen=True)
class Facet:
    """What it is called in an address and for readers, its values with their names, the fact it is about."""

    param: str
    label: str | Promise
    names: facts.Names
    fact: str

    def condition(self, chosen: Collection[str]) -> Q:
        """The stories with one of the chosen values."""
        if self.fact == "division":
            return Q(facts__division__in=[code for sector in chosen for code in divisions(sector)])
        if self.fact in facts.LISTS:
            return Q(**{f"facts__{self.fact}__overlap": list(chosen)})
        return Q(**{f"facts__{self.fact}__in": list(chosen)})


FACETS: Mapping[str, Facet] = {
    "counties": Facet("county", _("County"), {each.code: each.name for each in COUNTIES}, "county"),
    "sectors": Facet("sector", _("Trade"), SECTOR_NAMES, "division"),
    "sizes": Facet("size", _("Size"), facts.SIZE_NAMES, "size"),
    "technologies": Facet("technology", _("Technology"), facts.TECHNOLOGIES, "technologies"),
    "cost_bands": Facet("cost", _("What it cost"), facts.COST_BANDS, "cost_band"),
    "time_bands": Facet("time", _("How long it took"), facts.TIME_BANDS, "time_band"),
    "steps": Facet("step", _("Where they stood when they began"), facts.MATURITY_STEPS, "maturity_step"),
    "dimensions": Facet("dimension", _("What it moves"), facts.DIMENSIONS, "dimensions"),
    "focus_areas": Facet("focus", _("Focus area"), facts.FOCUS_AREAS, "focus_area"),
    "goals": Facet("goal", _("Global goals"), facts.GOALS, "goals"),
}


def condition(chosen: Mapping[str, Collection[str]]) -> Q:
    """The stories that hold in every facet where something is chosen."""
    found = Q()
    for key, values in chosen.items():
        if values:
            found &= FACETS[key].condition(values)
    return found


def divisions(sector: str) -> list[str]:
    """The divisions (two digits) of a trade; none for a trade that is not known."""
    return [f"{number:02}" for numbers in SECTORS.get(sector, ()) for number in numbers]


def sector_of(division: str) -> str:
    """The trade of a division; "" where it is unknown."""
    if not division.isdigit():
        return ""
    return next((key for key, ranges in SECTORS.items() if any(int(division) in each for each in ranges)), "")


def facts_line(told: facts.Facts) -> list[str]:
    """Trade, county, size, cost and time, as far as they are known."""
    known = (
        (SECTOR_NAMES, sector_of(told.division)),
        ({told.county: BY_CODE[told.county].name} if told.county in BY_CODE else {}, told.county),
        (facts.SIZE_NAMES, told.size),
        (facts.COST_BANDS, told.cost_band),
        (facts.TIME_BANDS, told.time_band),
    )
    return [str(names[key]) for names, key in known if key in names]
