"""Self-assessments as the office may know of them."""

from __future__ import annotations

from django.db.models import Case, Count, Exists, F, OuterRef, QuerySet, Value, When
from django.db.models.functions import TruncMonth

from forebild.assessment.models import Answering, Assessment
from forebild.programme.models import Programme


def office_assessments(programme: Programme) -> QuerySet[Assessment]:
    """All of a programme, with `way` (how it was made) and, of those that share alone, `shared_name`."""
    others = Answering.objects.filter(assessment=OuterRef("pk"), is_first=False)
    way = Case(
        When(Exists(others), then=Value("several")),
        When(is_vouched=True, then=Value("company")),
        When(confirmed_at__isnull=False, then=Value("saved")),
        default=Value("anonymous"),
    )
    shared = When(pk__in=Assessment.objects.shared_with_office().values("pk"), then=F("organisation__name"))
    name = Case(shared, default=Value(""))
    found = Assessment.objects.filter(programme=programme).annotate(way=way, shared_name=name)
    return found.select_related("question_set", "organisation").defer(
        "question_set__data", "scores", "settled"
    )


def month_counts(rows: QuerySet[Assessment]) -> list[tuple[str, int]]:
    """How many of the rows were begun in each month, the earliest first. One statement."""
    months = rows.order_by().annotate(month=TruncMonth("begun_at")).values("month")
    counted = months.annotate(count=Count("pk")).order_by("month")
    return [(f"{each['month']:%Y-%m}", each["count"]) for each in counted]


def shared_assessments(programme: Programme) -> QuerySet[Assessment]:
    """Those that the office may open."""
    shared = Assessment.objects.shared_with_office().filter(programme=programme)
    return shared.select_related("question_set", "organisation", "programme")
