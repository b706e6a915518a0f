"""Assigning jurors to entries: what is asked, and what is answered.

Problem ── solve ──► Plan          who reads what, with the figures that prove how good it is
                └──► Infeasible    no such plan exists, and the smallest cause
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from forebild.engine.errors import BadProblem, twice

Pair = tuple[str, str]
"""(entry, juror), both by id."""

LARGEST = 10**9
"""No count and no affinity is above this."""

UNKNOWN = 0.001
"""A floor this near (as a share) to its bound is as good as proved."""


@dataclass(frozen=True)
class Juror:
    """Somebody who reads. Without bounds the load is balanced with the other jurors without bounds."""

    id: str
    min_load: int | None = None
    max_load: int | None = None


@dataclass(frozen=True)
class Problem:
    """One question. Raises BadProblem when it contradicts itself.

    `per_entry` is the number of jurors for every entry, or a number per entry. `affinity` has a row per
    juror and a column per entry: how well the juror suits the entry, 0 or more, in any unit. `conflicts`
    and `forbidden` are seats never given (by interest; by the office), `fixed` ones always given.
    `groups` names the employer of a juror: no entry is read by two of one employer.
    `seed` only settles which of equally good plans is taken. `competences` names what a juror brings;
    `required` those of which every entry (or the entries named) needs at least one juror each. `previous`
    are the seats of a plan already out: as many of them as can be are kept, before anything else is
    looked at; those of entries or jurors that are gone are passed over.
    """

    entries: tuple[str, ...]
    jurors: tuple[Juror, ...]
    per_entry: int | Mapping[str, int]
    affinity: tuple[tuple[float, ...], ...]
    conflicts: tuple[Pair, ...] = ()
    fixed: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    groups: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    competences: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: tuple[str, ...] | Mapping[str, tuple[str, ...]] = ()
    previous: tuple[Pair, ...] = ()

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)

    @cached_property
    def seats(self) -> tuple[int, ...]:
        """How many jurors each entry gets, in the entries' order."""
        if isinstance(self.per_entry, int):
            return (self.per_entry,) * len(self.entries)
        return tuple(self.per_entry[entry] for entry in self.entries)

    @cached_property
    def entry_index(self) -> Mapping[str, int]:
        """Where each entry stands."""
        return {entry: index for index, entry in enumerate(self.entries)}

    @cached_property
    def juror_index(self) -> Mapping[str, int]:
        """Where each juror stands."""
        return {juror.id: index for index, juror in enumerate(self.jurors)}

    @cached_property
    def barred(self) -> frozenset[Pair]:
        """Seats never given, whatever the reason."""
        return frozenset(self.conflicts) | frozenset(self.forbidden)

    def required_of(self, entry: str) -> tuple[str, ...]:
        """The competences that the entry must have, each once."""
        asked = self.required.get(entry, ()) if isinstance(self.required, Mapping) else self.required
        return tuple(dict.fromkeys(asked))

    def brings(self, juror: str, competence: str) -> bool:
        """Whether the juror has the competence."""
        return competence in self.competences.get(juror, ())

    def suits(self, entry: str, juror: str) -> float:
        """The affinity of a seat."""
        return self.affinity[self.juror_index[juror]][self.entry_index[entry]]


@dataclass(frozen=True)
class Settings:
    """How hard to try; the defaults are meant for every jury.

    `level_share`: the share of all affinity that may be given up for the entries served next worst.
    `connect_share`: the share of all affinity, and where it must of the floor, that a connected comparison
    graph may cost; the other half of it is how well jurors can be compared, wanted up to `comparable`.
    `exact_seats`: up to so many possible seats everything is considered and floor and total are proved
    optimal; above, the `best_per_entry` best of each entry and those that prices ask for.
    `searched_seats`: above so many seats worth a search, exchanges stand in for it.
    `floor_gap`: above that size, how near (as a share) to its bound the floor must come.
    `turns`: how often a plan that falls apart is asked for again.
    `nodes`: branch-and-bound nodes per question. `effort`: iterations of the simplex after which no further
    floor is tried. All three are limits of work, which no clock touches.
    """

    level_share: float = 0.01
    connect_share: float = 0.02
    comparable: float = 0.85
    exact_seats: int = 3000
    best_per_entry: int = 12
    searched_seats: int = 5000
    floor_gap: float = 0.001
    turns: int = 40
    nodes: int = 10
    effort: int = 10_000


@dataclass(frozen=True)
class Plan:
    """Who reads what. `seats` stands in the problem's order of entries, then jurors.

    `floor` is the affinity of the worst-served entry, and no plan's is above `floor_bound`; `total` is
    that of all entries, and no plan that serves the worse-served as well is above `total_bound`;
    `total_unfair_optimum` would be possible if no entry were looked after. `components` counts the groups
    of jurors whose scores can be compared (1 is wanted); `efficiency_rel` (0 to 1) says how well. `moved`
    counts the previous seats that are not in it.
    """

    seats: tuple[Pair, ...]
    loads: Mapping[str, int]
    floor: float
    floor_bound: float
    total: float
    total_bound: float
    total_unfair_optimum: float
    components: int
    efficiency_rel: float
    moved: int = 0

    @property
    def note(self) -> str:
        """What is not known about the plan, in English; empty when nothing of weight is."""
        if self.floor >= (1 - UNKNOWN) * self.floor_bound:
            return ""
        return (
            f"The search ended at its limit of work: the worst-served entry gets {self.floor:.6g}, and "
            f"whether it could get more, up to {self.floor_bound:.6g}, is not known."
        )


@dataclass(frozen=True)
class Infeasible:
    """No plan exists. `reason` is a key of SENTENCES; taking away any one of `entries` (or, where the
    minimum loads are the cause, of `jurors`) takes away this cause. Fixed seats are not counted in `numbers`.
    `ways`: the nearest problems that have a plan, each by another kind of change.
    """

    reason: str
    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    numbers: Mapping[str, int] = field(default_factory=dict)
    competences: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()

    @property
    def sentence(self) -> str:
        """The cause in English."""
        names = {
            "entries": ", ".join(self.entries),
            "jurors": ", ".join(self.jurors) or "nobody",
            "competences": ", ".join(self.competences),
        }
        return SENTENCES[self.reason].format(**names, **self.numbers)


@dataclass(frozen=True)
class Change:
    """One thing given up. `kind` is a key of CHANGES; `amount` says how many more or fewer, and `left`
    what the number then is.
    """

    kind: str
    entry: str = ""
    juror: str = ""
    competence: str = ""
    amount: int = 0
    left: int = 0


@dataclass(frozen=True)
class Way:
    """All of these changes together, and a plan exists."""

    changes: tuple[Change, ...]

    @property
    def sentence(self) -> str:
        """The way in English."""
        return f"Possible if {' and '.join(CHANGES[c.kind].format(**vars(c)) for c in self.changes)}."


CHANGES = {
    "more": "{juror} reads {amount} more (at most {left})",
    "less": "{juror} may read {amount} fewer (at least {left})",
    "fewer": "{entry} gets {left} readers",
    "without": '{entry} does without "{competence}"',
    "unfix": "{juror} is no longer fixed to {entry}",
}
"""What can be given up so that a plan exists; a conflict or an employer never is."""


SENTENCES = {
    "fixed_barred": "{jurors} is fixed to {entries}, but has a conflict of interest with it or is forbidden.",
    "fixed_same_employer": "{jurors} are fixed to {entries}, but work for the same employer.",
    "fixed_too_many": "{entries} has {fixed} fixed jurors, but should have {needed}.",
    "fixed_over_load": "{jurors} is fixed to {fixed} entries, but may have at most {available}.",
    "capacity_short": "{needed} readings are needed, but all jurors together may have at most {available}.",
    "entry_short": (
        "{entries} still needs {needed} jurors, but only {available} of {all} can be found among: {jurors}."
    ),
    "entries_short": (
        "{entries} together still need {needed} readings, but only {available} can be found among: {jurors}."
    ),
    "competence_missing": '{entries} needs a juror with "{competences}", but nobody who may read it is one.',
    "competences_crowded": (
        '{entries} gets {needed} more jurors, and no such choice has all of: "{competences}".'
    ),
    "competence_short": (
        '{entries} together need {needed} readings by a juror with "{competences}", but only {available} can '
        "be found among: {jurors}."
    ),
    "competences_together": (
        '{entries} cannot all have what they need of "{competences}" within the jurors\' loads.'
    ),
    "minimum_over_demand": (
        "The jurors' minimum loads add up to {needed} readings, but only {available} are to be given."
    ),
    "juror_underused": (
        "{jurors} must have at least {needed} more entries, but only {available} are possible."
    ),
    "jurors_underused": (
        "{jurors} together must have at least {needed} more readings, but only {available} are possible."
    ),
}


def _contradictions(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every (place, reason) for which the problem cannot be read, the first ones first."""
    for name, ids in (("entries", problem.entries), ("jurors", problem.jurors)):
        if not ids:
            yield name, "there are none"
    yield from twice("entries", problem.entries)
    yield from twice("jurors", (juror.id for juror in problem.jurors), ".id")
    yield from _wrong_loads(problem.jurors)
    yield from _wrong_counts(problem.entries, problem.per_entry)
    yield from _wrong_affinity(problem)
    for name in ("conflicts", "fixed", "forbidden"):
        yield from _wrong_pairs(problem, name, getattr(problem, name))
    yield from _strangers("groups", problem.groups, problem.juror_index, "juror")
    yield from _strangers("competences", problem.competences, problem.juror_index, "juror")
    if isinstance(problem.required, Mapping):
        yield from _strangers("required", problem.required, problem.entry_index, "entry")


def _strangers(
    name: str, found: Iterable[str], known: Mapping[str, int], thing: str
) -> Iterator[tuple[str, str]]:
    for one in found:
        if one not in known:
            yield f'{name}["{one}"]', f"no such {thing}"


def _wrong_loads(jurors: tuple[Juror, ...]) -> Iterator[tuple[str, str]]:
    for index, juror in enumerate(jurors):
        if juror.min_load is not None and not 0 <= juror.min_load <= LARGEST:
            yield f"jurors[{index}].min_load", f"{juror.min_load} is below 0 or too large"
        if juror.max_load is not None and not (juror.min_load or 0) <= juror.max_load <= LARGEST:
            yield f"jurors[{index}].max_load", f"{juror.max_load} is below the minimum or too large"


def _wrong_counts(entries: tuple[str, ...], per_entry: int | Mapping[str, int]) -> Iterator[tuple[str, str]]:
    if isinstance(per_entry, int):
        if not 1 <= per_entry <= LARGEST:
            yield "per_entry", f"{per_entry} is below 1 or too large"
        return
    for entry in entries:
        if not 1 <= per_entry.get(entry, 0) <= LARGEST:
            yield f'per_entry["{entry}"]', "a number of at least 1 is wanted"
    for entry in per_entry:
        if entry not in entries:
            yield f'per_entry["{entry}"]', "no such entry"


def _wrong_affinity(problem: Problem) -> Iterator[tuple[str, str]]:
    rows, columns = len(problem.jurors), len(problem.entries)
    if len(problem.affinity) != rows:
        yield "affinity", f"{len(problem.affinity)} rows, but {rows} jurors"
    for index, row in enumerate(problem.affinity):
        if len(row) != columns:
            yield f"affinity[{index}]", f"{len(row)} numbers, but {columns} entries"
        for place, value in enumerate(row):
            if not 0 <= value <= LARGEST:  # also false for what is not a number at all
                yield f"affinity[{index}][{place}]", f"{value} is not between 0 and {LARGEST}"


def _wrong_pairs(problem: Problem, name: str, pairs: tuple[Pair, ...]) -> Iterator[tuple[str, str]]:
    for index, (entry, juror) in enumerate(pairs):
        if entry not in problem.entry_index:
            yield f"{name}[{index}]", f'no such entry: "{entry}"'
        if juror not in problem.juror_index:
            yield f"{name}[{index}]", f'no such juror: "{juror}"'
