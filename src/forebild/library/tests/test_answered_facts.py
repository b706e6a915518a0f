"""Facts from answers: what was chosen by its name, figures by their unit, and nothing that is not public."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.library.answered_facts import answered_fact
from forebild.library.services import examples as services
from forebild.library.tests.stories import make_award
from tests.worlds import make_office

CHOICES = [
    {"value": "robotar", "sv": "Robotar och automation", "en": ""},
    {"value": "svar_2", "sv": "Något eget", "en": "AI and machine learning"},
    {"value": "sensors", "sv": "Mätare", "en": "Gauges"},
    {"value": "annat", "sv": "Annat", "en": "Other"},
]


def number(fact: str, unit: str) -> dict[str, Any]:
    return {"kind": "number", "story_part": fact, "unit": unit}


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        (["robotar"], ["robots"]),  # by the Swedish name
        (["svar_2", "sensors", "robotar"], ["sensors", "robots", "ai"]),  # by the English name, by the key
        (["annat"], []),
        ("robotar", ["robots"]),  # a plain form sends a single choice as a text
        (["taken out of the form"], []),
    ],
)
def test_a_chosen_answer_is_recognised(answer: Any, known: list[str]) -> None:
    question = {"kind": "choices", "story_part": "technologies", "choices": CHOICES}
    assert answered_fact(question, answer) == known


def test_one_of_several_becomes_one_fact() -> None:
    choices = [{"value": "start", "sv": "I början", "en": "Just starting"}]
    question = {"kind": "choice", "story_part": "maturity_step", "choices": choices}
    assert answered_fact(question, "start") == "starting"
    assert answered_fact(question, "another") == ""


@pytest.mark.parametrize(
    ("fact", "unit", "answer", "band"),
    [
        ("cost_band", "kkr", "49,9", "under_50k"),
        ("cost_band", "kkr", 50, "50k_250k"),
        ("cost_band", "tusen kronor", "250", "250k_1m"),
        ("cost_band", "Mkr", "1", "1m_5m"),
        ("cost_band", "kr", "5 000 000", "over_5m"),
        ("cost_band", "dollar", "5", ""),
        ("cost_band", "kr", "much", ""),
        ("cost_band", "kr", "-1", ""),
        ("time_band", "månader", "0", "under_3m"),
        ("time_band", "månader", "3", "3m_6m"),
        ("time_band", "veckor", "26", "6m_12m"),
        ("time_band", "år", "1", "over_12m"),
        ("focus_area", "kr", "1", ""),
    ],
)
def test_a_figure_is_sorted_into_its_band(fact: str, unit: str, answer: Any, band: str) -> None:
    assert answered_fact(number(fact, unit), answer) == band


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("visibility", "known"), [("if_awarded", "250k_1m"), ("public", "250k_1m"), ("never", "")]
)
def test_a_draft_takes_the_facts_that_the_company_lets_be_public(visibility: str, known: str) -> None:
    questions = [
        {"key": "cost", **number("cost_band", "kkr")},
        {"key": "again", **number("cost_band", "kkr")},
        {"key": "empty", **number("time_band", "månader")},
    ]
    award = make_award(
        questions=questions,
        answers={"cost": "300", "again": "9000", "empty": ""},
        visibility={"cost": visibility, "again": "never", "empty": "public"},
    )
    fields = services.draft_example(actor=make_office(), award=award).document.fields
    assert (fields["cost_band"], fields["time_band"], fields["technologies"]) == (known, "", [])
