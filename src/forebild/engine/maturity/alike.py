"""A company beside companies like it: with whom, and what may be told of them.

1 Groups are tried from the nearest to the widest (RUNGS): same size, industry and county; the county widened
  to its region; then to the whole country; the industry (division) widened to its section; then any industry;
  then any size. Each holds the one before.
2 Which groups may be told of at all is a plan over all of them at once (`cells`, `engine.disclosure`), wider
  ones first, made for a frozen release and with six companies at the fewest: whoever looks may be one of
  them, and off everything that is shown it can take its own figure.
3 The company takes the first group that is told and has at least ten others; failing that the first with at
  least five; else none. It is never counted as one of the others.
4 Told of each figure: the quartiles, linearly between companies in order, rounded to steps of five, so that
  no single company's figure is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forebild.engine.disclosure.problem import FEWEST, FEWEST_AMONG_THEMSELVES, Cell, Problem, Reading

PREFERRED = 10
STEP = 5

RUNGS: Mapping[str, tuple[str, ...]] = {
    "county": ("size", "division", "county"),
    "region": ("size", "division", "region"),
    "division": ("size", "division"),
    "section": ("size", "section"),
    "size": ("size",),
    "all": (),
}


@dataclass(frozen=True)
class Firm:
    """A company with one result. `traits` are its size, division, section, county and region, as known."""

    id: str
    result: str
    traits: Mapping[str, str]
    figures: Mapping[str, Fraction | None]


@dataclass(frozen=True)
class Quartiles:
    """A quarter of the companies lie at or below `low`, half at or below `middle`; rounded to fives."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True)
class Group:
    """Companies alike: the rung, how many others, their quartiles on each figure that all of them have."""

    rung: str
    cell: str
    others: int
    figures: Mapping[str, Quartiles]

    @property
    def is_few(self) -> bool:
        """Fewer than one would like: to be read with care."""
        return self.others < PREFERRED


def cell_of(rung: str, traits: Mapping[str, str]) -> str | None:
    """The key of the group on this rung for a company with these traits; None when one is not known."""
    values = [traits.get(name, "") for name in RUNGS[rung]]
    return "|".join([rung, *values]) if all(values) else None


def cells(firms: Sequence[Firm]) -> tuple[Cell, ...]:
    """Every group there is, the widest asked for first."""
    found: dict[tuple[int, str], set[Reading]] = defaultdict(set)
    for rank, rung in enumerate(reversed(tuple(RUNGS))):
        for firm in firms:
            if key := cell_of(rung, firm.traits):
                found[rank, key].add(Reading(firm.id, firm.result))
    return tuple(Cell(key, frozenset(inside), rank=rank) for (rank, key), inside in found.items())


def question(firms: Sequence[Firm], earlier: tuple[Cell, ...] = ()) -> Problem:
    """What `engine.disclosure` is asked: which of the groups may be told, beside what is out already."""
    return Problem(cells(firms), fewest=FEWEST_AMONG_THEMSELVES, earlier=earlier)


def group(firm: Firm, firms: Sequence[Firm], shown: Collection[str]) -> Group | None:
    """The companies to stand beside, of a release of `firms` in which the groups `shown` may be told."""
    found: list[Group] = []
    for rung in RUNGS:
        key = cell_of(rung, firm.traits)
        if key is not None and key in shown:
            others = [one for one in firms if one.id != firm.id and cell_of(rung, one.traits) == key]
            if len(others) >= FEWEST:
                found.append(Group(rung, key, len(others), _figures(others)))
    return next((one for one in found if not one.is_few), found[0] if found else None)


def quartiles(values: Sequence[Fraction]) -> Quartiles:
    """Step 4, of at least one value."""
    ordered = sorted(values)
    return Quartiles(*(_rounded(_at(ordered, Fraction(part, 4))) for part in (1, 2, 3)))


def _figures(others: Sequence[Firm]) -> dict[str, Quartiles]:
    """Of figures that all of the others have: a mean over some of them would be another group's."""
    found: dict[str, Quartiles] = {}
    for name in others[0].figures:
        values = [value for one in others if (value := one.figures.get(name)) is not None]
        if len(values) == len(others):
            found[name] = quartiles(values)
    return found


def _at(ordered: Sequence[Fraction], part: Fraction) -> Fraction:
    """The value a part of the way from the first to the last, linearly between its neighbours."""
    place = part * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _rounded(value: Fraction) -> int:
    """To the nearest step, halves upwards."""
    return int((2 * value + STEP) // (2 * STEP)) * STEP
