"""What the jury's own reviews say of an entry: the first source of what is known at the meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.engine.ranking.problem import Row
from forebild.jury.models import Assignment, Review
from forebild.jury.permissions import can_view_ranking
from forebild.jury.queries import counted_reviews, review_phase
from forebild.jury.ranking import ranking_of
from forebild.programme.models import Edition
from forebild.shared.known import Fact
from forebild.shared.ui.dates import number


def figures_of(things: Sequence[Any], actor: Any) -> Mapping[int, Sequence[Fact]]:
    """Place, mean, spread, number of reviews; then strengths and opportunities as the jurors wrote them."""
    entries = {thing.public_id: thing for thing in things if isinstance(thing, Entry)}
    if not entries:
        return {}
    edition = next(iter(entries.values())).edition
    if _is_still_reading(edition, actor):
        return {}
    reviews: dict[int, list[Review]] = {}
    for review in counted_reviews(edition, actor):
        reviews.setdefault(review.assignment.entry_id, []).append(review)
    rows = [row for row in ranking_of(edition, actor).rows if row.entry in entries]
    found = {row.entry: _figures(row) for row in rows}
    return {
        entry.pk: [*found[name], *_words(reviews.get(entry.pk, []))]
        for name, entry in entries.items()
        if name in found
    }


def _is_still_reading(edition: Edition, actor: Any) -> bool:
    """Whoever has reviews left to hand in is not swayed by the others', unless the reading is over."""
    phase = review_phase(edition)
    if can_view_ranking(actor, edition).allowed or (phase and phase.closes_at <= timezone.now()):
        return False
    left = Assignment.objects.for_actor(actor).filter(entry__edition=edition, state="open")
    return left.exists()


def _figures(row: Row) -> list[Fact]:
    """A row of the ranking in words."""
    if row.mean is None:
        return [Fact(_("Reviews"), _("none handed in"))]
    language = get_language() or "sv"
    spread = number(row.spread or 0, language, 2)
    return [
        Fact(_("Place by the raw mean"), str(row.rank)),
        Fact(_("Mean"), number(row.mean, language, 2)),
        Fact(_("Between the severest and the kindest juror"), spread),
        Fact(_("Reviews"), str(row.n)),
    ]


def _words(reviews: Sequence[Review]) -> list[Fact]:
    """Without names: what is said counts, not who said it."""
    kinds = ((_("Strengths"), "strengths"), (_("Opportunities for improvement"), "opportunities"))
    texts = ((label, [getattr(review, name).strip() for review in reviews]) for label, name in kinds)
    return [Fact(label, "\n".join(filter(None, said))) for label, said in texts if any(said)]
