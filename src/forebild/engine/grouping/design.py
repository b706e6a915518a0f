"""Tables for points of a grid such that, as far as arithmetic allows, no two points meet twice.

The grid has a column for each table and a row for each person at a table: point (row x, column y). In round
r it sits at table y + d(r, x). Two points of one row never meet; points of rows x and x' meet in both of the
rounds r and s only if d(r, x) − d(s, x) = d(r, x') − d(s, x'). So the differences of any two rounds are to be
distinct over all rows: a difference matrix (Bose and Bush, Annals of Mathematical Statistics 23, 1952).

1 If the number of tables q is a power of a prime and there are at most q rounds: d(r, x) = r x in the field
  of q elements. With more rows than q, each q rows get another λ in d = r x + λ r²: a polynomial of degree
  two has at most two roots, so no two meet more than twice, and any two rounds share the fewest pairs.
2 Otherwise, with fewer rows than tables, rows are sought in the cyclic group one after the other, by chance,
  with a fresh start wherever no further row fits.

Row 0 stays at its tables: it is the place for hosts, and for chairs that are missing.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
STARTS = 300
"""Fresh starts in step 2."""


def rotation(tables: int, rows: int, rounds: int, seed: int) -> Ints | None:
    """(rounds, rows, tables): the table of each point in each round; None when no way is known."""
    prime = _prime_of(tables)
    if prime and rounds <= tables and rows <= tables**2:
        return _in_field(prime, tables, rows, rounds)
    if rows < tables:
        return _in_circle(tables, rows, rounds, seed)
    return None


def _in_field(prime: int, tables: int, rows: int, rounds: int) -> Ints:
    """Step 1."""
    add, times = field(prime, tables)
    r, x = np.arange(rounds)[:, None], np.arange(rows)[None, :]
    shift = add[times[r, x % tables], times[x // tables, times[r, r]]]
    return add[shift[:, :, None], np.arange(tables)[None, None, :]]


def _in_circle(tables: int, rows: int, rounds: int, seed: int) -> Ints | None:
    """Step 2."""
    rng = np.random.default_rng(seed)
    for _start in range(STARTS):
        shift = _shifts(tables, rows, rounds, rng)
        if shift is not None:
            return (shift[:, :, None] + np.arange(tables)[None, None, :]) % tables
    return None


def _shifts(tables: int, rows: int, rounds: int, rng: np.random.Generator) -> Ints | None:
    """(rounds, rows), or None where one got stuck."""
    used = np.zeros((rounds, rounds, tables), dtype=bool)
    found = np.zeros((rounds, rows), dtype=np.int64)
    used[:, :, 0] = True
    for row in range(1, rows):
        for r in range(1, rounds):
            earlier = np.arange(r)
            steps = rng.permutation(tables)
            clash = used[r, earlier[:, None], (steps[None, :] - found[:r, row][:, None]) % tables]
            free = steps[~clash.any(axis=0)]
            if not len(free):
                return None
            found[r, row] = free[0]
            used[r, earlier, (free[0] - found[:r, row]) % tables] = True
    return found


def _prime_of(number: int) -> int:
    """The prime that the number is a power of; 0 when there is none."""
    prime = next((p for p in range(2, number + 1) if number % p == 0), 0)
    while number > 1 and number % prime == 0:
        number //= prime
    return prime if number == 1 else 0


@lru_cache(maxsize=8)
def field(prime: int, order: int) -> tuple[Ints, Ints]:
    """(order, order) sums and products in the field; an element is read as digits to the base `prime`."""
    degree = next(k for k in range(1, order) if prime**k == order)
    digits = np.arange(order)[:, None] // prime ** np.arange(degree) % prime
    place = prime ** np.arange(degree)
    add: Ints = ((digits[:, None, :] + digits[None, :, :]) % prime) @ place
    tables = (_products(digits, tail, prime) @ place for tail in digits)  # x^degree = tail
    return add, next(times for times in tables if (times[1:, 1:] > 0).all())  # no divisors of 0


def _products(digits: Ints, tail: Ints, prime: int) -> Ints:
    """(order, order, degree) products of polynomials where x^degree is `tail`."""
    order, degree = digits.shape
    total = np.zeros((order, order, degree), dtype=np.int64)
    power = digits.copy()  # each element times x^k
    for k in range(degree):
        total += digits[:, None, k, None] * power[None, :, :]
        carried = power[:, -1:]
        power = np.hstack([np.zeros((order, 1), dtype=np.int64), power[:, :-1]]) + carried * tail
        power %= prime
    return total % prime
