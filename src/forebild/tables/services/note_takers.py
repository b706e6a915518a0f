"""Who takes notes: invited by name with a link of one's own, which the office can call back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.models import in_language
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url
from forebild.tables import notices
from forebild.tables.models import Notes, NoteTaker, RoundTable
from forebild.tables.services.held import hold_notes
from forebild.tables.states import NOTE_TAKER, NOTES

NOTES_LINK = "tables.notes"
_KEPT_AFTER = timedelta(days=14)  # to put right what was written in haste


@transaction.atomic
def invite_note_taker(
    *, actor: Actor, event: Event, name: str, email: str = "", table: RoundTable | None = None
) -> tuple[NoteTaker, str]:
    """Somebody who writes at one table (none: at all), and the address to write at: it is told this once.

    With an e-mail address it goes there too. Raises InvalidInput for a name that is taken.
    """
    demand(actor, Permission.NOTES_LEAD, event)
    hold_notes(event)
    name = name.strip()
    if not name:
        raise InvalidInput(_("Check the name."), {"name": _("Write a name.")})
    if event.note_takers.in_force().filter(name=name).exists():
        raise InvalidInput(
            _("Check the name."),
            {"name": _("Somebody of that name takes notes already. Add something to it.")},
        )
    if table is not None and table.plan.event_id != event.pk:
        raise InvalidInput(_("Choose a table."), {"table": _("Choose a table of this event.")})
    taker = NoteTaker.objects.create(event=event, name=name, email=email, table=table, invited_by=actor)
    address = _link(actor, taker)
    audit.record(actor, "tables.note_taker.invited", taker, event=event.public_id)
    return taker, address


@transaction.atomic
def renew_link(*, actor: Actor, taker: NoteTaker) -> str:
    """Another address instead of the one that was lost; the old one stops working."""
    demand(actor, Permission.NOTES_LEAD, taker.event)
    if taker.state != "invited":
        raise NotNow(_("This person no longer takes notes."))
    links.revoke(purpose=NOTES_LINK, subject_id=taker.public_id)
    address = _link(actor, taker)
    audit.record(actor, "tables.note_taker.relinked", taker, event=taker.event.public_id)
    return address


def _link(actor: Actor, taker: NoteTaker) -> str:
    event = taker.event
    token = links.issue(
        purpose=NOTES_LINK,
        subject_id=taker.public_id,
        email=taker.email,
        lifetime=max(event.ends_at - timezone.now(), timedelta()) + _KEPT_AFTER,
        single_use=False,
    )
    address = site_url("tables:notes", "sv", token=token)
    if taker.email:
        queue(
            notice=notices.NOTE_TAKER,
            to=Recipient(email=taker.email, language="sv"),
            values={
                "name": taker.name,
                "event": in_language(event, "title", "sv"),
                "when": in_full(event.begins_at, "sv"),
                "link": address,
            },
            key=f"{notices.NOTE_TAKER.kind}:{taker.public_id}:{timezone.now().isoformat()}",
            actor=actor,
        )
    return address


@transaction.atomic
def revoke_note_taker(*, actor: Actor, taker: NoteTaker) -> None:
    """The link stops working at once; what was written stays."""
    demand(actor, Permission.NOTES_LEAD, taker.event)
    NOTE_TAKER.move(taker, "revoke", revoked_at=timezone.now())
    links.revoke(purpose=NOTES_LINK, subject_id=taker.public_id)
    audit.record(actor, "tables.note_taker.revoked", taker, event=taker.event.public_id)


@transaction.atomic
def close_notes(*, actor: Actor, event: Event) -> Notes:
    """Nobody writes any more."""
    return _move(actor, event, "close", "tables.notes.closed")


@transaction.atomic
def reopen_notes(*, actor: Actor, event: Event) -> Notes:
    """Writing goes on."""
    return _move(actor, event, "reopen", "tables.notes.reopened")


def _move(actor: Actor, event: Event, action: str, verb: str) -> Notes:
    demand(actor, Permission.NOTES_LEAD, event)
    notes = hold_notes(event)
    NOTES.move(notes, action)
    audit.record(actor, verb, notes, event=event.public_id)
    return notes
