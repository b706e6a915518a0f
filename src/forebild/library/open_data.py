"""Everything that is public of the stories, for others to use: as JSON and CSV, streamed.

LICENCE        what may be done with it
FIELDS         name by name what a row holds: the page about the data and both files are made of it
mark, changed  what tells one state of the data from another, and when it last changed
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import StringAgg
from django.db.models import CharField, F, Max, Prefetch, Value
from django.db.models.functions import MD5, Cast, Coalesce, Concat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forebild.library.facets import sector_of
from forebild.library.facts import FACTS, facts_of
from forebild.library.models import Afterwards, ExamplePicture, GoodExample
from forebild.library.story import FIELDS as TEXTS
from forebild.people.reference.counties import BY_CODE
from forebild.programme.models import Programme
from forebild.shared.lists.exports.cells import guarded
from forebild.shared.urls import site_url

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
_AT_ONCE = 500

FIELDS: Mapping[str, str | Promise] = {
    "id": _("An id that stays the same as long as the story exists"),
    "url_sv": _("The story's page in Swedish"),
    "url_en": _("The story's page in English"),
    "company": _("The company"),
    "website": _("The company's website"),
    "municipality": _("Municipality"),
    "county_code": _("County, as Statistics Sweden numbers them"),
    "county": _("County"),
    "industry": _("The main industry's code, SNI"),
    "sector": _("Trade, as the site's filter has it"),
    "size": _("Size: micro, small, medium or large, as the EU draws the lines"),
    "year": _("The edition's year, else that of publication"),
    "technologies": _("Technologies"),
    "cost_band": _("What it cost, in SEK"),
    "time_band": _("How long it took"),
    "maturity_step": _("Where they stood when they began"),
    "focus_area": _("Focus area of Smart industri"),
    "goals": _("Global goals, by number"),
    "dimensions": _("What it moves"),
    "award": _("Award: winner, mention or finalist"),
    "award_year": _("The award's year"),
    "citation_sv": _("The jury's citation in Swedish"),
    "citation_en": _("The jury's citation in English"),
    **{name: _("Text in Swedish") if name.endswith("_sv") else _("Text in English") for name in TEXTS},
    **{
        f"after_{years}_{language}": _("What happened afterwards, in years")
        for years in (1, 2, 3)
        for language in ("sv", "en")
    },
    "picture_url": _("The picture's address; the picture itself is not under the licence"),
    "picture_alt_sv": _("What the picture shows, in Swedish"),
    "picture_alt_en": _("What the picture shows, in English"),
    "photographer": _("Who took the picture"),
    "approved_on": _("When the company approved the text"),
    "first_published_on": _("When it was first published"),
    "changed_at": _("When what is published last changed"),
}


def json_parts(programme: Programme) -> Iterator[str]:
    """{"licence", "licence_url", "source", "examples": [a row, …]}, a row a line."""
    head = {"licence": LICENCE, "licence_url": LICENCE_URL, "source": programme.name_sv}
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "examples": ['
    between = "\n"
    for row in rows(programme):
        yield between + json.dumps(row, ensure_ascii=False)
        between = ",\n"
    yield "\n]}\n"


def csv_parts(programme: Programme) -> Iterator[str]:
    """A line of names, then a line a story; several values in a cell stand with | between them."""
    yield "\ufeff" + _line(list(FIELDS))
    for row in rows(programme):
        yield _line([_cell(row[name]) for name in FIELDS])


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(cells)
    return text.getvalue()


def _cell(value: Any) -> str:
    """As text that no spreadsheet takes for a formula."""
    return guarded("|".join(value) if isinstance(value, list) else "" if value is None else str(value))


def rows(programme: Programme) -> Iterator[dict[str, Any]]:
    """A story after the other, the oldest first, some hundred at a time."""
    told = Prefetch("afterwards", Afterwards.objects.filter(published_at__isnull=False), to_attr="told")
    stories = (
        GoodExample.objects.public()
        .filter(programme=programme)
        .select_related("document", "organisation", "facts", "award__edition")
        .prefetch_related(told, "pictures")
        .order_by("pk")
    )
    return (row_of(example) for example in stories.iterator(chunk_size=_AT_ONCE))


def row_of(example: GoodExample) -> dict[str, Any]:
    """One story: only what its page shows to anybody."""
    fields = example.document.published_fields or {}
    values = {
        "id": example.public_id,
        "url_sv": site_url("library:example", "sv", slug=example.slug),
        "url_en": site_url("library:example", "en", slug=example.slug),
        "company": example.organisation.name,
        "website": example.organisation.website,
        "municipality": example.organisation.municipality,
        **_facts(example),
        **_award(example),
        **{name: str(fields.get(name) or "") for name in TEXTS},
        **{
            f"after_{each.years}_{language}": getattr(each, f"text_{language}")
            for each in example.told  # type: ignore[attr-defined]  # prefetched
            for language in ("sv", "en")
        },
        **_picture(example, str(fields.get("picture") or "")),
        "approved_on": _day(example.approved_at),
        "first_published_on": _day(example.first_published_at),
        "changed_at": example.document.published_at.isoformat() if example.document.published_at else None,
    }
    return {name: values.get(name, "") for name in FIELDS}


def _facts(example: GoodExample) -> dict[str, Any]:
    facts = facts_of(example)
    chosen = {name: getattr(facts, name) for name in FACTS}
    return {
        **{name: list(value) if isinstance(value, tuple) else value for name, value in chosen.items()},
        "county_code": facts.county,
        "county": BY_CODE[facts.county].name if facts.county in BY_CODE else "",
        "industry": facts.industry,
        "sector": sector_of(facts.division),
        "size": facts.size,
        "year": facts.year,
    }


def _award(example: GoodExample) -> dict[str, Any]:
    award = example.award
    if award is None:
        return {"award_year": None}
    return {
        "award": award.outcome,
        "award_year": award.edition.year,
        "citation_sv": award.citation_sv,
        "citation_en": award.citation_en,
    }


def _picture(example: GoodExample, public_id: str) -> dict[str, Any]:
    shown: ExamplePicture | None = next(
        (each for each in example.pictures.all() if each.public_id == public_id), None
    )
    if shown is None:
        return {}
    return {
        "picture_url": site_url("library:example_picture", "sv", slug=example.slug, picture_id=public_id),
        "picture_alt_sv": shown.alt_sv,
        "picture_alt_en": shown.alt_en,
        "photographer": shown.photographer,
    }


def _day(at: datetime | None) -> str | None:
    return at.date().isoformat() if at else None


def mark(programme: Programme) -> str:
    """What tells this state of the data from any other: over all that rows are made of. Two statements."""
    stories = GoodExample.objects.public().filter(programme=programme)
    said = Concat(
        *(
            part
            for name in _MADE_OF
            for part in (Coalesce(Cast(F(name), CharField()), Value("")), Value("\n"))
        ),
        output_field=CharField(),
    )
    of_stories = stories.annotate(said=MD5(said)).aggregate(all=StringAgg("said", ",", order_by=F("pk")))
    told = Afterwards.objects.filter(example__in=stories, published_at__isnull=False)
    after = told.order_by("pk").values_list("pk", "published_at", "text_sv", "text_en")
    text = f"{of_stories['all']} {list(after)} {settings.SITE_URL} {programme.name_sv}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


_MADE_OF = (
    *("public_id", "slug", "document__published_at", "approved_at", "facts__noted_at"),
    *("organisation__name", "organisation__website", "organisation__municipality"),
    *("award__outcome", "award__citation_sv", "award__citation_en", "award__edition__year"),
)


def changed(programme: Programme) -> datetime | None:
    """When a story was last published."""
    public = GoodExample.objects.public().filter(programme=programme)
    return public.aggregate(at=Max("document__published_at"))["at"]
