"""What seldom happens: two clocks at once, facets of no trade, open data of a story with less or more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from forebild.library.facets import condition, divisions, sector_of
from forebild.library.models import GoodExample, Recheck
from forebild.library.open_data import row_of, rows
from forebild.library.search.tests.worlds import put
from forebild.library.services import pictures, rechecks
from forebild.library.tasks import rechecks_by_the_clock
from forebild.library.tests.stories import make_example
from forebild.library.tests.test_examples import picture
from forebild.shared.outbox.models import Message
from tests.worlds import make_office, make_programme

pytestmark = pytest.mark.django_db


def letters() -> int:
    return Message.objects.filter(kind__startswith="library.recheck").count()


@pytest.fixture
def old() -> GoodExample:
    """A story whose company gave its last word more than a year ago."""
    example, then = make_example("published"), timezone.now() - timedelta(days=366)
    values = {"checked_at": then, "approved_at": then, "first_published_at": then}
    GoodExample.objects.filter(pk=example.pk).update(**values)
    return example


def test_of_two_workers_at_the_same_hour_one_asks_and_one_reminds(old: GoodExample) -> None:
    now = timezone.now()
    assert rechecks._ask_if_due(old.pk, now) is True
    assert rechecks._ask_if_due(old.pk, now) is False
    recheck = Recheck.objects.get()
    assert rechecks._remind(recheck.pk, now) is True
    assert rechecks._remind(recheck.pk, now) is False
    assert letters() == 2


def test_every_morning_companies_are_asked(old: GoodExample) -> None:
    rechecks_by_the_clock(timestamp=0)
    assert Recheck.objects.get().example == old
    rechecks_by_the_clock(timestamp=0)
    assert letters() == 1


def test_trades_are_ranges_of_divisions() -> None:
    assert sector_of("25") == "metal"
    assert [sector_of(division) for division in ("", "xx", "00")] == ["", "", ""]
    assert "25" in divisions("metal")
    assert divisions("none such") == []
    metal, food = put("Svetsen", division="25"), put("Bagaren", division="10")
    public = GoodExample.objects.public()
    assert list(public.filter(condition({"sectors": ["metal"], "counties": []}))) == [metal]
    assert {*public.filter(condition({"sectors": [sector_of("10"), "metal"]}))} == {metal, food}


def test_open_data_of_a_story_without_an_award_has_its_cells_empty() -> None:
    put("Aldrig tävlat")
    [row] = rows(make_programme())
    assert (row["award"], row["award_year"], row["citation_sv"], row["picture_url"]) == ("", None, "", "")


def test_open_data_tell_of_the_published_picture_alone() -> None:
    office, example = make_office(), make_example()
    added = pictures.add_picture(
        actor=office,
        example=example,
        upload=picture(),
        alt_sv="En svarv.",
        alt_en="A lathe.",
        permitted_by="Vera D",
    )
    example.told = []  # type: ignore[attr-defined]  # as `rows` reads it
    assert row_of(example)["picture_url"] == ""
    example.document.published_fields = {"picture": added.public_id}
    row = row_of(example)
    assert (row["picture_alt_sv"], row["picture_alt_en"], row["photographer"]) == (
        "En svarv.",
        "A lathe.",
        "",
    )
    assert row["picture_url"].endswith(f"/exempel/{example.slug}/bild/{added.public_id}/")
