"""Which figure ranks, decided by the office before the scores are opened; and their opening."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.jury.models import Basis, RankingChoice, ScoreOpening
from forebild.jury.queries import ranking_choice
from forebild.jury.services.rulings import hold
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def choose_ranking(*, actor: Person, edition: Edition, basis: str, reason: str = "") -> RankingChoice:
    """Say whether the raw mean or the adjusted score ranks. What holds already is not chosen again.

    Raises InvalidInput for another word, or, once the scores are open, without a reason; NotNow after the
    release.
    """
    demand(actor, Permission.RANKING_CHOOSE, edition)
    hold(edition)
    _demand_under_way(edition)
    if basis not in Basis.values:
        raise InvalidInput(_("Choose what ranks."), {"basis": _("Choose one of the two.")})
    before, is_late = ranking_choice(edition), ScoreOpening.objects.filter(edition=edition).exists()
    if before is not None and before.basis == basis:
        return before
    if is_late and not reason.strip():
        raise InvalidInput(
            _("The scores are open. A change now needs its reason."),
            {"reason": _("Say why: it goes on record.")},
        )
    choice = RankingChoice.objects.create(
        edition=edition, basis=basis, reason=reason.strip(), is_late=is_late, chosen_by=actor
    )
    verb = "jury.ranking.changed" if is_late else "jury.ranking.chosen"
    audit.record(actor, verb, choice, edition=edition, basis=basis)
    return choice


@transaction.atomic
def open_scores(*, actor: Person, edition: Edition) -> ScoreOpening:
    """From here on the jury's leaders see the ranking. Raises NotNow while nothing is chosen, or again."""
    demand(actor, Permission.RANKING_CHOOSE, edition)
    hold(edition)
    _demand_under_way(edition)
    choice = ranking_choice(edition)
    if choice is None:
        raise NotNow(_("Decide first whether the raw mean or the adjusted score ranks."))
    if ScoreOpening.objects.filter(edition=edition).exists():
        raise NotNow(_("The scores are open already."))
    opening = ScoreOpening.objects.create(edition=edition, choice=choice, opened_by=actor)
    audit.record(actor, "jury.scores.opened", opening, edition=edition, basis=choice.basis)
    return opening


def _demand_under_way(edition: Edition) -> None:
    if edition.state != "announced":
        raise NotNow(_("What ranks is decided while the edition is under way."))
