"""The sample's self-assessments: as many as distributions need, first and latest, drawn alike each time."""

from collections import Counter
from datetime import date, timedelta

import pytest

from forebild.assessment.answers import answers_of
from forebild.assessment.asked import read_set
from forebild.assessment.sets import shipped
from forebild.engine.maturity.problem import QuestionSet
from forebild.engine.maturity.sets import answer_faults
from forebild.engine.maturity.solve import score
from forebild.sample.assessments import SampleSitting, sample_sittings
from forebild.sample.whole import load_all

TODAY = date(2027, 2, 10)


@pytest.fixture(scope="module")
def sets() -> dict[str, QuestionSet]:
    return {data["key"]: read_set(data).reckoned for data in reversed(shipped())}


@pytest.fixture(scope="module")
def sittings(sets: dict[str, QuestionSet]) -> tuple[SampleSitting, ...]:
    sample = load_all(TODAY)
    companies = [*sample.story_companies, *(each for each in sample.companies if each.has_entry)]
    return sample_sittings(companies, sets, TODAY)


def test_the_same_seed_gives_the_same_answers(
    sets: dict[str, QuestionSet], sittings: tuple[SampleSitting, ...]
) -> None:
    sample = load_all(TODAY)
    companies = [*sample.story_companies, *(each for each in sample.companies if each.has_entry)]
    assert sample_sittings(companies, sets, TODAY) == sittings


def test_every_answer_is_one_that_the_questions_allow(
    sets: dict[str, QuestionSet], sittings: tuple[SampleSitting, ...]
) -> None:
    asked = {data["key"]: read_set(data) for data in reversed(shipped())}
    for sitting in sittings:
        for fields in (sitting.fields, *sitting.colleagues):
            answers = answers_of(asked[sitting.question_set], fields)
            assert list(answer_faults(sets[sitting.question_set], answers)) == []
            assert score(sets[sitting.question_set], answers).coverage == 1


def test_all_bands_occur_and_most_stand_below_the_middle(
    sets: dict[str, QuestionSet], sittings: tuple[SampleSitting, ...]
) -> None:
    six = read_set(next(data for data in shipped() if data["key"] == "six"))
    found = [
        score(sets["six"], answers_of(six, each.fields)) for each in sittings if each.question_set == "six"
    ]
    bands = Counter(each.band for each in found)
    assert set(bands) == {"starting", "under_way", "far_along", "leading"}
    assert bands["starting"] + bands["under_way"] > len(found) / 2
    assert bands["leading"] < len(found) / 8


def test_they_lie_over_the_years_and_many_come_back(sittings: tuple[SampleSitting, ...]) -> None:
    years = Counter(each.at.year for each in sittings)
    assert set(range(2020, 2027)) <= set(years)
    assert all(each.at.date() < TODAY for each in sittings)
    firsts = {(each.company, each.question_set): each for each in sittings if each.place == 1}
    latest = [each for each in sittings if each.place == 2 and each.question_set == "six"]
    assert len(latest) >= 30
    for each in latest:
        assert each.at - firsts[(each.company, "six")].at >= timedelta(days=299)


def test_some_have_colleagues_who_see_it_otherwise(sittings: tuple[SampleSitting, ...]) -> None:
    several = [each for each in sittings if each.colleagues]
    assert len(several) >= 10
    assert all(fields != each.fields for each in several for fields in each.colleagues)
