"""Whose hand wrote: a person, and where the browser says so, one of that person's tabs."""

import re
from dataclasses import dataclass
from typing import Any

_TAB = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True)
class Hand:
    """Who is writing. An empty person is the system itself."""

    person: str
    name: str
    tab: str = ""

    @property
    def key(self) -> str:
        """How the hand is stored: "person" or "person:tab"."""
        return f"{self.person}:{self.tab}" if self.tab else self.person

    def is_another(self, key: str) -> bool:
        """Whether `key` is somebody else, or the same person in another tab known to be another."""
        person, _colon, tab = key.partition(":")
        return person != self.person or bool(tab and self.tab and tab != self.tab)


def hand_of(actor: Any, tab: str = "") -> Hand:
    """The hand of a person (anything with `public_id` and `name`), or of the system for None.

    The name is a copy: history must read the same when the person has left. An address is never copied.
    """
    return Hand(
        person=getattr(actor, "public_id", ""),
        name=getattr(actor, "name", "")[:120],
        tab=tab if _TAB.fullmatch(tab) else "",
    )
