"""The engine's scores as they are kept with a sitting, and back: as fractions, so that nothing drifts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from forebild.engine.maturity.problem import OnDimension, Scores

FORM = 1  # of what is kept


def kept(scores: Scores) -> dict[str, Any]:
    """As JSON."""
    return {
        "form": FORM,
        "overall": _text(scores.overall),
        "band": scores.band,
        "coverage": str(scores.coverage),
        "floor": _text(scores.floor),
        "ceiling": _text(scores.ceiling),
        "dimensions": [
            {
                "key": line.dimension,
                "score": _text(line.score),
                "band": line.band,
                "coverage": str(line.coverage),
                "not_applicable": list(line.not_applicable),
                "unanswered": list(line.unanswered),
            }
            for line in scores.dimensions
        ],
    }


def scores_of(data: Mapping[str, Any]) -> Scores:
    """What was kept."""
    return Scores(
        dimensions=tuple(
            OnDimension(
                dimension=line["key"],
                score=_figure(line["score"]),
                band=line["band"],
                coverage=Fraction(line["coverage"]),
                not_applicable=tuple(line["not_applicable"]),
                unanswered=tuple(line["unanswered"]),
            )
            for line in data["dimensions"]
        ),
        overall=_figure(data["overall"]),
        band=data["band"],
        coverage=Fraction(data["coverage"]),
        floor=_figure(data["floor"]),
        ceiling=_figure(data["ceiling"]),
    )


def _text(figure: Fraction | None) -> str | None:
    return None if figure is None else str(figure)


def _figure(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
