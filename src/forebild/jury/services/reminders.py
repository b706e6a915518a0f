"""Reminders to jurors: a ladder before the review closes, and one by hand. They stop when all is done."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.jury import notices
from forebild.jury.models import Juror
from forebild.jury.queries import behind_jurors, review_phase
from forebild.people.models import Person
from forebild.programme.models import Edition, Phase
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url

LADDER = (timedelta(days=1), timedelta(days=2), timedelta(days=7))  # before the review closes


@transaction.atomic
def remind_readers(*, actor: Person, edition: Edition) -> int:
    """Remind everybody who has something left, now; answers with how many were.

    Pressed twice within the hour, nobody gets two letters. Raises NotNow when the review is not open.
    """
    demand(actor, Permission.ASSIGNMENT_PLAN, edition)
    now = timezone.now()
    phase = review_phase(edition)
    if phase is None or not phase.opens_at <= now < phase.closes_at:
        raise NotNow(_("The jury's review is not open now."))
    jurors = behind_jurors(edition)
    for juror in jurors:
        _remind(juror, phase, f"{now:%Y-%m-%dT%H}", actor)
    audit.record(actor, "jury.reminder.sent", edition, edition=edition, count=len(jurors))
    return len(jurors)


@transaction.atomic
def send_due_reminders(*, now: datetime | None = None) -> int:
    """Take each edition whose review closes soon to its step of the ladder; answers with how many letters.

    A step already taken is not taken again, and a step that was missed is not made up for.
    """
    now = now or timezone.now()
    open_phases = Phase.objects.filter(
        kind=Phase.Kind.REVIEW, edition__state="announced", opens_at__lte=now, closes_at__gt=now
    ).select_related("edition")
    sent = 0
    for phase in open_phases:
        step = next((step for step in LADDER if phase.closes_at - now <= step), None)
        jurors = behind_jurors(phase.edition) if step else []
        for juror in jurors:
            _remind(juror, phase, f"{step}:{phase.closes_at:%Y-%m-%d}", None)
        sent += len(jurors)
    return sent


def _remind(juror: Juror, phase: Phase, occasion: str, actor: Person | None) -> None:
    person = juror.person
    queue(
        notice=notices.REVIEWS_REMIND,
        to=person,
        values={
            "name": str(person),
            "edition": str(phase.edition),
            "left": str(juror.left_count),  # type: ignore[attr-defined]  # annotated by the query
            "until": in_full(phase.closes_at, person.language),
            "link": site_url("jury:desk", person.language, edition_year=phase.edition.year),
        },
        key=f"jury.reviews_remind:{juror.public_id}:{occasion}",
        actor=actor,
    )
