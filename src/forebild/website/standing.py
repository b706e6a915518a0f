"""Where an edition stands: how many of everything in which state. What needs somebody: website.attention."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from forebild.competition.models import Case, Entry
from forebild.deliberation.queries import meetings_due
from forebild.feedback.queries import unread_answers
from forebild.jury.queries import standing_rulings
from forebild.library.queries import stories_due
from forebild.programme.models import Edition
from forebild.programme.queries import timeline
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.queries import NEEDS_A_PERSON
from forebild.visits.queries import visits_due
from forebild.website.queries import readings, unread_count

SOON = timedelta(days=7)
A_ROUND = timedelta(minutes=2)  # in which the clock carries out what is due
Counts = dict[str, int]


@dataclass(frozen=True)
class Standing:
    """An edition in numbers, each a count by state, without what a recusal has closed to who asks.

    `phases`: by kind, done, current or todo, and when it closes. `unread`: entries with too few readers.
    `visits`, `meetings`: what waits there (`visits_due`, `meetings_due`). `answers`: to letters of any
    edition, not read yet, by its year. `stories`: what good examples wait for (`stories_due`).
    """

    edition: Edition
    phases: dict[str, tuple[str, datetime]]
    cases: Counts
    entries: Counts
    readings: Counts
    rulings: Counts
    jurors: Counts
    mail: Counts
    unread: int
    letters: Counts
    releases: Counts
    visits: Counts
    meetings: Counts
    answers: dict[int, int]
    stories: Counts

    def phase(self, kind: str) -> str:
        """done, current or todo; todo for a phase without dates."""
        return self.phases[kind][0] if kind in self.phases else "todo"

    def closes_soon(self, kind: str) -> bool:
        """Whether the phase is open and has a week left, or less."""
        state, closes_at = self.phases.get(kind, ("todo", timezone.now()))
        return state == "current" and closes_at - timezone.now() <= SOON


def standing_of(edition: Edition, actor: Any) -> Standing:
    """The edition's numbers for `actor`; a constant number of statements."""
    phases = {stretch.phase.kind: (stretch.state, stretch.phase.closes_at) for stretch in timeline(edition)}
    return Standing(
        edition=edition,
        phases=phases,
        cases=_by_state(Case.objects.for_actor(actor).filter(edition=edition)),
        entries=_by_state(Entry.objects.for_actor(actor).filter(edition=edition)),
        readings=_by_state(readings(edition, actor)),
        rulings=_by_state(standing_rulings(edition, actor)),
        jurors=_by_state(edition.jurors.all()),
        mail=_by_state(Message.objects.for_actor(actor).filter(state__in=NEEDS_A_PERSON)),
        unread=unread_count(edition, actor),
        letters=_by_state(edition.letter_batches.exclude(state="stopped")),
        releases=_releases(edition),
        visits=visits_due(edition, actor, timezone.now()),
        meetings=meetings_due(edition, actor),
        answers=unread_answers(actor),
        stories=stories_due(actor),
    )


def _by_state(things: QuerySet[Any, Any]) -> Counts:
    return dict(things.order_by().values_list("state").annotate(count=Count("pk", distinct=True)))


def _releases(edition: Edition) -> Counts:
    """What is set and not out: `scheduled` waits for its second person, `overdue` is past its instant."""
    now = timezone.now()
    return edition.releases.filter(state__in=["scheduled", "confirmed"]).aggregate(
        scheduled=Count("pk", filter=Q(state="scheduled", release_at__gt=now)),
        overdue=Count("pk", filter=Q(release_at__lte=now - A_ROUND)),
    )
