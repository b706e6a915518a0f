"""Results of companies, as the tables hold them, for figures and reports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from forebild.assessment.models import Assessment, QuestionSet
from forebild.people.models import Organisation
from forebild.programme.models import Programme
from tests.worlds import make_company, make_programme

BANDS = ((0, "starting"), (26, "under_way"), (51, "far_along"), (76, "leading"))
DIMENSIONS = ("strategy", "readiness", "people", "data", "automation", "green")


def scores(figure: int) -> dict[str, Any]:
    """The same figure everywhere."""
    band = [key for low, key in BANDS if low <= figure][-1]
    line = {"score": str(figure), "band": band, "coverage": "1", "not_applicable": [], "unanswered": []}
    return {
        "form": 1,
        "overall": str(figure),
        "band": band,
        "coverage": "1",
        "floor": str(figure),
        "ceiling": str(figure),
        "dimensions": [{"key": key, **line} for key in DIMENSIONS],
    }


def result(
    company: Organisation | None = None, figure: int = 40, *, year: int = 2027, **changes: Any
) -> Assessment:
    """What a company has handed in, saved by somebody who acts for it."""
    company = company or make_company()
    at = datetime(year, 2, 3, 9, tzinfo=UTC)
    facts: dict[str, Any] = {
        "programme": Programme.objects.first() or make_programme(),
        "question_set": QuestionSet.objects.get(key="six"),
        "organisation": company,
        "county": company.county,
        "size": "small",
        "year": year,
        "state": "handed_in",
        "email": "vd@exempel.example",
        "confirmed_at": at,
        "is_vouched": True,
        "scores": scores(figure),
        "begun_at": at,
        "handed_in_at": at,
    }
    return Assessment.objects.create(**facts | changes)
