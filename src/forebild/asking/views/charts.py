"""The months as bars: what was asked, and what of it has been answered."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebild.asking.queries.office import Figures
from forebild.shared.ui.charts import Bar, BarChart
from forebild.shared.ui.dates import month_in_full


def monthly_charts(found: Figures, language: str) -> list[BarChart]:
    """Two charts with the same months, so that they can be read against each other; none without months."""
    if not found.months:
        return []
    months = [(month_in_full(month, language), line) for month, line in found.months]
    asked = tuple(Bar(month, line.asked) for month, line in months)
    answered = tuple(Bar(month, line.answered) for month, line in months)
    return [
        BarChart(_("Questions and visits that were asked for"), asked, value_heading=_("Questions asked")),
        BarChart(
            _("Of them answered"),
            answered,
            _("By the month in which they were asked."),
            value_heading=_("Questions answered"),
        ),
    ]
