from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from forebild.library.collections.tests.worlds import make_story
from forebild.library.models import Afterwards, GoodExample
from forebild.library.open_data import FIELDS, mark
from forebild.library.services.examples import edit_example, withdraw_example
from forebild.people.models import Organisation, Person
from forebild.shared.writing.services import save_fields
from tests.worlds import make_office, make_programme

pytestmark = pytest.mark.django_db
JSON, CSV = "/exempel/data.json", "/exempel/data.csv"


@pytest.fixture
def office() -> Person:
    return make_office()


def content(place: str) -> str:
    answer = Client().get(place)
    assert isinstance(answer, StreamingHttpResponse)
    return answer.getvalue().decode()


def told() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(content(JSON))["examples"]
    return found


class TestTheFiles:
    def test_hold_facts_texts_and_award_under_a_licence(self, office: Person) -> None:
        story = make_story(office, "Robot", technologies=["robots", "ai"], year=2021, cost_band="50k_250k")
        whole = json.loads(content(JSON))
        assert (whole["licence"], whole["source"]) == ("CC BY 4.0", "Smart industri")
        [row] = whole["examples"]
        assert list(row) == list(FIELDS)
        expected = {
            "id": story.public_id,
            "company": "Robot AB",
            "county_code": "06",
            "county": "Jönköpings län",
            "technologies": ["robots", "ai"],
            "cost_band": "50k_250k",
            "title_sv": "Robot",
            "award": "winner",
            "award_year": 2021,
            "citation_sv": "För modet.",
        }
        assert {name: row[name] for name in expected} == expected
        assert row["url_en"].endswith(f"/en/exempel/{story.slug}/")

    def test_say_the_same_as_csv(self, office: Person) -> None:
        make_story(office, "Robot", technologies=["robots", "ai"], ingress_sv='Med "citat"\noch rad.')
        [row] = list(csv.DictReader(io.StringIO(content(CSV).removeprefix("\ufeff"), newline="")))
        [whole] = told()
        assert row["technologies"] == "robots|ai"
        assert row["ingress_sv"] == whole["ingress_sv"] == 'Med "citat"\noch rad.'
        assert list(row) == list(FIELDS)

    def test_no_cell_runs_as_a_formula(self, office: Person) -> None:
        make_story(office, "Robot", ingress_sv='=HYPERLINK("http://ond.example")')
        assert "\"'=HYPERLINK" in content(CSV)
        assert told()[0]["ingress_sv"].startswith("=HYPERLINK")

    def test_hold_only_what_is_public(self, office: Person) -> None:
        story = make_story(office, "Robot")
        withdraw_example(actor=office, example=make_story(office, "Borta"))
        edit_example(actor=office, example=story)
        story.document.refresh_from_db()
        save_fields(
            actor=office, document=story.document, changes={"title_sv": "Hemligt"},
            base_revision=story.document.revision, allowed=["title_sv"],
        )  # fmt: skip
        Afterwards.objects.create(example=story, years=1, text_sv="Opublicerat", told_by_name="Vera")
        text = content(JSON) + content(CSV)
        assert "Robot AB" in text
        for secret in ("Borta", "Hemligt", "Opublicerat", "vd@bolag.example", "Vera D"):
            assert secret not in text

    def test_what_happened_afterwards_is_there_once_it_is_public(self, office: Person) -> None:
        story = make_story(office, "Robot")
        Afterwards.objects.create(
            example=story, years=2, text_sv="Två robotar till.", told_by_name="Vera",
            published_at=story.first_published_at,
        )  # fmt: skip
        [row] = told()
        assert (row["after_1_sv"], row["after_2_sv"]) == ("", "Två robotar till.")

    def test_as_many_statements_for_three_as_for_one(
        self, office: Person, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        for wanted in (1, 3):
            while GoodExample.objects.count() < wanted:
                make_story(office, "Robot")
            with django_assert_num_queries(7):
                assert len(told()) == wanted

    def test_an_empty_library_is_an_empty_list_and_no_programme_none(self) -> None:
        assert Client().get(JSON).status_code == 404
        make_programme()
        assert told() == []
        assert content(CSV).count("\r\n") == 1


class TestTheMark:
    def test_answers_nothing_as_long_as_nothing_has_changed(self, office: Person) -> None:
        make_story(office, "Robot")
        first = Client().get(JSON)
        assert first["Access-Control-Allow-Origin"] == "*"
        assert "Last-Modified" in first.headers
        again = Client().get(JSON, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert Client().get(CSV, headers={"if-none-match": first["ETag"]}).status_code == 200

    def test_a_day_alone_is_no_mark(self, office: Person) -> None:
        make_story(office, "Robot")
        first = Client().get(JSON)
        later = Client().get(JSON, headers={"if-modified-since": first["Last-Modified"]})
        assert later.status_code == 200

    def test_changes_with_all_that_the_rows_are_made_of(self, office: Person) -> None:
        story, programme = make_story(office, "Robot"), make_programme()
        other = make_story(office, "Givare")
        marks = [mark(programme)]
        Organisation.objects.filter(pk=story.organisation_id).update(name="Nytt namn AB")
        marks.append(mark(programme))
        Afterwards.objects.create(
            example=story, years=1, text_sv="Mer.", told_by_name="V", published_at=story.first_published_at
        )
        marks.append(mark(programme))
        withdraw_example(actor=office, example=other)
        marks.append(mark(programme))
        assert len(set(marks)) == 4
        assert mark(programme) == marks[-1]


def test_the_page_tells_licence_names_and_lines_for_a_frame(office: Person) -> None:
    make_story(office, "Robot")
    html = Client().get("/en/exempel/oppna-data/?county=06").content.decode()
    assert "creativecommons.org/licenses/by/4.0/" in html
    assert all(f"<code>{name}</code>" in html for name in FIELDS)
    assert "/en/exempel/badda-in/?county=06" in html
