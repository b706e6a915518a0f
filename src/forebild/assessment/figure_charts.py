"""The office's figures as they are shown: charts, and the same rows for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.assessment.asked import Asked
from forebild.assessment.models import Size
from forebild.assessment.office_figures import OVERALL, REST
from forebild.assessment.queries.releases import FINALIST, OTHER, VISITOR
from forebild.people.reference import sni
from forebild.people.reference.counties import COUNTIES
from forebild.shared.ui.charts import Interval, IntervalChart
from forebild.shared.ui.dumbbells import Dumbbell, DumbbellChart
from forebild.shared.ui.stacks import Stack, StackChart

KINDS = ("all", "part", "size", "county", "division", "year")


@dataclass(frozen=True)
class Row:
    """A group: how many, of which day, how it divides over the steps (per cent), its quartiles."""

    name: str
    n: int
    on: str
    shares: Mapping[str, int]
    quartiles: tuple[int, ...]


def kind_names() -> dict[str, str]:
    """What figures can be divided by."""
    return {
        "all": _("All companies"),
        "part": _("Part in the programme"),
        "size": _("Size"),
        "county": _("County"),
        "division": _("Industry"),
        "year": _("Year"),
    }


def group_name(group: str) -> str:
    """What a group is called: "county:06" is Jönköpings län."""
    kind, _colon, value = group.partition(":")
    if kind == "all":
        return _("All companies")
    if kind == "part":
        return {FINALIST: _("Awarded"), VISITOR: _("Have been at an event"), OTHER: _("Others")}[value]
    names: dict[str, Any] = {
        "county": {each.code: each.name for each in COUNTIES},
        "size": dict(Size.choices),
        "division": _divisions(),
    }
    return str(names.get(kind, {}).get(value, value))


def _divisions() -> dict[str, str]:
    language = "en" if (get_language() or "sv").startswith("en") else "sv"
    return {each.code: getattr(each, language) for each in sni.divisions(sni.SNI_2007_SCHEME)}


def rows_of(data: Mapping[str, Any], kind: str, dimension: str) -> list[Row]:
    """The groups of a kind, on a dimension."""
    found = [
        Row(
            name=group_name(group),
            n=figures["n"],
            on=figures["on"],
            shares=figures["by"].get(dimension, {}).get("shares", {}),
            quartiles=tuple(figures["by"].get(dimension, {}).get("quartiles", ())),
        )
        for group, figures in data.get("groups", {}).items()
        if group.partition(":")[0] == kind
    ]
    return sorted(found, key=lambda row: row.name)


def band_names(asked: Asked) -> dict[str, str]:
    """The steps of the ladder, and what stands for those that are too small to be told alone."""
    language = get_language() or "sv"
    names = {band.key: band.name.in_(language) for band in asked.bands}
    return names | {REST: _("steps with fewer than six companies, together")}


def stacks(rows: list[Row], asked: Asked, title: str) -> StackChart | None:
    """How each group divides over the steps."""
    names = band_names(asked)
    told = [row for row in rows if row.shares]
    if not told:
        return None
    return StackChart(
        title=title,
        parts=tuple(names.values()),
        rows=tuple(_stack(row, tuple(names)) for row in rows),
        unit="%",
        label_heading=_("Group"),
        note_heading=_("Companies"),
        hidden_word=_("fewer than ten: not divided"),
        description=_("Shares are rounded to tens."),
    )


def _stack(row: Row, parts: tuple[str, ...]) -> Stack:
    shares = tuple(float(row.shares.get(part, 0)) for part in parts) if row.shares else None
    return Stack(row.name, shares, f"n = {row.n}")


def quartile_chart(rows: list[Row], top: int) -> IntervalChart | None:
    """The middle company of each group as a dot, the middle half as a bar."""
    told = [row for row in rows if row.quartiles]
    if not told:
        return None
    return IntervalChart(
        title=_("The middle company, and the middle half"),
        rows=tuple(
            Interval(row.name, row.quartiles[1], row.quartiles[0], row.quartiles[2], note=f"n = {row.n}")
            for row in told
        ),
        low=0,
        high=top,
        label_heading=_("Group"),
        value_heading=_("Middle"),
        note_heading=_("Companies"),
        value_word=_("the middle company, rounded to fives"),
        interval_word=_("the middle half of the companies"),
    )


@dataclass(frozen=True)
class Change:
    """The same companies the first time and the latest."""

    name: str
    n: int
    first: int
    latest: int


def changes_of(data: Mapping[str, Any], dimension: str) -> list[Change]:
    """By part in the programme, all first."""
    return [
        Change(group_name(group), figures["n"], told["first"], told["latest"])
        for group, figures in data.get("changes", {}).items()
        if (told := figures["by"].get(dimension))
    ]


def change_chart(changes: list[Change], top: int) -> DumbbellChart | None:
    """Two points a row."""
    if not changes:
        return None
    return DumbbellChart(
        title=_("The same companies, first and latest"),
        rows=tuple(Dumbbell(each.name, each.latest, each.first, note=f"n = {each.n}") for each in changes),
        own_word=_("latest result, mean"),
        other_word=_("first result, mean"),
        low=0,
        high=top,
        label_heading=_("Group"),
    )


def dimension_names(asked: Asked) -> dict[str, str]:
    """The whole, then each dimension."""
    language = get_language() or "sv"
    return {OVERALL: _("The whole")} | {each.key: each.name.in_(language) for each in asked.dimensions}


def lines(rows: list[Row], changes: list[Change], names: Mapping[str, str]) -> Iterator[list[Any]]:
    """The same as a file has it: group, figure, value, companies, day."""
    for row in rows:
        yield [row.name, _("Companies"), row.n, row.n, row.on]
        for part, share in row.shares.items():
            yield [row.name, f"{names[part]} (%)", share, row.n, row.on]
        for word, figure in zip(
            (_("lower quartile"), _("middle"), _("upper quartile")), row.quartiles, strict=False
        ):
            yield [row.name, word, figure, row.n, row.on]
    for each in changes:
        yield [each.name, _("first result, mean"), each.first, each.n, ""]
        yield [each.name, _("latest result, mean"), each.latest, each.n, ""]
