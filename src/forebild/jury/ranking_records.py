"""What was ranked, as it is stored: the scores as the question, a row an entry as the answer.

problem  {"entries": […], "criteria": [[id, weight], …], "scores": [[entry, juror, criterion, value], …],
          "cut"}
answer   [{"entry", "rank", "side", "raw_mean", "adjusted", "low90", "high90", "p_top", "p_first"}, …]

Weights are texts, so that a tenth stays a tenth; a value is None where the juror found it not applicable.
"""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from typing import Any

from forebild.engine.ranking.problem import Criterion, Problem, Score
from forebild.jury.certainty import Standing, Standings, standings
from forebild.jury.models import RankingRecord


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """The question, in an order that the scores' own order does not change."""
    return {
        "entries": list(problem.entries),
        "criteria": [[each.id, str(each.weight)] for each in problem.criteria],
        "scores": sorted([each.entry, each.juror, each.criterion, each.value] for each in problem.scores),
        "cut": problem.cut,
    }


def stored_problem(record: RankingRecord) -> Problem:
    """The question as it was put."""
    return Problem(
        entries=tuple(record.problem["entries"]),
        criteria=tuple(Criterion(name, Decimal(weight)) for name, weight in record.problem["criteria"]),
        scores=tuple(Score(*each) for each in record.problem["scores"]),
        cut=record.problem["cut"],
    )


def answer_to_json(found: Standings) -> list[dict[str, Any]]:
    """A row an entry, best first."""
    return [_row(each) for each in found.rows]


def _row(each: Standing) -> dict[str, Any]:
    adjusted = each.adjusted
    return {
        "entry": each.entry,
        "rank": each.rank,
        "side": each.side,
        "raw_mean": each.raw.mean,
        **{
            name: None if adjusted is None else round(getattr(adjusted, name), 9)
            for name in ("adjusted", "low90", "high90", "p_top", "p_first")
        },
    }


def fingerprint(basis: str, problem: dict[str, Any]) -> str:
    """SHA-256 of what was asked."""
    text = json.dumps([basis, problem], sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def replays(record: RankingRecord) -> bool:
    """Whether the stored question, counted again, gives the stored answer: what the record promises."""
    found = standings(stored_problem(record), record.basis)
    return answer_to_json(found) == record.answer
