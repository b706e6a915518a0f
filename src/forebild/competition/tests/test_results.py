"""What everybody sees: a year through its phases, all years, the proof, the diploma, the badge."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone, translation

from forebild.competition import badges, queries
from forebild.competition.services.awards import Result, publish_awards
from forebild.programme.models import Edition
from tests.worlds import (
    client_of,
    make_company,
    make_edition,
    make_entry,
    make_office,
    make_person,
    make_programme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def swedish_site(settings: Any) -> Iterator[None]:
    """Swedish at the root and English under /en/, as in the product."""
    settings.LANGUAGE_CODE = "sv"
    clear_url_caches()  # addresses are remembered per language, prefix and all
    with translation.override("sv"):
        yield
    clear_url_caches()


def make_released(
    *outcomes: str, year: int = 2026, company: str = "Bolag", chair: str = "Kim Exempel"
) -> Edition:
    """A released edition with an award for each outcome."""
    edition = make_edition(year, state="released", released_at=timezone.now(), open_phase="announcement")
    results = [
        Result(
            make_entry(edition, make_company(f"{company} {outcome} {number} AB", municipality="Motala")),
            outcome,
            "För modet att visa allt.",
            "For the courage to show it all.",
        )
        for number, outcome in enumerate(outcomes)
    ]
    publish_awards(edition=edition, results=results, published_at=edition.released_at, chair_name=chair)
    return edition


def test_a_planned_edition_is_the_office_s_alone() -> None:
    make_edition(2030, state="planned")
    actors = {"nobody": None, "stranger": make_person(), "office": make_office()}
    for year, statuses in ((2030, [404, 404, 200]), (1999, [404, 404, 404])):
        asked = [client_of(person).get(f"/omgang/{year}/") for person in actors.values()]
        assert [answer.status_code for answer in asked] == statuses


@pytest.mark.parametrize(
    ("open_phase", "stage"),
    [
        ("nomination", "nominating"),
        ("application", "open"),
        ("review", "judging"),
        ("announcement", "judging"),
    ],
)
def test_an_edition_through_its_phases(open_phase: str, stage: str) -> None:
    make_edition(2027, open_phase=open_phase)
    page = Client().get("/omgang/2027/")
    assert page.context["shown"].stage == stage
    assert page.context["shown"].result == queries.Result()


def test_before_the_call_and_without_dates() -> None:
    edition = make_edition(2027, open_phase="nomination")
    edition.phases.update(
        opens_at=timezone.now() + timedelta(days=9), closes_at=timezone.now() + timedelta(days=20)
    )
    shown = Client().get("/omgang/2027/").context["shown"]
    assert (shown.stage, shown.closes_at) == ("before", None)
    assert shown.opens_at is not None
    edition.phases.all().delete()
    bare = Client().get("/omgang/2027/").context["shown"]
    assert (bare.stage, bare.opens_at, bare.announced_at, bare.phases) == ("before", None, None, ())


def test_the_result_in_both_languages_with_citations() -> None:
    make_released("winner", "winner", "mention", "finalist")
    swedish, english = (Client().get(f"{prefix}/omgang/2026/").content.decode() for prefix in ("", "/en"))
    for page, citation in ((swedish, "För modet att visa allt."), (english, "For the courage")):
        for company in (
            "Bolag winner 0 AB",
            "Bolag winner 1 AB",
            "Bolag mention 2 AB",
            "Bolag finalist 3 AB",
        ):
            assert company in page
        assert citation in page
    assert "For the courage" not in swedish


def test_a_year_without_an_award_says_so() -> None:
    make_released("mention")
    assert Client().get("/en/omgang/2026/").context["shown"].result.winners == ()
    assert "No winner this year" in Client().get("/en/omgang/2026/").content.decode()


def test_companies_stand_in_swedish_order() -> None:
    edition = make_released()
    results = [
        Result(make_entry(edition, make_company(name)), "mention", "För.")
        for name in ("Öst AB", "Ärt AB", "Åk AB")
    ]
    publish_awards(edition=edition, results=results, published_at=edition.released_at)
    names = [award.organisation_name for award in queries.public_result(edition).mentions]
    assert names == ["Åk AB", "Ärt AB", "Öst AB"]


def test_all_years_the_latest_first_and_nothing_of_one_under_way() -> None:
    make_released("winner", year=2025)
    under_way = make_edition(2027)
    award = make_released("winner", year=2024, company="Läckan").awards.get()
    award.__class__.objects.filter(pk=award.pk).update(
        edition=under_way
    )  # control: a row that came too early
    years = Client().get("/omgangar/").context["years"]
    assert [edition.year for edition, _result in years] == [2027, 2025, 2024]
    assert not years[0][1]
    assert "Läckan" not in Client().get("/omgangar/").content.decode()
    assert queries.published_award(award.public_id) is None
    assert award.public_id not in queries.public_award_ids(make_programme())
    assert [edition.year for edition in queries.released_editions(make_programme())] == [2024, 2025]


def test_without_a_programme_there_are_no_years() -> None:
    assert Client().get("/omgangar/").context["years"] == []


def test_the_proof_says_what_who_when_and_by_whom() -> None:
    award = make_released("winner").awards.get()
    page = Client().get(f"/en/pris/{award.public_id}/").content.decode()
    for said in ("Bolag winner 0 AB", "Winner", "Smart Industry 2026", "Exempelstiftelsen", award.public_id):
        assert said in page
    assert "&lt;a href=&quot;" in page  # the snippet is shown, not run
    unknown = Client().get("/en/pris/0000/")
    assert "We know of no such award" in unknown.content.decode()


@pytest.mark.parametrize("outcome", ["winner", "mention", "finalist"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_diploma_is_a_pdf(outcome: str, prefix: str) -> None:
    award = make_released(outcome, chair="" if outcome == "finalist" else "Kim Exempel").awards.get()
    answer = Client().get(f"{prefix}/pris/{award.public_id}/diplom.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"] == f'inline; filename="diplom-bolag-{outcome}-0-ab-2026.pdf"'


def test_the_badge_is_a_clean_picture_that_other_sites_may_show() -> None:
    award = make_released("winner").awards.get()
    programme = award.edition.programme
    programme.name_en = 'A very long <script>"name"</script> of a programme that goes on & on'
    programme.save()
    light, dark = (
        Client().get(f"/en/pris/{award.public_id}/marke.svg{query}") for query in ("", "?tema=mork")
    )
    tree = ElementTree.fromstring(light.content)  # noqa: S314 our own answer
    assert tree.find("{*}title").text == f"Winner 2026, {programme.name_en}"
    assert "script" not in {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert light["Content-Type"] == "image/svg+xml"
    assert light["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert light["Cache-Control"] == "public, max-age=86400"
    assert light.content != dark.content
    sizes = [float(text.get("font-size")) for text in tree.iter("{http://www.w3.org/2000/svg}text")]
    assert sizes[0] == 24
    assert 3 < sizes[1] < 8  # it shrinks rather than runs out of the picture


def test_the_snippet_is_a_link_around_a_picture_with_its_words() -> None:
    award = make_released("winner").awards.get()
    light, dark = badges.offered(award, "sv")
    assert light.snippet.startswith('<a href="http')
    assert 'alt="' in light.snippet
    assert dark.address.endswith("?tema=mork")


@pytest.mark.parametrize("count", [1, 3])
def test_statements_and_size(count: int, django_assert_max_num_queries: Any) -> None:
    award = make_released(*["winner", "mention", "finalist"] * count).awards.first()
    client = Client()
    for path in ("/omgang/2026/", "/omgangar/", f"/pris/{award.public_id}/"):
        client.get(path)
        with django_assert_max_num_queries(12):
            page = client.get(path)
        assert len(gzip.compress(page.content)) < 100_000
