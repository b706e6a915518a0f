"""The front page: what is open, with its countdown, and who was awarded where."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Award
from forebild.library.collections.tests.worlds import make_story
from forebild.programme.models import Edition
from tests.worlds import make_company, make_edition, make_entry, make_office

pytestmark = pytest.mark.django_db


def make_released(year: int) -> Edition:
    """An edition whose result is out."""
    return make_edition(year, state="released", released_at=timezone.now())


def award(edition: Edition, company: Any, outcome: str) -> Award:
    """As published."""
    return Award.objects.create(
        edition=edition,
        entry=make_entry(edition, company),
        organisation=company,
        organisation_name=company.name,
        outcome=outcome,
        citation_sv="För modet.",
        published_at=timezone.now(),
    )


def home(client: Client) -> Any:
    return client.get(reverse("website:home"))


def test_the_map_shows_winners_and_mentions_and_links_each_to_its_proof(client: Client) -> None:
    earlier, later = make_released(2021), make_released(2022)
    twice = make_company("Två Gånger AB", county="01")
    proofs = [
        award(earlier, twice, "mention"),
        award(later, twice, "winner"),
        award(later, make_company("Grannen AB", county="01"), "mention"),
    ]
    award(later, make_company("Finalisten AB", county="23"), "finalist")
    answer = home(client)
    rows = {row.county.code: row for row in answer.context["counties"]}
    assert (rows["01"].count, rows["01"].tone) == (2, 2)
    assert [each.edition.year for each in rows["01"].awards] == [2022, 2022, 2021]
    assert (rows["23"].count, rows["23"].awards) == (0, ())
    html = answer.content.decode()
    assert all(reverse("competition:award", args=[each.public_id]) in html for each in proofs)
    assert "Finalisten AB" not in html
    assert {each["label"]: each["figure"] for each in answer.context["figures"]} == {
        "winners": 1,
        "honourable mentions": 2,
        "editions decided": 2,
        "counties with an awarded company": 1,
    }


def test_the_good_examples_are_counted_where_there_are_some(client: Client) -> None:
    make_story(make_office(), "Robot")
    first = home(client).context["figures"][0]
    assert (first["figure"], first["label"]) == (1, "good examples to read")
    assert first["href"].endswith("/exempel/")


def test_it_asks_as_much_of_the_database_for_one_award_as_for_three(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    edition = make_released(2022)
    counts = []
    for number in (1, 2):
        for place in range(number):
            award(edition, make_company(county=f"0{number + place}"), "mention")
        with django_assert_max_num_queries(40) as queries:
            home(client)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("phase", "said"), [("application", "The call is open"), ("nomination", "Nominations are open")]
)
def test_what_is_open_stands_with_its_countdown(client: Client, phase: str, said: str) -> None:
    make_edition(2027, open_phase=phase)
    html = home(client).content.decode()
    assert said in html
    assert "days left" in html


def test_while_the_jury_reads_nothing_is_open(client: Client) -> None:
    make_edition(2027, open_phase="review")
    html = home(client).content.decode()
    assert "is open" not in html
    assert "are open" not in html
    assert "Closes" in html
