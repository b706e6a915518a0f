"""Events to seat: drawn from seeds, and any small one."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from forebild.engine.grouping.problem import Person, Problem, Seat, Table

SIZES, REGIONS = ("micro", "small", "medium", "large"), ("north", "west", "east", "south", "middle")
SECTORS = ("food", "metal", "wood", "energy", "trade", "building")


def tables(count: int, seats: int) -> tuple[Table, ...]:
    return tuple(Table(f"T{at}", seats) for at in range(count))


def people(*kinds: str) -> tuple[Person, ...]:
    """A person for each text; a letter is the value of attribute a, b …, and - is none."""
    return tuple(
        Person(
            f"p{at}", {name: "" if value == "-" else value for name, value in zip("abc", kind, strict=False)}
        )
        for at, kind in enumerate(kinds)
    )


def event(count: int, at: int, rounds: int, seed: int, **rules) -> Problem:
    """Companies of one to three people with size, sector and region, at `at` tables just large enough."""
    rng = np.random.default_rng(seed)
    guests: list[Person] = []
    while len(guests) < count:
        kind = {
            "company": f"company {len(guests)}",
            "size": str(rng.choice(SIZES)),
            "sector": str(rng.choice(SECTORS)),
            "region": str(rng.choice(REGIONS)),
        }
        for _colleague in range(min(int(rng.choice((1, 1, 2, 3))), count - len(guests))):
            guests.append(Person(f"p{len(guests)}", kind))
    weights = {"company": 20, **rules.pop("weights", {})}
    return Problem(tuple(guests), tables(at, -(-count // at)), rounds, weights, seed=seed, **rules)


@st.composite
def problems(draw: st.DrawFn, most: int = 8, most_rounds: int = 3) -> Problem:
    """Anything small: uneven tables, hosts, locks, pairs apart, people without a value."""
    guests = people(*draw(st.lists(st.text("xy-", min_size=2, max_size=2), min_size=1, max_size=most)))
    seats = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    rounds = draw(st.integers(1, most_rounds))
    at = tuple(Table(f"T{number}", chairs) for number, chairs in enumerate(seats))
    names, table_ids = (
        st.sampled_from([one.id for one in guests]),
        st.sampled_from([table.id for table in at]),
    )
    pairs = st.tuples(names, names).filter(lambda pair: pair[0] != pair[1])
    return Problem(
        guests,
        at,
        rounds,
        weights={"b": draw(st.integers(0, 5))},
        hosts=draw(st.dictionaries(names, table_ids, max_size=2)),
        locks=tuple(draw(st.lists(st.builds(Seat, names, st.integers(1, rounds), table_ids), max_size=2))),
        apart=tuple(draw(st.lists(pairs, max_size=3))) if len(guests) > 1 else (),
        seed=draw(st.integers(0, 3)),
    )


def rows(problem: Problem, number: int) -> list[tuple[str, ...]]:
    """Every way to seat everybody in one round by the rules; a table for each person."""
    ids = [table.id for table in problem.tables]
    wanted = {(seat.person, seat.table) for seat in problem.given if seat.round == number}
    names = [one.id for one in problem.people]
    return [
        row
        for row in product(ids, repeat=len(names))
        if all(row.count(table.id) <= table.seats for table in problem.tables)
        and wanted <= set(zip(names, row, strict=True))
        and not any(row[names.index(one)] == row[names.index(other)] for one, other in problem.apart)
    ]
