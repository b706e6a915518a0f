"""A chair that somebody left is kept for him or her as long as nobody else needs it."""

from __future__ import annotations

from forebild.tables.models import Seating, TablePlan
from forebild.tables.problems import Board
from forebild.tables.seating import Shown


def give_away_taken(plan: TablePlan) -> None:
    """Whoever left loses the seat where the others fill the table: coming back, he or she is seated anew."""
    for each, tables in Shown(Board.of(plan)).rounds:
        for at in tables:
            if len(at.sitting) + len(at.gone) > at.table.seats:
                kept = Seating.objects.filter(plan=plan, round=each.number, table=at.table)
                kept.filter(registration__in=at.gone).delete()
