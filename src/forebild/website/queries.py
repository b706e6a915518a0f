"""What the pages that span apps read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import Count, Q

from forebild.competition.models import Award
from forebild.library.models import GoodExample
from forebild.people.reference.counties import COUNTIES, County
from forebild.programme.models import Edition, Programme

SHOWN_EXAMPLES = 3


@dataclass(frozen=True)
class CountyRow:
    """A county on the map: its shape, and how many awarded companies it has."""

    county: County
    path: str
    count: int

    @property
    def tone(self) -> int:
        """0 (none) to 3 (many), for the map's colours."""
        return min(self.count, 3)


def edition_under_way(programme: Programme | None) -> Edition | None:
    """The announced edition, the latest where there are several."""
    return Edition.objects.filter(programme=programme, state="announced").order_by("-year").first()


def latest_examples(programme: Programme | None) -> list[GoodExample]:
    """The good examples published last."""
    public = GoodExample.objects.public().filter(programme=programme)
    return list(
        public.select_related("document", "organisation", "award").order_by("-award__published_at", "-pk")[
            :SHOWN_EXAMPLES
        ]
    )


def award_counts(programme: Programme | None) -> dict[str, int]:
    """How many winners and mentions, in how many editions and counties; published ones only."""
    return Award.objects.filter(edition__programme=programme).aggregate(
        winners=Count("pk", filter=Q(outcome="winner")),
        mentions=Count("pk", filter=Q(outcome="mention")),
        companies=Count("organisation", distinct=True),
        editions=Count("edition", distinct=True),
        counties=Count("organisation__county", distinct=True),
    )


def county_rows(programme: Programme | None) -> list[CountyRow]:
    """The 21 counties with their awarded companies."""
    counts = dict(
        Award.objects.filter(edition__programme=programme)
        .values_list("organisation__county")
        .annotate(count=Count("organisation", distinct=True))
    )
    return [CountyRow(county, _shapes()[county.code], counts.get(county.code, 0)) for county in COUNTIES]


@cache
def _shapes() -> dict[str, str]:
    """Outlines by county code, from svg-maps/sweden by Victor Cazanave (CC BY 4.0), simplified."""
    shapes: dict[str, str] = json.loads((Path(__file__).parent / "counties.json").read_text(encoding="utf-8"))
    return shapes
