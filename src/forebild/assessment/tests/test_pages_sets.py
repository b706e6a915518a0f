"""The office's pages for sets of questions: from an empty one to one that companies answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.urls import reverse

from forebild.assessment.models import QuestionSet
from forebild.assessment.set_draft import keys, read
from forebild.assessment.tests.own_sets import fill, make_set, opened, own_set
from tests.worlds import client_of, make_office

pytestmark = pytest.mark.django_db


def address(name: str, made: QuestionSet, **parts: str) -> str:
    return reverse(f"assessment:{name}", kwargs={"set_id": made.public_id, **parts})


def fields_of(made: QuestionSet) -> dict[str, Any]:
    made.writing.document.refresh_from_db()
    return dict(made.writing.document.fields)


class TestBuilding:
    def test_from_nothing_to_an_open_set(self) -> None:
        client = client_of(make_office())
        empty = client.get(reverse("assessment:set_list")).text
        assert "Börja på en egen" in empty
        client.post(reverse("assessment:set_list"), {"name_sv": "Säkerhet"})
        made = own_set()
        assert "inget område" in client.get(address("question_set", made)).text
        added = client.post(address("set_dimension_new", made), {"key": "data"})
        assert added.url.endswith("#d.data")
        asked = {"text_sv": "Vilka verktyg?", "kind": "ticks"}
        page = client.post(address("set_question_new", made, dimension="data"), asked).url
        assert "saknar text" in client.get(page).text
        question = read(fields_of(made)).question("vilka_verktyg")
        assert question is not None
        names = {f"o.{question.key}.{each.key}.name_sv": f"Svar {each.key}" for each in question.options}
        typed = {f"q.{question.key}.text_sv": "Vilka verktyg?", **names, "act": "add:option"}
        typed |= {f"o.{question.key}.{each.key}.points": "1" for each in question.options}
        assert client.post(page, typed).url == f"{page}#q.{question.key}"
        again = read(fields_of(made)).question(question.key)
        assert again is not None
        assert len(again.options) == 3
        assert fields_of(made)[f"o.{question.key}.{question.options[0].key}.name_sv"].startswith("Svar")
        last = again.options[-1].key
        client.post(page, {**typed, "act": f"up:option:{last}"})
        assert keys(fields_of(made), f"q.{question.key}.options")[1] == last
        client.post(page, {**typed, "act": f"remove:option:{last}"})
        assert last not in keys(fields_of(made), f"q.{question.key}.options")
        opening = client.get(address("set_open", made)).text
        assert "1 fråga" in opening
        revision = made.writing.document.revision
        shown = client.post(address("set_open", made), {"revision": revision}, follow=True).text
        assert "Företag kan besvara" in shown
        assert "En ändring är en ny version" in shown

    def test_what_is_typed_badly_is_told_beside_the_field_and_nothing_is_lost(self) -> None:
        office = make_office()
        client, made = client_of(office), make_set(office)
        fill(office, made.writing.document)
        question = next(each for each in read(fields_of(made)).questions() if each.kind == "ticks")
        page = address("set_question", made, question=question.key)
        option = question.options[0].key
        typed = {f"q.{question.key}.text_sv": "Ny fråga?", f"o.{question.key}.{option}.points": "två"}
        shown = client.post(page, typed)
        assert shown.status_code == 200
        assert "Skriv ett heltal" in shown.text
        assert "Ny fråga?" in shown.text
        assert fields_of(made)[f"q.{question.key}.text_sv"] != "Ny fråga?"

    def test_two_who_write_the_same_are_told(self) -> None:
        office = make_office()
        made = make_set(office)
        page, seen = address("set_head", made), made.writing.document.revision
        client_of(make_office(name="Bo Kollega")).post(page, {"name_sv": "Bos namn", "revision": seen})
        shown = client_of(office).post(page, {"name_sv": "Mitt namn", "revision": seen})
        assert (shown.status_code, "Bo Kollega" in shown.text, "Bos namn" in shown.text) == (200, True, True)
        assert "Mitt namn" in shown.text
        assert fields_of(made)["name_sv"] == "Bos namn"

    def test_autosave_takes_what_the_set_has_and_nothing_else(self) -> None:
        office = make_office()
        client, made = client_of(office), make_set(office)
        fill(office, made.writing.document)
        question = next(read(fields_of(made)).questions())
        asked = {"revision": made.writing.document.revision, "fields": {f"q.{question.key}.text_sv": "Nu?"}}
        page = address("set_autosave", made)
        saved = client.post(page, json.dumps(asked), content_type="application/json")
        assert saved.status_code == 200
        assert fields_of(made)[f"q.{question.key}.text_sv"] == "Nu?"
        asked["fields"] = {"dimensions": "x"}
        assert client.post(page, json.dumps(asked), content_type="application/json").status_code == 400

    def test_a_question_is_copied_placed_moved_taken_away_and_back(self) -> None:
        office = make_office()
        client, made = client_of(office), make_set(office)
        fill(office, made.writing.document)
        first, second = keys(fields_of(made), "d.data.questions")
        client.post(address("set_question_move", made, question=second), {"direction": "up"})
        assert keys(fields_of(made), "d.data.questions") == [second, first]
        client.post(address("set_question_copy", made, question=first))
        placed = {"dimension": "green"}
        client.post(address("set_question_place", made, question=second), placed)
        assert keys(fields_of(made), "d.green.questions")[-1] == second
        page = address("set_question_remove", made, question=second)
        revision = client.get(page).context["form"]["revision"].value()
        assert "Ångra" in client.post(page, {"revision": revision}, follow=True).text
        version = client.get(address("question_set", made)).context["undoable"].public_id
        client.post(address("set_undo", made), {"version": version})
        assert keys(fields_of(made), "d.green.questions")[-1] == second
        client.post(address("set_dimension_move", made, dimension="green"), {"direction": "up"})
        assert keys(fields_of(made), "dimensions") == ["green", "data"]
        page = address("set_dimension_remove", made, dimension="green")
        revision = client.get(page).context["form"]["revision"].value()
        client.post(page, {"revision": revision})
        assert keys(fields_of(made), "dimensions") == ["data"]

    def test_what_is_not_there_is_not_found(self) -> None:
        office = make_office()
        client, made = client_of(office), make_set(office)
        for name, part in (("set_question", "question"), ("set_dimension", "dimension")):
            assert client.get(address(name, made, **{part: "okänd"})).status_code == 404


class TestReading:
    def test_the_preview_asks_in_both_languages(self) -> None:
        office = make_office()
        client, made = client_of(office), make_set(office)
        assert client.get(address("set_preview", made)).status_code == 409
        fill(office, made.writing.document)
        assert "Har ni en plan?" in client.get(address("set_preview", made)).text
        assert "Data and connections" in client.get(f"{address('set_preview', made)}?sprak=en").text

    def test_history_and_comparison_say_what_was_changed_in_words(self) -> None:
        office = make_office()
        client, made = client_of(office), make_set(office)
        fill(office, made.writing.document)
        assert "En fråga tillagd" in client.get(address("set_history", made)).text
        first = made.writing.document.versions.last()
        assert first is not None
        compared = client.get(f"{address('set_compare', made)}?from={first.public_id}").text
        assert "Har ni en plan?" in compared
        client.post(address("set_restore", made), {"version": first.public_id})
        assert fields_of(made)["dimensions"] == []

    def test_a_new_version_says_which_questions_are_the_same(self) -> None:
        office = make_office()
        client, first = client_of(office), opened(office)
        client.post(address("set_version", first))
        second = own_set(version=2)
        page = client.get(address("set_mapping", second))
        assert "Har ni en plan?" in page.text
        typed = {name: page.context["form"][name].value() for name in page.context["form"].fields}
        one, two = [name for name in typed if name.startswith("m.")][:2]
        twice = client.post(address("set_mapping", second), typed | {one: typed[two]})
        assert "redan vald ovan" in twice.text
        client.post(address("set_mapping", second), typed | {one: "-"})
        assert "2 frågor är desamma" in client.get(address("set_open", second)).text
        assert client.get(address("set_mapping", first)).status_code == 409

    def test_closed_opened_again_copied_and_thrown_away(self) -> None:
        office = make_office()
        client, made = client_of(office), opened(office)
        assert "är stängd" in client.post(address("set_close", made), follow=True).text
        client.post(address("set_reopen", made))
        assert own_set().state == "open"
        client.post(address("set_copy", made))
        copy = QuestionSet.objects.filter(source="own").exclude(pk=made.pk).get()
        assert "3" in client.get(address("set_throw_away", copy)).text
        client.post(address("set_throw_away", copy))
        assert own_set().pk == made.pk


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_does_not_grow(count: int, django_assert_max_num_queries: Any) -> None:
    office = make_office()
    client = client_of(office)
    for number in range(count):
        fill(office, make_set(office, f"Set {number}").writing.document)
    client.get(reverse("assessment:set_list"))
    with django_assert_max_num_queries(14):
        client.get(reverse("assessment:set_list"))
