"""What is somebody's to do now, in all their parts: the start page's tasks, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.competition.models import Entry
from forebild.competition.queries import may_begin, own_entries, own_organisations, running_edition
from forebild.jury.models import Juror, Recusal
from forebild.programme.models import Phase
from forebild.visits.models import Visitor
from forebild.website.addresses import url_or_nothing


@dataclass(frozen=True)
class Task:
    """One thing to do: what, why, where, and until when (none where there is no day)."""

    title: str
    text: str
    button: str
    href: str
    until: datetime | None = None


def tasks_of(actor: Any, now: datetime | None = None) -> list[Task]:
    """All that waits for `actor`, what closes first coming first; a constant number of statements."""
    now = now or timezone.now()
    found = [*_drafts(actor, now), *_reading(actor, now), *_visiting(actor), *_beginning(actor, now)]
    return sorted(found, key=lambda task: (task.until is None, task.until or now))


def _drafts(actor: Any, now: datetime) -> Iterator[Task]:
    """Drafts that can still be handed in."""
    drafts = own_entries(actor).filter(state="draft", edition__state="announced")
    entries = list(drafts.annotate(extended_to=Max("extensions__until")))
    phases = _phases(Phase.Kind.APPLICATION, {entry.edition_id for entry in entries})
    for entry in entries:
        phase, extended_to = phases.get(entry.edition_id), entry.extended_to
        if phase and phase.accepts(now, extended_to=extended_to):
            yield _draft(entry, max(phase.closes_at, extended_to or phase.closes_at))


def _draft(entry: Entry, until: datetime) -> Task:
    values = {"company": entry.organisation.name, "percent": entry.percent_complete}
    return Task(
        _("Finish the entry of %(company)s") % values,
        _("%(percent)d %% is written. It takes part once it is submitted.") % values,
        _("Go on writing"),
        url_or_nothing("competition:entry", entry.public_id),
        until,
    )


def _reading(actor: Any, now: datetime) -> Iterator[Task]:
    """What is left to read and score, per seat."""
    seats = list(seats_of(actor))
    phases = _phases(Phase.Kind.REVIEW, {seat.edition_id for seat in seats})
    for seat in seats:
        left, phase = seat.left_count, phases.get(seat.edition_id)
        if left and phase and phase.accepts(now):
            title = ngettext("Read and score %(left)d entry", "Read and score %(left)d entries", left)
            yield Task(
                title % {"left": left},
                seat.edition.name,
                _("Open your desk"),
                url_or_nothing("jury:desk", seat.edition.year),
                phase.closes_at,
            )


def _visiting(actor: Any) -> Iterator[Task]:
    """Visits that one makes for the jury, and protocols to sign."""
    places = Visitor.objects.for_actor(actor).filter(visit__state__in=["booked", "handed_in"], signed_at=None)
    for place in places.select_related("visit__entry__organisation", "visit__entry__edition__programme"):
        visit, is_made = place.visit, place.visit.state == "handed_in"
        values = {"company": visit.entry.organisation.name}
        title = _("Sign the protocol from %(company)s") if is_made else _("Visit %(company)s")
        yield Task(
            title % values,
            visit.entry.edition.name,
            _("Read and sign") if is_made else _("The visit"),
            url_or_nothing("visits:visit", visit.entry.edition.year, visit.public_id),
            None if is_made else visit.begins_at,
        )


def seats_of(actor: Any) -> Any:
    """Serving seats in editions under way, each with `left_count`: entries not yet reviewed, none recused."""
    recused = Recusal.objects.in_force().filter(juror__person=actor).values("entry")
    left = Q(assignments__state="open", assignments__entry__state="eligible")
    return (
        Juror.objects.serving()
        .filter(person=actor, edition__state="announced")
        .select_related("edition__programme")
        .annotate(
            left_count=Count("assignments", filter=left & ~Q(assignments__entry__in=recused), distinct=True)
        )
        .order_by("-edition__year")
    )


def _beginning(actor: Any, now: datetime) -> Iterator[Task]:
    """Companies that could take part in the open call and have not begun."""
    edition = running_edition()
    if edition is None or not may_begin(edition, now):
        return
    idle = own_organisations(actor).exclude(entries__edition=edition)
    phase = _phases(Phase.Kind.APPLICATION, {edition.pk})[edition.pk]
    for organisation in idle:
        yield Task(
            _("Enter %(company)s") % {"company": organisation.name},
            _("%(edition)s is open.") % {"edition": edition.name},
            _("Start an entry"),
            url_or_nothing("competition:entry_start"),
            phase.closes_at,
        )


def _phases(kind: str, editions: set[int]) -> dict[int, Phase]:
    return {phase.edition_id: phase for phase in Phase.objects.filter(kind=kind, edition__in=editions)}
