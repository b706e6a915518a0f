"""What is decided of the entries, and what is missing before the release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from forebild.competition.models import Entry
from forebild.jury.models import (
    Ruling,
)
from forebild.jury.queries.conflicts import recused_entries
from forebild.programme.models import Edition


def standing_rulings(edition: Edition, actor: Any) -> QuerySet[Ruling]:
    """The edition's rulings not retracted, without those of entries closed to `actor`."""
    return (
        edition.rulings.standing()
        .exclude(entry__in=recused_entries(actor))
        .select_related("entry__organisation", "proposed_by", "approved_by")
    )


def retracted_rulings(edition: Edition, actor: Any) -> QuerySet[Ruling]:
    """Decisions taken back, the latest first, without those of entries closed to `actor`."""
    return (
        edition.rulings.filter(state="retracted")
        .exclude(entry__in=recused_entries(actor))
        .select_related("entry__organisation", "proposed_by", "approved_by", "retracted_by")
        .order_by("-retracted_at")
    )


def undecided_entries(edition: Edition) -> QuerySet[Entry]:
    """The entries in competition without a standing ruling, in Swedish order."""
    decided = edition.rulings.standing().exclude(entry=None).values("entry")
    return (
        edition.entries.in_competition()
        .exclude(pk__in=decided)
        .select_related("organisation")
        .order_by("organisation__name_order", "pk")
    )


@dataclass(frozen=True)
class ResultState:
    """What is missing before the release: entries without a ruling, rulings without a second person, a word
    about the winner."""

    undecided: tuple[Entry, ...]
    unapproved: tuple[Ruling, ...]
    lacks_winner: bool

    def __bool__(self) -> bool:
        """Whether anything is missing."""
        return bool(self.undecided or self.unapproved or self.lacks_winner)


def shortcomings_of_result(edition: Edition, actor: Any = None) -> ResultState:
    """What is missing; for an `actor`, without what a recusal has closed to that person.

    A ruling about an entry no longer in competition counts for nothing.
    """
    standing = edition.rulings.standing().filter(Q(entry=None) | Q(entry__state="eligible"))
    decisive = standing.filter(outcome__in=[Ruling.Outcome.WINNER, Ruling.Outcome.NO_AWARD])
    undecided, unapproved = undecided_entries(edition), standing.exclude(state="approved")
    if actor is not None:
        undecided = undecided.exclude(pk__in=recused_entries(actor))
        unapproved = unapproved.exclude(entry__in=recused_entries(actor))
    return ResultState(
        tuple(undecided),
        tuple(unapproved.select_related("entry__organisation", "proposed_by").order_by("proposed_at")),
        not decisive.exists(),
    )
