"""Sets that the office writes: their parts, undone, opened, versions, what they ask."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import pytest

from forebild.assessment.asked import read_set
from forebild.assessment.models import QuestionSet
from forebild.assessment.services import own_sets, set_parts, set_versions
from forebild.assessment.set_checks import faults
from forebild.assessment.set_data import as_data, as_fields
from forebild.assessment.set_draft import keys, read
from forebild.assessment.tests.own_sets import fill, make_set, opened, own_set, save
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.writing.models import Document
from tests.worlds import make_office, make_person

pytestmark = pytest.mark.django_db


def shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(
        (resources.files("forebild.assessment") / "sets" / f"{name}.toml").read_text()
    )
    return found


def own_states() -> dict[int, str]:
    return dict(QuestionSet.objects.filter(source="own").values_list("version", "state"))


class TestThereAndBack:
    @pytest.mark.parametrize("name", ["six_1", "dii_2023"])
    def test_a_shipped_set_is_written_again_as_it_was(self, name: str) -> None:
        data = shipped(name)
        again = as_data(as_fields(data), key=data["key"], version=data["version"])
        was, now = read_set(data), read_set(again)
        assert now.groups == was.groups  # dimension by dimension, as it is asked
        assert (now.reckoned.bands, now.bands, now.dimensions) == (
            was.reckoned.bands,
            was.bands,
            was.dimensions,
        )
        assert (now.name, now.about, now.source) == (was.name, was.about, was.source)

    @pytest.mark.parametrize("name", ["six_1", "dii_2023"])
    def test_a_shipped_set_has_no_faults(self, name: str) -> None:
        assert faults(as_fields(shipped(name))) == []


class TestBegin:
    def test_empty_with_the_usual_ladder(self) -> None:
        made = own_sets.begin_set(actor=make_office(), name_sv="Säkerhet", name_en="Security")
        draft = read(made.writing.document.fields)
        assert (made.key, made.version, made.state, made.source) == ("sakerhet", 1, "draft", "own")
        assert [band.whole("low") for band in draft.bands] == [0, 26, 51, 76]
        assert draft.dimensions == ()

    def test_nobody_else(self) -> None:
        with pytest.raises(NotAllowed):
            own_sets.begin_set(actor=make_person(), name_sv="Säkerhet")
        assert not QuestionSet.objects.filter(source="own").exists()
        assert not Document.objects.filter(kind="question_set").exists()

    def test_without_a_name(self) -> None:
        with pytest.raises(InvalidInput):
            own_sets.begin_set(actor=make_office(), name_sv="  ")


class TestCopy:
    def test_of_a_shipped_set_under_a_key_of_its_own(self) -> None:
        office = make_office()
        source = QuestionSet.objects.get(key="six")
        copy = own_sets.copy_set(actor=office, question_set=source)
        assert (copy.key, copy.source, copy.state) == ("sex_dimensioner_kopia", "own", "draft")
        assert faults(copy.writing.document.fields) == []
        with pytest.raises(NotNow):  # what comes with the product has its versions from there
            own_sets.begin_version(actor=office, question_set=source)


class TestParts:
    def test_a_dimension_of_the_six_brings_its_names(self) -> None:
        office = make_office()
        document = make_set(office).writing.document
        assert set_parts.add_dimension(actor=office, document=document, key="data") == "data"
        assert document.fields["d.data.name_en"] == "Data and connections"
        with pytest.raises(NotNow):
            set_parts.add_dimension(actor=office, document=document, key="data")
        own = set_parts.add_dimension(actor=office, document=document, key="own", name_sv="Säkerhet")
        assert keys(document.fields, "dimensions") == ["data", own]
        with pytest.raises(InvalidInput):
            set_parts.add_dimension(actor=office, document=document, key="own", name_sv=" ")

    def test_a_question_begins_with_what_its_kind_needs(self) -> None:
        office = make_office()
        document = make_set(office).writing.document
        set_parts.add_dimension(actor=office, document=document, key="data")
        for kind, options, rows in (("yes_no", 0, 0), ("ticks", 2, 0), ("scale", 2, 0), ("grid", 2, 2)):
            key = set_parts.add_question(
                actor=office, document=document, dimension="data", kind=kind, text_sv="Har ni en plan?"
            )
            found = read(document.fields).question(key)
            assert found is not None
            assert (len(found.options), len(found.rows)) == (options, rows)
        assert keys(document.fields, "d.data.questions") == [
            *("har_ni_en_plan", "har_ni_en_plan_2", "har_ni_en_plan_3", "har_ni_en_plan_4")
        ]

    def test_moved_copied_placed_and_taken_away(self) -> None:
        office = make_office()
        made = make_set(office)
        document = made.writing.document
        fill(office, document)
        actor = {"actor": office, "document": document}
        order = keys(document.fields, "d.data.questions")
        set_parts.move(place="d.data.questions", key=order[1], direction="up", **actor)
        set_parts.move(place="d.data.questions", key=order[1], direction="up", **actor)  # at the end: nothing
        assert keys(document.fields, "d.data.questions") == [order[1], order[0]]
        copy = set_parts.copy_question(question=order[1], **actor)
        found, again = (read(document.fields).question(key) for key in (order[1], copy))
        assert found is not None
        assert again is not None
        assert found.options == again.options
        set_parts.place_question(question=copy, dimension="green", **actor)
        assert keys(document.fields, "d.green.questions")[-1] == copy
        set_parts.take_away(
            place="d.green.questions", key=copy, begun=f"q.{copy}.", seen=document.revision, **actor
        )
        assert read(document.fields).question(copy) is None
        with pytest.raises(NotNow):
            set_parts.copy_question(question=copy, **actor)
        with pytest.raises(NotNow):
            set_parts.place_question(question=order[0], dimension="data", **actor)

    def test_what_somebody_else_has_just_written_is_not_taken_away_unread(self) -> None:
        office, colleague = make_office(), make_office(name="Bo Kollega")
        document = make_set(office).writing.document
        fill(office, document)
        key, seen = keys(document.fields, "d.data.questions")[0], document.revision
        save(colleague, document, {f"q.{key}.text_sv": "En bättre fråga?"})
        about = {"place": "d.data.questions", "key": key, "begun": f"q.{key}.", "document": document}
        with pytest.raises(Overtaken, match="Bo Kollega"):
            set_parts.take_away(actor=office, seen=seen, **about)
        set_parts.take_away(actor=colleague, seen=seen, **about)  # one's own words are no surprise


class TestUndo:
    def test_the_last_change_of_parts_is_undone_and_nothing_else(self) -> None:
        office = make_office()
        made = make_set(office)
        document = made.writing.document
        fill(office, document)
        save(office, document, {"about_sv": "Om oss."})
        key = keys(document.fields, "d.data.questions")[0]
        set_parts.take_away(
            actor=office, document=document, place="d.data.questions", key=key, begun=f"q.{key}.",
            seen=document.revision,
        )  # fmt: skip
        version = set_parts.undoable(document)
        assert version is not None
        set_parts.undo_part(actor=office, writing=made.writing, version=version.public_id)
        assert read(document.fields).question(key) is not None
        assert document.fields["about_sv"] == "Om oss."
        assert set_parts.undoable(document) is None

    def test_not_when_something_was_written_since(self) -> None:
        office = make_office()
        made = make_set(office)
        document = made.writing.document
        set_parts.add_dimension(actor=office, document=document, key="data")
        version = set_parts.undoable(document)
        assert version is not None
        save(office, document, {"about_sv": "Om oss."})
        with pytest.raises(Overtaken):
            set_parts.undo_part(actor=office, writing=made.writing, version=version.public_id)


class TestOpen:
    def test_frozen_and_asked_as_it_was_written(self) -> None:
        office = make_office()
        made = opened(office)
        asked = read_set(made.data)
        assert (made.state, asked.reckoned.version) == ("open", "1")
        assert [each.key for each in asked.dimensions] == ["data", "green"]
        with pytest.raises(NotNow):
            save(office, made.writing.document, {"about_sv": "Nytt."})
        with pytest.raises(NotNow):
            set_parts.add_dimension(actor=office, document=made.writing.document, key="people")

    def test_not_with_a_fault_nor_when_it_was_changed_meanwhile(self) -> None:
        office = make_office()
        made = make_set(office)
        document = made.writing.document
        with pytest.raises(NotNow):
            set_versions.open_draft(actor=office, question_set=made, expected_revision=document.revision)
        fill(office, document)
        with pytest.raises(Overtaken):
            set_versions.open_draft(actor=office, question_set=made, expected_revision=document.revision - 1)
        assert own_set().state == "draft"

    def test_of_one_set_one_version_is_open(self) -> None:
        office = make_office()
        first = opened(office)
        second = own_sets.begin_version(actor=office, question_set=first)
        with pytest.raises(NotNow):
            own_sets.begin_version(actor=office, question_set=first)
        set_versions.open_draft(
            actor=office, question_set=second, expected_revision=second.writing.document.revision
        )
        assert own_states() == {
            1: "closed",
            2: "open",
        }
        set_versions.reopen_set(actor=office, question_set=own_set(version=1))
        assert own_states() == {
            1: "open",
            2: "closed",
        }
        set_versions.close_set(actor=office, question_set=own_set(version=1))
        assert not QuestionSet.objects.filter(source="own", state="open").exists()

    def test_nobody_else_opens_or_closes(self) -> None:
        office, other = make_office(), make_person()
        made = opened(office)
        for service in (set_versions.close_set, set_versions.reopen_set):
            with pytest.raises(NotAllowed):
                service(actor=other, question_set=made)


class TestMapping:
    def test_by_equal_keys_by_hand_and_through_the_versions(self) -> None:
        office = make_office()
        first = opened(office)
        plan, tools = (each["key"] for each in first.data["questions"] if each["dimension"] == "data")
        second = own_sets.begin_version(actor=office, question_set=first)
        new = set_parts.add_question(
            actor=office, document=second.writing.document, dimension="data", kind="yes_no", text_sv="Ny?"
        )
        save(office, second.writing.document, {f"m.{tools}": "-", f"m.{new}": tools})
        second = set_versions.open_draft(
            actor=office, question_set=second, expected_revision=second.writing.document.revision
        )
        green = next(each["key"] for each in first.data["questions"] if each["dimension"] == "green")
        assert second.data["mapping"] == {"1": {plan: plan, new: tools, green: green}}
        third = own_sets.begin_version(actor=office, question_set=second)
        third = set_versions.open_draft(
            actor=office, question_set=third, expected_revision=third.writing.document.revision
        )
        assert third.data["mapping"]["1"] == {plan: plan, new: tools, green: green}
        assert third.data["mapping"]["2"] == {key: key for key in (plan, tools, new, green)}


class TestThrowAway:
    def test_a_draft_goes_with_its_document_and_leaves_a_line_in_the_log(self) -> None:
        office = make_office()
        own_sets.throw_away(actor=office, question_set=make_set(office))
        assert not QuestionSet.objects.filter(source="own").exists()
        assert not Document.objects.filter(kind="question_set").exists()
        assert Record.objects.filter(action="assessment.set.thrown_away").exists()

    def test_what_has_been_opened_stays(self) -> None:
        office = make_office()
        with pytest.raises(NotNow):
            own_sets.throw_away(actor=office, question_set=opened(office))


def test_an_earlier_text_comes_back_with_the_name_that_lists_show() -> None:
    office = make_office()
    made = make_set(office)
    document = made.writing.document
    first = document.versions.get()
    save(office, document, {"name_sv": "Annat namn"})
    assert own_set().name_sv == "Annat namn"
    own_sets.restore_set(actor=office, document=document, version=first)
    assert own_set().name_sv == "Säkerhet"
