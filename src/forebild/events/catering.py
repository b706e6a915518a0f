"""What the kitchen and the house need to know: how many of each, and names only where it takes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from forebild.events.models import Access, Diet, Event, Needs, Quota

# Food that makes somebody ill is handed to that very person; what somebody would rather not eat is not.
MUST_KNOW_WHO = frozenset({Diet.NO_LACTOSE, Diet.NO_GLUTEN, Diet.NO_NUTS, Diet.NO_FISH})


@dataclass(frozen=True)
class Catering:
    """How many come to the room, how many said something, and how many need what; words without names."""

    guest_count: int
    said_count: int
    diet: list[tuple[str, int]]
    diet_others: list[str]
    access: list[tuple[str, int]]
    access_others: list[str]


@dataclass(frozen=True)
class ByName:
    """Somebody whom the kitchen or the house must be able to find."""

    name: str
    food: str
    access: str


def catering_of(event: Event) -> Catering:
    """Of those who have a place; food for those in the room. Two statements."""
    needs = list(_needs(event))
    eating = [each for each in needs if _is_in_room(each)]
    return Catering(
        guest_count=event.registrations.filter(state="registered", quota__way=Quota.Way.ROOM).count(),
        said_count=len(needs),
        diet=_counted(Diet, (each.diet for each in eating)),
        diet_others=sorted(each.diet_other for each in eating if each.diet_other),
        access=_counted(Access, (each.access for each in needs)),
        access_others=sorted(each.access_other for each in needs if each.access_other),
    )


def _counted(kinds: Any, said: Iterable[list[str]]) -> list[tuple[str, int]]:
    counts = Counter(code for codes in said for code in codes)
    return [(kind.label, counts[kind.value]) for kind in kinds if counts[kind.value]]


def by_name(event: Event) -> list[ByName]:
    """Those whose food or place must reach the very person, by name; one statement."""
    found = [
        ByName(each.registration.name, _food(each), _words(Access, each.access, each.access_other))
        for each in _needs(event)
    ]
    return sorted((each for each in found if each.food or each.access), key=lambda each: each.name)


def _food(needs: Needs) -> str:
    if not _is_in_room(needs):
        return ""
    return _words(Diet, [code for code in needs.diet if code in MUST_KNOW_WHO], needs.diet_other)


def _words(kinds: Any, codes: list[str], other: str) -> str:
    return ", ".join([*(str(kinds(code).label) for code in codes), *([other] if other else [])])


def _is_in_room(needs: Needs) -> bool:
    return needs.registration.quota.way == Quota.Way.ROOM


def _needs(event: Event) -> QuerySet[Needs]:
    held = Needs.objects.filter(registration__event=event, registration__state="registered")
    return held.select_related("registration__quota")
