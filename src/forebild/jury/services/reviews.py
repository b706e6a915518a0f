"""The score sheet: kept while it is written, handed in whole, reopened while there is time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.jury.models import Assignment, CalibrationSheet, Review, Statement
from forebild.jury.models.reviews import MOST_CHARACTERS as MOST_CHARACTERS
from forebild.jury.queries import is_open_to
from forebild.jury.services.conflicts import hold_assignment
from forebild.jury.services.consensus import open_when_all_in
from forebild.jury.services.second_looks import record_changes, scores_of, unreasoned
from forebild.jury.states import ASSIGNMENT, REVIEW
from forebild.people.models import Person
from forebild.programme.models import Criterion, Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand

MOST_IN_REASON = 1000


@dataclass(frozen=True)
class Mark:
    """One criterion as the juror filled it in; no value and applicable: not scored yet.

    What was not filled in this time stays as it is: a text when it is None, the step when not `stepped`.
    """

    value: int | None = None
    not_applicable: bool = False
    comment: str | None = None
    stepped: bool = True
    change_reason: str | None = None  # why the score is another than was handed in


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

    Raises InvalidInput for a score outside its scale or a text too long, NotNow for a sheet handed in,
    a closed phase, or an assignment that has ended.
    """
    hold_assignment(assignment)
    demand(actor, Permission.REVIEW_WRITE, assignment)
    review = _open_sheet(assignment)
    write_sheet(review, assignment.entry.edition, marks, strengths, opportunities)
    return review


def write_sheet(
    sheet: Review | CalibrationSheet,
    edition: Edition,
    marks: Mapping[str, Mark],
    strengths: str | None,
    opportunities: str | None,
) -> None:
    """Keep on a sheet what is not None, by the edition's criteria. Called inside a transaction, demanded."""
    criteria = {c.public_id: c for c in edition.criteria.all()}
    if not set(marks) <= set(criteria):
        raise InvalidInput(_("The criteria have changed. Reload the page."))
    for public_id, mark in marks.items():
        _keep_mark(sheet, criteria[public_id], mark)
    texts = {"strengths": strengths, "opportunities": opportunities}
    changes = {name: text for name, text in texts.items() if text is not None}
    comments = {f"comment_{key}": mark.comment or "" for key, mark in marks.items()}
    reasons = {f"reason_{key}": mark.change_reason or "" for key, mark in marks.items()}
    _demand_lengths(changes | comments, MOST_CHARACTERS)
    _demand_lengths(reasons, MOST_IN_REASON)
    sheet.revision, sheet.saved_at = sheet.revision + 1, timezone.now()
    for name, text in changes.items():
        setattr(sheet, name, text)
    sheet.save(update_fields=[*changes, "revision", "saved_at"])


def _open_sheet(assignment: Assignment) -> Review:
    """The sheet, made at the first save; the assignment's lock keeps others from it meanwhile."""
    review = Review.objects.filter(assignment=assignment).first()
    _demand_open(assignment, review)
    review = review or Review.objects.create(assignment=assignment)
    if review.state != "draft":
        raise NotNow(_("You have handed in this review. Reopen it to change it."))
    return review


def _demand_open(assignment: Assignment, review: Review | None) -> None:
    if not is_open_to(assignment, review, timezone.now()):
        raise NotNow(_("The jury's review is not open now."))


def _keep_mark(sheet: Review | CalibrationSheet, criterion: Criterion, mark: Mark) -> None:
    inside = mark.value is None or criterion.scale_min <= mark.value <= criterion.scale_max
    if not inside or (mark.value is not None and mark.not_applicable):
        raise InvalidInput(
            _("A score is outside its scale."),
            {f"score_{criterion.public_id}": _("Choose a step on the scale, or not applicable.")},
        )
    changes: dict[str, object] = {}
    if mark.stepped:
        changes |= {"value": mark.value, "not_applicable": mark.not_applicable}
    if mark.comment is not None:
        changes["comment"] = mark.comment
    if mark.change_reason is not None:
        changes["change_reason"] = mark.change_reason
    sheet.scores.update_or_create(criterion=criterion, defaults=changes)


def _demand_lengths(texts: Mapping[str, str], most: int) -> None:
    too_long = {name for name, text in texts.items() if len(text) > most}
    if too_long:
        raise InvalidInput(
            _("A text is too long."),
            {name: _("Write at most %(most)d characters.") % {"most": most} for name in sorted(too_long)},
        )


@transaction.atomic
def submit_review(*, actor: Person, assignment: Assignment) -> Review:
    """Hand the sheet in. Raises InvalidInput with a text per criterion that is not scored.

    Handed in before, and new evidence since: also for each changed score that lacks its reason.
    """
    hold_assignment(assignment)
    demand(actor, Permission.REVIEW_WRITE, assignment)
    review = _open_sheet(assignment)
    demand_all_scored(review, assignment.entry.edition)
    _demand_reasons(review)
    record_changes(actor, review)
    now: datetime = timezone.now()
    REVIEW.move(review, "submit", submitted_at=now, scores_before=None)
    ASSIGNMENT.move(assignment, "complete")
    audit.record(actor, "jury.review.submitted", review, edition=assignment.entry.edition)
    open_when_all_in(assignment.entry, actor)
    return review


def _demand_reasons(review: Review) -> None:
    if silent := unreasoned(review):
        raise InvalidInput(
            _("You have changed scores. Say why."),
            {
                f"reason_{score.criterion.public_id}": _("Say what you have learnt that changes the score.")
                for score in silent
            },
        )


def demand_all_scored(sheet: Review | CalibrationSheet, edition: Edition) -> None:
    """Raise InvalidInput, with a text a criterion, for what is neither scored nor said not to apply."""
    scored = {
        score.criterion_id for score in sheet.scores.all() if score.value is not None or score.not_applicable
    }
    criteria = list(edition.criteria.all())
    if not criteria:
        raise NotNow(_("There are no criteria to score by yet. Tell the programme office."))
    missing = [c for c in criteria if c.pk not in scored]
    if missing:
        raise InvalidInput(
            _("Some criteria are not scored yet."),
            {f"score_{c.public_id}": _("Choose a step, or not applicable.") for c in missing},
        )


@transaction.atomic
def reopen_review(*, actor: Person, assignment: Assignment) -> Review:
    """Take a handed-in sheet up again: while the review phase lasts, or after new evidence of the entry."""
    hold_assignment(assignment)
    demand(actor, Permission.REVIEW_WRITE, assignment)
    review = Review.objects.filter(assignment=assignment).first()
    _demand_open(assignment, review)
    if review is None:
        raise NotNow(_("There is nothing to reopen: you have not written anything yet."))
    if Statement.objects.filter(entry=assignment.entry, is_joint=True).exclude(state="waiting").exists():
        raise NotNow(_("The entry's readers have begun to agree. What each gave alone stands as it is."))
    REVIEW.move(review, "reopen", submitted_at=None, scores_before=scores_of(review))
    ASSIGNMENT.move(assignment, "reopen")
    audit.record(actor, "jury.review.reopened", review, edition=assignment.entry.edition)
    return review
