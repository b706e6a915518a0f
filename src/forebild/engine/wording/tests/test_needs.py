"""What a text says, and what a reader asks for: terms, tags, concepts."""

from __future__ import annotations

import pytest

from forebild.engine.wording.compounds import Splitter
from forebild.engine.wording.forms import Reader
from forebild.engine.wording.looking import _longest_apart, concepts
from forebild.engine.wording.problem import Concept, Term
from forebild.engine.wording.reading import words_of
from forebild.engine.wording.stems import root
from forebild.engine.wording.thesaurus import SIDES, Mention, answering_facts, other_side, translations

READER = Reader(Splitter())


def _looked_for(typed: str, language: str = "sv") -> tuple[Concept, ...]:
    return concepts(words_of(typed), language, READER)


def test_a_word_leaves_its_terms() -> None:
    assert sorted(READER.terms("robotsvetsning", "sv")) == [
        "sv+robot",
        "sv+svets",
        "sv=robotsvetsning",
        "sv^robotsvets",
    ]
    assert READER.terms("mätning", "sv") == ("sv=mätning", "sv~matning", "sv^mat")
    assert READER.terms("och", "sv") == ()
    assert READER.terms("welding", "en") == ("en=weld",)
    assert READER.terms("robot", "en") == READER.terms("robot", "en")


@pytest.mark.parametrize(
    ("text", "language", "tags"),
    [
        ("Maskinerna står ofta still", "sv", {"@stops.need"}),
        ("papper på golvet", "sv", {"@paper.need"}),
        ("svetsrobotar", "sv", {"@hands.means"}),
        ("ont om folk", "sv", {"@hands.need"}),
        ("we are short of people", "en", {"@hands.need"}),
        ("ont i dag, men folk kommer i morgon", "sv", set()),
        ("IT-säkerhet", "sv", {"@security.need"}),
    ],
)
def test_what_the_thesaurus_reads(text: str, language: str, tags: set[str]) -> None:
    assert tags <= {*READER.tags(words_of(text), language)}
    assert bool(tags) == bool({*READER.tags(words_of(text), language)})


def test_a_need_is_answered_by_its_means_and_facts() -> None:
    assert other_side("@stops.need") == "@stops.means"
    assert other_side("@stops.means") == "@stops.need"
    assert answering_facts("@stops.need") == ("machine_data", "sensors")
    assert answering_facts("@setup.need") == answering_facts("@nothing.need") == ()
    assert SIDES == ("need", "means")


def test_words_of_the_trade_are_translated() -> None:
    assert translations("underhållet", "sv") == ("maintenance",)
    assert translations("maintenance", "en") == ("underhåll",)
    assert translations("bröllop", "sv") == ()


def test_a_phrase_is_one_concept_with_its_words_as_parts() -> None:
    (concept,) = _looked_for("papper på golvet")
    assert concept.typed == "papper på golvet"
    assert [part.typed for part in concept.parts] == ["papper", "golvet"]
    assert Term("@paper.need", 0.65) in concept.likewise
    assert "@paper.need" in {*concept.all_terms()}
    assert "@paper.need" not in {*concept.own_terms()}


def test_longer_phrases_win_over_shorter_ones_that_they_overlap() -> None:
    assert "fel version av ritning" in [
        concept.typed for concept in _looked_for("har fel version av ritning")
    ]


def test_phrases_that_overlap_give_way_to_the_longest() -> None:
    short, long, after = Mention(0, 2, "@a.need"), Mention(1, 4, "@b.need"), Mention(4, 6, "@c.need")
    assert _longest_apart([short, long, after]) == [long, after]
    assert _longest_apart([short, after]) == [short, after]


def test_stop_words_are_left_out_unless_nothing_else_is_there() -> None:
    assert [concept.typed for concept in _looked_for("hur gör vi med mätning")] == ["mätning"]
    assert [concept.typed for concept in _looked_for("vad är det")] == ["vad", "är", "det"]
    assert _looked_for("") == ()


def test_a_word_without_its_dots_also_looks_for_the_word_with_them() -> None:
    (concept,) = _looked_for("matning")
    assert Term("sv~matning", 0.85) in concept.terms
    (dotted,) = _looked_for("mätning")
    assert "sv~matning" not in {*dotted.all_terms()}


def test_a_compound_is_also_its_parts() -> None:
    (concept,) = _looked_for("digitaliseringsresa")
    assert [part.typed for part in concept.parts] == ["digitalisering", "resa"]
    assert concept.parts_weight == 0.75


def test_of_an_unknown_word_its_known_ends_stand_for_it() -> None:
    (concept,) = concepts(["qqqqhaveri"], "sv", READER, {"qqqqhaveri"})
    assert [part.typed for part in concept.parts] == ["haveri"]
    (english,) = concepts(["qqqqbreakdown"], "en", READER, {"qqqqbreakdown"})
    assert english.parts == ()


def test_a_foreign_word_is_read_in_its_own_language() -> None:
    (concept,) = _looked_for("maintenance")
    assert Term("sv=underhåll", 0.55) in concept.terms
    assert "@stops.means" in {*concept.all_terms()}
    (swedish,) = _looked_for("underhåll", "en")
    assert Term("en=maintain", 0.55) in swedish.terms


def test_each_term_stands_once_with_its_most() -> None:
    for concept in _looked_for("robotar ergonomi stopp robotsvetsning kassation"):
        names = [term.text for term in concept.terms]
        assert len(names) == len({*names})
        assert all(0 < term.weight <= 1 for term in (*concept.terms, *concept.likewise))


def test_short_words_have_roots_of_their_own() -> None:
    assert root("ai", "sv") == "ai"
