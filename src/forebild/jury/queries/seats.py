"""Who sits in a jury, and how much each has to read and has done."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from forebild.jury.models import (
    Juror,
)
from forebild.jury.queries.conflicts import recused_entries
from forebild.programme.models import Edition


def seat_of(actor: Any, edition: Edition) -> Juror | None:
    """The serving seat that `actor` has in the edition's jury, if any."""
    if not actor.is_authenticated:
        return None
    return Juror.objects.serving().filter(edition=edition, person=actor).first()


def sits_in_jury(actor: Any) -> bool:
    """Whether `actor` has a serving seat in any jury of an edition under way."""
    return (
        bool(actor.is_authenticated)
        and Juror.objects.serving().filter(person=actor, edition__state="announced").exists()
    )


def jury_of(edition: Edition, actor: Any) -> QuerySet[Juror]:
    """The edition's seats that `actor` may see, with how much each reads and has done.

    `assigned_count`, `begun_count`, `done_count`: without entries closed to `actor`.
    """
    closed = recused_entries(actor)
    current = ~Q(assignments__state="ended") & ~Q(assignments__entry__in=closed)
    current &= Q(assignments__entry__state="eligible")
    return (
        Juror.objects.for_actor(actor)
        .filter(edition=edition)
        .select_related("person", "employer")
        .prefetch_related("expertise")
        .annotate(
            assigned_count=Count("assignments", filter=current, distinct=True),
            begun_count=Count(
                "assignments", filter=current & Q(assignments__review__state="draft"), distinct=True
            ),
            done_count=Count(
                "assignments", filter=current & Q(assignments__review__state="submitted"), distinct=True
            ),
        )
        .order_by("person__name", "pk")
    )


def behind_jurors(edition: Edition) -> list[Juror]:
    """Serving jurors with something left to review, each with `left_count`: those whom a reminder goes to."""
    left = Q(assignments__state="open") & Q(assignments__entry__state="eligible")
    return list(
        Juror.objects.serving()
        .filter(edition=edition)
        .select_related("person")
        .annotate(left_count=Count("assignments", filter=left, distinct=True))
        .filter(left_count__gt=0)
        .order_by("person__name", "pk")
    )
