"""The wall: every card that may leave the room, narrowed by the address, and taken away as a file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event
from forebild.shared.lists import Choice, Column, List, Search, TagColumn, TimeColumn
from forebild.tables.models import Card
from forebild.tables.queries import tables_of
from forebild.tables.reference import KIND_TONES, Addressee, Kind

GROUPS = {"table": _("Table"), "kind": _("What it is"), "addressee": _("Addressed to")}


class CardList(List):
    """Neither shown, searched nor exported: what is kept in the room, and who is not to be named."""

    key = "cards"
    caption = _("Cards")
    empty = _("No cards yet. They appear here as soon as somebody at a table writes one.")
    columns = [
        TimeColumn("written_at", _("Written"), sort="written_at"),
        Column("table", _("Table"), value=lambda card: card.table.title, sort="table__number"),
        TagColumn("kind", _("What it is"), labels=dict(Kind.choices), tones=KIND_TONES, sort="kind"),
        Column("text", _("What was said")),
        Column(
            "addressee", _("Addressed to"), value=lambda card: card.get_addressee_display(), sort="addressee"
        ),
        Column("named", _("May be named"), value=lambda card: card.named),
    ]
    default_sort = "-written_at"
    page_size = 120
    keeps = ("group",)

    def __init__(self, data: QueryDict, queryset: QuerySet[Any], event: Event) -> None:
        tables = [(table.number, table.title) for table in tables_of(event)]
        self.filters = [
            Search("q", fields=["text"]),
            Choice("table", _("Table"), choices=tables, field="table__number", several=True),
            Choice("kind", _("What it is"), choices=Kind.choices, several=True),
            Choice("addressee", _("Addressed to"), choices=Addressee.choices, several=True),
        ]
        super().__init__(data, queryset)

    @property
    def group(self) -> str:
        """What the wall is divided by."""
        asked = self.data.get("group", "")
        return asked if asked in GROUPS else "table"

    @property
    def walls(self) -> list[tuple[str, list[Card]]]:
        """The page's cards in their groups, each with its heading."""
        found: dict[tuple[Any, str], list[Card]] = {}
        for card in self.page.object_list:
            found.setdefault(self._place(card), []).append(card)
        return [(title, cards) for (_order, title), cards in sorted(found.items(), key=lambda pair: pair[0])]

    def _place(self, card: Card) -> tuple[Any, str]:
        if self.group == "table":
            return card.table.number, card.table.title
        choices = Kind if self.group == "kind" else Addressee
        value = getattr(card, self.group)
        return choices.values.index(value), str(choices(value).label)
