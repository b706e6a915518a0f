"""The open process: what is counted, and that nobody can be found by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forebild.jury import process as process_room
from forebild.jury.models import Review
from forebild.jury.process import process_of
from forebild.jury.tests.decided import make_recusal
from forebild.programme.models import Edition
from tests.worlds import (
    client_of,
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PAGE = "/en/omgang/2027/process/"


def enter(edition: Edition, county: str, count: int, *, heads: int | None = 30, **changes: Any) -> list[Any]:
    """So many companies of a county, of the same size."""
    entries = []
    for _number in range(count):
        company = make_company(county=county)
        if heads is not None:
            company.figures.create(year=2024, head_count=900)
            company.figures.create(year=2025, head_count=heads)
        entries.append(make_entry(edition, company, **changes))
    return entries


def read(entry: Any, times: int) -> None:
    for _number in range(times):
        assignment = make_assignment(make_juror(entry.edition), entry, is_declared=True)
        Review.objects.create(assignment=assignment, state="submitted", submitted_at=timezone.now())


@pytest.fixture
def edition() -> Edition:
    """Three counties that are large enough, of which the smallest is hidden, and a single company."""
    edition = make_edition(2027)
    enter(edition, "12", 7)
    enter(edition, "14", 6, heads=5)
    enter(edition, "06", 5)
    enter(edition, "09", 1, heads=None)
    return edition


def test_what_is_counted(edition: Edition) -> None:
    enter(edition, "12", 2, state="draft")
    enter(edition, "12", 3, state="withdrawn")
    found = process_of(edition)
    assert found.regions == (("Skåne län", 7), ("Västra Götalands län", 6))
    assert found.sizes == (("10–49 people", 12),)  # the micro ones go with the one whose size is unknown
    assert found.entry_count == 13
    assert [stage.days for stage in found.stages] == [20] * 6


def test_a_company_without_a_county_is_a_group_of_its_own(edition: Edition) -> None:
    enter(edition, "", 9, state="submitted", heads=300)
    found = process_of(edition)
    assert found.regions[0] == ("County not stated", 9)
    assert ("250 people or more", 9) in found.sizes


def test_where_no_county_can_be_shown_the_areas_are() -> None:
    edition = make_edition(2027)
    for county, count in (("12", 5), ("10", 4), ("13", 3), ("14", 4), ("25", 5), ("09", 1)):
        enter(edition, county, count)
    found = process_of(edition)
    assert found.regions == (
        ("South Sweden", 9),
        ("West Sweden", 7),
    )  # Upper Norrland, the smallest, is hidden
    seen = seen_with(edition, "", None)
    assert seen_with(edition, "09", None) == seen
    assert seen_with(edition, "13", None) != seen


def test_reviews_and_recusals_are_counted_over_the_counties_shown(edition: Edition) -> None:
    entries = list(edition.entries.filter(organisation__county="12").order_by("pk"))
    read(entries[0], 3)
    read(entries[1], 1)
    lone = edition.entries.get(organisation__county="09")
    read(lone, 9)
    found = process_of(edition)
    assert (found.mean_reviews, found.least_reviews) == (4 / 13, 0)
    for number in range(4):
        make_recusal(make_juror(edition), entries[number])
    for _number in range(9):
        make_recusal(make_juror(edition), lone)
    assert process_of(edition).recusal_count is None
    make_recusal(make_juror(edition), entries[5])
    assert process_of(edition).recusal_count == 5


def test_few_entries_are_not_counted_at_all() -> None:
    edition = make_edition(2027)
    for entry in enter(edition, "12", 4):
        read(entry, 1)
    found = process_of(edition)
    assert (found.regions, found.sizes, found.entry_count) == ((), (), None)
    assert (found.mean_reviews, found.least_reviews, found.recusal_count) == (None, None, None)
    edition.phases.all().delete()
    assert "Too few entries" in Client().get(PAGE).text


def test_the_page_has_charts_with_their_tables_and_takes_few_statements(edition: Edition) -> None:
    make_juror(edition)
    with CaptureQueriesContext(connection) as few:
        page = Client().get(PAGE)
    assert page.text.count("<table") == 3
    assert "at least 13" in page.text
    enter(edition, "12", 10)
    with CaptureQueriesContext(connection) as more:
        Client().get(PAGE)
    assert len(more) == len(few) <= 12


def test_caches_may_keep_it_for_strangers_only(edition: Edition) -> None:
    kept = Client().get(PAGE)
    assert kept.headers["Cache-Control"] == "public, max-age=300"
    assert "Cookie" in kept.headers["Vary"]
    own = client_of(make_juror(edition).person).get(PAGE)
    assert own.headers["Cache-Control"] == "private, no-store"


def test_the_editions_page_leads_there_and_a_planned_one_is_not_there(edition: Edition) -> None:
    assert f'href="{PAGE}"' in Client().get("/en/omgang/2027/").text
    Edition.objects.filter(pk=edition.pk).update(state="planned")
    assert Client().get(PAGE).status_code == 404


# Two worlds that differ by one company


def seen_with(edition: Edition, county: str, heads: int | None) -> tuple[str, int]:
    """The page with one company more, which has been read and stood aside from; taken back afterwards."""
    with transaction.atomic():
        if county:
            [entry] = enter(edition, county, 1, heads=heads)
            for _number in range(5):
                make_recusal(edition.jurors.create(person=make_person(), state="left"), entry)
                assignment = make_assignment(edition.jurors.last(), entry, is_declared=True)
                Review.objects.create(assignment=assignment, state="submitted")
        with CaptureQueriesContext(connection) as captured:
            text = Client().get(PAGE).text
        transaction.set_rollback(True)
    return text, len(captured)


@pytest.mark.parametrize("county", ["09", "20"])  # one that has a company, one that has none
@pytest.mark.parametrize("heads", [None, 300])
def test_one_company_more_in_a_small_group_shows_in_nothing(
    edition: Edition, county: str, heads: int | None
) -> None:
    assert seen_with(edition, county, heads) == seen_with(edition, "", None)


def test_control_one_more_in_a_group_that_is_shown_is_seen(edition: Edition) -> None:
    assert seen_with(edition, "12", 30) != seen_with(edition, "", None)


def test_control_without_the_rule_it_would_show(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_room, "safe_cells", lambda counts: {k: n for k, n in counts.items() if n})
    assert seen_with(edition, "09", None) != seen_with(edition, "", None)
