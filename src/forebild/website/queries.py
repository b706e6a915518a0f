"""What the pages that span apps read."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, When

from forebild.competition.models import Award, Entry
from forebild.competition.models import Case as Nominated
from forebild.competition.queries import public_award_ids
from forebild.events.queries import listed_addresses
from forebild.jury.models import Assignment
from forebild.jury.queries import judged_entries, recused_entries, standing_rulings
from forebild.library.collections.queries import sitemap_parts as collection_pages
from forebild.library.models import GoodExample
from forebild.people.reference.counties import COUNTIES, County
from forebild.programme.models import Edition, EditionQuerySet, Programme
from forebild.programme.queries import current_programme
from forebild.visits.models import Visit

SHOWN_EXAMPLES = 3
PRIZES = (Award.Outcome.WINNER, Award.Outcome.MENTION)  # a finalist is named, but not awarded


@dataclass(frozen=True)
class CountyRow:
    """A county on the map: its shape, and its winners and mentions, the latest first."""

    county: County
    path: str
    awards: tuple[Award, ...]

    @property
    def count(self) -> int:
        """How many companies that is; one may have been awarded twice."""
        return len({award.organisation_id for award in self.awards})

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


def story_count(programme: Programme | None) -> int:
    """How many good examples there are to read."""
    return GoodExample.objects.public().filter(programme=programme).count()


def award_counts(programme: Programme | None) -> dict[str, int]:
    """How many winners and mentions, in how many editions and counties; published ones only."""
    return Award.objects.filter(edition__programme=programme).aggregate(
        winners=Count("pk", filter=Q(outcome="winner")),
        mentions=Count("pk", filter=Q(outcome="mention")),
        editions=Count("edition", distinct=True),
        counties=Count("organisation__county", distinct=True, filter=Q(outcome__in=PRIZES)),
    )


def county_rows(programme: Programme | None) -> list[CountyRow]:
    """The 21 counties with their awarded companies."""
    awards = defaultdict[str, list[Award]](list)
    found = Award.objects.filter(edition__programme=programme, outcome__in=PRIZES)
    for award in found.select_related("edition", "organisation").order_by("-edition__year", "pk"):
        awards[award.organisation.county].append(award)
    return [CountyRow(county, _shapes()[county.code], tuple(awards[county.code])) for county in COUNTIES]


@cache
def _shapes() -> dict[str, str]:
    """Outlines by county code, from svg-maps/sweden by Victor Cazanave (CC BY 4.0), simplified."""
    shapes: dict[str, str] = json.loads((Path(__file__).parent / "counties.json").read_text(encoding="utf-8"))
    return shapes


def edition_shown(actor: Any, year: int | None = None) -> Edition | None:
    """The edition of `year`; without a year the announced one, else the latest that `actor` may know of."""
    editions = Edition.objects.for_actor(actor).select_related("programme")
    if year is not None:
        return editions.filter(programme=current_programme(), year=year).first()
    return _under_way_first(editions).first()


def edition_overseen(actor: Any) -> Edition | None:
    """The edition whose numbers `actor` is told: as `edition_shown`, among those that he or she runs."""
    return _under_way_first(Edition.objects.run_by(actor).select_related("programme")).first()


def _under_way_first(editions: EditionQuerySet) -> EditionQuerySet:
    return editions.order_by(Case(When(Q(state="announced"), then=0), default=1), "-year")


def waiting_counts(edition: Edition, actor: Any) -> dict[str, int]:
    """What waits in the edition's rooms, without what a recusal has closed to `actor`; six statements.

    cases: not asked yet; entries: submitted and not checked; unread: with too few readers, while it is
    under way; reviews: not handed in; rulings: without a second person; visits: that need new times.
    """
    entries = Entry.objects.for_actor(actor).filter(edition=edition)
    return {
        "cases": Nominated.objects.for_actor(actor).filter(edition=edition, state="new").count(),
        "entries": entries.filter(state="submitted").count(),
        "unread": unread_count(edition, actor) if edition.state == "announced" else 0,
        "reviews": readings(edition, actor).filter(state="open").count(),
        "rulings": standing_rulings(edition, actor).filter(state="proposed").count(),
        "visits": Visit.objects.for_actor(actor).filter(entry__edition=edition, state="wished").count(),
    }


def readings(edition: Edition, actor: Any) -> QuerySet[Assignment]:
    """Who reads what now, without what is closed to `actor`."""
    return (
        Assignment.objects.current()
        .filter(entry__edition=edition, entry__state="eligible")
        .exclude(entry__in=recused_entries(actor))
    )


def unread_count(edition: Edition, actor: Any) -> int:
    """How many entries in competition have fewer readers than the edition wants."""
    entries: QuerySet[Any] = judged_entries(edition, actor)
    return entries.filter(assigned_count__lt=edition.reviews_per_entry).count()


def public_pages(programme: Programme) -> list[tuple[str, dict[str, Any]]]:
    """Every page that anybody may read, as names and parts of addresses: for the sitemap.

    Made of what is published alone, so that nothing of a coming result shows in it; eight statements.
    """
    slugs = programme.pages.filter(document__published_at__isnull=False).values_list("slug", flat=True)
    examples = GoodExample.objects.public().filter(programme=programme).order_by("pk")
    years = programme.editions.public().values_list("year", flat=True)
    return [
        ("website:home", {}),
        ("library:examples", {}),
        *(("library:example", {"slug": slug}) for slug in examples.values_list("slug", flat=True)),
        *collection_pages(programme),
        ("library:open_data", {}),
        ("events:calendar", {}),
        *(("events:event", {"slug": slug}) for slug in listed_addresses(programme)),
        ("competition:editions", {}),
        *(("competition:edition", {"edition_year": year}) for year in years),
        *(("jury:process", {"edition_year": year}) for year in years),
        *(("competition:award", {"award_id": award_id}) for award_id in public_award_ids(programme)),
        ("competition:nominate", {}),
        *(("programme:page", {"slug": slug}) for slug in slugs),
    ]
