"""Calibrating scores: what is asked, and what is answered.

Problem ── calibrate ──► Calibration    each entry's adjusted score with its certainty, each juror's severity
        ── next_reviews ──► Extra, …    whose extra look at which entry would tell most
        ── without_each_juror ──► Left, …    what stands if one juror's scores are left out
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import isfinite

from forebild.engine.errors import BadProblem, twice

Pair = tuple[str, str]
"""(entry, juror), both by id."""


@dataclass(frozen=True)
class Review:
    """A juror's whole score of an entry: the criteria weighted together, in the scale's own unit."""

    entry: str
    juror: str
    score: float


@dataclass(frozen=True)
class Problem:
    """Reviews to calibrate. `top` is how many entries go on (0: there is no line).

    `groups` names the group (topic, category) of an entry, where entries fall into such; a group's
    entries may be better or worse as a whole, and that counts as theirs. `seed` fixes what is drawn.
    Raises BadProblem for unknown or repeated names, a review given twice, or a score that is no number.
    """

    entries: tuple[str, ...]
    jurors: tuple[str, ...]
    reviews: tuple[Review, ...]
    top: int = 0
    groups: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        for place, reason in _contradictions(self):
            raise BadProblem(place, reason)

    @cached_property
    def entry_index(self) -> Mapping[str, int]:
        """Where each entry stands."""
        return {entry: index for index, entry in enumerate(self.entries)}

    @cached_property
    def juror_index(self) -> Mapping[str, int]:
        """Where each juror stands."""
        return {juror: index for index, juror in enumerate(self.jurors)}


@dataclass(frozen=True)
class EntryResult:
    """An entry with what is known of it, all scores in the scale's own unit.

    `raw_mean` is the plain mean (None without a review). `adjusted` is what jurors of ordinary severity
    would be expected to give; `sd` how uncertain that is; the truth lies between `low90` and `high90`
    with a probability of 90 %. `p_top` is the chance of being among the `top`, `p_first` of being best.
    `rank` is by `adjusted`, 1 is best.
    """

    entry: str
    n: int
    raw_mean: float | None
    adjusted: float
    sd: float
    low90: float
    high90: float
    p_top: float
    p_first: float
    rank: int


@dataclass(frozen=True)
class JurorResult:
    """A juror beside the others: `severity` in the scale's unit, below 0 severe, above 0 kind.

    `scale` is how far the juror spreads good from bad (1 is ordinary), `noise` the standard deviation of
    what neither entry nor severity explains.
    """

    juror: str
    n: int
    severity: float
    severity_sd: float
    scale: float
    noise: float


@dataclass(frozen=True)
class Components:
    """Where the differences between scores come from, as variances: the entries, the jurors, the rest."""

    entries: float
    jurors: float
    noise: float
    groups: float = 0.0


@dataclass(frozen=True)
class Caveat:
    """What the data cannot tell: `rule` is a key of WARNINGS, with the names that it is about."""

    rule: str
    names: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The warning in one English sentence."""
        return WARNINGS[self.rule].format(names=", ".join(self.names))


WARNINGS = {
    "no_reviews": "There are no scores yet.",
    "unread": "Nobody has scored: {names}. Their place is a guess.",
    "disconnected": (
        "Jurors of these entries share no entry with the others, so severity cannot be told from quality: "
        "{names}."
    ),
    "single_review": "Little is known of the severity of who has scored one entry only: {names}.",
    "no_difference": "The scores tell no difference between the entries that chance would not make.",
}


@dataclass(frozen=True)
class Calibration:
    """The answer. Entries best first; jurors in the problem's order.

    `cut` lies half-way between the last entry in and the first one out; None without a line.
    `model` says which one was used: "additive" (severity), or "scale" (also spread and noise per juror).
    """

    entries: tuple[EntryResult, ...]
    jurors: tuple[JurorResult, ...]
    components: Components
    cut: float | None
    model: str
    warnings: tuple[Caveat, ...] = ()

    def entry(self, name: str) -> EntryResult:
        """The entry's result. Raises KeyError when there is no such entry."""
        for result in self.entries:
            if result.entry == name:
                return result
        raise KeyError(name)


@dataclass(frozen=True)
class Prediction:
    """What a juror would give an entry, with 90 % between `low90` and `high90`."""

    entry: str
    juror: str
    mean: float
    low90: float
    high90: float


@dataclass(frozen=True)
class Extra:
    """An extra review, and by how much it would sharpen the line: the expected share of a point of score
    that a wrong choice at the line costs less, in the scale's own unit."""

    entry: str
    juror: str
    gain: float


def _contradictions(problem: Problem) -> Iterator[tuple[str, str]]:
    """Every (place, reason) for which the problem cannot be read."""
    yield from twice("entries", problem.entries)
    yield from twice("jurors", problem.jurors)
    if problem.top < 0:
        yield "top", f"{problem.top} is below 0"
    for entry in problem.groups:
        if entry not in problem.entry_index:
            yield "groups", f'no such entry: "{entry}"'
    given: set[Pair] = set()
    for index, review in enumerate(problem.reviews):
        yield from _wrong_review(f"reviews[{index}]", review, problem, given)
        given.add((review.entry, review.juror))


def _wrong_review(
    place: str, review: Review, problem: Problem, given: set[Pair]
) -> Iterator[tuple[str, str]]:
    if review.entry not in problem.entry_index:
        yield place, f'no such entry: "{review.entry}"'
    if review.juror not in problem.juror_index:
        yield place, f'no such juror: "{review.juror}"'
    if not isfinite(review.score):
        yield place, f"{review.score} is not a number"
    if (review.entry, review.juror) in given:
        yield place, f"{review.juror} has scored {review.entry} twice"
