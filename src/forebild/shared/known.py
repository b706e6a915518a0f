"""What is known of a thing, told by rooms that do not know each other.

The jury's meeting shows what is known of an entry; the figures lie in the jury, the claims in the visits.
Each room hands a source over at start-up: `tell_by(source)` registers a function from things and the person
who looks to facts by the thing's key. A source starts from what that person may see, and takes a constant
number of SQL statements. Apps start from the top of the house; what lies further down is told first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fact:
    """`label` in the reader's language; `text` may have several lines.

    `part` is the heading over it and its neighbours; `link` names what `href` leads to.
    """

    label: str
    text: str
    part: str = ""
    href: str = ""
    link: str = ""


Source = Callable[[Sequence[Any], Any], Mapping[int, Sequence[Fact]]]
_SOURCES: list[Source] = []


def tell_by(source: Source) -> None:
    """Register a source, once."""
    if source not in _SOURCES:
        _SOURCES.insert(0, source)


def known_of(things: Sequence[Any], actor: Any) -> dict[int, list[Fact]]:
    """All facts that `actor` may know, by the thing's key."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for source in _SOURCES:
        for key, facts in source(things, actor).items():
            found[key] += facts
    return dict(found)
