"""What no plan can beat, for tables of given sizes.

Everything rests on one fact: when `count` things are split over rooms, the pairs that share a room are
fewest when the rooms are filled as evenly as they allow (the function x(x − 1)/2 is convex).

Mixing, by attribute and round: people of one value are split over the tables, which gives a least number of
meetings of people alike; so does splitting each table's chairs over the values. The larger of the two.

Meetings again, as pairs of rounds in both of which the same two meet:
1 Who keeps one table through all rounds is *settled*. Settled people of one table meet in every round.
2 A table's settled people meet so many others in all; spread evenly over all others, that is a least number.
3 The others meet each other so often in all; spread evenly over all pairs that may meet. And for any two
  rounds, each table of the one is split over the tables of the other. The larger of the two.
4 What locks alone force may be more than 2 and 3 together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from forebild.engine.grouping.problem import Problem

Sizes = Sequence[Sequence[int]]
"""For each round, how many sit at each table."""


def pairs(count: int) -> int:
    """Pairs among so many."""
    return count * (count - 1) // 2


def fewest_pairs(count: int, rooms: Sequence[int]) -> int:
    """The fewest pairs sharing a room when `count` are split over rooms with so many places."""
    total, left = 0, count
    for index, room in enumerate(sorted(rooms)):
        share = min(room, left // (len(rooms) - index))
        total += pairs(share)
        left -= share
    return total


def spread(count: int, over: int) -> int:
    """The fewest pairs when there is no end of room in any of the `over` places."""
    each, rest = divmod(count, max(over, 1))
    return over * pairs(each) + rest * each if over > 0 else 0


def most_mixed(values: Sequence[str], sizes: Sequence[int]) -> int:
    """The most meetings of people not alike in one round; `values` has one for each person, "" for none."""
    counts = Counter(value for value in values if value)
    none = len(values) - counts.total()
    by_value = sum(fewest_pairs(count, sizes) for count in counts.values())
    by_table = sum(fewest_pairs(max(size - none, 0), list(counts.values())) for size in sizes)
    return sum(pairs(size) for size in sizes) - max(by_value, by_table)


def fewest_repeats(problem: Problem, sizes: Sizes) -> int:
    """The fewest meetings again. Steps 1 to 4."""
    settled = settled_people(problem)
    held = [list(settled.values()).count(table.id) for table in problem.tables]
    others = len(problem.people) - len(settled)
    free = [[size - hosts for size, hosts in zip(row, held, strict=True)] for row in sizes]
    barred = Counter(_kind(settled, pair) for pair in {frozenset(pair) for pair in problem.apart})
    in_every_round = sum(pairs(hosts) for hosts in held) * pairs(problem.rounds)
    with_hosts = sum(
        spread(hosts * sum(row[at] for row in free), hosts * others - barred[table.id])
        for at, (hosts, table) in enumerate(zip(held, problem.tables, strict=True))
    )
    met = sum(pairs(size) for row in free for size in row)
    split = sum(_split(one, other) for one, other in combinations(free, 2))
    among_others = max(spread(met, pairs(others) - barred[""]), split)
    return in_every_round + max(with_hosts + among_others, _locked_together(problem, settled))


def settled_people(problem: Problem) -> Mapping[str, str]:
    """Who keeps one table through all rounds, and which."""
    rounds = Counter((seat.person, seat.table) for seat in problem.given)
    return {person: table for (person, table), count in rounds.items() if count == problem.rounds}


def _kind(settled: Mapping[str, str], pair: frozenset[str]) -> str:
    """The table of the one who is settled, "" for two who are not; two settled ones count nowhere."""
    tables = [settled[person] for person in sorted(pair) if person in settled]
    return {0: "", 1: tables[0] if tables else ""}.get(len(tables), "both settled")


def _split(one: Sequence[int], other: Sequence[int]) -> int:
    """The fewest pairs that meet in both of two rounds."""
    return max(sum(fewest_pairs(size, b) for size in a) for a, b in ((one, other), (other, one)))


def _locked_together(problem: Problem, settled: Mapping[str, str]) -> int:
    """Meetings again that are given beforehand, other than those of two settled people."""
    at: dict[tuple[int, str], list[str]] = {}
    for seat in problem.given:
        at.setdefault((seat.round, seat.table), []).append(seat.person)
    together = Counter(
        pair
        for people in at.values()
        for pair in combinations(sorted(people), 2)
        if not (pair[0] in settled and pair[1] in settled)
    )
    return sum(pairs(count) for count in together.values())
