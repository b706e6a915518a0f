"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.jury.models import Assignment, AssignmentPlan, Juror
from forebild.jury.permissions import can_view_ranking
from forebild.programme.models import Edition
from forebild.programme.queries import current_programme


def edition_of(actor: Any, edition_year: int) -> Edition:
    """The edition of that year."""
    editions = Edition.objects.for_actor(actor).select_related("programme")
    return get_object_or_404(editions, programme=current_programme(), year=edition_year)


def led_edition(actor: Any, edition_year: int) -> Edition:
    """The edition of that year, for those who lead its jury or run it.

    A thing in it is looked up by this: to all others it is not found, whether it is there or not.
    """
    edition = edition_of(actor, edition_year)
    if not can_view_ranking(actor, edition).allowed:
        raise Http404
    return edition


def own_seat(actor: Any, edition_year: int) -> Juror:
    """The seat that the person has in that year's jury."""
    seats = Juror.objects.for_actor(actor).serving().select_related("edition__programme", "person")
    return get_object_or_404(seats, person=actor, edition=edition_of(actor, edition_year))


def own_assignment(actor: Any, edition_year: int, assignment_id: str) -> Assignment:
    """One of the person's own current assignments, not one that a conflict has closed."""
    assignments = Assignment.objects.for_actor(actor).select_related(
        "juror__person", "juror__edition__programme", "entry__organisation", "entry__edition__programme"
    )
    return get_object_or_404(
        assignments, public_id=assignment_id, juror__edition=edition_of(actor, edition_year)
    )


def seat_in(actor: Any, edition_year: int, juror_id: str) -> Juror:
    """A seat of that year's jury that the person may see."""
    seats = Juror.objects.for_actor(actor).select_related("edition__programme", "person", "employer")
    return get_object_or_404(seats, public_id=juror_id, edition=edition_of(actor, edition_year))


def edition_of_plan(edition: Edition, plan_id: str) -> AssignmentPlan:
    """A proposal of the edition."""
    return get_object_or_404(edition.assignment_plans, public_id=plan_id)
