"""What ranks an edition's entries, and what is asked where they lie close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, QuerySet

from forebild.competition.models import Entry
from forebild.jury.models import (
    Basis,
    ComparingSeat,
    ExtraReview,
    Juror,
    RankingChoice,
    RankingRecord,
    Recusal,
    ScoreOpening,
    TieBreak,
)
from forebild.programme.models import Edition


@dataclass(frozen=True)
class RankingState:
    """What ranks in an edition, who decided so and when, and whether the scores are open to the leaders."""

    choices: tuple[RankingChoice, ...]
    opening: ScoreOpening | None
    is_open: bool

    @property
    def choice(self) -> RankingChoice | None:
        """The one that holds."""
        return self.choices[-1] if self.choices else None

    @property
    def basis(self) -> str:
        """The figure that ranks: the raw mean where nobody has chosen (editions of before the choice)."""
        return self.choice.basis if self.choice else Basis.RAW

    @property
    def late_choices(self) -> tuple[RankingChoice, ...]:
        """The changes made when the scores were open."""
        return tuple(choice for choice in self.choices if choice.is_late)


def ranking_state(edition: Edition) -> RankingState:
    """Two SQL statements. What is released is open, whether or not anybody pressed the button."""
    choices = tuple(edition.ranking_choices.select_related("chosen_by"))
    opening = ScoreOpening.objects.filter(edition=edition).select_related("opened_by", "choice").first()
    return RankingState(choices, opening, opening is not None or edition.released_at is not None)


def ranking_choice(edition: Edition) -> RankingChoice | None:
    """The choice that holds, if any: what jurors are told."""
    return edition.ranking_choices.last()


def ranking_records(edition: Edition, actor: Any) -> QuerySet[RankingRecord]:
    """What was ranked when decisions were proposed; nothing for one who stands aside from any entry of it."""
    records = edition.ranking_records.all()
    is_aside = Recusal.objects.in_force().filter(juror__person=actor, entry__edition=edition)
    return records.filter(~Exists(is_aside))


def asked_once_more(entries: Iterable[Entry]) -> set[int]:
    """Keys of those that one juror more was asked to read, near the line, and has not handed in yet."""
    waiting = ExtraReview.objects.filter(assignment__entry__in=list(entries), assignment__state="open")
    return set(waiting.values_list("assignment__entry", flat=True))


def asked_to_compare(juror: Juror) -> QuerySet[ComparingSeat]:
    """The open tie-breaks in which the juror is asked to compare entries."""
    return (
        ComparingSeat.objects.for_actor(juror.person)
        .filter(juror=juror)
        .select_related("tie_break")
        .order_by("tie_break__opened_at", "pk")
    )


def tie_breaks_in(edition: Edition, actor: Any) -> QuerySet[TieBreak]:
    """The edition's tie-breaks of which at least two entries are open to `actor`, the latest first."""
    return (
        TieBreak.objects.for_actor(actor)
        .filter(edition=edition)
        .select_related("opened_by", "closed_by")
        .prefetch_related("candidates__entry__organisation", "seats__juror__person")
    )
