"""What was answered to a question, as it may be shown. Values in, a chart and honest words out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from django.utils.translation import gettext as _

from forebild.outcomes.models import Question
from forebild.outcomes.models.evaluation import FEWEST
from forebild.shared.ui.charts import Bar, BarChart

_SCALES = {"five": range(1, 6), "ten": range(11)}


@dataclass(frozen=True)
class Mean:
    """The mean of `count` answers on a scale up to `most`, of `asked` who were asked.

    With other answerers among those asked it could as well have been anything from `low` to `high`
    (95 per cent; the fewer have not answered, the narrower).
    """

    value: float
    most: int
    low: float
    high: float
    is_sure: bool


@dataclass(frozen=True)
class Earlier:
    """The mean at earlier events of the kind, where there are enough of them."""

    mean: float
    events: int
    answers: int


@dataclass(frozen=True)
class Result:
    """A question's answers: a chart, a mean, or texts; nothing of these where there are too few."""

    question: Question
    count: int
    chart: BarChart | None = None
    mean: Mean | None = None
    texts: tuple[str, ...] = ()
    earlier: Earlier | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to see."""
        return bool(self.chart or self.texts)


def result_of(
    question: Question, values: Sequence[Any], asked: int, answered: int, earlier: Earlier | None = None
) -> Result:
    """`values` are those that may be shown, of `answered` persons. Texts too need five who have answered."""
    count = len(values)
    if question.kind == Question.Kind.TEXT:
        return Result(question, count, texts=tuple(values) if answered >= FEWEST else ())
    if count < FEWEST:
        return Result(question, count)
    mean = mean_of(values, _SCALES[question.kind][-1], asked) if question.kind in _SCALES else None
    return Result(question, count, _chart(question, values), mean, earlier=earlier)


def counted(question: Question, values: Sequence[Any]) -> list[tuple[str, int]]:
    """How often each answer was given, in the order of the question."""
    if question.kind in _SCALES:
        counts = Counter(values)
        return [(str(step), counts[step]) for step in _SCALES[question.kind]]
    counts = Counter(each for value in values for each in (value if isinstance(value, list) else [value]))
    return [(words, counts[place]) for place, words in enumerate(question.choices)]


def _chart(question: Question, values: Sequence[Any]) -> BarChart:
    return BarChart(
        question.text,
        tuple(Bar(label, count) for label, count in counted(question, values)),
        label_heading=_("The answer"),
        value_heading=_("How many"),
    )


def mean_of(values: Sequence[int], most: int, asked: int) -> Mean:
    """At least two values. All who were asked having answered, there is nothing to be unsure of."""
    mean, count = fmean(values), len(values)
    left_out = sqrt(max(asked - count, 0) / max(asked - 1, 1))
    around = 1.96 * stdev(values) / sqrt(count) * left_out
    low, high = max(mean - around, _lowest(most)), min(mean + around, most)
    return Mean(mean, most, low, high, is_sure=around < 0.05)


def _lowest(most: int) -> int:
    return 0 if most == 10 else 1
