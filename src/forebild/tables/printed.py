"""The plan on paper: everybody by name, and a card for each table."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.shared.models import in_language
from forebild.shared.pdf.render import render_pdf
from forebild.shared.ui.dates import in_full
from forebild.tables.problems import Board
from forebild.tables.seating import Shown


def list_pdf(board: Board) -> bytes:
    """Everybody by name, with the table of each round."""
    rows = [
        [registration.name, registration.organisation_shown, *(str(table.number) for table in tables)]
        for registration, tables in Shown(board).by_name
    ]
    headings = [_("Name"), _("Organisation"), *(each.title for each in board.plan.rounds)]
    return _made("list", board, _("Who sits where"), {"headings": headings, "rows": rows})


def cards_pdf(board: Board) -> bytes:
    """A page for each table, with who sits there in each round."""
    cards = [
        {
            "number": str(table.number),
            "name": table.name,
            "host": table.host.name if table.host else "",
            "rounds": [
                {"title": each.title, "people": _people(Shown(board), each.number, table.pk)}
                for each in board.plan.rounds
            ],
        }
        for table in board.tables
    ]
    return _made("cards", board, _("Table cards"), {"cards": cards})


def _people(shown: Shown, number: int, table_key: int) -> list[str]:
    tables = next(tables for each, tables in shown.rounds if each.number == number)
    at = next(at for at in tables if at.table.pk == table_key)
    return [
        ", ".join(filter(None, (seat.registration.name, seat.registration.organisation_shown)))
        for seat in at.sitting
    ]


def _made(name: str, board: Board, heading: str, data: dict[str, Any]) -> bytes:
    plan, language = board.plan, get_language() or "sv"
    event = plan.event
    labels = {"page": _("Page"), "of": _("of"), "host": _("Host"), "table": _("Table"), "nobody": _("Nobody")}
    facts = {
        "heading": heading,
        "event": in_language(event, "title", language),
        "when": in_full(event.begins_at, language),
        "labels": labels,
    }
    title = f"{heading}: {facts['event']}"
    made_at = plan.solved_at or plan.made_at
    return render_pdf(
        f"tables/pdf/{name}.typ", {**data, **facts}, title=title, language=language, created_at=made_at
    )
