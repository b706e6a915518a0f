"""Keeping what was ranked when somebody was proposed for the list."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from forebild.engine.calibration.check import check
from forebild.jury.certainty import (
    SEED,
    Standings,
    calibration_problem,
    problem_of,
    standings,
)
from forebild.jury.models import RankingRecord
from forebild.jury.queries import ranking_choice
from forebild.jury.ranking_records import answer_to_json, fingerprint, problem_to_json
from forebild.programme.models import Edition

NOBODY = AnonymousUser()  # who stands aside from nothing: the jury's ranking is that of all its entries


def record_ranking(edition: Edition) -> RankingRecord | None:
    """The ranking as it stands, stored once however often it is asked for; None while nothing is scored.

    Called inside a transaction. Nothing that the separate check finds fault with is ever stored.
    """
    choice, problem = ranking_choice(edition), problem_of(edition, NOBODY)
    if not problem.scores:
        return None
    basis = choice.basis if choice else "raw"
    asked = problem_to_json(problem)
    known = RankingRecord.objects.filter(edition=edition, sha256=fingerprint(basis, asked)).first()
    if known is not None:
        return known
    return RankingRecord.objects.create(
        edition=edition,
        basis=basis,
        seed=SEED,
        problem=asked,
        answer=answer_to_json(_checked(standings(problem, basis))),
        sha256=fingerprint(basis, asked),
    )


def _checked(found: Standings) -> Standings:
    if violations := check(calibration_problem(found.problem), found.calibration):
        raise RuntimeError(f"The calibration breaks its own problem: {violations}")
    return found
