"""The figures that a result is shown beside."""

from __future__ import annotations

from forebild.assessment.models import Assessment, Benchmark


def latest_benchmark(assessment: Assessment) -> Benchmark | None:
    """The last release for the version that was answered. One statement."""
    asked = assessment.question_set
    found = Benchmark.objects.filter(programme=assessment.programme, key=f"{asked.key}-{asked.version}")
    return found.first()
