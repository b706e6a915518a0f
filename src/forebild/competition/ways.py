"""Links on the competition's pages that lead up, to rooms that it may not know.

Those rooms hand them down at start-up: `lead_on_from(EDITION, rule)` registers a function from the thing
that the page shows to the links that belong there, (label, address) each.
"""

from collections.abc import Callable, Iterable
from typing import Any

EDITION, ENTRY = "edition", "entry"  # an edition's public page; the company's own page of its entry

Way = tuple[str, str]
Rule = Callable[[Any], Iterable[Way]]
_RULES: dict[str, list[Rule]] = {EDITION: [], ENTRY: []}


def lead_on_from(page: str, rule: Rule) -> None:
    """Register a rule for a page, once."""
    if rule not in _RULES[page]:
        _RULES[page].append(rule)


def ways_from(page: str, thing: Any) -> list[Way]:
    """The links for the page about `thing`, in the order of registration."""
    return [way for rule in _RULES[page] for way in rule(thing)]
