"""What is looked for, in the address: read into the search's question, changed by one filter, written again.

    q=robot&county=06&county=14&technology=robots&order=alike&my_sector=metal&my_size=small&my_county=06&page=2

Nothing but the address remembers it: no cookie. What is not understood is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from forebild.engine.likeness.problem import Profile
from forebild.library.facets import FACETS
from forebild.library.search.need import Need, Order

WORDS = "q"
LONGEST = 100  # signs of what somebody types
ORDERS: tuple[Order, ...] = ("best", "alike", "latest")
LIKE = ("like", "my_sector", "my_size", "my_county")


@dataclass(frozen=True)
class Chip:
    """A filter that is set: what it says, and the address's query without it."""

    label: str
    query: str


def chosen(query: QueryDict) -> dict[str, tuple[str, ...]]:
    """The values chosen in each facet, in the facet's order."""
    return {
        key: tuple(value for value in facet.names if value in query.getlist(facet.param))
        for key, facet in FACETS.items()
    }


def words_in(query: QueryDict) -> str:
    """What was typed."""
    return query.get(WORDS, "").replace("\0", "").strip()[:LONGEST]


def order_in(query: QueryDict) -> Order:
    """The order asked for; the best first."""
    return next((order for order in ORDERS if order == query.get("order")), "best")


def page_in(query: QueryDict) -> int:
    """The page asked for; the first, where that is no number."""
    asked = query.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def need_in(query: QueryDict, language: str, like: Profile | None = None) -> Need:
    """The search's question."""
    return Need(
        words=words_in(query), order=order_in(query), like=like, language=language[:2], **chosen(query)
    )


def chips(query: QueryDict) -> Iterator[Chip]:
    """Every filter that is set, the words first."""
    if words := words_in(query):
        yield Chip(_("“%(words)s”") % {"words": words}, changed(query, remove=(WORDS, "")))
    for key, values in chosen(query).items():
        facet = FACETS[key]
        for value in values:
            yield Chip(str(facet.names[value]), changed(query, remove=(facet.param, value)))


def changed(query: QueryDict, *, remove: tuple[str, str] | None = None, **values: str | None) -> str:
    """The query with one value taken out (`remove`; "" for all of that name) and others set, on page one."""
    copy = query.copy()
    copy.pop("page", None)
    if remove:
        name, value = remove
        copy.setlist(name, [each for each in copy.getlist(name) if value and each != value])
    for name, new in values.items():
        copy.pop(name, None)
        if new:
            copy[name] = new
    for name in [name for name in copy if not any(copy.getlist(name))]:
        del copy[name]
    return f"?{copy.urlencode()}" if copy else "?"


def kept(query: QueryDict, *without: str) -> list[tuple[str, str]]:
    """What a form sends along besides its own fields: (name, value) of everything known but `without`."""
    known = [WORDS, "order", *LIKE, *(facet.param for facet in FACETS.values())]
    return [
        (name, value)
        for name in known
        if name not in without
        for value in query.getlist(name)
        if value and "\0" not in value
    ]
