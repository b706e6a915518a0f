"""Industry codes and size classes: complete, well-formed, and counted against the published standard."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.people.reference.industry_titles import NACE_2_1_NEW, SNI_2007
from forebild.people.reference.sizes import DETAILED, USUAL, size_class
from forebild.people.reference.sni import (
    TEXTS,
    CodeError,
    distance,
    division_of,
    divisions,
    is_industry,
    nace_2_1_division,
    named,
    normalised,
    section_of,
    sections,
    title,
)

SNI, NACE = "sni2007", "nace2.1"


def test_the_standards_have_all_their_sections_and_divisions():
    assert len(sections(SNI)) == 21
    assert len(divisions(SNI)) == 88
    assert len(sections(NACE)) == 22
    assert len(divisions(NACE)) == 87
    assert "".join(each.code for each in sections(NACE)) == "ABCDEFGHIJKLMNOPQRSTUV"


def test_manufacturing_has_all_its_groups():
    codes = [line.split("|")[0].removesuffix("?") for line in SNI_2007.strip().splitlines()]
    groups = {code for code in codes if len(code) == 4}
    assert len([code for code in groups if "10" <= code[:2] <= "33"]) == 95
    assert len([code for code in groups if code < "10"]) == 10


@pytest.mark.parametrize("lines", [SNI_2007, NACE_2_1_NEW])
def test_titles_are_in_both_languages_and_each_code_stands_once(lines):
    rows = [line.split("|") for line in lines.strip().splitlines()]
    assert all(len(row) == 3 and all(part == part.strip() != "" for part in row) for row in rows)
    codes = [row[0].removesuffix("?") for row in rows]
    assert len(codes) == len(set(codes))


def test_every_class_lies_in_a_listed_group_or_division():
    for line in SNI_2007.strip().splitlines():
        code = line.split("|")[0].removesuffix("?")
        if len(code) > 2:
            assert named(SNI, code).code == code
            assert code[:2] in {each.code for each in divisions(SNI)}


@pytest.mark.parametrize(
    ("scheme", "code", "section"),
    [
        (SNI, "25.620", "C"),
        (SNI, "62.010", "J"),
        (NACE, "62.10", "K"),
        (SNI, "64", "K"),
        (NACE, "64", "L"),
        (NACE, "99", "V"),
        (SNI, "99", "U"),
        (SNI, "45.11", "G"),
        (NACE, "84", "P"),
    ],
)
def test_section_letters_belong_to_their_scheme(scheme, code, section):
    assert section_of(scheme, code) == section


@pytest.mark.parametrize("written", ["25.620", "25620", " 25 620 "])
def test_writings_of_one_code(written):
    assert normalised(SNI, written) == "25.620"
    assert division_of(SNI, written) == "25"


@pytest.mark.parametrize(
    ("scheme", "code", "reason"),
    [
        ("isic", "25", "scheme"),
        (SNI, "C", "form"),
        (SNI, "", "form"),
        (SNI, "2", "form"),
        (SNI, "25.6201", "form"),
        (SNI, "25,62", "form"),
        (SNI, "\u0662\u0665", "form"),
        (NACE, "25.620", "form"),
        (SNI, "04", "division"),
        (SNI, "34.100", "division"),
        (NACE, "45.11", "division"),
    ],
)
def test_each_refusal(scheme, code, reason):
    with pytest.raises(CodeError) as caught:
        normalised(scheme, code)
    assert caught.value.reason == reason
    assert (caught.value.text("sv"), caught.value.text("en")) == tuple(TEXTS[reason].values())


def test_lists_of_an_unknown_scheme_are_refused():
    for listed in (sections, divisions):
        with pytest.raises(CodeError):
            listed("isic")
    with pytest.raises(CodeError):
        named("isic", "C")


@pytest.mark.parametrize(
    ("scheme", "code", "sv", "at"),
    [
        (SNI, "25.62", "Metallegoarbeten", "25.62"),
        (SNI, "25.620", "Metallegoarbeten", "25.62"),
        (SNI, "25.50", "Smidning, pressning, prägling och valsning av metall; pulvermetallurgi", "25.5"),
        (SNI, "46.900", "Parti- och provisionshandel utom med motorfordon", "46"),
        (SNI, "C", "Tillverkning", "C"),
        (NACE, "25.53", "Tillverkning av metallvaror utom maskiner och apparater", "25"),
        (NACE, "61.10", "Telekommunikation", "61"),
    ],
)
def test_a_code_goes_by_the_nearest_title(scheme, code, sv, at):
    assert title(scheme, code, "sv") == sv
    assert named(scheme, code).code == at


def test_titles_in_english_and_the_marks_of_our_own_wording():
    assert title(SNI, "25.62", "en-gb") == "Machining"
    assert title(NACE, "K", "en").startswith("Telecommunication, computer programming")
    assert named(SNI, "25.62").sure
    assert not named(NACE, "K").sure


def test_industry_is_manufacturing_and_mining():
    assert [is_industry(SNI, code) for code in ("07.100", "16.101", "33.20", "35", "62.010")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_divisions_move_to_the_new_standard_where_that_is_plain():
    assert [nace_2_1_division(code) for code in ("25", "62.010", "45.200", "63")] == ["25", "62", None, None]
    here, there = ({each.code for each in divisions(scheme)} for scheme in (SNI, NACE))
    assert {moved for code in here if (moved := nace_2_1_division(code))} <= there
    assert here - there == {"45"}


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ((SNI, "25.620"), (SNI, "25.62"), 0),
        ((SNI, "25"), (SNI, "25"), 0),
        ((SNI, "25.61"), (SNI, "25.62"), 1),
        ((SNI, "25.11"), (SNI, "25.62"), 2),
        ((SNI, "25"), (SNI, "25.62"), 2),
        ((SNI, "25.6"), (SNI, "25.62"), 1),
        ((SNI, "28"), (SNI, "25.62"), 3),
        ((SNI, "62.01"), (SNI, "25.62"), 4),
        ((SNI, "25.62"), (NACE, "25.53"), 2),
        ((NACE, "28.11"), (SNI, "25.62"), 3),
        ((SNI, "45.20"), (NACE, "95.31"), None),
    ],
)
def test_the_distance_between_two_codes(one, other, steps):
    assert distance(one, other) == distance(other, one) == steps


codes = st.sampled_from([line.split("|")[0].removesuffix("?") for line in SNI_2007.strip().splitlines()[21:]])


@given(codes, codes, codes)
def test_distance_is_that_of_a_tree(one, two, three):
    a, b, c = ((SNI, code) for code in (one, two, three))
    assert distance(a, a) == 0
    assert distance(a, b) == distance(b, a)
    assert distance(a, c) <= max(distance(a, b), distance(b, c))


def test_size_classes_follow_each_other_without_a_gap():
    for classes in (DETAILED, USUAL):
        assert classes[0].low == 0
        assert classes[-1].high is None
        assert all(after.low == before.high + 1 for before, after in pairwise(classes))


@pytest.mark.parametrize(
    ("employees", "usual", "detailed"),
    [
        (0, "0 anställda", "1"),
        (1, "1\u20134 anställda", "2"),
        (249, "200\u2013499 anställda", "8"),
        (500, "minst 500 anställda", "9"),
        (1500, "minst 500 anställda", "11"),
        (10_000, "minst 500 anställda", "16"),
    ],
)
def test_size_classes(employees, usual, detailed):
    assert size_class(employees).sv == usual
    assert size_class(employees, detailed=True).code == detailed
    assert size_class(1200, detailed=True).en == "1\u00a0000\u20131\u00a0499 employees"


def test_fewer_than_none_is_refused():
    with pytest.raises(ValueError, match="-1 employees"):
        size_class(-1)
