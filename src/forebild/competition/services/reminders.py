"""A friendly word to those whose drafts are not handed in: by hand, and by the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forebild.competition import notices
from forebild.competition.models import Entry
from forebild.competition.queries import deadline_of, is_open_for
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.dates import in_swedish_time
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url

A_DAY = timedelta(days=1)
LADDER = (timedelta(days=1), timedelta(days=7))  # before the company's own deadline


@dataclass(frozen=True)
class Reminded:
    """How many companies were written to, and how many were not: handed in, taken back, or closed."""

    reminded_count: int
    left_out_count: int


def remind_drafts(*, actor: Person, entries: Iterable[Entry]) -> Reminded:
    """Write to the editors of each entry that is still a draft and can still be handed in.

    Each is looked at anew: whoever hands in meanwhile is left in peace. At most one letter a person and day.
    """
    counts = [0, 0]
    for entry in entries:
        counts[not remind_of_draft(actor=actor, entry=entry)] += 1
    return Reminded(*counts)


@transaction.atomic
def remind_of_draft(*, actor: Person, entry: Entry) -> bool:
    """Remind one company; False where there is nothing to remind of."""
    entry = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("organisation", "edition__programme")
        .get(pk=entry.pk)
    )
    demand(actor, Permission.EXTENSION_GRANT, entry)
    now = timezone.now()
    deadline = deadline_of(entry)
    if entry.state != "draft" or deadline is None or not is_open_for(entry, now):
        return False
    _write_to_editors(entry, deadline, _day(now), actor)
    audit.record(actor, "competition.entry.reminded", entry, edition=entry.edition)
    return True


@transaction.atomic
def send_due_draft_reminders(*, now: datetime | None = None) -> int:
    """Remind of every draft whose step of the ladder has come; answers with how many companies.

    The company's own deadline counts: the call's end, or its extension. A step is taken once, within its day,
    and not made up for. Whoever is submitting at this moment is left to it.
    """
    now = now or timezone.now()
    drafts = (
        Entry.objects.filter(state="draft", edition__state="announced")
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("organisation", "edition__programme")
        .order_by("pk")
    )
    return sum(_remind_if_due(entry, now) for entry in drafts)


def _remind_if_due(entry: Entry, now: datetime) -> bool:
    deadline = deadline_of(entry)
    if deadline is None or not is_open_for(entry, now):
        return False
    step = next((step for step in LADDER if step - A_DAY < deadline - now <= step), None)
    if step is None or entry.created_at > deadline - step:  # it was begun with less time left than that
        return False
    occasion = f"{step.days}-days-before-{deadline:%Y-%m-%dT%H-%M}"
    if _was_written(entry, occasion) or _was_written(entry, _day(now)):
        return False
    if not _write_to_editors(entry, deadline, occasion, None):
        return False
    audit.record(None, "competition.entry.reminded", entry, edition=entry.edition, days=step.days)
    return True


def _day(now: datetime) -> str:
    """The occasion of a reminder by hand: once a day."""
    return in_swedish_time(now).date().isoformat()


def _key(entry: Entry, occasion: str) -> str:
    return f"competition.entry_reminded:{entry.public_id}:{occasion}:"


def _was_written(entry: Entry, occasion: str) -> bool:
    return Message.objects.filter(key__startswith=_key(entry, occasion)).exists()


def _write_to_editors(entry: Entry, deadline: datetime, occasion: str, actor: Person | None) -> int:
    members = list(entry.organisation.memberships.current().select_related("person").order_by("pk"))
    for member in members:
        person = member.person
        queue(
            notice=notices.ENTRY_REMINDED,
            to=person,
            values={
                "company": entry.organisation.name,
                "edition": str(entry.edition),
                "until": in_full(deadline, person.language),
                "link": site_url("competition:entry", person.language, entry_id=entry.public_id),
            },
            key=f"{_key(entry, occasion)}{person.public_id}",
            actor=actor,
        )
    return len(members)
