"""What a report to an entrant says of the field: of the figures that are out, frozen when it is prepared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from forebild.assessment.asked import Asked
from forebild.assessment.figure_charts import Row, group_name, quartile_chart, stacks
from forebild.assessment.office_figures import OVERALL
from forebild.assessment.result import Result
from forebild.shared.ui.charts import IntervalChart
from forebild.shared.ui.dumbbells import Dumbbell, DumbbellChart
from forebild.shared.ui.stacks import StackChart


def field_of(data: Mapping[str, Any], groups: Iterable[str]) -> dict[str, Any]:
    """The figures of all, and of the first of `groups` (narrowest first) that is divided; {} before any."""
    known = data.get("groups", {})
    divided = [group for group in (*groups, "all:") if known.get(group, {}).get("by")]
    if not divided:
        return {}
    return {
        "all": known["all:"] if known.get("all:", {}).get("by") else known[divided[0]],
        "group": divided[0],
        "alike": known[divided[0]],
    }


@dataclass(frozen=True)
class Reading:
    """The report as it is shown: the field in charts, and the company's own result beside it, if any."""

    stands: StackChart | None
    middle: IntervalChart | None
    beside: DumbbellChart | None
    own: Result | None
    lines: list[tuple[str, str, str]]  # dimension, own figure, the middle one: for the paper
    alike: str
    n: int


def reading_of(field: Mapping[str, Any], asked: Asked, own: Result | None, language: str) -> Reading:
    """In the language that is active."""
    names = {each.key: each.name.in_(language) for each in asked.dimensions}
    alike = field.get("alike", {})
    middles = {
        key: told["quartiles"][1] for key, told in alike.get("by", {}).items() if told.get("quartiles")
    }
    rows = [
        Row(group_name(group), figures["n"], figures["on"], figures["by"][OVERALL]["shares"], ())
        for group, figures in _groups(field)
        if OVERALL in figures["by"]
    ]
    figures = {line.key: line.figure for line in own.lines} if own else {}
    return Reading(
        stands=stacks(rows, asked, _("How far the companies have come")) if rows else None,
        middle=None if own else quartile_chart(_by_dimension(alike, names), 100),
        beside=_beside(names, figures, middles) if own and middles else None,
        own=own,
        lines=[(name, _said(figures.get(key)), _said(middles.get(key))) for key, name in names.items()],
        alike=group_name(field["group"]) if field else "",
        n=alike.get("n", 0),
    )


def _groups(field: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    if not field:
        return []
    found = [("all:", field["all"])]
    return found if field["group"] == "all:" else [*found, (field["group"], field["alike"])]


def _by_dimension(alike: Mapping[str, Any], names: Mapping[str, str]) -> list[Row]:
    by = alike.get("by", {})
    return [
        Row(name, alike["n"], alike["on"], {}, tuple(by[key]["quartiles"]))
        for key, name in names.items()
        if key in by
    ]


def _beside(
    names: Mapping[str, str], figures: Mapping[str, int | None], middles: Mapping[str, int]
) -> DumbbellChart:
    return DumbbellChart(
        title=_("You beside the middle company"),
        rows=tuple(Dumbbell(name, figures.get(key), middles.get(key)) for key, name in names.items()),
        own_word=_("your company"),
        other_word=_("the middle company, rounded to fives"),
    )


def _said(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.0f}"
