"""The public data sets, where somebody has fetched them; never part of the product."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Asked
from forebild.engine.calibration.problem import Problem
from forebild.engine.calibration.reading import read

ASSIGNMENTS = ("assignment/aamas1.json", "assignment/midl-caps.json")
SPARSE = ("scores/sparse_sirt1.csv", "scores/sparse_sirt2.csv")
PANELS = ("scores/panel_FRTV525h.csv", "scores/panel_FRTV525l.csv", "scores/panel_NFLX.csv")
SMALL_PANEL = "scores/panel_wine-red.csv"
PAIRS = "pairs/pairs40-half.csv"
ALL = (*ASSIGNMENTS, *SPARSE, *PANELS, SMALL_PANEL, PAIRS)


def absent(asked: Asked) -> str:
    """One line: which public data sets are not here."""
    missing = [Path(name).stem for name in ALL if asked.file(name) is None]
    if not missing:
        return "All public data sets are here."
    where = "no folder named" if asked.data is None else str(asked.data)
    return f"Absent public data sets ({where}): {', '.join(missing)}."


def scores(path: Path) -> Problem:
    """A set of scores as a problem for the engine."""
    return read(path.read_text(encoding="utf-8").splitlines())[0]


def panel(path: Path) -> NDArray[np.float64]:
    """(entries, jurors) of a panel in which everybody scored everything."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(int(row["entry"]), int(row["juror"]), float(row["score"])) for row in csv.DictReader(file)]
    entries, jurors = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    table = np.full((len(entries), len(jurors)), np.nan)
    for entry, juror, score in rows:
        table[entries.index(entry), jurors.index(juror)] = score
    return table
