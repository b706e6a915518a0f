"""The same company at two times, like with like, also when the questionnaire has changed in between.

1 Every question of the new version says by a *link* which questions of the old it stands for: one with the
  same key or another (renamed), several (merged); two new ones may stand for the same old one (split). A new
  question without a link is new, an old one that no link names was dropped. Nothing is guessed.
2 A question counts for the difference only when it and all that it stands for were answered and applied.
3 One for one and of the same kind: of ticks only options that both versions have are held against each other,
  of a grid only rows that were answered both times; with the new version's points at both times, so that
  other points are no change. An old choice that the new version lacks cannot be held against anything.
4 Otherwise: before, the mean of the old questions' shares by their weights; after, the question's own.
5 Dimensions and overall as in `solve`, over what counts, with the new version's weights; in a set that counts
  the number of yes among the questions that count. `coverage` is their part of the new version's weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from forebild.engine.errors import BadProblem, twice
from forebild.engine.maturity.problem import Answer, Answers, QuestionSet
from forebild.engine.maturity.questions import NOT_APPLICABLE, Kind, Question, Scoring
from forebild.engine.maturity.sets import answer_faults
from forebild.engine.maturity.solve import share

NOTHING = Fraction(0)


class Left(StrEnum):
    """Why a question of the new version does not count for the difference."""

    NEW = "new"  # it stands for nothing in the old version
    UNANSWERED = "unanswered"  # at one of the times
    NOT_APPLICABLE = "not_applicable"  # at one of the times
    OTHER_CHOICES = "other_choices"  # the choices have nothing in common


@dataclass(frozen=True)
class Link:
    """What a question of the new version stands for. `options` and `rows`: old key → new, where renamed."""

    new: str
    old: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OnBoth:
    """A question that counts: its share of what it can give, before and after."""

    question: str
    dimension: str
    before: Fraction
    after: Fraction


@dataclass(frozen=True)
class Moved:
    """A figure at two times, over what counts; None where nothing does. `coverage`: the part that counts."""

    key: str
    before: Fraction | None
    after: Fraction | None
    coverage: Fraction

    @property
    def difference(self) -> Fraction | None:
        """By how much it rose."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Comparison:
    """Two times like with like: each dimension, overall, what counts, and what was left out and why."""

    dimensions: tuple[Moved, ...]
    overall: Moved
    questions: tuple[OnBoth, ...]
    left_out: tuple[tuple[str, Left], ...]
    dropped: tuple[str, ...]


def same(asked: QuestionSet) -> tuple[Link, ...]:
    """Every question stands for itself."""
    return tuple(Link(question.key, (question.key,)) for question in asked.questions)


def links_by(pairs: Mapping[str, str]) -> tuple[Link, ...]:
    """Links from new key → old key."""
    return tuple(Link(new, (old,)) for new, old in pairs.items())


def compare(
    old: QuestionSet, before: Answers, new: QuestionSet, after: Answers, links: tuple[Link, ...]
) -> Comparison:
    """What has changed. Raises BadProblem for links or answers that do not suit the versions."""
    faults = [*_wrong(old, new, links), *answer_faults(old, before), *answer_faults(new, after)]
    for place, reason in faults:
        raise BadProblem(place, reason)
    by_new = {link.new: link for link in links}
    found = {
        question.key: _held(old, before, question, after, by_new.get(question.key))
        for question in new.questions
    }
    both = tuple(one for one in found.values() if isinstance(one, OnBoth))
    named = {key for link in links for key in link.old}
    dimensions = tuple(_dimension(new, dimension, both) for dimension in new.dimensions)
    return Comparison(
        dimensions=dimensions,
        overall=_overall(new, dimensions, both),
        questions=both,
        left_out=tuple((key, one) for key, one in found.items() if not isinstance(one, OnBoth)),
        dropped=tuple(question.key for question in old.questions if question.key not in named),
    )


def _wrong(old: QuestionSet, new: QuestionSet, links: tuple[Link, ...]) -> Iterator[tuple[str, str]]:
    yield from twice("links", (link.new for link in links), ".new")
    for index, link in enumerate(links):
        if link.new not in new.by_key:
            yield f"links[{index}].new", f'no such question: "{link.new}"'
        for key in link.old:
            if key not in old.by_key:
                yield f"links[{index}].old", f'no such question: "{key}"'
        if not link.old or len(set(link.old)) != len(link.old):
            yield f"links[{index}].old", "at least one question, each once"


def _held(
    old: QuestionSet, before: Answers, question: Question, after: Answers, link: Link | None
) -> OnBoth | Left:
    """Steps 2 to 4 for a question of the new version."""
    if link is None:
        return Left.NEW
    now = after.by_question.get(question.key)
    then = [before.by_question.get(key) for key in link.old]
    known = [answer for answer in then if answer is not None]
    if now is None or len(known) < len(then):
        return Left.UNANSWERED
    if any(answer.not_applicable for answer in (now, *known)):
        return Left.NOT_APPLICABLE
    was = [old.by_key[key] for key in link.old]
    if len(was) == 1 and was[0].kind == question.kind:
        pair = _alike(link, was[0], known[0], question, now)
    else:
        pair = _otherwise(was, known, question, now)
    return pair if isinstance(pair, Left) else OnBoth(question.key, question.dimension, *pair)


Pair = tuple[Fraction, Fraction]


def _alike(link: Link, was: Question, then: Answer, question: Question, now: Answer) -> Pair | Left:
    """Step 3."""
    keys = {option.key for option in question.choices}
    renamed = {option.key: link.options.get(option.key, option.key) for option in was.choices}
    common = {old: new for old, new in renamed.items() if new in keys}
    if question.kind == Kind.TICKS:
        return _ticks(common, then, question, now)
    if question.kind == Kind.GRID:
        return _grid(link, common, then, question, now)
    if then.chosen[0] not in common:
        return Left.OTHER_CHOICES
    points = [Fraction(question.option(key).points) for key in (common[then.chosen[0]], now.chosen[0])]
    return points[0] / question.most, points[1] / question.most


def _ticks(common: Mapping[str, str], then: Answer, question: Question, now: Answer) -> Pair | Left:
    """Over the options that both versions have."""
    points = {key: Fraction(question.option(key).points) for key in common.values()}
    full = sum(points.values(), NOTHING)
    if not full:
        return Left.OTHER_CHOICES
    ticked = {common[key] for key in then.chosen if key in common}
    before = sum((points[key] for key in ticked), NOTHING)
    return before / full, sum((points.get(key, NOTHING) for key in now.chosen), NOTHING) / full


def _grid(
    link: Link, common: Mapping[str, str], then: Answer, question: Question, now: Answer
) -> Pair | Left:
    """Over the rows that were answered both times with choices that both versions have."""
    cells = {link.rows.get(row, row): common.get(option) for row, option in then.cells}
    rows = [
        (cells[row], option)
        for row, option in now.cells
        if cells.get(row) is not None and option != NOT_APPLICABLE
    ]
    if not rows:
        return Left.OTHER_CHOICES
    full = question.most * len(rows)
    sums = [
        sum((Fraction(question.option(str(key)).points) for key in side), NOTHING)
        for side in zip(*rows, strict=True)
    ]
    return sums[0] / full, sums[1] / full


def _otherwise(was: list[Question], known: list[Answer], question: Question, now: Answer) -> Pair | Left:
    """Step 4."""
    shares = [share(one, answer) for one, answer in zip(was, known, strict=True)]
    got = [one for one in shares if one is not None]
    after = share(question, now)
    if after is None or len(got) < len(shares):
        return Left.NOT_APPLICABLE
    weights = [Fraction(one.weight) for one in was]
    return sum((w * s for w, s in zip(weights, got, strict=True)), NOTHING) / sum(weights, NOTHING), after


def _dimension(new: QuestionSet, dimension: str, both: tuple[OnBoth, ...]) -> Moved:
    weight = {question.key: Fraction(question.weight) for question in new.of(dimension)}
    inside = [one for one in both if one.question in weight]
    counted = sum((weight[one.question] for one in inside), NOTHING)
    coverage = counted / sum(weight.values(), NOTHING)
    if not counted:
        return Moved(dimension, None, None, coverage)
    before = sum((100 * weight[one.question] * one.before for one in inside), NOTHING)
    after = sum((100 * weight[one.question] * one.after for one in inside), NOTHING)
    return Moved(dimension, before / counted, after / counted, coverage)


def _overall(new: QuestionSet, dimensions: tuple[Moved, ...], both: tuple[OnBoth, ...]) -> Moved:
    """Step 5."""
    weight = {question.key: Fraction(question.weight) for question in new.questions}
    coverage = sum((weight[one.question] for one in both), NOTHING) / sum(weight.values(), NOTHING)
    if not both:
        return Moved("overall", None, None, coverage)
    if new.scoring == Scoring.COUNT:
        sums = sum((one.before for one in both), NOTHING), sum((one.after for one in both), NOTHING)
        return Moved("overall", *sums, coverage)
    known = [
        (one.before, one.after) for one in dimensions if one.before is not None and one.after is not None
    ]
    before, after = (sum(side, NOTHING) / len(known) for side in zip(*known, strict=True))
    return Moved("overall", before, after, coverage)
