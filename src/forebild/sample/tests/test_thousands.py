"""Generated stories: the same ones from the same seed, no two alike, whole in both languages."""

from __future__ import annotations

from itertools import islice

import pytest

from forebild.library.facts import FACTS, cleaned
from forebild.library.story import TEXTS
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE
from forebild.sample.thousands import LANGUAGES, MadeStory, parts, stories

COUNT = 300


@pytest.fixture(scope="module")
def made() -> list[MadeStory]:
    return list(stories(7, COUNT))


def test_the_same_seed_gives_the_same_stories(made: list[MadeStory]) -> None:
    assert list(stories(7, COUNT)) == made
    assert list(islice(stories(7, 10_000), 20)) == made[:20]  # a longer run begins as a shorter one


def test_another_seed_gives_others(made: list[MadeStory]) -> None:
    others = list(stories(8, COUNT))
    assert not {_said(story) for story in others} & {_said(story) for story in made}


def test_no_two_are_alike(made: list[MadeStory]) -> None:
    assert len({_said(story) for story in made}) == COUNT
    assert [story.number for story in made] == list(range(COUNT))
    for language in LANGUAGES:
        assert len({story.fields[f"challenge_{language}"] for story in made}) > COUNT * 0.9


def _said(story: MadeStory) -> tuple[str, ...]:
    return tuple(str(story.fields[f"{name}_{language}"]) for name in TEXTS for language in LANGUAGES)


def test_both_languages_are_there_with_every_blank_filled(made: list[MadeStory]) -> None:
    for story in made:
        for name in TEXTS:
            swedish, english = (story.fields[f"{name}_{language}"] for language in LANGUAGES)
            assert swedish and english and swedish != english, (story.number, name)  # noqa: PT018
            assert not {*"{}"} & {*swedish, *english}, (story.number, name)
            assert swedish[0] == swedish[0].upper()


def test_facts_are_of_the_vocabularies_and_places_and_trades_exist(made: list[MadeStory]) -> None:
    for story in made:
        chosen, at_fault = cleaned(story.fields)
        assert (at_fault, {*chosen}) == ([], {*FACTS})
        assert story.county in BY_CODE
        assert sni.normalised(sni.SNI_2007_SCHEME, story.sni) == story.sni
        assert 5 <= story.head_count <= 320


def test_what_a_story_is_about_stays_beside_it(made: list[MadeStory]) -> None:
    for story in made:
        assert story.means in parts("needs")[story.need]["means"]
        assert story.trade in parts("trades")
        assert story.aside != story.means
        assert {*parts("means")[story.means]["facts"]} <= {*story.fields["technologies"]}
    asides = sum(bool(story.aside) for story in made)
    assert 0.2 * COUNT < asides < 0.4 * COUNT
    assert {story.need for story in made} == {*parts("needs")}
