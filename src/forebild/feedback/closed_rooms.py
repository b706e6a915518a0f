"""What a recusal closes of the letters in the log and the outbox.

The jury closes the whole log of an edition in which somebody stands aside, and all mail to and about the
companies in question (jury.closed_rooms). Here is what that cannot know: records of a letter or an answer,
the letters to the other companies, whose bands are counted over the whole field, and the jurors' thanks,
which count what each has read.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from forebild.feedback.models import Answer, Dispatch, Letter
from forebild.jury.models import Juror, Recusal

_TO_JURORS, _TO_ENTRANTS = ("feedback.juror_thanks",), ("feedback.entrant_letter",)


def closed_records(actor: Any) -> Q | None:
    """Records about letters and answers of the editions in which `actor` stands aside."""
    editions = _editions(actor)
    if not editions:
        return None
    letters = Letter.objects.filter(entry__edition__in=editions)
    return Q(subject_model="feedback.letter", subject_id__in=letters.values("public_id")) | Q(
        subject_model="feedback.answer",
        subject_id__in=Answer.objects.filter(letter__in=letters).values("public_id"),
    )


def closed_messages(actor: Any) -> Q | None:
    """Letters to all entrants of those editions, and the thanks to their jurors."""
    editions = _editions(actor)
    if not editions:
        return None
    jurors = Juror.objects.filter(edition__in=editions).values("person__public_id")
    sent = Dispatch.objects.filter(edition__in=editions).values("public_id")
    return Q(kind__in=_TO_JURORS, to_person__in=jurors) | Q(kind__in=_TO_ENTRANTS, batch__in=sent)


def _editions(actor: Any) -> list[int]:
    if not actor.is_authenticated:
        return []
    recusals = Recusal.objects.in_force().filter(juror__person=actor)
    return list(recusals.values_list("entry__edition", flat=True))
