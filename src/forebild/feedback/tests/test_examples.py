"""Good examples that fit: words and trade, and in one line why."""

from __future__ import annotations

from forebild.feedback.examples import Story, best_matches
from forebild.feedback.queries import why

WANTED = "Spridning och lärande. Kan andra företag göra likadant, och är kostnaden känd?"


def told(slug: str, trade: str = "", **parts: str) -> Story:
    return Story(slug, slug.title(), trade, parts)


def test_the_part_in_which_most_words_meet_is_the_one_to_read() -> None:
    story = told("a", deed="Vi mätte.", lessons="Spridningen till andra gav lärandet och kostnaderna.")
    [match] = best_matches(WANTED, "", [story])
    assert (match.part, match.words) == ("lessons", ("spridning", "lärande", "andra", "kostnaden"))
    assert why(match) == "“What they learnt” tells of spridning, lärande, andra"


def test_the_same_trade_counts_as_three_words_and_nothing_fits_nothing() -> None:
    stories = [
        told("no", lessons="Vi svarvade."),
        told("words", "food", lessons="Spridning, lärande."),
        told("trade", "metal", lessons="Svarv."),
        told("both", "metal", lessons="Kostnaden."),
    ]
    found = best_matches(WANTED, "metal", stories)
    assert [match.story.slug for match in found] == ["both", "trade"]
    assert [why(match) for match in found] == [
        "the same trade as yours; “What they learnt” tells of kostnaden",
        "the same trade as yours",
    ]
    assert [match.story.slug for match in best_matches(WANTED, "", stories)] == ["words", "both"]


def test_of_equal_ones_the_first_and_an_unknown_trade_is_nobodys() -> None:
    stories = [told("first", lessons="Kostnaden."), told("second", lessons="Kostnaden.")]
    assert [match.story.slug for match in best_matches(WANTED, "", stories, count=1)] == ["first"]
    assert best_matches("", "", stories) == []


def test_a_word_that_most_stories_hold_is_not_looked_for() -> None:
    common = [told(f"s{number}", lessons="Andra företag.") for number in range(4)]
    rare = told("rare", lessons="Andra företag kände kostnaden.")
    assert [match.story.slug for match in best_matches(WANTED, "", [*common, rare])] == ["rare"]
    assert best_matches(WANTED, "", common[:2]) != []
