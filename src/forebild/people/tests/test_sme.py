"""The SME test: the ceilings to the last unit, worked examples of groups, and what always holds."""

import string
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.people.reference.sme import EXEMPT, SIZES, Figures, Link, Rate, Rule, Year, assess
from forebild.people.reference.sme_sentences import SENTENCES, sentence, size_name

TEN = Rate(Decimal(10), date(2026, 12, 30))
M = 10_000_000
"""A million euro at ten kronor."""


def year(head_count=5, turnover=1.0, balance=1.0, *links, number=2026, **more) -> Year:
    """A year with money in millions of euro, None for unknown."""
    money = [None if value is None else Decimal(str(value)) * M for value in (turnover, balance)]
    return Year(number, Figures(head_count, *money), TEN, links, **more)


def owner(share, head_count=0, turnover=0.0, balance=0.0, **more) -> Link:
    return Link(share, figures=year(head_count, turnover, balance).figures, **more)


@pytest.mark.parametrize(
    ("head_count", "turnover", "balance", "size"),
    [
        (9.9, 2, 99, "micro"),
        (9.9, 99, 2, "micro"),
        (10, 1, 1, "small"),
        (9, 2.01, 2.01, "small"),
        (49.9, 10, 99, "small"),
        (50, 1, 1, "medium"),
        (49, 10.01, 10.01, "medium"),
        (249.9, 50, 99, "medium"),
        (249.9, 99, 43, "medium"),
        (250, 1, 1, "large"),
        (249, 50.01, 43.01, "large"),
        (0, 0, 0, "micro"),
    ],
)
def test_ceilings(head_count, turnover, balance, size):
    answer = assess(year(head_count, turnover, balance))
    assert answer.size == answer.latest_size == size


@pytest.mark.parametrize(
    ("head_count", "turnover", "balance", "verdict"),
    [
        (100, 20, 20, "sme"),
        (224, 20, 20, "sme"),
        (225, 20, 20, "borderline"),
        (250, 20, 20, "borderline"),
        (274, 20, 20, "borderline"),
        (275, 20, 20, "not_sme"),
        (100, 48, 20, "sme"),
        (100, 48, 60, "borderline"),
        (100, 60, 45, "borderline"),
        (100, 60, 60, "not_sme"),
        (9.5, 1, 1, "sme"),
    ],
)
def test_within_a_tenth_of_the_limit_a_person_decides(head_count, turnover, balance, verdict):
    assert assess(year(head_count, turnover, balance)).verdict == verdict


@pytest.mark.parametrize(
    ("figures", "size", "verdict"),
    [
        ((20, None, 5), "small", "sme"),
        ((20, None, None), "unknown", "unknown"),
        ((20, None, 60), "unknown", "unknown"),
        ((300, None, None), "large", "not_sme"),
        ((None, 60, 60), "large", "not_sme"),
        ((None, 5, 5), "unknown", "unknown"),
        ((20, None, 11), "unknown", "sme"),
        ((20, 5, None), "small", "sme"),
    ],
)
def test_a_missing_figure_matters_only_where_it_could_turn_the_answer(figures, size, verdict):
    answer = assess(year(*figures))
    assert (answer.size, answer.verdict) == (size, verdict)


@pytest.mark.parametrize(
    ("link", "head_count"),
    [
        (owner(24.99, 1000), 40),
        (owner(25, 100), 65),
        (owner(33.5, 100), Decimal("73.5")),
        (owner(50, 100), 90),
        (owner(50.01, 100), 140),
        (owner(100, 100), 140),
        (owner(10, 100, control=True), 140),
        (owner(40, 100, kind="venture_capital"), 40),
        (owner(60, 100, kind="venture_capital"), 140),
        (owner(40, 9000, kind="small_municipality"), 40),
        (owner(24, 9000, kind="public_body"), 40),
    ],
)
def test_owners_are_added_by_their_share(link, head_count):
    assert assess(year(40, 5, 5, link)).totals.head_count == head_count


def test_a_group_worked_through():
    """40 persons and 6 million of its own; half of a partner's, all of a subsidiary's."""
    partner = owner(50, 100, 30, 20, name="Alfa AB")
    subsidiary = owner(100, 20, 4, 2, name="Beta AB")
    passive = owner(10, 900, 900, 900, name="Gamma AB")
    answer = assess(year(40, 6, 4, partner, subsidiary, passive))
    assert (answer.totals.head_count, answer.totals.turnover, answer.totals.balance_sheet) == (110, 25, 16)
    assert (answer.size, answer.verdict) == ("medium", "sme")
    assert [rule.key for rule in answer.rules] == [
        "partner",
        "linked",
        "below_partner",
        "definition",
        "head_count_within",
        "turnover_within",
        "balance_sheet_within",
        "rate",
        "one_year",
    ]
    assert sentence(answer.rules[0], "sv") == (
        "Alfa AB (50 %) är partnerföretag: så stor del av dess siffror läggs till (artikel 3.2 och 6.2)."
    )


def test_a_partners_missing_figures_make_the_answer_unknown():
    answer = assess(year(40, 6, 4, Link(30, name="Alfa AB")))
    assert (answer.verdict, answer.totals.head_count) == ("unknown", None)
    assert assess(year(40, 6, 4, Link(20, name="Alfa AB"))).verdict == "sme"


@pytest.mark.parametrize(
    ("links", "verdict"),
    [
        ((owner(24.9, kind="public_body"),), "sme"),
        ((owner(25, kind="public_body"),), "not_sme"),
        ((owner(15, kind="public_body"), owner(10, kind="public_body")), "not_sme"),
        ((owner(5, kind="public_body", control=True),), "not_sme"),
        ((owner(49, kind="small_municipality"),), "sme"),
        ((owner(51, kind="small_municipality"),), "not_sme"),
        ((owner(51, kind="university"),), "not_sme"),
        ((owner(51, 10, kind="institutional_investor"),), "sme"),
    ],
)
def test_a_quarter_in_public_hands_is_never_an_sme(links, verdict):
    answer = assess(year(20, 5, 5, *links))
    assert (answer.size, answer.verdict) == ("small", verdict)


def test_another_class_counts_after_two_years():
    grown = assess(year(60, 9, 9), year(40, 9, 9, number=2025))
    assert (grown.latest_size, grown.size, grown.verdict) == ("medium", "small", "sme")
    assert [rule.key for rule in grown.rules][-1] == "two_years_changed"
    settled = assess(year(60, 9, 9), year(55, 9, 9, number=2025))
    assert (settled.size, settled.rules[-1].key) == ("medium", "two_years_same")


@pytest.mark.parametrize(("head_count", "before"), [(400, 100), (100, 400)])
def test_two_years_on_two_sides_of_the_limit_are_for_a_person(head_count, before):
    answer = assess(year(head_count, 5, 5), year(before, 5, 5, number=2025))
    assert answer.verdict == "borderline"
    assert answer.size == assess(year(before, 5, 5)).size


def test_the_year_before_in_public_hands_is_for_a_person():
    public = owner(30, kind="public_body")
    assert assess(year(20), year(20, 1, 1, public, number=2025)).verdict == "borderline"


def test_an_unknown_year_before_does_not_turn_the_answer():
    answer = assess(year(20, 5, 5), year(None, None, None, number=2025))
    assert (answer.size, answer.verdict, answer.rules[-1].key) == ("small", "sme", "two_years_unknown")


def test_years_must_follow_each_other():
    with pytest.raises(ValueError, match="follow each other"):
        assess(year(), year(number=2024))


@pytest.mark.parametrize("wrong", [{"share": -1}, {"share": 100.1}, {"share": 30, "kind": "friend"}])
def test_a_link_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"a share of|no such kind"):
        Link(**wrong)


def test_a_negative_figure_is_refused():
    with pytest.raises(ValueError, match="below 0"):
        assess(year(-1))


def test_the_rate_decides_how_much_a_krona_is():
    dear = replace(year(100, 52, 60), rate=Rate(Decimal("12.5"), date(2026, 12, 30)))
    assert assess(dear).totals.turnover == Decimal("41.6")


LEVELS = st.integers(0, 400) | st.none()
MONEY = st.integers(0, 100) | st.none()
KINDS = st.sampled_from(["company", "public_body", *EXEMPT])


@st.composite
def years(draw: st.DrawFn, number: int = 2026) -> Year:
    links = draw(
        st.lists(
            st.builds(owner, st.integers(0, 100), LEVELS, MONEY, MONEY, kind=KINDS, control=st.booleans()),
            max_size=3,
        )
    )
    return year(draw(LEVELS), draw(MONEY), draw(MONEY), *links, number=number)


def rank(size: str) -> int:
    return SIZES.index(size)


@given(years(), st.integers(1, 300))
def test_more_staff_or_money_never_makes_a_class_smaller(before, more):
    figures, small = before.figures, assess(before)
    for name in ("head_count", "turnover_sek", "balance_sheet_sek"):
        value = getattr(figures, name)
        if value is None:
            continue
        grown = assess(replace(before, figures=replace(figures, **{name: value + more * M})))
        if "unknown" not in (small.size, grown.size):
            assert rank(grown.size) >= rank(small.size)
        assert not (small.verdict == "not_sme" and grown.verdict == "sme")


@given(years(), years(2025))
def test_every_answer_is_whole_and_in_words(latest, before):
    for answer in (assess(latest), assess(latest, before)):
        assert answer.size in (*SIZES, "unknown")
        assert answer.verdict in ("sme", "not_sme", "borderline", "unknown")
        for rule in answer.rules:
            for language in ("sv", "en"):
                assert "{" not in sentence(rule, language)


@given(years(), st.integers(0, 400), st.integers(0, 100), st.integers(0, 100))
def test_what_was_certain_stays_so_when_more_is_learned(vague, head_count, turnover, balance):
    """Filling in what was missing never contradicts a verdict that was given without it."""
    filled = replace(
        vague,
        figures=filled_in(vague.figures, head_count, turnover, balance),
        links=tuple(
            replace(link, figures=filled_in(link.figures, head_count, turnover, balance))
            for link in vague.links
        ),
    )
    before, after = assess(vague), assess(filled)
    if before.size != "unknown":
        assert after.size == before.size
    if before.verdict == "sme":
        assert after.verdict in ("sme", "borderline")
    if before.verdict == "not_sme":
        assert after.verdict == "not_sme"


def filled_in(figures: Figures, head_count: int, turnover: int, balance: int) -> Figures:
    """The figures with guesses where they were missing."""
    known = {name: value for name, value in vars(figures).items() if value is not None}
    guesses = {"head_count": head_count, "turnover_sek": turnover * M, "balance_sheet_sek": balance * M}
    return Figures(**(guesses | known))


def test_an_owner_without_a_name_has_words():
    text = sentence(Rule("linked", {"name": "", "share": Decimal("66.60")}), "en")
    assert text.startswith("An owner or a company owned (66.6%) is a linked enterprise")


def test_numbers_are_written_as_the_language_does():
    rule = Rule("turnover_above", {"value": Decimal("1234.5"), "ceiling": Decimal(50)})
    assert sentence(rule, "sv") == "Omsättningen 1\u00a0234,5 miljoner euro överstiger 50 (artikel 2.1)."
    assert sentence(rule, "en") == "A turnover of EUR 1,234.5 million exceeds 50 (Article 2.1)."
    changed = Rule("two_years_changed", {"year": 2026, "before": 2025, "size": "medium", "earlier": "small"})
    assert sentence(changed, "en").startswith("In 2025 it was a small enterprise, in 2026 a medium-sized")
    assert size_name("micro", "sv") == "ett mikroföretag"


def test_every_sentence_has_both_languages_with_the_same_places():
    for texts in SENTENCES.values():
        places = [{part[1] for part in string.Formatter().parse(text)} for text in texts.values()]
        assert places[0] == places[1]


def test_an_estimate_says_so():
    assert assess(year(5, 1, 1, estimated=True)).rules[0].key == "estimated"
