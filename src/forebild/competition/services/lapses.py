"""Companies that were asked and never answered: when the call has closed, their case has lapsed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from forebild.competition.models import Case
from forebild.competition.states import CASE
from forebild.programme.models import Phase
from forebild.shared import audit


@transaction.atomic
def lapse_unanswered(*, now: datetime | None = None) -> int:
    """Let the cases lapse that wait for an answer which can no longer come; answers with how many.

    Until the application phase with its grace is over the company may still say yes. Nobody is written to.
    A case that is being answered at this moment is left to its answer.
    """
    now = now or timezone.now()
    closed = [
        phase.edition_id
        for phase in Phase.objects.filter(kind=Phase.Kind.APPLICATION, closes_at__lte=now)
        if not phase.accepts(now)
    ]
    waiting = Case.objects.filter(state="asked", edition__in=closed).select_related("edition")
    cases = list(waiting.select_for_update(of=("self",), skip_locked=True))
    for case in cases:
        CASE.move(case, "lapse")
        audit.record(None, "competition.case.lapsed", case, edition=case.edition)
    return len(cases)
