"""What the jury does when something happens to an entry."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from forebild.competition.models import Entry
from forebild.competition.signals import entry_reconsidered, entry_withdrawn
from forebild.jury.services.assignments import end_assignments_of


@receiver(entry_withdrawn, dispatch_uid="jury.entry_withdrawn")
def end_reading_of_withdrawn(sender: type[Entry], entry: Entry, **kwargs: Any) -> None:
    """The company took its entry back: nobody reads it any more."""
    end_assignments_of(entry, because="withdrawal")


@receiver(entry_reconsidered, dispatch_uid="jury.entry_reconsidered")
def end_reading_of_reconsidered(sender: type[Entry], entry: Entry, **kwargs: Any) -> None:
    """It is no longer known that the entry may compete: nobody reads it meanwhile."""
    end_assignments_of(entry, because="eligibility")
