"""The addresses of stories: one each, and none that another page of the library has."""

from __future__ import annotations

from forebild.library.models import GoodExample

RESERVED = frozenset(
    ("badda-in", "data", "flode", "forslag", "godkann", "lan", "oppna-data", "samlingar", "stammer")
)
"""What follows `exempel/` in the addresses of other pages, here and in the rooms above, without an ending."""
LONGEST = 70


def free_slug(wanted: str) -> str:
    """The address, with a number after it where two companies share a name, or another page has it."""
    wanted = wanted[:LONGEST]
    held = GoodExample.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    taken = {*held, *RESERVED}
    numbered = (wanted if number == 1 else f"{wanted}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in numbered if slug not in taken)
