"""A story's address is its own: neither another story's nor that of a page beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from forebild.library.models import GoodExample
from forebild.library.services import examples as services
from forebild.library.services.slugs import RESERVED, free_slug
from forebild.library.tests.stories import make_example
from tests.worlds import make_company, make_office, make_programme

LIBRARY = "exempel/"


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_no_story_gets_the_address_of_another_page(slug: str) -> None:
    assert free_slug(slug) == f"{slug}-2"
    example = make_example()
    GoodExample.objects.filter(pk=example.pk).update(slug=f"{slug}-2")
    assert free_slug(slug) == f"{slug}-3"
    assert free_slug(f"{slug}-ab-2026") == f"{slug}-ab-2026"


@pytest.mark.django_db
def test_companies_of_one_name_get_numbers() -> None:
    office, programme = make_office(), make_programme()
    stories = [
        services.start_example(actor=office, programme=programme, organisation=make_company(f"{name} AB"))
        for name in ("Län", "Län!", "L" * 90, "L" * 91)
    ]
    first, second, long, longer = (story.slug for story in stories)
    assert first.startswith("lan-ab-2")
    assert second == f"{first}-2"
    assert (long, longer) == ("l" * 70, f"{'l' * 70}-2")


def test_every_page_beside_the_stories_keeps_its_address() -> None:
    """Also one that is added: its first word must be among those that no story gets."""
    addresses = [each for each in _addresses(get_resolver().url_patterns) if each.startswith(LIBRARY)]
    first = {each.removeprefix(LIBRARY).split("/")[0].split(".")[0] for each in addresses}
    assert {word for word in first if word and not word.startswith("<")} == RESERVED


def _addresses(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Every address as it is written, without the language's beginning."""
    for each in patterns:
        written = str(getattr(each.pattern, "_route", "")) if hasattr(each.pattern, "_route") else ""
        if isinstance(each, URLResolver):
            yield from _addresses(each.url_patterns, before + written)
        else:
            yield before + written
