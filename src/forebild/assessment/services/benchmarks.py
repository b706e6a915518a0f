"""The figures that companies are compared with are made once a week, and never for a single question."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from forebild.assessment.asked import Asked, read_set
from forebild.assessment.before import company_fields
from forebild.assessment.benchmark import Out, latest_of_each, made_of
from forebild.assessment.candidates import followed_beside, followed_by
from forebild.assessment.models import Assessment, Benchmark, QuestionSet
from forebild.assessment.pseudonyms import reading_of
from forebild.assessment.queries.told import told_before
from forebild.assessment.scored import scores_of
from forebild.assessment.services.told import note_told
from forebild.assessment.told import Members, digest_of, is_whole
from forebild.engine.maturity.questions import Scoring
from forebild.programme.models import Programme
from forebild.shared import audit

COUNTED_FOR = timedelta(days=2 * 365)  # a result older than that says little of today


def benchmark_key(question_set: QuestionSet) -> str:
    """Of one version: like is compared with like."""
    return f"{question_set.key}-{question_set.version}"


@transaction.atomic
def release_benchmark(*, programme: Programme, question_set: QuestionSet) -> Benchmark | None:
    """The figures as they stand now; None where they are those of the last release.

    What has been withdrawn since is in none of them.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)  # of two the later is held against both
    before = Benchmark.objects.filter(programme=programme, key=benchmark_key(question_set))
    last = before[0].data if before else {}
    asked = read_set(question_set.data)
    whole = _whole(programme, question_set, asked)
    told = told_before(programme, question_set.key)
    since = timezone.now() - COUNTED_FOR
    latest = latest_of_each(each for each in whole if each.handed_in_at and each.handed_in_at > since)
    again = [each for each in latest if each.previous]
    made = made_of(
        latest,
        frozenset(map(reading_of, again)),
        Out(last.get("groups", {}), told, frozenset(map(reading_of, whole))),
        str(timezone.localdate()),
        is_count=asked.reckoned.scoring == Scoring.COUNT,
    )
    followed = _followed(asked, again, before) if made.has_again else _followed_still(last, told, whole)
    data = {"groups": made.groups, **followed}
    if data == last or (not last and not made.groups):
        return None
    note_told(programme, question_set.key, made.told - told)
    release = Benchmark.objects.create(programme=programme, key=benchmark_key(question_set), data=data)
    audit.record(None, "assessment.benchmark.released", question_set, groups=len(made.groups))
    return release


def _whole(programme: Programme, question_set: QuestionSet, asked: Asked) -> list[Assessment]:
    """Every result that counts; with the one before, where that was of the same version."""
    counted = Assessment.objects.counted().filter(
        programme=programme, question_set=question_set, is_vouched=True
    )
    found = [
        each
        for each in counted.select_related("previous")
        if is_whole(scores_of(each.scores), asked.reckoned.scoring)
    ]
    for each in found:
        previous = each.previous
        if previous and (previous.state, previous.question_set_id) != ("handed_in", question_set.pk):
            each.previous = None  # never saved
    return found


def _followed(asked: Asked, again: list[Assessment], before: QuerySet[Benchmark]) -> dict[str, Any]:
    """What companies did next, and of which results that is told."""
    pairs = [(company_fields(each.previous), company_fields(each)) for each in again if each.previous]
    earlier = [found or {} for found in before.values_list("data__followed", flat=True)]
    counts = followed_beside(followed_by(asked, pairs), earlier)
    return {"followed": counts, "again": digest_of(frozenset(map(reading_of, again)))}


def _followed_still(
    last: dict[str, Any], told: Collection[Members], whole: list[Assessment]
) -> dict[str, Any]:
    """As it was told before, as long as all results of then, and those before them, are there."""
    there = {reading_of(each) for each in whole if each.previous}
    if last.get("again") in {digest_of(each) for each in told if each <= there}:
        return {"followed": last["followed"], "again": last["again"]}
    return {"followed": {}, "again": ""}


def release_all() -> int:
    """By the clock, once a week: for every programme and every version that somebody has answered."""
    sets = QuestionSet.objects.exclude(state="draft")
    made = [
        release_benchmark(programme=programme, question_set=each)
        for programme in Programme.objects.all()
        for each in sets
    ]
    return sum(each is not None for each in made)
