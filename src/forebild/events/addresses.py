"""Addresses as an office pastes them: one on a line or many, with names or without. Pure.

Anna Berg <anna@exempel.example>      "Ek, Bo" <bo@exempel.example>;  cia@exempel.example
Dan Al ⇥ dan@exempel.example          (a row copied from a table)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forebild.shared.errors import InvalidInput
from forebild.shared.outbox.services.queueing import checked_address

_ADDRESS = re.compile(r"[^\s<>;,\"'()\[\]:]+@[^\s<>;,\"'()\[\]:]+")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Guest:
    """Somebody to be invited; `language` "" where it is not known."""

    email: str
    name: str = ""
    language: str = ""


@dataclass(frozen=True)
class Pasted:
    """What was found: each address once, in the order pasted, and the pieces that no mail can go to."""

    guests: tuple[Guest, ...]
    invalid: tuple[str, ...]


def read(text: str) -> Pasted:
    """The addresses in `text`, small letters, with the names beside them."""
    guests: dict[str, Guest] = {}
    invalid: list[str] = []
    for piece in _pieces(text):
        guest = _guest(piece)
        if guest is None:
            invalid.append(piece.strip()[:100])
        else:
            guests.setdefault(guest.email, guest)
    return Pasted(tuple(guests.values()), tuple(invalid))


def _pieces(text: str) -> Iterator[str]:
    """Each with one address at most: what stands before an address, up to the one before it, is its name."""
    for line in re.split(r"[\n\r;]+", text):
        begins = 0
        for found in _ADDRESS.finditer(line):
            end = found.end()
            if line[end : end + 1] == ">":
                end += 1
            yield line[begins:end]
            begins = end
        rest = line[begins:]
        if re.search(r"\w", rest):
            yield rest


def _guest(piece: str) -> Guest | None:
    found = _ADDRESS.search(piece)
    if found is None:
        return None
    try:
        email = checked_address(found.group().strip(".").lower())
    except InvalidInput:
        return None
    return Guest(email, _name(piece[: found.start()]))


def _name(text: str) -> str:
    plain = re.sub(r"[<>\"'\t;]|mailto:", " ", text).strip(" ,:")
    name = " ".join(plain.split())
    last, comma, first = name.partition(", ")
    return (f"{first} {last}" if comma else name)[:_LONGEST_NAME]
