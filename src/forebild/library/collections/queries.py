"""What readers and the office find of collections and counties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.utils.text import slugify

from forebild.library.collections.models import Collection
from forebild.library.collections.rule import Rule, rule_of
from forebild.library.models import GoodExample
from forebild.people.reference.counties import COUNTIES, County
from forebild.programme.models import Programme
from forebild.shared.models import swedish_order, text_in

COUNTY_BY_SLUG: Mapping[str, County] = {slugify(county.name): county for county in COUNTIES}
SLUG_BY_COUNTY: Mapping[str, str] = {county.code: slug for slug, county in COUNTY_BY_SLUG.items()}
_WITH_CARD = ("document", "organisation", "facts", "award__edition")


def stories_of(programme: Programme, rule: Rule) -> QuerySet[GoodExample]:
    """The public stories of a collection: those picked by hand first, then the latest awards."""
    found = GoodExample.objects.public().filter(rule.condition(), programme=programme)
    order: list[Any] = ["-award__edition__year", "-first_published_at", "-pk"]
    if rule.picked:
        places = [When(public_id=each, then=Value(place)) for place, each in enumerate(rule.picked)]
        order.insert(0, Case(*places, default=Value(len(rule.picked))))
    return found.select_related(*_WITH_CARD).order_by(*order)


def public_rule(collection: Collection) -> Rule:
    """The rule that is published."""
    return rule_of(collection.document.published_fields or {})


def public_collections(programme: Programme, language: str) -> list[tuple[Collection, int]]:
    """Each published collection that has stories, with how many, by title. Two statements, however many."""
    found = list(Collection.objects.public().filter(programme=programme).select_related("document"))
    counts = _counts(programme, [public_rule(each) for each in found])
    shown = [(each, count) for each, count in zip(found, counts, strict=True) if count]
    return sorted(shown, key=lambda pair: swedish_order(title_of(pair[0], language)))


def _counts(programme: Programme, rules: Sequence[Rule]) -> list[int]:
    """How many public stories each rule finds; one statement."""
    if not rules:
        return []
    wanted = {
        f"found_{place}": Count("pk", filter=rule.condition(), distinct=True)
        for place, rule in enumerate(rules)
    }
    found = GoodExample.objects.public().filter(programme=programme).aggregate(**wanted)
    return [found[name] for name in wanted]


def title_of(collection: Collection, language: str) -> str:
    """What a published collection is called."""
    return text_in(collection.document.published_fields or {}, "title", language)


def county_counts(programme: Programme | None) -> dict[str, int]:
    """How many public stories each county has, by code; "" for those that are in none. One statement."""
    public = GoodExample.objects.public().filter(programme=programme, facts__isnull=False)
    return dict(public.order_by().values_list("facts__county").annotate(Count("pk")))


def stories_in(programme: Programme | None, county: str) -> QuerySet[GoodExample]:
    """The public stories of a county, the latest first."""
    found = GoodExample.objects.public().filter(programme=programme, facts__county=county)
    return found.select_related(*_WITH_CARD).order_by("-first_published_at", "-pk")


def stories_named(programme: Programme, words: str) -> QuerySet[GoodExample]:
    """Public stories by company or title, for picking by hand."""
    said = (
        Q(organisation__name__icontains=words)
        | Q(document__published_fields__title_sv__icontains=words)
        | Q(document__published_fields__title_en__icontains=words)
    )
    found = GoodExample.objects.public().filter(said, programme=programme)
    return found.select_related(*_WITH_CARD).order_by("organisation__name_order", "pk")


def sitemap_parts(programme: Programme) -> list[tuple[str, dict[str, Any]]]:
    """The pages of collections and counties that have stories, as names and parts of addresses."""
    collections = public_collections(programme, "sv")
    counties = [code for code in sorted(county_counts(programme)) if code in SLUG_BY_COUNTY]
    return [
        ("library:collections", {}),
        *(("library:collection", {"slug": each.slug}) for each, _count in collections),
        ("library:counties", {}),
        *(("library:county", {"county": SLUG_BY_COUNTY[code]}) for code in counties),
    ]
