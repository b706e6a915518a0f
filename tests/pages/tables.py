"""Tables at the event of the rows, with as many people, cards, wordings and note-takers as one asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.events.models import Registration
from forebild.shared.links import services as links
from forebild.tables.models import Apart, Card, Notes, NoteTaker, RoundTable, SeatChange, Seating, TablePlan
from forebild.tables.services.note_takers import NOTES_LINK


def begin_tables(event: Any, office: Any) -> RoundTable:
    """A published plan with two tables, at the first of which somebody takes notes."""
    plan = TablePlan.objects.create(
        event=event, made_by=office, state="published", solved_at=timezone.now(),
        rounds_json=[["Hinder", "10.00"]], weights={"size": 1, "sector": 1, "county": 1},
    )  # fmt: skip
    Notes.objects.create(event=event)
    tables = [RoundTable.objects.create(plan=plan, number=number, seats=60) for number in (1, 2)]
    NoteTaker.objects.create(event=event, name="Den första", table=tables[0], invited_by=office)
    return tables[0]


def grow_tables(rows: Any, number: int) -> None:
    """One more who sits, is settled, moved and kept apart; one more card, wording, note-taker."""
    table, office, event = rows.table, rows.office, rows.event
    plan, taker = table.plan, table.note_takers.get(name="Den första")
    guest = event.registrations.exclude(seatings__plan=plan).order_by("number").last()
    Registration.objects.filter(pk__in=[guest.pk, rows.guest.pk]).update(
        state="registered", queue_number=None
    )
    for each in {guest, rows.guest}:
        Seating.objects.get_or_create(
            plan=plan, registration=each, round=1, defaults={"table": table, "is_locked": True}
        )
    if guest.pk != rows.guest.pk:
        one, other = sorted((guest.pk, rows.guest.pk))
        Apart.objects.create(plan=plan, one_id=one, other_id=other)
    SeatChange.objects.create(
        plan=plan, batch=f"b{number}", registration=guest, round=1, after=table, made_by=office
    )
    NoteTaker.objects.create(event=event, name=f"Antecknare {number}", table=table, invited_by=office)
    for is_secret in (False, True):
        card = Card.objects.create(
            table=table, kind="idea", text=f"Kort {number}", written_by=taker, said_by=guest,
            attribution="person", is_secret=is_secret,
        )  # fmt: skip
        rows.card = rows.card or card
        rows.card.versions.create(
            number=2 * number + is_secret, act="changed", fields={"text": "T", "is_secret": False},
            nonce=f"{number}{is_secret}", written_by=taker,
        )  # fmt: skip


def notes_link(rows: Any) -> dict[str, Any]:
    """The link of whoever takes notes at the table."""
    taker = rows.table.note_takers.get(name="Den första")
    token = links.issue(
        purpose=NOTES_LINK, subject_id=taker.public_id, email="", lifetime=timedelta(days=1), single_use=False
    )
    return {"token": token}


def table_of(rows: Any) -> dict[str, Any]:
    """The table."""
    return {"event_id": rows.event.public_id, "table_id": rows.table.public_id}
