"""What is wrong with a set and what could be better, in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.assessment.set_checks import advice, faults


def a_set(**changes: Any) -> dict[str, Any]:
    """One dimension with one question of ticks, nothing wrong with it."""
    fields: dict[str, Any] = {
        "name_sv": "Säkerhet",
        "name_en": "Security",
        "scoring": "mean",
        "bands": ["low", "high"],
        "b.low.low": "0",
        "b.low.name_sv": "Lågt",
        "b.low.name_en": "Low",
        "b.low.text_sv": "Börja.",
        "b.low.text_en": "Begin.",
        "b.high.low": "51",
        "b.high.name_sv": "Högt",
        "b.high.name_en": "High",
        "b.high.text_sv": "Fortsätt.",
        "b.high.text_en": "Go on.",
        "dimensions": ["data"],
        "d.data.name_sv": "Data",
        "d.data.name_en": "Data",
        "d.data.questions": ["tools"],
        "q.tools.kind": "ticks",
        "q.tools.text_sv": "Vilka verktyg?",
        "q.tools.text_en": "Which tools?",
        "q.tools.options": ["a", "b"],
        "o.tools.a.name_sv": "Ett",
        "o.tools.a.name_en": "One",
        "o.tools.b.name_sv": "Två",
        "o.tools.b.name_en": "Two",
    }
    return fields | {name.replace("__", "."): value for name, value in changes.items()}


def wrong(**changes: Any) -> list[tuple[str, str]]:
    return [(each.place, each.text) for each in faults(a_set(**changes))]


def test_a_sound_set_has_neither_faults_nor_advice() -> None:
    assert faults(a_set()) == []
    assert advice(a_set()) == []


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"name_sv": " "}, "head", "inget namn"),
        ({"dimensions": []}, "head", "inget område"),
        ({"d__data__name_sv": ""}, "d.data", "inget namn"),
        ({"d__data__questions": []}, "d.data", "ingen fråga"),
        ({"b__low__low": "1"}, "bands", "börjar på 0"),
        ({"b__high__low": "0"}, "bands", "börjar på 0"),
        ({"b__high__low": "101"}, "bands", "högst 100"),
        ({"b__high__low": "många"}, "bands", "börjar på 0"),
        ({"b__high__name_sv": ""}, "bands", "inget namn"),
        ({"q__tools__text_sv": ""}, "q.tools", "ingen text"),
        ({"q__tools__weight": "0"}, "q.tools", "heltal från 1"),
        ({"q__tools__weight": "tungt"}, "q.tools", "heltal från 1"),
        ({"q__tools__options": ["a"]}, "q.tools", "minst två svar"),
        ({"o__tools__b__name_sv": ""}, "q.tools", "Ett svar saknar text"),
        ({"o__tools__b__name_sv": "ETT"}, "q.tools", "finns två gånger"),
        ({"o__tools__a__points": "-1"}, "q.tools", "heltal från 0"),
        ({"o__tools__a__points": "många"}, "q.tools", "heltal från 0"),
        ({"o__tools__a__points": "0", "o__tools__b__points": "0"}, "q.tools", "Inget svar ger poäng"),
        ({"o__tools__a__exclusive": True}, "q.tools", "ska ge 0 poäng"),
        ({"o__tools__a__effort": "9"}, "q.tools", "hur mycket arbete"),
        ({"q__tools__kind": "scale"}, "q.tools", "mer poäng än"),
        ({"scoring": "count"}, "q.tools", "ja och nej"),
    ],
)
def test_each_fault_is_said_where_it_is_put_right(changes: dict[str, Any], place: str, words: str) -> None:
    assert any(at == place and words in text for at, text in wrong(**changes)), wrong(**changes)


def test_an_exclusive_answer_without_points_is_sound_beside_others_and_not_alone() -> None:
    none = {"q__tools__options": ["a", "b", "c"], "o__tools__c__name_sv": "Inget av dem"}
    none |= {"o__tools__c__exclusive": True, "o__tools__c__points": "0"}
    assert wrong(**none) == []
    alone = {f"o__tools__{key}__exclusive": True for key in "ab"} | {
        f"o__tools__{k}__points": "0" for k in "ab"
    }
    assert any("utesluter varandra" in text for _place, text in wrong(**alone))


def test_a_table_needs_rows_with_texts() -> None:
    grid = {"q__tools__kind": "grid", "o__tools__a__points": "0", "o__tools__b__points": "1"}
    assert [text for _place, text in wrong(**grid)] == ["Tabellen har ingen rad."]
    grid |= {"q__tools__rows": ["x", "y"], "r__tools__x__name_sv": "Order", "r__tools__y__name_sv": ""}
    assert [text for _place, text in wrong(**grid)] == ["En rad i tabellen saknar text."]


def test_no_dimension_can_pass_a_hundred_whatever_points_are_given() -> None:
    assert wrong(o__tools__a__points="7", o__tools__b__points="5") == []


def test_missing_english_is_told_once_a_page_and_keeps_nothing_shut() -> None:
    fields = a_set(o__tools__a__name_en="", o__tools__b__name_en="", b__low__name_en="")
    assert faults(fields) == []
    told = [(each.place, each.text) for each in advice(fields)]
    assert told == [("bands", "1 engelsk text saknas."), ("q.tools", "2 engelska texter saknas.")]


def test_advice_about_length_texts_and_dimensions_of_ones_own() -> None:
    many = [f"q{number}" for number in range(31)]
    fields = a_set(d__data__questions=many) | {f"q.{key}.kind": "yes_no" for key in many}
    assert any("31 frågor" in each.text for each in advice(fields))
    assert any(
        "har ingen text" in each.text for each in advice(a_set(b__low__text_sv="", b__low__text_en=""))
    )
    own = a_set(dimensions=["skydd"]) | {"d.skydd.name_sv": "Skydd", "d.skydd.name_en": "X"}
    assert any("Skydd" in each.text for each in advice(own))
