"""What becomes of a visit when something happens to the entry or to a juror."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.competition.models import Entry
from forebild.competition.signals import entry_reconsidered, entry_withdrawn
from forebild.jury.models import Recusal
from forebild.jury.signals import juror_recused
from forebild.visits.services.planning import cancel_visits_of
from forebild.visits.services.visitors import end_visits_of


@receiver(entry_withdrawn, dispatch_uid="visits.entry_withdrawn")
def cancel_for_withdrawn(sender: type[Entry], entry: Entry, **kwargs: Any) -> None:
    """The company took its entry back: nobody comes."""
    with override("sv"):  # it goes on record, and is not for one reader
        cancel_visits_of(entry, because=_("The entry was withdrawn."))


@receiver(entry_reconsidered, dispatch_uid="visits.entry_reconsidered")
def cancel_for_reconsidered(sender: type[Entry], entry: Entry, **kwargs: Any) -> None:
    """It is no longer known that the entry may compete: nobody comes meanwhile."""
    with override("sv"):
        cancel_visits_of(entry, because=_("The entry is no longer in the competition."))


@receiver(juror_recused, dispatch_uid="visits.juror_recused")
def end_for_recused(sender: type[Recusal], recusal: Recusal, **kwargs: Any) -> None:
    """A visitor stands aside: the visit closes to that person, and whoever planned it is told."""
    end_visits_of(recusal)
