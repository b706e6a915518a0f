"""The agenda with who goes out when, as one person may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forebild.deliberation.models import AgendaItem, Meeting
from forebild.deliberation.queries import as_engine_items, items_of
from forebild.engine.agenda.explain import stays_out
from forebild.engine.agenda.problem import Problem
from forebild.engine.agenda.solve import exits_of, solve
from forebild.jury.models import Juror


@dataclass(frozen=True)
class Row:
    """An item, who is out for it, and whether he or she goes out just before it."""

    item: AgendaItem
    out: list[Juror]
    goes_out: list[Juror]


@dataclass(frozen=True)
class Order:
    """The agenda as it stands: how often somebody goes out, and how few it could be.

    `is_proved`: no order does with fewer than `fewest`; else it is the best that was found.
    """

    rows: list[Row]
    exits: int
    fewest: int
    is_proved: bool


def order_of(meeting: Meeting, actor: Any) -> Order:
    """Counted over the items that `actor` sees; a constant number of statements."""
    items = list(items_of(meeting, actor))
    items.sort(key=lambda item: (item.state == "waiting", item.position))
    asked = as_engine_items(items)
    jurors = {juror.public_id: juror for juror in meeting.edition.jurors.select_related("person")}
    starts: dict[int, list[Juror]] = {}
    for stay in stays_out(asked):
        starts.setdefault(stay.first, []).append(jurors[stay.person])
    rows = [
        Row(item, _named(jurors, one.out), starts.get(place, []))
        for place, (item, one) in enumerate(zip(items, asked, strict=True))
    ]
    best = solve(Problem(asked))
    return Order(rows, exits_of(asked), best.exits, best.is_best)


def _named(jurors: dict[str, Juror], names: frozenset[str]) -> list[Juror]:
    return sorted((jurors[name] for name in names), key=lambda juror: str(juror.person))
