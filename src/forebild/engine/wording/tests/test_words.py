"""Words by hand: folding, stems, roots, compounds, slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.engine.wording.compounds import Splitter, own_parts
from forebild.engine.wording.reading import folded, is_stop_word, words_of
from forebild.engine.wording.slips import deletions, distance, meant, slips_allowed
from forebild.engine.wording.stems import root, stem

LETTERS = "abdeilnorståäö"
WORDS = st.text(LETTERS, min_size=1, max_size=14)


def test_words_are_read_in_small_letters_and_joined_ones_in_both_ways() -> None:
    assert words_of("Ställtid: 12 min, OEE-mätning!") == [
        "ställtid",
        "12",
        "min",
        "oee",
        "mätning",
        "oeemätning",
    ]
    assert words_of("A\u030arsmodell 3D ") == ["årsmodell", "3d"]
    assert words_of("tre-fyra-fem") == ["tre", "fyra", "fem"]
    assert words_of("… – !") == []
    assert len(words_of("a" * 500)[0]) == 60


def test_letters_are_folded() -> None:
    assert [folded(word) for word in ("åäö", "café", "øre", "straße", "žal", "plan")] == [
        *("aao", "cafe", "ore", "strasse", "zal", "plan"),
    ]


def test_stop_words_also_without_their_dots() -> None:
    assert is_stop_word("för", "sv")
    assert is_stop_word("for", "sv")
    assert not is_stop_word("mätning", "sv")
    assert is_stop_word("the", "en")


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        ("svetsning svetsningen svetsningar", "sv"),
        ("lager lagret lagren", "sv"),
        ("kostnad kostnader kostnaden kostnaderna", "sv"),
        ("leverans leveransen leveranser", "sv"),
        ("ergonomi ergonomin", "sv"),
        ("kalender kalendern", "sv"),
        ("projekt projektet projekten projekts", "sv"),
        ("spårbar spårbart spårbara spårbarhet", "sv"),
        ("stillestånd stilleståndet", "sv"),
        ("maintain maintenance maintained", "en"),
        ("robot robots", "en"),
    ],
)
def test_inflected_forms_have_one_stem(forms: str, language: str) -> None:
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("family", "language"),
    [
        ("ergonomi ergonomisk ergonomiska", "sv"),
        ("svets svetsa svetsare svetsning", "sv"),
        ("automation automatisk automatisering automatiserad", "sv"),
        ("digitalisering digitalisera digital digitala", "sv"),
        ("mäta mätning mätare mätt", "sv"),
        ("leverans leverera leverantör", "sv"),
        ("weld welding welder", "en"),
        ("automation automatic automated", "en"),
    ],
)
def test_a_family_has_one_root(family: str, language: str) -> None:
    assert len({root(word, language) for word in family.split()}) == 1


UNRELATED = [("kvalitet", "kväll"), ("ställa", "stål"), ("buller", "bulle"), ("mat", "mått")]


@pytest.mark.parametrize(("one", "other"), UNRELATED)
def test_words_that_have_nothing_in_common_do_not_meet(one: str, other: str) -> None:
    assert root(one, "sv") != root(other, "sv")


def test_a_word_with_digits_is_its_own_stem() -> None:
    assert stem("5s", "sv") == root("5s", "sv") == "5s"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("digitaliseringsresa", ("digitalisering", "resa")),
        ("svetsrobot", ("svets", "robot")),
        ("robotsvetsning", ("robot", "svetsning")),
        ("arbetskraftsbrist", ("arbets", "kraft", "brist")),
        ("kvinnoarbete", ("kvinna", "arbete")),
        ("skolbok", ("skol", "bok")),
        ("plåttak", ("plått", "tak")),
        ("elkostnader", ("el", "kostnader")),
        ("saltkaren", ("salt", "karen")),
        ("saltkarssensor", ("salt", "kar", "sensor")),
        ("salthalten", ("salt", "halten")),
        ("mörkare", ()),
        ("underhallsplanering", ("underhall", "planering")),
        ("organisation", ()),
        ("framtid", ()),
        ("ergonomiska", ()),
        ("robot", ()),
        ("x" * 50, ()),
        ("maskin3000", ()),
    ],
)
def test_compounds_are_taken_apart(word: str, parts: tuple[str, ...]) -> None:
    assert Splitter().split(word) == parts


def test_words_of_stories_are_parts_too() -> None:
    assert Splitter().split("grensleverans") == ()
    assert Splitter(["grensle"]).split("grensleverans") == ()
    assert Splitter(["grensle", "a1"]).split("grensleleverans") == ("grensle", "leverans")
    assert Splitter(["grensle"]).knows("grensle")
    assert not Splitter().knows("grensle")


def test_what_is_known_of_an_unknown_word() -> None:
    assert Splitter().known_ends("elräkningsqqqq") == ("el", "räkning")
    assert Splitter().known_ends("robotqqqqhaveri") == ("robot", "haveri")
    assert Splitter().known_ends("qqqqhaveri") == ("haveri",)
    assert Splitter().known_ends("qqqqqqqq") == ()


@given(st.lists(st.sampled_from(sorted(own_parts())), min_size=1, max_size=3))
def test_parts_are_found_in_their_order(words: list[str]) -> None:
    word = "".join(words)
    for part in Splitter().split(word):
        assert folded(part)[:2] in folded(word)


def test_how_many_slips_are_forgiven() -> None:
    assert [slips_allowed(word) for word in ("oee", "stopp", "haverier", "12345678")] == [0, 1, 2, 0]


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("robot", "robot", 0),
        ("rbot", "robot", 1),
        ("robboot", "robot", 2),
        ("orbot", "robot", 1),
        ("rabot", "robot", 1),
        ("kassation", "kassera", None),
        ("abcd", "dcba", None),
        ("a", "abcdef", None),
    ],
)
def test_distances(one: str, other: str, steps: int | None) -> None:
    assert distance(one, other, 2) == steps


@given(WORDS, WORDS, st.integers(0, 3))
def test_distance_is_that_of_the_whole_table(one: str, other: str, most: int) -> None:
    whole = _whole_distance(one, other)
    assert distance(one, other, most) == distance(other, one, most) == (whole if whole <= most else None)


def _whole_distance(one: str, other: str) -> int:
    """The textbook's table, every cell of it."""
    table = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            table[i, j] = min(
                table[i - 1, j] + 1,
                table[i, j - 1] + 1,
                table[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
            )
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(one), len(other)]


@given(st.text(LETTERS, min_size=8, max_size=12), st.data())
def test_a_slip_shares_a_deletion_with_its_word(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    slipped = word[:place] + data.draw(st.sampled_from(["", "x", word[place] * 2])) + word[place + 1 :]
    assert deletions(word) & deletions(slipped)


def test_the_word_that_was_meant() -> None:
    assert meant("stilstånd", {"stillestånd": 3, "stånd": 9}) == "stillestånd"
    assert meant("kassatoin", {"kassation": 1, "kassationer": 9}) == "kassation"
    assert meant("bänkr", {"bänkar": 2, "bänken": 5}) == "bänkar"
    assert meant("poor", {"door": 3}) is None
    assert meant("doorx", {"moorx": 3}) is None
    assert meant("bänk", {"bank": 4}) is None
    assert meant("12345", {"12346": 4}) is None
    assert meant("robot", {}) is None
