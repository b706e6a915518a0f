"""What a recusal closes in the log and the outbox.

An office worker who stands aside from an entry of an edition sees nothing of that edition's competition
there: a log or a list of letters with holes in it would tell by its holes.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from forebild.competition.models import Case, Nomination
from forebild.jury.models import CalibrationSheet, Juror, Recusal
from forebild.people.models import Membership
from forebild.programme.models import Edition
from forebild.shared.outbox.models import Message

# Letters to jurors say how many entries there are to read, or whose.
_TO_JURORS = (
    "jury.entries_assigned",
    "jury.reviews_remind",
    "jury.recusal_recorded",
    "jury.calibration_opened",
    "jury.calibration_remind",
    "jury.extra_review_asked",
    "jury.comparison_asked",
    "jury.entries_changed",
    "jury.reviews_remind",
    "jury.recusal_recorded",
)


def closed_records(actor: Any) -> Q | None:
    """All about the competition of the editions in which `actor` stands aside, and about the companies."""
    recusals = _recusals(actor)
    if not recusals:
        return None
    editions, companies = _closed(recusals)
    cases = Case.objects.filter(edition__in=[edition.pk for edition in editions])
    letters = Message.objects.filter(_letters(editions, companies))
    subjects = [
        ("competition.case", cases),
        ("competition.nomination", Nomination.objects.filter(case__in=cases)),
        ("outbox.message", letters),
        ("jury.calibrationsheet", CalibrationSheet.objects.filter(trial__entry__organisation__in=companies)),
    ]
    closed = Q(edition__in=[edition.public_id for edition in editions])
    closed |= Q(subject_model="people.organisation", subject_id__in=[each.public_id for each in companies])
    for model, rows in subjects:
        closed |= Q(subject_model=model, subject_id__in=rows.values("public_id"))
    return closed


def closed_messages(actor: Any) -> Q | None:
    """Letters to or about the companies, and to the jurors about how much there is to read."""
    recusals = _recusals(actor)
    return _letters(*_closed(recusals)) if recusals else None


def _recusals(actor: Any) -> list[Recusal]:
    if not actor.is_authenticated:
        return []
    in_force = Recusal.objects.in_force().filter(juror__person=actor)
    return list(in_force.select_related("entry__edition", "entry__organisation"))


def _closed(recusals: list[Recusal]) -> tuple[list[Edition], list[Any]]:
    entries = [recusal.entry for recusal in recusals]
    return [entry.edition for entry in entries], [entry.organisation for entry in entries]


def _letters(editions: list[Edition], companies: list[Any]) -> Q:
    """To whoever acts for one of the companies, or naming it; and to the jurors of the editions."""
    members = Membership.objects.filter(organisation__in=companies).values("person__public_id")
    tried = Q(edition__calibration_round__entries__entry__organisation__in=companies)
    jurors = Juror.objects.filter(Q(edition__in=editions) | tried).values("person__public_id")
    closed = Q(to_person__in=members) | Q(kind__in=_TO_JURORS, to_person__in=jurors)
    for company in companies:
        closed |= Q(text__icontains=company.name) | Q(subject__icontains=company.name)
    return closed
