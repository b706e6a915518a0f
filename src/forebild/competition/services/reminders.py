"""A friendly word to those whose drafts are not handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from forebild.competition import notices
from forebild.competition.models import Entry
from forebild.competition.queries import deadline_of, is_open_for
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.dates import in_swedish_time
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url


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
    day = in_swedish_time(now).date().isoformat()
    for member in entry.organisation.memberships.current().select_related("person").order_by("pk"):
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
            key=f"competition.entry_reminded:{entry.public_id}:{person.public_id}:{day}",
            actor=actor,
        )
    audit.record(actor, "competition.entry.reminded", entry, edition=entry.edition)
    return True
