"""Beside companies like it: whom, what, and never so few that one could tell who."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.engine.disclosure.check import check
from forebild.engine.disclosure.problem import Problem
from forebild.engine.disclosure.solve import plan
from forebild.engine.maturity.alike import RUNGS, Firm, Quartiles, cell_of, cells, group, quartiles, question


def firm(name, score=0, **traits):
    """A company; by default small, of division 25 in Jönköping."""
    known = {"size": "small", "division": "25", "section": "C", "county": "06", "region": "SE21", **traits}
    return Firm(name, "2026", known, {"overall": Fraction(score)})


def told(firms, earlier=()):
    """The groups that may be told."""
    problem = question(firms, earlier)
    found = plan(problem)
    assert check(problem, found) == []
    return found.shown


def test_quartiles_lie_between_companies_and_are_rounded_to_fives():
    assert quartiles([Fraction(n) for n in (10, 20, 30, 40, 50)]) == Quartiles(20, 30, 40)
    assert quartiles([Fraction(n) for n in (90, 0, 41, 12)]) == Quartiles(10, 25, 55)  # 9, 26.5, 53.25
    assert quartiles([Fraction(5, 2)]) == Quartiles(5, 5, 5)


def test_the_nearest_group_of_ten_others_is_taken():
    near = [firm(f"n{n}", score=50) for n in range(11)]
    far = [firm(f"f{n}", county="14", region="SE23") for n in range(9)]
    shown = told(near + far)
    found = group(near[0], near + far, shown)
    assert (found.rung, found.others, found.is_few) == ("county", 10, False)
    assert found.figures == {"overall": Quartiles(50, 50, 50)}
    # The others in Gothenburg are eight: the whole country is better.
    found = group(far[0], near + far, shown)
    assert (found.rung, found.others) == ("division", 19)


def test_failing_ten_five_must_do_and_below_that_nothing_is_told():
    eight = [firm(f"n{n}", county=f"{n:02}", region=f"r{n}") for n in range(8)]
    found = group(eight[0], eight, told(eight))
    assert (found.rung, found.others, found.is_few) == ("division", 7, True)
    five = eight[:5]
    assert group(five[0], five, told(five)) is None
    assert group(firm("new"), eight[:6], told(eight[:6])).others == 6  # one that is in no release yet
    assert group(eight[0], eight[:5], ["all"]) is None  # four others, whatever was said


def test_a_company_is_never_one_of_the_others():
    eleven = [firm(f"n{n}", score=100 if n == 0 else 0) for n in range(11)]
    assert group(eleven[0], eleven, told(eleven)).figures["overall"] == Quartiles(0, 0, 0)


def test_a_group_that_would_tell_of_the_rest_is_not_told():
    """Fifteen small companies, eleven of them in one county: the rest would be four."""
    firms = [firm(f"a{n}") for n in range(11)] + [firm(f"b{n}", county="07") for n in range(4)]
    shown = told(firms)
    assert not any(key.startswith("county") for key in shown)
    assert group(firms[0], firms, shown).rung == "region"


def test_what_is_not_known_of_a_company_widens_its_group():
    firms = [firm(f"a{n}") for n in range(12)]
    nameless = Firm("x", "2026", {"size": "small"}, {"overall": Fraction(0)})
    assert cell_of("county", nameless.traits) is None
    both = [*firms, nameless]
    assert group(firms[0], both, told(both)).rung == "size"  # a nearer one would tell of the nameless
    assert group(nameless, firms, told(firms)).rung == "size"


def test_a_figure_that_some_of_them_lack_is_not_told():
    firms = [firm(f"a{n}") for n in range(11)] + [Firm("x", "2026", firm("x").traits, {"overall": None})]
    assert group(firms[0], firms, told(firms)).figures == {}


def test_a_release_waits_for_newcomers():
    firms = [firm(f"a{n}") for n in range(12)]
    out = tuple(one for one in cells(firms) if one.key in told(firms))
    more = [firm(f"b{n}") for n in range(6)]
    assert told(firms + more[:1], out) == ()
    assert told(firms + more[:5], out) == ()  # one of the five knows its own figure
    assert len(told(firms + more, out)) == len(RUNGS)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=45))
@settings(max_examples=15, deadline=None)
def test_every_group_that_is_told_has_five_others_and_holds_for_whoever_looks(places):
    firms = []
    for number, (county, division) in enumerate(places):
        traits = {"county": f"{county}", "region": f"{county // 2}", "division": f"{division}"}
        firms.append(firm(f"c{number}", score=number, section=f"{division // 2}", **traits))
    shown = told(firms)
    for one in {tuple(one.traits.items()): one for one in firms}.values():
        found = group(one, firms, shown)
        if found is None:
            continue
        assert found.others >= 5
        # Off all that is told, this company can take its own figure: nothing of fewer than five is left.
        own = tuple(c for c in cells([f for f in firms if f.id != one.id]) if c.key in shown)
        rest = Problem(own)
        everything = plan(Problem(own, most_steps=500))
        assert set(everything.shown) == {c.key for c in own}
        assert check(rest, everything) == []


def test_figures_are_on_the_ladder_from_near_to_wide():
    traits = firm("a").traits
    assert [cell_of(rung, traits) for rung in RUNGS] == [
        "county|small|25|06",
        "region|small|25|SE21",
        "division|small|25",
        "section|small|C",
        "size|small",
        "all",
    ]
    with pytest.raises(KeyError):
        cell_of("planet", traits)
