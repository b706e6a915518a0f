"""The cheapest flow through a network, as a linear program whose vertices are whole; for the anchors."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def cheapest_flow(
    tail: Ints, head: Ints, most: Floats, cost: Floats, least: Floats, upper: Floats
) -> Ints | None:
    """The flow on each arc from `tail` to `head` of at most `most`; None when there is none.

    What leaves each node less what enters it lies between `least` and `upper`.
    """
    import highspy

    count, width = len(least), len(tail)
    columns = np.repeat(np.arange(width), 2)
    rows = np.column_stack([tail, head]).ravel()
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = width, count
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(width), most
    model.row_lower_, model.row_upper_ = least, upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.searchsorted(columns, np.arange(width + 1)).astype(np.int32)
    model.a_matrix_.index_ = rows.astype(np.int32)
    model.a_matrix_.value_ = np.tile([1.0, -1.0], width)
    highs: Any = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "parallel": "off", "solver": "simplex"}.items():
        highs.setOptionValue(option, value)
    highs.passModel(model)
    highs.run()
    if highs.modelStatusToString(highs.getModelStatus()) != "Optimal":
        return None
    return np.round(np.array(highs.getSolution().col_value)).astype(np.int64)


def richest_seats(worth: Floats, open_: Flags, need: Ints, low: Ints, high: Ints) -> Flags | None:
    """(jurors, entries) seats of the largest total worth; None when there are none that fit."""
    jurors, entries = np.nonzero(open_)
    m = len(low)
    least = np.concatenate([low, -need]).astype(float)
    upper = np.concatenate([high, -need]).astype(float)
    flow = cheapest_flow(jurors, m + entries, np.ones(len(jurors)), -worth[open_], least, upper)
    if flow is None:
        return None
    given = np.zeros_like(open_)
    given[jurors, entries] = flow > 0
    return given
