"""What the pages of the ranking say, put together from its figures: charts, rows and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from forebild.engine.calibration.problem import Calibration
from forebild.engine.ranking.problem import Change, Row
from forebild.jury.certainty import Standing, Standings
from forebild.jury.comparing import After
from forebild.jury.recusal_effects import RecusalEffect
from forebild.shared.ui.charts import Interval, IntervalChart
from forebild.shared.ui.dates import number

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CAVEATS: dict[str, StrOrPromise] = {
    "no_reviews": gettext_lazy(
        "Fewer than two reviews are in. Nothing can be adjusted yet, and no chance be told."
    ),
    "unread": gettext_lazy("Nobody has scored %(names)s. Where they would stand is a guess."),
    "disconnected": gettext_lazy(
        "The jurors who scored %(names)s share no entry with the others. Whether these entries are better, "
        "or their jurors kinder, cannot be told."
    ),
    "single_review": gettext_lazy(
        "%(names)s has scored one entry only. How severe such a juror is can hardly be told."
    ),
    "no_difference": gettext_lazy(
        "The scores tell no difference between the entries that chance would not make as well."
    ),
}


def chart(found: Standings, names: dict[str, str], scale: tuple[int, int]) -> IntervalChart | None:
    """Adjusted and raw as two dots on the interval; before anything can be adjusted, the jurors' spread."""
    rows = tuple(_interval(row, names, found) for row in found.rows if row.raw.mean is not None)
    if not rows:
        return None
    adjusted = bool(found.calibration.entries)
    return IntervalChart(
        _("Raw mean and adjusted score") if adjusted else _("Mean and spread"),
        rows,
        low=scale[0],
        high=scale[1],
        cut=found.line,
        cut_label=_("finalist line"),
        description=_(
            "The large dot is the adjusted score, the small one the raw mean. The bar holds the truth nine "
            "times in ten. The figure at the end is the chance of being above the line."
        )
        if adjusted
        else _("The dot is the mean; the bar goes from the severest to the kindest juror."),
        value_heading=_("Adjusted score") if adjusted else _("Mean"),
        raw_heading=_("Raw mean"),
        note_heading=_("Chance above the line") if adjusted else _("Rank"),
        label_heading=_("Company"),
    )


def _interval(row: Standing, names: dict[str, str], found: Standings) -> Interval:
    side = row.side == "out" if found.line is not None else None
    if row.adjusted is None:
        return Interval(
            names[row.entry], row.raw.mean or 0, row.raw.low or 0, row.raw.high or 0, note=str(row.rank)
        )
    return Interval(
        names[row.entry],
        row.adjusted.adjusted,
        row.adjusted.low90,
        row.adjusted.high90,
        raw=row.raw.mean,
        note=percent(row.adjusted.p_top) if found.line is not None else "",
        is_unsure=row.is_unsure and found.line is not None,
        is_below=side,
    )


def percent(share: float) -> str:
    """A chance in whole per cent; never 0 or 100 for what is not quite so."""
    language = get_language() or "sv"
    if 0 < share < 0.005:
        return "< 1\N{NO-BREAK SPACE}%"
    if 0.995 < share < 1:
        return "> 99\N{NO-BREAK SPACE}%"
    return f"{number(100 * share, language, 0)}\N{NO-BREAK SPACE}%"


def figure(value: float | None) -> str:
    """A score with two decimals."""
    return "–" if value is None else number(value, get_language() or "sv", 2)


def caveats(found: Calibration, entries: dict[str, str], jurors: dict[str, str]) -> list[str]:
    """What the data cannot tell, in the reader's words and with names for ids."""
    names = entries | jurors
    return [
        str(CAVEATS[each.rule]) % {"names": ", ".join(sorted(names.get(name, "–") for name in each.names))}
        for each in found.warnings
    ]


def effect(found: RecusalEffect, names: dict[str, str]) -> dict[str, Any]:
    """A recusal, the entries whose place it moved, and who crossed the line."""
    change: Change = found.change
    return {
        "juror": found.recusal.juror.person,
        "company": found.recusal.entry.organisation.name,
        "moves": [
            (names[move.entry], _place(move.before), _place(move.after))
            for move in change.moves
            if move.before.rank != move.after.rank or move.entry == found.recusal.entry.public_id
        ],
        "in_now": [names[entry] for entry in change.in_now],
        "out_now": [names[entry] for entry in change.out_now],
    }


def _place(row: Row) -> str:
    return "–" if row.rank is None else str(row.rank)


def criterion_columns() -> list[dict[str, Any]]:
    """Of the table beside one criterion's chart."""
    return [
        {"label": _("Company")},
        {"label": _("Raw mean"), "number": True},
        {"label": _("Adjusted score"), "number": True},
        {"label": _("Between"), "number": True},
        {"label": _("Spread"), "number": True},
        {"label": _("Reviews"), "number": True},
    ]


def on_criterion(row: Standing, names: dict[str, str]) -> tuple[str, list[str]]:
    """An entry by one criterion."""
    adjusted = row.adjusted
    between = f"{figure(adjusted.low90)}–{figure(adjusted.high90)}" if adjusted else "–"
    cells = [figure(row.raw.mean), figure(adjusted.adjusted if adjusted else None), between]
    return names[row.entry], [*cells, figure(row.raw.sd), str(row.raw.n)]


def severity_chart(found: Calibration, jurors: dict[str, str]) -> IntervalChart | None:
    """Each juror's severity with what is uncertain in it, around none."""
    if not found.jurors:
        return None
    ends = [abs(each.severity) + 1.645 * each.severity_sd for each in found.jurors]
    reach = max(*ends, 0.5)
    rows = sorted(found.jurors, key=lambda each: (each.severity, each.juror))
    return IntervalChart(
        _("How severe the jurors are"),
        tuple(
            Interval(
                jurors.get(each.juror, "–"),
                each.severity,
                each.severity - 1.645 * each.severity_sd,
                each.severity + 1.645 * each.severity_sd,
                note=str(each.n),
            )
            for each in rows
        ),
        low=-reach,
        high=reach,
        description=_(
            "To the left severe, to the right kind, in points of score against the jury as a whole."
        ),
        value_heading=_("Points beside the others"),
        note_heading=_("Reviews"),
        label_heading=_("Juror"),
    )


def juror_columns(found: Calibration) -> list[dict[str, Any]]:
    """Spread and steadiness stand there only when they could be told."""
    columns: list[dict[str, Any]] = [
        {"label": _("Juror")},
        {"label": _("Reviews"), "number": True},
        {"label": _("Points beside the others"), "number": True},
    ]
    if found.model == "scale":
        columns += [
            {"label": _("Spread beside the others"), "number": True},
            {"label": _("Chance in a review"), "number": True},
        ]
    return columns


def juror_rows(found: Calibration, jurors: dict[str, str]) -> list[tuple[str, list[str]]]:
    """A row a juror, by name."""
    rows = []
    for each in found.jurors:
        cells = [str(each.n), f"{signed(each.severity)} ± {figure(1.645 * each.severity_sd)}"]
        if found.model == "scale":
            cells += [f"× {figure(each.scale)}", f"± {figure(each.noise)}"]
        rows.append((jurors.get(each.juror, "–"), cells))
    return sorted(rows)


def signed(value: float) -> str:
    """With a plus where it is above none."""
    return f"+{figure(value)}" if value > 0 else figure(value)


def after_chart(
    rows: list[After], raw: dict[str, float | None], names: dict[str, str], scale: tuple[int, int]
) -> IntervalChart:
    """The entries of a tie-break after the comparisons, the adjusted score before them as the small dot."""
    return IntervalChart(
        _("After the comparisons"),
        tuple(
            Interval(
                names[each.entry],
                each.value,
                each.low90,
                each.high90,
                raw=raw[each.entry],
                note=percent(each.chance),
                is_unsure=0.1 < each.chance < 0.9,
            )
            for each in rows
        ),
        low=scale[0],
        high=scale[1],
        description=_("The figure at the end is the chance of being above the line among these entries."),
        value_heading=_("Score after the comparisons"),
        raw_heading=_("Adjusted score before"),
        note_heading=_("Chance"),
        label_heading=_("Company"),
    )
