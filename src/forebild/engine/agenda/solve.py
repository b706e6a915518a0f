"""Order a meeting's items so that people go out as seldom as possible.

How often people go out along an order is half the sum of the differences between neighbours (who is out at
one and not at the other), counted from an empty set at the beginning to an empty set at the end: each going
out is a coming in as well. Differences obey the triangle inequality, so what we look for is a shortest path.

1 Pinned items keep their place. The free ones run from the last item pinned first to the first pinned last.
2 Items with the same people out stand together: by the triangle inequality that never costs more. Those like
  one of the two ends stand beside it, and cost nothing.
3 Groups that share no person cannot disturb each other: each such part is ordered for itself. An end with
  people out belongs to their part.
4 A part of at most EXACT groups is solved exactly (Held & Karp 1962: dynamic programming over subsets).
  A larger one begins as it stands and with the nearest neighbour, and is mended by reversing and moving
  stretches until neither helps; its bound is that of a spanning tree between the two ends.

Everything is deterministic: of equally short ways, the one whose earlier items stand earlier now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from forebild.engine.agenda.problem import Agenda, Item, Pin, Problem

EXACT = 11  # groups; the exact way takes some tenths of a second for that many
Out = frozenset[str]
NOBODY: Out = frozenset()


def solve(problem: Problem) -> Agenda:
    """The best order found, and how few goings out any order takes at least."""
    first, free, last = (
        [item for item in problem.items if item.pin == pin] for pin in (Pin.FIRST, Pin.FREE, Pin.LAST)
    )
    start = first[-1].out if first else NOBODY
    end = last[0].out if last else NOBODY
    groups = list(dict.fromkeys(item.out for item in free))
    way, least = _order(groups, start, end)
    ordered = [*first, *(item for out in way for item in free if item.out == out), *last]
    exits = exits_of(ordered)
    least_length = least + _length([NOBODY, *(item.out for item in first)])
    least_length += _length([*(item.out for item in last), NOBODY])
    return Agenda(tuple(item.id for item in ordered), exits, _half(least_length))


def exits_of(items: Sequence[Item]) -> int:
    """How often somebody goes out when the items are taken in this order."""
    return _length([NOBODY, *(item.out for item in items), NOBODY]) // 2


def _half(length: int) -> int:
    return (length + 1) // 2


def _length(way: Sequence[Out]) -> int:
    return sum(len(one ^ other) for one, other in pairwise(way))


def _order(groups: Sequence[Out], start: Out, end: Out) -> tuple[list[Out], int]:
    """The groups in order, and how long a way from `start` through them to `end` is at least."""
    at_start = [out for out in groups if out == start]
    at_end = [out for out in groups if out == end and out != start]
    between = [out for out in groups if out not in (start, end)]
    way: list[Out] = []
    least = 0
    for part, come_from, go_to in _parts(between, start, end):
        found, bound = _way_through(part, come_from, go_to)
        way += found
        least += bound
    return [*at_start, *way, *at_end], least


def _parts(groups: Sequence[Out], start: Out, end: Out) -> Iterator[tuple[list[Out], Out, Out]]:
    """Groups that hang together by the people in them, each with the ends of its way.

    The part of those out at `start` comes first, that of those out at `end` last; one part that has both
    leaves room for no other between, and everything is one part.
    """
    first, last = _hanging_together(start, groups), _hanging_together(end, groups)
    if start & end or set(first) & set(last):
        yield list(groups), start, end
        return
    if start:
        yield first, start, NOBODY
    left = [out for out in groups if out not in first and out not in last]
    while left:
        part = _hanging_together(left[0], left) or left[:1]  # nobody out hangs together with nothing
        yield part, NOBODY, NOBODY
        left = [out for out in left if out not in part]
    if end:
        yield last, NOBODY, end


def _hanging_together(seed: Out, groups: Sequence[Out]) -> list[Out]:
    """The groups that `seed` leads to from person to person, in the order given."""
    people, size = set(seed), -1
    while size != len(people):
        size = len(people)
        for out in groups:
            if people & out:
                people |= out
    return [out for out in groups if people & out]


def _way_through(groups: list[Out], start: Out, end: Out) -> tuple[list[Out], int]:
    """One part: the way, and the least length."""
    if not groups:
        return [], len(start ^ end)
    if len(groups) <= EXACT:
        way = _held_karp(groups, start, end)
        return way, _length([start, *way, end])
    ways = (_mended(begun, start, end) for begun in (groups, _nearest(groups, start)))
    way = min(ways, key=lambda found: _length([start, *found, end]))
    return way, min(_length([start, *way, end]), _tree_bound(groups, start, end))


def _held_karp(groups: Sequence[Out], start: Out, end: Out) -> list[Out]:
    """The shortest way through all; `rest[seen][at]` is the shortest way on from `at` with `seen` behind."""
    count = len(groups)
    everything = (1 << count) - 1
    far = [[len(one ^ other) for other in groups] for one in groups]
    rest = [[0] * count for _seen in range(everything + 1)]
    for seen in range(everything, 0, -1):
        left = [following for following in range(count) if not seen >> following & 1]
        for at in range(count):
            if seen >> at & 1:
                rest[seen][at] = min(
                    (far[at][following] + rest[seen | 1 << following][following] for following in left),
                    default=len(groups[at] ^ end),
                )
    way: list[int] = []
    seen = 0
    while seen != everything:
        left = [following for following in range(count) if not seen >> following & 1]
        here = groups[way[-1]] if way else start
        costs = [(len(here ^ groups[one]) + rest[seen | 1 << one][one], one) for one in left]
        way.append(min(costs)[1])
        seen |= 1 << way[-1]
    return [groups[at] for at in way]


def _nearest(groups: Sequence[Out], start: Out) -> list[Out]:
    """Always on to the group that differs least from where one stands."""
    left, way = list(groups), [start]
    while left:
        following = min(left, key=lambda out: len(out ^ way[-1]))
        left.remove(following)
        way.append(following)
    return way[1:]


def _mended(way: list[Out], start: Out, end: Out) -> list[Out]:
    """Reverse and move stretches as long as that shortens the way."""
    best, length = way, _length([start, *way, end])
    while True:
        shorter = min(_neighbours(best), key=lambda other: _length([start, *other, end]), default=best)
        if _length([start, *shorter, end]) >= length:
            return best
        best, length = shorter, _length([start, *shorter, end])


def _neighbours(way: list[Out]) -> Iterator[list[Out]]:
    """Every way in which one stretch is turned round, or one of up to three is set in elsewhere."""
    count = len(way)
    for begin in range(count):
        for stop in range(begin + 2, count + 1):
            yield way[:begin] + way[begin:stop][::-1] + way[stop:]
        for stop in range(begin + 1, min(begin + 3, count) + 1):
            stretch, others = way[begin:stop], way[:begin] + way[stop:]
            yield from (others[:at] + stretch + others[at:] for at in range(len(others) + 1) if at != begin)


def _tree_bound(groups: Sequence[Out], start: Out, end: Out) -> int:
    """No way is shorter than the shortest tree over the groups, with the shortest step from either end."""
    total = _step(groups, start) + _step(groups, end)
    away: dict[int, int] = {at: len(groups[0] ^ out) for at, out in enumerate(groups) if at}
    cheapest: Callable[[int], int] = away.__getitem__
    while away:
        taken = min(away, key=cheapest)
        total += away.pop(taken)
        for at in away:
            away[at] = min(away[at], len(groups[taken] ^ groups[at]))
    people = len(frozenset().union(*groups) - start - end)
    return max(total, len(start ^ end) + 2 * people)


def _step(groups: Sequence[Out], end: Out) -> int:
    return min(len(out ^ end) for out in groups)
