"""Tags that draw charts; the geometry is in `charts.py`."""

from itertools import count
from typing import Any

from django import template
from django.utils.translation import get_language

from forebild.shared.ui.charts import BarChart, IntervalChart
from forebild.shared.ui.dumbbells import DumbbellChart
from forebild.shared.ui.stacks import StackChart

register = template.Library()


@register.inclusion_tag("ui/parts/bar_chart.html", takes_context=True)
def bar_chart(context: template.Context, chart: BarChart) -> dict[str, Any]:
    """Horizontal bars, their figures, and the table behind them."""
    return {"chart": chart, "bars": chart.drawn(get_language() or "sv"), "id": _next_id(context)}


@register.inclusion_tag("ui/parts/interval_chart.html", takes_context=True)
def interval_chart(context: template.Context, chart: IntervalChart) -> dict[str, Any]:
    """Dots on their intervals, the line to be above, and the table behind them."""
    language = get_language() or "sv"
    return {
        "chart": chart,
        "rows": chart.drawn(language),
        "ticks": chart.ticks(language),
        "cut": None if chart.cut is None else chart.place(chart.cut),
        "id": _next_id(context),
    }


@register.inclusion_tag("ui/parts/stack_chart.html", takes_context=True)
def stack_chart(context: template.Context, chart: StackChart) -> dict[str, Any]:
    """Rows divided into the same parts, and the table behind them."""
    rows = chart.drawn(get_language() or "sv")
    return {"chart": chart, "rows": rows, "key": chart.key(), "id": _next_id(context)}


@register.inclusion_tag("ui/parts/dumbbell_chart.html", takes_context=True)
def dumbbell_chart(context: template.Context, chart: DumbbellChart) -> dict[str, Any]:
    """Two points a row along one scale, and the table behind them."""
    language = get_language() or "sv"
    rows, ticks = chart.drawn(language), chart.ticks(language)
    return {"chart": chart, "rows": rows, "ticks": ticks, "id": _next_id(context)}


def _next_id(context: template.Context) -> str:
    """An id of its own for each chart on a page; the same page always gets the same ids."""
    shared: Any = context.render_context
    numbers = shared.setdefault("chart_numbers", count(1))
    return f"chart-{next(numbers)}"
