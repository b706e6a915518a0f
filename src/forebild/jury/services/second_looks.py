"""A review taken up again after new evidence: its scores are kept, each changed one has its reason."""

from __future__ import annotations

from django.db import transaction

from forebild.competition.models import Entry
from forebild.jury.models import NewEvidence, Review, Score, ScoreChange
from forebild.jury.queries import newest_evidence
from forebild.people.models import Person
from forebild.shared import audit


@transaction.atomic
def note_new_evidence(*, actor: Person, entry: Entry, source: str) -> NewEvidence:
    """From now on the entry's reviews may be taken up again, and their scores change with reasons only.

    Called by the service that brought it to light, which has asked a permission of its own.
    """
    evidence = NewEvidence.objects.create(entry=entry, source=source, noted_by=actor)
    audit.record(
        actor, "jury.evidence.noted", entry, edition=entry.edition, source=source, entry=entry.public_id
    )
    return evidence


def scores_of(review: Review) -> dict[str, str]:
    """The scores by the criterion's public id, as they stand."""
    return {score.criterion.public_id: score.step for score in review.scores.select_related("criterion")}


def unreasoned(review: Review) -> list[Score]:
    """Changed scores that lack the reason which new evidence asks for; none where nothing is new."""
    return [score for score, _before in _changed(review) if not score.change_reason.strip()]


def record_changes(actor: Person, review: Review) -> list[ScoreChange]:
    """A row for each score that is another than was handed in before. Called inside a transaction."""
    made = ScoreChange.objects.bulk_create(
        ScoreChange(
            review=review,
            criterion=score.criterion,
            before=before,
            after=score.step,
            reason=score.change_reason.strip(),
            changed_by=actor,
        )
        for score, before in _changed(review)
    )
    review.scores.exclude(change_reason="").update(change_reason="")
    if made:
        entry = review.assignment.entry
        audit.record(actor, "jury.score.changed", review, edition=entry.edition, count=len(made))
    return made


def _changed(review: Review) -> list[tuple[Score, str]]:
    """Each changed score with what stood there before; none where a change needs no reason."""
    if review.scores_before is None or newest_evidence(review.assignment.entry) is None:
        return []
    scores = review.scores.select_related("criterion").order_by("criterion__position", "pk")
    before = {score.pk: review.scores_before.get(score.criterion.public_id, "") for score in scores}
    return [(score, before[score.pk]) for score in scores if score.step != before[score.pk]]
