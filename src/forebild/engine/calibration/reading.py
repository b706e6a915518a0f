"""Reviews from CSV, with the line named wherever it is not what it should be.

A header with `entry,juror,score`, or with criteria `crit1,crit2,…` instead of (or beside) the score: a review
without a score is the mean of its criteria. `group` may name the entry's group. A review with neither is one
not given, and is passed over.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from math import isfinite

from forebild.engine.calibration.problem import Pair, Problem, Review
from forebild.engine.errors import BadProblem

Row = Mapping[str, str]


def read(lines: Iterable[str], *, top: int = 0, seed: int = 0) -> tuple[Problem, tuple[str, ...]]:
    """The problem, and a remark for every column that was passed over. Raises BadProblem."""
    rows, columns = _rows(lines)
    criteria = [name for name in columns if name.startswith("crit")]
    if "score" not in columns and not criteria:
        raise BadProblem("line 1", "a column score is missing")
    reviews: list[Review] = []
    groups: dict[str, str] = {}
    entries: dict[str, None] = {}
    jurors: dict[str, None] = {}
    for place, row in rows:
        entry, juror = _name(row, "entry", place), _name(row, "juror", place)
        entries.setdefault(entry)
        jurors.setdefault(juror)
        group = (row.get("group") or "").strip()
        if group and groups.setdefault(entry, group) != group:
            raise BadProblem(place, f'entry "{entry}" is in group "{groups[entry]}" on an earlier line')
        score = _score(row, criteria, place)
        if score is not None:
            reviews.append(Review(entry, juror, score))
    _demand_once(reviews)
    problem = Problem(tuple(entries), tuple(jurors), tuple(reviews), top=top, groups=groups, seed=seed)
    known = {"entry", "juror", "score", "group", *criteria}
    return problem, tuple(f"column {name} passed over" for name in columns if name not in known)


def read_pairs(lines: Iterable[str], problem: Problem) -> tuple[Pair, ...]:
    """Pairs to predict: rows of `entry,juror`, both known to the problem. Raises BadProblem."""
    pairs = []
    for place, row in _rows(lines)[0]:
        entry, juror = _name(row, "entry", place), _name(row, "juror", place)
        if entry not in problem.entry_index:
            raise BadProblem(place, f'nobody has scored an entry "{entry}"')
        if juror not in problem.juror_index:
            raise BadProblem(place, f'there is no juror "{juror}" in the scores')
        pairs.append((entry, juror))
    return tuple(pairs)


def _rows(lines: Iterable[str]) -> tuple[list[tuple[str, Row]], list[str]]:
    """(place, row) for each line after the header, and the header's columns."""
    reader = csv.DictReader(lines, strict=True)
    try:
        columns = list(reader.fieldnames or ())
        for name in ("entry", "juror"):
            if name not in columns:
                raise BadProblem("line 1", f"a column {name} is missing")
        if len(set(columns)) < len(columns):
            raise BadProblem("line 1", "a column stands twice")
        return list(_placed(reader, len(columns))), columns
    except csv.Error as wrong:
        raise BadProblem(f"line {reader.line_num + 1}", str(wrong)) from wrong


def _placed(reader: csv.DictReader[str], width: int) -> Iterator[tuple[str, Row]]:
    for row in reader:
        place = f"line {reader.line_num}"
        if None in row or None in row.values():
            raise BadProblem(place, f"{width} fields are wanted, as in the header")
        yield place, row


def _name(row: Row, column: str, place: str) -> str:
    name = row[column].strip()
    if not name:
        raise BadProblem(place, f"{column} is empty")
    return name


def _score(row: Row, criteria: list[str], place: str) -> float | None:
    """The score, else the mean of the criteria that are given, else None."""
    whole = _number(row, "score", place)
    if whole is not None:
        return whole
    given = [number for name in criteria if (number := _number(row, name, place)) is not None]
    return sum(given) / len(given) if given else None


def _number(row: Row, column: str, place: str) -> float | None:
    text = (row.get(column) or "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise BadProblem(place, f'{column} "{text}" is not a number') from None
    if not isfinite(number):
        raise BadProblem(place, f'{column} "{text}" is not a number')
    return number


def _demand_once(reviews: list[Review]) -> None:
    given: set[Pair] = set()
    for review in reviews:
        if (review.entry, review.juror) in given:
            raise BadProblem(f"entry {review.entry}", f'juror "{review.juror}" has scored it twice')
        given.add((review.entry, review.juror))
