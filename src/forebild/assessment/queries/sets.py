"""The sets of questions, as the office sees them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from forebild.assessment.models import QuestionSet
from forebild.programme.models import Programme
from forebild.shared.permissions import Actor


@dataclass(frozen=True)
class SetWithVersions:
    """One key: the version that stands first (the open one, else the latest), and the others."""

    shown: QuestionSet
    others: tuple[QuestionSet, ...]


def office_sets(actor: Actor, programme: Programme) -> list[SetWithVersions]:
    """By name; each version with `answer_count`, how many have handed it in. One statement."""
    handed_in = Q(assessments__state="handed_in", assessments__programme=programme)
    found = QuestionSet.objects.for_actor(actor).annotate(answer_count=Count("assessments", filter=handed_in))
    by_key: dict[str, list[QuestionSet]] = {}
    for each in found.defer("data").order_by("key", "-version"):
        by_key.setdefault(each.key, []).append(each)
    return sorted((_ordered(versions) for versions in by_key.values()), key=lambda each: each.shown.name)


def latest_set(key: str) -> QuestionSet:
    """The latest version that has been opened. Raises QuestionSet.DoesNotExist."""
    return QuestionSet.objects.latest_of_each().get(key=key)


def _ordered(versions: list[QuestionSet]) -> SetWithVersions:
    shown = next((each for each in versions if each.state == "open"), versions[0])
    return SetWithVersions(shown, tuple(each for each in versions if each is not shown))
