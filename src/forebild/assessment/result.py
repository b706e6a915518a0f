"""A result as people read it: figures with their bands, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from forebild.assessment.asked import Asked
from forebild.assessment.models import Assessment
from forebild.assessment.scored import scores_of
from forebild.engine.maturity.problem import shown
from forebild.engine.maturity.questions import Scoring


@dataclass(frozen=True)
class Line:
    """A dimension: its figure (None where nothing was answered), its band, what that means for it."""

    key: str
    name: str
    figure: int | None
    band: str
    text: str
    not_answered: int = 0


@dataclass(frozen=True)
class Result:
    """The whole. `out_of` is 100, or the number of questions in a set that counts."""

    figure: int | None
    out_of: int
    band: str
    text: str
    lines: tuple[Line, ...]
    is_count: bool
    not_answered: int
    low: int | None = None  # what it would be, were everything unanswered at its lowest …
    high: int | None = None  # … and at its highest

    @property
    def is_whole(self) -> bool:
        """Whether everything was answered."""
        return not self.not_answered


def result_of(assessment: Assessment, asked: Asked, language: str) -> Result:
    """In that language."""
    scores = scores_of(assessment.scores)
    is_count = asked.reckoned.scoring == Scoring.COUNT
    lines = []
    for line in scores.dimensions:
        words = asked.dimension(line.dimension)
        band = line.band or ""
        text = words.texts.get(band)
        lines.append(
            Line(
                key=line.dimension,
                name=words.name.in_(language),
                figure=_whole(line.score),
                band=asked.band(band).name.in_(language) if band else "",
                text=text.in_(language) if text else "",
                not_answered=len(line.unanswered),
            )
        )
    whole = asked.band(scores.band) if scores.band else None
    return Result(
        figure=_whole(scores.overall),
        out_of=len(asked.questions) if is_count else 100,
        band=whole.name.in_(language) if whole else "",
        text=whole.about.in_(language) if whole else "",
        lines=tuple(lines),
        is_count=is_count,
        not_answered=sum(line.not_answered for line in lines),
        low=_whole(scores.floor),
        high=_whole(scores.ceiling),
    )


def _whole(figure: Fraction | None) -> int | None:
    return None if figure is None else shown(figure)
