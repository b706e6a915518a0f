"""What the office's figures are made of, and the release that is out."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from forebild.assessment.models import Assessment, FigureRelease, QuestionSet
from forebild.assessment.office_figures import OVERALL, Sitting
from forebild.assessment.pseudonyms import reading_of
from forebild.assessment.scored import scores_of
from forebild.assessment.told import is_whole
from forebild.competition.models import Award
from forebild.engine.maturity.questions import Scoring
from forebild.events.models import Event
from forebild.outcomes.who_came import who_came_to
from forebild.programme.models import Programme

FINALIST, VISITOR, OTHER = "finalist", "visitor", "other"


def latest_release(programme: Programme, key: str) -> FigureRelease | None:
    """The one that is out."""
    return FigureRelease.objects.filter(programme=programme, key=key).first()


def released_key(programme: Programme) -> str:
    """The set whose figures were made last; empty before the first."""
    return FigureRelease.objects.filter(programme=programme).values_list("key", flat=True).first() or ""


def counted_sittings(programme: Programme, key: str) -> list[Sitting]:
    """Every whole result saved by somebody who acts for the company, in order of time. Four statements."""
    found = _counted(programme, key).order_by("handed_in_at", "pk")
    scorings = dict(QuestionSet.objects.filter(key=key).values_list("pk", "data__scoring"))
    finalists = set(Award.objects.filter(edition__programme=programme).values_list("organisation", flat=True))
    past = Event.objects.filter(programme=programme, state="announced", ends_at__lte=timezone.now())
    visitors = set(who_came_to(past.values("pk")).values_list("organisation", flat=True))
    return [
        _sitting(each, finalists, visitors, Scoring(scorings[each.question_set_id]))
        for each in found
        if is_whole(scores_of(each.scores), Scoring(scorings[each.question_set_id]))
    ]


def count_since(programme: Programme, key: str, release: FigureRelease | None) -> int:
    """How many results have been handed in since a release, or ever."""
    found = _counted(programme, key)
    return found.filter(handed_in_at__gt=release.made_at).count() if release else found.count()


def _counted(programme: Programme, key: str) -> QuerySet[Assessment]:
    counted = Assessment.objects.counted().filter(is_vouched=True)
    return counted.filter(programme=programme, question_set__key=key)


def _sitting(assessment: Assessment, finalists: set[Any], visitors: set[Any], scoring: Scoring) -> Sitting:
    company = assessment.organisation_id
    part = FINALIST if company in finalists else VISITOR if company in visitors else OTHER
    known = {"county": assessment.county, "size": assessment.size, "division": assessment.division}
    reading = reading_of(assessment)
    scores = dict(_scores(assessment))
    version = assessment.question_set_id if scoring == Scoring.COUNT else ""
    return Sitting(
        id=reading.result,
        company=reading.company,
        groups=frozenset({f"part:{part}", *(f"{kind}:{value}" for kind, value in known.items() if value)}),
        year=assessment.year,
        scores=scores,
        weighs=f"{version} {' '.join(sorted(scores))}",
    )


def _scores(assessment: Assessment) -> Iterator[tuple[str, tuple[float, str]]]:
    kept = assessment.scores
    lines = [{"key": OVERALL, "score": kept["overall"], "band": kept["band"]}, *kept["dimensions"]]
    for line in lines:
        if line["score"] is not None:
            yield line["key"], (float(Fraction(line["score"])), line["band"] or "")
