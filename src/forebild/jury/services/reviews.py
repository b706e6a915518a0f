"""The score sheet: kept while it is written, handed in whole, reopened while there is time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.jury.models import Assignment, Review, Score
from forebild.jury.states import ASSIGNMENT, REVIEW
from forebild.people.models import Person
from forebild.programme.models import Criterion, Phase
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@dataclass(frozen=True)
class Mark:
    """One criterion as the juror filled it in; no value and applicable: not scored yet."""

    value: int | None = None
    not_applicable: bool = False
    comment: str = ""


@transaction.atomic
def save_review(
    *,
    actor: Person,
    assignment: Assignment,
    marks: Mapping[str, Mark],
    strengths: str | None = None,
    opportunities: str | None = None,
) -> Review:
    """Keep what the juror has filled in, finished or not. `marks` by the criterion's public id.

    Raises InvalidInput for a score outside its scale, NotNow for a sheet that has been handed in.
    """
    demand(actor, Permission.REVIEW_WRITE, assignment)
    review = _open_sheet(assignment)
    criteria = {c.public_id: c for c in assignment.entry.edition.criteria.all()}
    for public_id, mark in marks.items():
        _keep_mark(review, criteria[public_id], mark)
    texts = {"strengths": strengths, "opportunities": opportunities}
    changes = {name: text for name, text in texts.items() if text is not None}
    review.revision, review.saved_at = review.revision + 1, timezone.now()
    for name, text in changes.items():
        setattr(review, name, text)
    review.save(update_fields=[*changes, "revision", "saved_at"])
    return review


def _open_sheet(assignment: Assignment) -> Review:
    """The sheet, made at the first save and locked while it is written to."""
    _demand_open(assignment)
    Review.objects.get_or_create(assignment=assignment)
    review = Review.objects.select_for_update(of=["self"]).get(assignment=assignment)
    if review.state != "draft":
        raise NotNow(_("You have handed in this review. Reopen it to change it."))
    return review


def _demand_open(assignment: Assignment) -> None:
    phase = assignment.entry.edition.phases.filter(kind=Phase.Kind.REVIEW).first()
    if phase is None or not phase.accepts(timezone.now()):
        raise NotNow(_("The jury's review is not open now."))


def _keep_mark(review: Review, criterion: Criterion, mark: Mark) -> None:
    inside = mark.value is None or criterion.scale_min <= mark.value <= criterion.scale_max
    if not inside or (mark.value is not None and mark.not_applicable):
        raise InvalidInput(
            _("A score is outside its scale."),
            {criterion.public_id: _("Choose a step on the scale, or not applicable.")},
        )
    Score.objects.update_or_create(
        review=review,
        criterion=criterion,
        defaults={"value": mark.value, "not_applicable": mark.not_applicable, "comment": mark.comment},
    )


@transaction.atomic
def submit_review(*, actor: Person, assignment: Assignment) -> Review:
    """Hand the sheet in. Raises InvalidInput with a text per criterion that is not scored."""
    demand(actor, Permission.REVIEW_WRITE, assignment)
    review = _open_sheet(assignment)
    scored = {
        score.criterion_id for score in review.scores.all() if score.value is not None or score.not_applicable
    }
    missing = [c for c in assignment.entry.edition.criteria.all() if c.pk not in scored]
    if missing:
        raise InvalidInput(
            _("Some criteria are not scored yet."),
            {criterion.public_id: _("Choose a step, or not applicable.") for criterion in missing},
        )
    now: datetime = timezone.now()
    REVIEW.move(review, "submit", submitted_at=now)
    ASSIGNMENT.move(assignment, "complete")
    audit.record(actor, "jury.review.submitted", review, entry=assignment.entry.public_id)
    return review


@transaction.atomic
def reopen_review(*, actor: Person, assignment: Assignment) -> Review:
    """Take a handed-in sheet up again while the review phase lasts."""
    demand(actor, Permission.REVIEW_WRITE, assignment)
    _demand_open(assignment)
    review = Review.objects.select_for_update(of=["self"]).get(assignment=assignment)
    REVIEW.move(review, "reopen", submitted_at=None)
    ASSIGNMENT.move(assignment, "reopen")
    audit.record(actor, "jury.review.reopened", review, entry=assignment.entry.public_id)
    return review
