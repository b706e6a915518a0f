"""The stories keep what a reader may expect: both languages, figures, plain words, nothing told twice."""

import re
from collections import Counter
from datetime import date, timedelta
from itertools import combinations

import pytest

from forebild.library.facts import FACTS, LISTS, VOCABULARIES, cleaned
from forebild.library.queries import SECTORS
from forebild.people.reference.counties import BY_CODE
from forebild.sample.stories import TEXTS, SampleStory
from forebild.sample.texts import Text, plain
from forebild.sample.whole import Sample, load_all
from forebild.shared.writing.readability import lix

TODAY = date(2027, 2, 10)
HEAVIEST_LIX = 42
FEWEST_WORDS, MOST_WORDS = 180, 320
UNITS = re.compile(r"procent|kronor|timm|dag|dygn|vecka|veckor|månad|minut|ton|gånger|order|år")


@pytest.fixture(scope="module")
def sample() -> Sample:
    return load_all(TODAY)


@pytest.fixture(scope="module")
def written(sample: Sample) -> list[SampleStory]:
    """Those told for the library; a winner's words are its entry's, which has rules of its own."""
    winners = {entry.key for entry in sample.entries if entry.outcome == "winner"}
    return [story for story in sample.stories if story.entry not in winners]


def sentences(words: str) -> list[str]:
    return [said for said in re.split(r"(?<=[.!?:])\s+", words) if len(said.split()) > 3]


def shingles(words: str) -> set[tuple[str, ...]]:
    found = re.findall(r"\w+", words.lower())
    return set(zip(found, found[1:], found[2:], found[3:], found[4:], found[5:], strict=False))


def figures(words: str) -> Counter[str]:
    """Numbers in figures, whatever the language's signs for thousands and decimals."""
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[\s.,](?=\d)", "", words)))


class TestHowManyAndWhose:
    def test_there_are_more_than_sixty_and_every_award_is_among_them(self, sample: Sample) -> None:
        awarded = {entry.key for entry in sample.entries if entry.outcome in ("winner", "mention")}
        assert len(sample.stories) >= 60
        assert {story.entry for story in sample.stories if story.entry} == awarded
        assert sum(not story.entry for story in sample.stories) >= 45

    def test_each_company_has_one_story_and_its_file_is_named_after_it(self, sample: Sample) -> None:
        companies = [story.company for story in sample.stories]
        assert len(companies) == len(set(companies))
        for company in sample.story_companies:
            assert company.key == plain(company.name.removesuffix(" AB"))

    def test_their_companies_are_none_of_the_others(self, sample: Sample) -> None:
        everybody = (*sample.companies, *sample.story_companies)
        for values in (
            [company.name for company in everybody],
            [company.org_number for company in everybody],
            [contact.email for company in everybody for contact in company.contacts],
        ):
            assert len(values) == len(set(values))

    def test_every_county_trade_and_size_is_there(self, sample: Sample) -> None:
        companies = [sample.company(story.company) for story in sample.stories]
        assert {company.county for company in companies} == set(BY_CODE)
        divisions = {int(company.sni[:2]) for company in companies}
        for sector, ranges in SECTORS.items():
            assert any(division in each for each in ranges for division in divisions), sector
        sizes = [company.head_count for company in companies]
        assert min(sizes) == 6
        assert max(sizes) == 240

    def test_they_came_out_over_ten_years_and_what_happened_later_has_happened(self, sample: Sample) -> None:
        years = Counter(story.published_on.year for story in sample.stories)
        assert set(years) == set(range(2017, 2027))
        for story in sample.stories:
            for after in story.afterwards:
                assert after in (1, 2, 3)
                assert story.published_on + timedelta(days=365 * after) < date(2026, 11, 1), story.company
        assert sum(bool(story.afterwards) for story in sample.stories) >= 30
        assert {after for story in sample.stories for after in story.afterwards} == {1, 2, 3}


class TestFacts:
    def test_every_fact_is_chosen_from_its_vocabulary(self, sample: Sample) -> None:
        for story in sample.stories:
            assert set(story.facts) == set(FACTS), story.company
            assert cleaned(story.facts)[1] == [], story.company
            assert all(story.facts.values()), story.company

    def test_every_technology_band_step_and_dimension_is_somebodys(self, sample: Sample) -> None:
        for fact in FACTS:
            if fact != "goals":
                told = Counter(
                    value
                    for story in sample.stories
                    for value in (story.facts[fact] if fact in LISTS else [story.facts[fact]])
                )
                assert set(told) == set(VOCABULARIES[fact]), fact


class TestTexts:
    def test_all_is_told_in_both_languages(self, sample: Sample) -> None:
        for story in sample.stories:
            assert tuple(story.texts) == TEXTS
            assert all(words for text in story.texts.values() for words in text), story.company
            assert all(words for text in story.afterwards.values() for words in text), story.company

    def test_each_is_as_long_as_one_reads_over_a_coffee(self, written: list[SampleStory]) -> None:
        for story in written:
            for language in ("sv", "en"):
                count = sum(len(getattr(text, language).split()) for text in story.texts.values())
                assert FEWEST_WORDS <= count <= MOST_WORDS, f"{story.company} {language}: {count}"

    def test_the_swedish_is_plain(self, written: list[SampleStory]) -> None:
        for story in written:
            prose = "\n".join(story.texts[name].sv for name in TEXTS[1:])
            assert 20 <= lix(prose) <= HEAVIEST_LIX, story.company

    def test_every_result_is_told_in_figures_with_units_and_over_time(self, sample: Sample) -> None:
        for story in sample.stories:
            result = story.texts["result"]
            assert figures(result.sv).total() >= 3, story.company
            assert len(set(UNITS.findall(result.sv))) >= 2, story.company

    def test_the_figures_are_the_same_in_both_languages(self, written: list[SampleStory]) -> None:
        for story in written:
            result = story.texts["result"]
            assert figures(result.sv) == figures(result.en), story.company

    def test_no_sentence_is_told_twice(self, written: list[SampleStory]) -> None:
        for language in ("sv", "en"):
            told = Counter(
                said
                for story in written
                for text in story.texts.values()
                for said in sentences(getattr(text, language))
            )
            assert [said for said, times in told.items() if times > 1] == []

    def test_no_two_stories_are_cut_from_one_cloth(self, written: list[SampleStory]) -> None:
        told = [
            (story.company, shingles(" ".join(text.sv for text in story.texts.values()))) for story in written
        ]
        for (one, first), (other, second) in combinations(told, 2):
            assert len(first & second) <= 2, f"{one} and {other}: {first & second}"

    def test_that_check_would_find_a_template(self) -> None:
        told = "Vi satte en givare på maskinen och mätte i sex veckor innan något ändrades."
        retold = "Vi satte en givare på maskinen och mätte i nio veckor innan något ändrades."
        assert len(shingles(told) & shingles(retold)) > 2

    def test_nobody_shouts_fills_or_leaves_a_hole(self, sample: Sample) -> None:
        def all_words(story: SampleStory) -> list[Text]:
            return [*story.texts.values(), *story.afterwards.values()]

        for story in sample.stories:
            for text in all_words(story):
                for words in text:
                    assert not re.search(r"!|lorem|TODO|xxx|  |�", words), story.company

    def test_titles_and_openings_differ(self, written: list[SampleStory]) -> None:
        for name in ("title", "ingress", "challenge", "deed", "lessons", "first_step"):
            openings = Counter(" ".join(story.texts[name].sv.split()[:3]) for story in written)
            assert max(openings.values()) <= 2, openings.most_common(3)
