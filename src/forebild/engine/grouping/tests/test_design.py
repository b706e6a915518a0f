"""Rotations: fields are fields, and nobody meets again in the grids made of them."""

from __future__ import annotations

import numpy as np
import pytest

from forebild.engine.grouping.board import meetings
from forebild.engine.grouping.design import field, rotation


@pytest.mark.parametrize(("prime", "order"), [(2, 2), (7, 7), (2, 4), (2, 8), (3, 9), (5, 25), (3, 27)])
def test_a_field_is_one(prime: int, order: int):
    add, times = field(prime, order)
    everything = np.arange(order)
    for table in (add, times[1:, 1:]):
        assert (table == table.T).all()
        assert all(len(set(row)) == len(row) for row in table.tolist())
    assert (add[0] == everything).all()
    assert (times[1] == everything).all()
    a, b, c = (side.ravel() for side in np.meshgrid(everything, everything, everything))
    assert (times[a, add[b, c]] == add[times[a, b], times[a, c]]).all()
    assert (times[a, times[b, c]] == times[times[a, b], c]).all()


@pytest.mark.parametrize(
    ("tables", "rows", "rounds"),
    [(8, 8, 4), (8, 8, 8), (7, 3, 7), (25, 8, 5), (10, 6, 4), (12, 4, 6), (1009, 2, 3)],
)
def test_nobody_meets_again(tables: int, rows: int, rounds: int):
    found = rotation(tables, rows, rounds, 0)
    assert found is not None
    assert (found[:, 0] == np.arange(tables)).all()
    for row in found.reshape(rounds * rows, tables):
        assert sorted(row) == list(range(tables))
    assert meetings(found.reshape(rounds, -1)[:, :2000]).max() == 1


def test_with_more_rows_than_tables_nobody_meets_thrice():
    found = rotation(5, 12, 5, 0)
    assert found is not None
    assert meetings(found.reshape(5, -1)).max() == 2


@pytest.mark.parametrize(
    ("tables", "rows", "rounds"), [(1, 1, 2), (6, 6, 3), (5, 4, 6), (6, 5, 6), (4, 17, 2)]
)
def test_where_no_way_is_known_there_is_none(tables: int, rows: int, rounds: int):
    assert rotation(tables, rows, rounds, 0) is None
