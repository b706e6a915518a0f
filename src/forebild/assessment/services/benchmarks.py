"""The figures that companies are compared with are made once a week, and never for a single question."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from forebild.assessment.answers import Fields
from forebild.assessment.asked import read_set
from forebild.assessment.before import company_fields
from forebild.assessment.benchmark import made_of
from forebild.assessment.candidates import followed_beside, followed_by
from forebild.assessment.models import Assessment, Benchmark, QuestionSet
from forebild.engine.maturity.questions import Scoring
from forebild.programme.models import Programme
from forebild.shared import audit

COUNTED_FOR = timedelta(days=2 * 365)  # a result older than that says little of today
_HELD_AGAINST = 26  # earlier releases: half a year


def benchmark_key(question_set: QuestionSet) -> str:
    """Of one version: like is compared with like."""
    return f"{question_set.key}-{question_set.version}"


@transaction.atomic
def release_benchmark(*, programme: Programme, question_set: QuestionSet) -> Benchmark | None:
    """The figures as they stand now; None where they are those of the last release.

    What has been withdrawn since is in none of them.
    """
    counted = Assessment.objects.counted().filter(
        programme=programme,
        question_set=question_set,
        handed_in_at__gt=timezone.now() - COUNTED_FOR,
    )
    before = Benchmark.objects.filter(programme=programme, key=benchmark_key(question_set))
    earlier = [each.data for each in before[:_HELD_AGAINST]]
    asked = read_set(question_set.data)
    figures = made_of(counted, earlier, is_count=asked.reckoned.scoring == Scoring.COUNT)
    told = [each.get("followed", {}) for each in earlier]
    data = figures | {"followed": followed_beside(followed_by(asked, _twice(counted)), told)}
    if (earlier and earlier[0] == data) or (not earlier and not data["groups"]):
        return None
    made = Benchmark.objects.create(programme=programme, key=benchmark_key(question_set), data=data)
    audit.record(None, "assessment.benchmark.released", question_set, groups=len(data["groups"]))
    return made


def _twice(counted: QuerySet[Assessment]) -> list[tuple[Fields, Fields]]:
    """What companies answered the time before and then, of the same version."""
    again = counted.filter(previous__state="handed_in", previous__question_set=F("question_set"))
    pairs = again.select_related("previous")
    return [(company_fields(each.previous), company_fields(each)) for each in pairs if each.previous]


def release_all() -> int:
    """By the clock, once a week: for every programme and every version that somebody has answered."""
    sets = QuestionSet.objects.exclude(state="draft")
    made = [
        release_benchmark(programme=programme, question_set=each)
        for programme in Programme.objects.all()
        for each in sets
    ]
    return sum(each is not None for each in made)
