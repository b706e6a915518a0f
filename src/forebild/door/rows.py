"""The door's list as a browser without a script gets it; with one, door.js draws the same of the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language

from forebild.door.codes import SIGNED, plain, short_parts, verified
from forebild.shared.ui.dates import clock

SIDES = ("left", "in", "all")


@dataclass(frozen=True)
class Row:
    """Somebody at the door; `came` is a time of day, by the door `by`, or "" for whoever is not in."""

    id: str
    name: str
    organisation: str
    standing: str
    code: str
    group: int
    no_photo: bool
    came: str = ""
    by: str = ""
    nonces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Board:
    """Everybody, and how many are in, expected, and still to come."""

    rows: tuple[Row, ...]

    @property
    def came(self) -> int:
        """How many are in."""
        return sum(bool(row.came) for row in self.rows)

    @property
    def expected(self) -> int:
        """How many have a place in the room."""
        return sum(row.standing == "expected" for row in self.rows)

    @property
    def left(self) -> int:
        """How many of those are not in."""
        return sum(row.standing == "expected" and not row.came for row in self.rows)

    def row(self, guest: str) -> Row | None:
        """One of them."""
        return next((row for row in self.rows if row.id == guest), None)

    def shown(self, side: str, words: str, found: str | None) -> list[Row]:
        """Those on one side; with words, whoever is called so or comes from there; or the one that a code is
        of, colleagues from the same booking beneath.
        """
        if found is not None:
            one = self.row(found)
            group = one.group if one else 0
            return [row for row in self.rows if row is one or (group and row.group == group)]
        if words:
            wanted = words.casefold().split()
            return [row for row in self.rows if _says(row, wanted)]
        return [row for row in self.rows if _is_on(row, side)]


def _says(row: Row, wanted: list[str]) -> bool:
    text = f"{row.name} {row.organisation}".casefold()
    return all(word in text for word in wanted)


def _is_on(row: Row, side: str) -> bool:
    if side == "in":
        return bool(row.came)
    return side == "all" or (row.standing == "expected" and not row.came)


def board_of(told: Mapping[str, Any]) -> Board:
    """From what the door is told."""
    ins: dict[str, list[dict[str, str]]] = {}
    for each in told["ins"]:
        ins.setdefault(each["guest"], []).append(each)
    return Board(tuple(_row(person, ins.get(person["id"], [])) for person in told["people"]))


def _row(person: Mapping[str, Any], ins: list[dict[str, str]]) -> Row:
    facts = {key: person[key] for key in ("id", "name", "organisation", "standing", "code", "group")}
    first = ins[0] if ins else {"at": "", "door": ""}
    at = parse_datetime(first["at"]) if ins else None
    return Row(
        **facts,
        no_photo=person["noPhoto"],
        came=clock(at, get_language() or "sv") if at else "",
        by=first["door"],
        nonces=tuple(each["nonce"] for each in ins),
    )


def is_code(text: str) -> bool:
    """Whether what was typed or scanned is a code rather than a name."""
    return bool(SIGNED.fullmatch(plain(text)) or short_parts(text))


def whose_code(text: str, board: Board, *, public: str, event_id: str) -> str | None:
    """The id that a code is of, long and signed, or short; None where it is nobody's."""
    if signed := verified(public, event_id, text):
        return signed
    short = short_parts(text)
    wanted = short[1] if short else None
    return next((row.id for row in board.rows if wanted and row.code == wanted), None)
