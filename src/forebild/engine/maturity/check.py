"""Whether scores are what the answers say, counted again without the solver, in floating point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from forebild.engine.maturity.problem import Answers, OnDimension, QuestionSet, Scores
from forebild.engine.maturity.questions import Question

NEAR = 1e-9


@dataclass(frozen=True)
class Violation:
    """A rule broken: `rule` is a key of RULES, `place` the dimension that it is about, or "overall"."""

    rule: str
    place: str = "overall"

    @property
    def sentence(self) -> str:
        """What is wrong, in English."""
        return RULES[self.rule].format(place=self.place)


RULES = {
    "wrong_dimensions": "The scores do not have each dimension once, in the set's order.",
    "wrong_figure": "The figure of {place} is not that of the answers.",
    "out_of_range": "The figure of {place} is below 0 or above what can be had.",
    "wrong_band": "The band of {place} is not that of its figure as shown.",
    "wrong_coverage": "The part answered of {place} is not that of the answers.",
    "wrong_bounds": "The floor or the ceiling is not that of the answers.",
}


@dataclass(frozen=True)
class _Cell:
    """A question, or a grid's row: its weight, its share; whether it was left open, or does not apply."""

    weight: float
    share: float = 0.0
    is_open: bool = False
    is_void: bool = False


def check(asked: QuestionSet, answers: Answers, scores: Scores) -> list[Violation]:
    """Everything that is wrong with the scores; empty when nothing is."""
    if tuple(line.dimension for line in scores.dimensions) != asked.dimensions:
        return [Violation("wrong_dimensions")]
    tables = [
        [
            cell
            for question in asked.questions
            if question.dimension == name
            for cell in _cells(question, answers)
        ]
        for name in asked.dimensions
    ]
    return [
        *(
            found
            for line, cells in zip(scores.dimensions, tables, strict=True)
            for found in _line(asked, line, cells)
        ),
        *_whole(asked, scores, tables),
    ]


def _cells(question: Question, answers: Answers) -> list[_Cell]:
    """A question taken apart: a grid's rows each for itself."""
    keys = [row for row, _effort in question.rows] or [""]
    weight = float(question.weight) / len(keys)
    given = [answer for answer in answers.given if answer.question == question.key]
    if not given or given[0].not_applicable:
        return [_Cell(weight, is_open=not given, is_void=bool(given))] * len(keys)
    points = {option.key: float(option.points) for option in question.options} or {"yes": 1.0, "no": 0.0}
    full = sum(points.values()) if question.kind == "ticks" else max(points.values())
    if not question.rows:
        return [_Cell(weight, sum(points[key] for key in given[0].chosen) / full)]
    said = dict(given[0].cells)
    return [
        _Cell(weight, points.get(said.get(key, ""), 0.0) / full, key not in said, said.get(key) == "n/a")
        for key in keys
    ]


def _line(asked: QuestionSet, line: OnDimension, cells: Sequence[_Cell]) -> Iterator[Violation]:
    if not _same(line.score, _percent(asked, cells, None)):
        yield Violation("wrong_figure", line.dimension)
    if line.score is not None and not 0 <= line.score <= 100:
        yield Violation("out_of_range", line.dimension)
    if line.band != (None if asked.scoring == "count" else _band(asked, line.score)):
        yield Violation("wrong_band", line.dimension)
    if not _same(line.coverage, _coverage(asked, cells)):
        yield Violation("wrong_coverage", line.dimension)


def _whole(asked: QuestionSet, scores: Scores, tables: Sequence[Sequence[_Cell]]) -> Iterator[Violation]:
    every = [cell for cells in tables for cell in cells]
    if not _same(scores.overall, _overall(asked, tables, None)):
        yield Violation("wrong_figure")
    if scores.overall is not None and not 0 <= scores.overall <= _top(asked):
        yield Violation("out_of_range")
    if scores.band != _band(asked, scores.overall):
        yield Violation("wrong_band")
    if not _same(scores.coverage, _coverage(asked, every)):
        yield Violation("wrong_coverage")
    bounds = _overall(asked, tables, 0.0), _overall(asked, tables, 1.0)
    if not (_same(scores.floor, bounds[0]) and _same(scores.ceiling, bounds[1])):
        yield Violation("wrong_bounds")


def _top(asked: QuestionSet) -> int:
    return len(asked.questions) if asked.scoring == "count" else 100


def _counted(asked: QuestionSet, cells: Sequence[_Cell], as_open: float | None) -> list[tuple[float, float]]:
    """(weight, share) of what is in the sum, with what is open left out (None) or taken for this share."""
    found = []
    for cell in cells:
        if cell.is_open and as_open is not None:
            found.append((cell.weight, as_open))
        elif not cell.is_open and (asked.scoring == "count" or not cell.is_void):
            found.append((cell.weight, cell.share))
    return found


def _percent(asked: QuestionSet, cells: Sequence[_Cell], as_open: float | None) -> float | None:
    found = _counted(asked, cells, as_open)
    return 100 * sum(w * s for w, s in found) / sum(w for w, _ in found) if found else None


def _overall(asked: QuestionSet, tables: Sequence[Sequence[_Cell]], as_open: float | None) -> float | None:
    if asked.scoring == "count":
        found = [pair for cells in tables for pair in _counted(asked, cells, as_open)]
        return sum(share for _weight, share in found) if found else None
    figures = [figure for cells in tables if (figure := _percent(asked, cells, as_open)) is not None]
    return sum(figures) / len(figures) if figures else None


def _coverage(asked: QuestionSet, cells: Sequence[_Cell]) -> float:
    answered = sum(weight for weight, _share in _counted(asked, cells, None))
    applies = sum(weight for weight, _share in _counted(asked, cells, 0.0))
    return answered / applies if applies else 1.0


def _band(asked: QuestionSet, figure: Fraction | None) -> str | None:
    """By counting upwards; the figure is exact, so that halves are."""
    found = None
    for band in asked.bands:
        if figure is not None and floor(figure + Fraction(1, 2)) >= band.low:
            found = band.key
    return found


def _same(one: Fraction | None, other: float | None) -> bool:
    """Equal but for rounding; None only equals None."""
    if one is None or other is None:
        return one is None and other is None
    return abs(float(one) - other) <= NEAR * max(1.0, abs(other))
