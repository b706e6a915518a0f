"""What readers find in the library: lists narrowed by place, trade and size, one story, feeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Award
from forebild.library.facts import SIZES
from forebild.library.models import ExamplePicture, GoodExample
from forebild.library.story import FIELDS, PARTS
from forebild.people.models import OrganisationFigures, OrganisationIndustry
from forebild.programme.models import Programme
from forebild.shared.writing.models import Fields

# Trades in words that a reader would use, by SNI division (the first two digits; the same in both schemes).
SECTORS: Mapping[str, tuple[range, ...]] = {
    "food": (range(10, 13),),
    "textile": (range(13, 16),),
    "wood": (range(16, 19), range(31, 32)),
    "chemistry": (range(19, 24),),
    "metal": (range(24, 26),),
    "electronics": (range(26, 28),),
    "machines": (range(28, 31), range(33, 34)),
    "other": (range(1, 10), range(32, 33), range(34, 100)),
}
SECTOR_NAMES = {
    "food": _("Food and drink"),
    "textile": _("Textile and clothes"),
    "wood": _("Wood, paper and furniture"),
    "chemistry": _("Chemistry, plastics and stone"),
    "metal": _("Metal"),
    "electronics": _("Electronics"),
    "machines": _("Machines and vehicles"),
    "other": _("Other"),
}
MOST_IN_FEED = 30


def published_examples(
    programme: Programme, *, words: str = "", county: str = "", sector: str = "", size: str = ""
) -> QuerySet[GoodExample]:
    """What readers may see, narrowed; the latest first. Unknown values find nothing."""
    found = GoodExample.objects.public().filter(programme=programme)
    if words.strip():
        found = found.filter(reduce(or_, (_said(name, words.strip()) for name in FIELDS)))
    if county:
        found = found.filter(organisation__county=county)
    if sector:
        codes = [f"{number:02}" for numbers in SECTORS.get(sector, ()) for number in numbers]
        found = found.annotate(division=_main_division()).filter(division__in=codes)
    if size:
        least, most = SIZES.get(size, (0, 0))
        found = found.annotate(head_count=_head_count()).filter(head_count__gte=least)
        found = found.filter(head_count__lt=most) if most is not None else found
    return found.select_related("document", "organisation", "award__edition").order_by(
        "-first_published_at", "-pk"
    )


def _said(name: str, words: str) -> Q:
    return Q(**{f"document__published_fields__{name}__icontains": words}) | Q(
        organisation__name__icontains=words
    )


def _main_division() -> Subquery:
    """The first two digits of the company's main industry."""
    main = OrganisationIndustry.objects.filter(organisation=OuterRef("organisation")).order_by("rank")
    return Subquery(main.values_list(Left("code", 2))[:1])


def _head_count() -> Subquery:
    """The company's latest head count."""
    figures = OrganisationFigures.objects.filter(organisation=OuterRef("organisation")).order_by("-year")
    return Subquery(figures.values("head_count")[:1])


def public_example(slug: str) -> GoodExample | None:
    """The published example at this address, whoever asks."""
    related = ("document", "organisation", "programme", "award__edition__programme", "facts")
    return GoodExample.objects.public().select_related(*related).filter(slug=slug).first()


def gone_example(slug: str) -> GoodExample | None:
    """What was public at this address and is not any more."""
    related = ("document", "programme", "organisation", "award__edition")
    return GoodExample.objects.gone().select_related(*related).filter(slug=slug).first()


@dataclass(frozen=True)
class Story:
    """A story as readers see it: from what is published, or (for a preview) from a draft's fields."""

    title: str
    ingress: str
    parts: tuple[tuple[str, str], ...]  # (heading's key, text); empty parts are left out
    picture: ExamplePicture | None


def story(fields: Fields, language: str, pictures: Mapping[str, ExamplePicture]) -> Story:
    """The fields in `language`; what lacks a translation is read in the other."""

    def text(name: str) -> str:
        order = ("en", "sv") if language.startswith("en") else ("sv", "en")
        return next((str(said) for code in order if (said := fields.get(f"{name}_{code}"))), "")

    return Story(
        title=text("title"),
        ingress=text("ingress"),
        parts=tuple((part, text(part)) for part in PARTS if text(part)),
        picture=pictures.get(str(fields.get("picture") or "")),
    )


def pictures_of(example: GoodExample) -> dict[str, ExamplePicture]:
    """The example's pictures by public id."""
    return {picture.public_id: picture for picture in example.pictures.select_related("file")}


def pictures_shown(examples: list[GoodExample]) -> dict[str, ExamplePicture]:
    """The pictures that are published with these examples, by public id; one statement."""
    wanted = [str(example.document.published_value("picture") or "") for example in examples]
    found = ExamplePicture.objects.filter(public_id__in=filter(None, wanted)).select_related("file")
    return {picture.public_id: picture for picture in found}


@dataclass(frozen=True)
class Address:
    """A page for sitemaps: url name, its parts, when it last changed."""

    name: str
    parts: Mapping[str, Any]
    changed_at: datetime | None


def sitemap_addresses(programme: Programme) -> list[Address]:
    """Every published example; nothing that waits."""
    examples = published_examples(programme)
    return [
        Address("library:example", {"slug": example.slug}, example.document.published_at)
        for example in examples
    ]


def feed_examples(programme: Programme) -> list[GoodExample]:
    """The latest published examples, for the feed."""
    return list(published_examples(programme)[:MOST_IN_FEED])


def stories_due(actor: Any) -> dict[str, int]:
    """How many good examples the company wants changed, and how many are approved and not planned or out."""
    return GoodExample.objects.for_actor(actor).aggregate(
        wished=Count("pk", filter=~Q(company_wish=""), distinct=True),
        approved=Count("pk", filter=Q(state="approved"), distinct=True),
    )


def published_awards(programme: Programme | None) -> QuerySet[Award]:
    """Published winners and mentions: what can become a good example."""
    return Award.objects.filter(
        edition__programme=programme, edition__released_at__isnull=False, outcome__in=["winner", "mention"]
    ).select_related("edition__programme", "organisation", "entry")


def awards_without_example(programme: Programme) -> QuerySet[Award]:
    """Those of which no good example has been begun."""
    fresh = published_awards(programme).filter(entry__example=None)
    return fresh.order_by("-edition__year", "-outcome", "organisation__name_order")
