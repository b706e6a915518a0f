"""Events drawn from seeds: companies with a size class, a sector and a region, and who comes for them.

Shares are chosen here, once: half of the companies are small and a fifth large; sectors and regions are as
unlike in number as in a real programme; of three companies two send one person, the others two or three.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from forebild.engine.grouping.check import check
from forebild.engine.grouping.problem import Person, Plan, Problem, Table
from forebild.engine.grouping.solve import solve

SIZES, SIZE_SHARES = ("micro", "small", "medium", "large"), (0.1, 0.4, 0.3, 0.2)
SECTORS = ("metal", "food", "wood", "energy", "trade", "building", "transport", "care")
REGIONS = ("north", "west", "east", "south", "middle", "islands")
WEIGHTS = {"company": 20, "sector": 2}
GUESTS, GUEST_SHARES = (1, 2, 3), (2 / 3, 2 / 9, 1 / 9)


@dataclass(frozen=True)
class Solved:
    """A plan, the processor time that it took, and how many rules the separate check found broken."""

    problem: Problem
    plan: Plan
    seconds: float
    broken: int


def event(people: int, tables: int, rounds: int, seed: int) -> Problem:
    """So many people at tables that are just large enough."""
    rng = np.random.default_rng([seed, people, tables, rounds])
    sectors, regions = (rng.dirichlet(np.full(len(names), 4.0)) for names in (SECTORS, REGIONS))
    guests: list[Person] = []
    while len(guests) < people:
        company = {
            "company": f"C{len(guests)}",
            "size": str(rng.choice(SIZES, p=SIZE_SHARES)),
            "sector": str(rng.choice(SECTORS, p=sectors)),
            "region": str(rng.choice(REGIONS, p=regions)),
        }
        come = min(int(rng.choice(GUESTS, p=GUEST_SHARES)), people - len(guests))
        guests += [Person(f"P{len(guests) + k}", company) for k in range(come)]
    seats = -(-people // tables)
    order = rng.permutation(people)
    return Problem(
        people=tuple(guests[at] for at in order),
        tables=tuple(Table(f"T{at}", seats) for at in range(tables)),
        rounds=rounds,
        weights=WEIGHTS,
        seed=seed,
    )


def solved(problem: Problem) -> Solved:
    """The plan, timed and judged. Raises ArithmeticError when there is none."""
    began = time.process_time()
    plan = solve(problem)
    seconds = time.process_time() - began
    if not isinstance(plan, Plan):
        raise ArithmeticError(plan.sentence)
    return Solved(problem, plan, seconds, len(check(problem, plan)))
