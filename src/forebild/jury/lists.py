"""The room's lists: the jury, and the ranking."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Case, FloatField, IntegerField, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.certainty import Standing, Standings
from forebild.jury.models import Juror
from forebild.jury.sectors import sector_name
from forebild.shared.lists import Choice, Column, List, NumberColumn, Search, TagColumn, TimeColumn, YesNo
from forebild.shared.ui.dates import number

SEAT_STATES = {
    "invited": _("invited"),
    "serving": _("serving"),
    "declined": _("declined"),
    "left": _("left"),
}


def sectors_of(juror: Juror) -> str:
    """The industries that the juror knows, in words; `expertise` prefetched."""
    return ", ".join(sector_name(mark.code) for mark in juror.expertise.all() if mark.scheme)


class SeatList(List):
    """Everybody who has been offered a seat; the rows carry `may_edit`."""

    key = "jury-seats"
    caption = _("The jury")
    empty = _("Nobody has been invited yet. Invite the first juror.")
    columns = [
        Column(
            "name",
            _("Name"),
            value=lambda juror: str(juror.person),
            sort="person__name",
            link=lambda juror: (
                reverse("jury:seat_edit", args=[juror.edition.year, juror.public_id])
                if juror.may_edit
                else ""
            ),
        ),
        Column("seat", _("Seat"), value=lambda juror: juror.get_seat_display(), sort="seat"),
        TagColumn(
            "state",
            _("State"),
            labels=SEAT_STATES,
            tones={"serving": "success", "invited": "info", "declined": "warning"},
            sort="state",
        ),
        Column("employer", _("Employer"), value=lambda juror: juror.employer_name, sort="employer_name"),
        Column("sectors", _("Industries"), value=sectors_of),
        Column("county", _("County"), value=lambda juror: juror.get_county_display(), hidden=True),
        NumberColumn(
            "assigned", _("Entries"), value=lambda juror: juror.assigned_count, sort="assigned_count"
        ),
        NumberColumn("done", _("Handed in"), value=lambda juror: juror.done_count, sort="done_count"),
        TimeColumn("answered_at", _("Answered"), sort="answered_at", hidden=True),
        Column("email", _("E-mail"), value=lambda juror: juror.person.email, hidden=True),
    ]
    filters = [
        Search("q", fields=["person__name", "employer_name"]),
        Choice("state", _("State"), choices=SEAT_STATES.items()),
        Choice("seat", _("Seat"), choices=Juror.Seat.choices),
    ]
    default_sort = "name"


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _between(entry: Entry) -> str:
    """The interval in which the adjusted score lies nine times in ten."""
    low, high = entry.low, entry.high  # type: ignore[attr-defined]  # annotated by `with_ranking`
    if low is None:
        return ""
    language = get_language() or "sv"
    return f"{number(low, language, 2)}–{number(high, language, 2)}"


class RankingList(List):
    """The entries in competition, by what ranks: the raw mean and the adjusted score side by side."""

    key = "jury-ranking"
    caption = _("The ranking")
    empty = _("No entry is in competition yet. Entries come here when they have been found eligible.")
    columns = [
        NumberColumn("rank", _("Rank"), sort="rank"),
        Column(
            "company",
            _("Company"),
            value=lambda entry: entry.organisation.name,
            sort="organisation__name_order",
        ),
        NumberColumn("mean", _("Raw mean"), sort="mean", decimals=2),
        NumberColumn("adjusted", _("Adjusted score"), sort="adjusted", decimals=2),
        Column("between", _("Between"), value=_between),
        NumberColumn("low", _("Between, from"), sort="low", decimals=2, hidden=True),
        NumberColumn("high", _("Between, to"), sort="high", decimals=2, hidden=True),
        NumberColumn(
            "above",
            _("Chance above the line"),
            value=lambda entry: _percent(entry.p_top),
            sort="p_top",
            unit="%",
        ),
        NumberColumn(
            "first",
            _("Chance of being first"),
            value=lambda entry: _percent(entry.p_first),
            sort="p_first",
            unit="%",
        ),
        NumberColumn("spread", _("Spread"), sort="spread", decimals=2),
        NumberColumn("reviews", _("Reviews"), sort="reviews"),
        TagColumn(
            "side",
            _("Finalist line"),
            labels={"in": _("above"), "tied": _("tied across"), "out": _("below"), "none": _("not scored")},
            tones={"in": "success", "tied": "warning", "out": "neutral"},
            sort="side",
        ),
    ]
    filters = [
        Search("q", fields=["organisation__name"]),
        YesNo("unsure", _("Too close to call"), where=Q(unsure=True)),
    ]
    default_sort = "rank"


class ScoreChangeList(List):
    """Scores changed after new evidence, with before, after and why."""

    key = "jury-score-changes"
    caption = _("Changed scores")
    empty = _(
        "No score has been changed. Changes appear here when jurors take up their reviews after a visit."
    )
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda change: change.review.assignment.entry.organisation.name,
            sort="review__assignment__entry__organisation__name_order",
        ),
        Column("juror", _("Juror"), value=lambda change: str(change.changed_by), sort="changed_by__name"),
        Column("criterion", _("Criterion"), value=lambda change: change.criterion.name),
        Column("before", _("Before"), value=lambda change: change.before_in_words),
        Column("after", _("After"), value=lambda change: change.after_in_words),
        Column("reason", _("Reason")),
        TimeColumn("changed_at", _("Changed"), sort="changed_at"),
    ]
    filters = [
        Search("q", fields=["review__assignment__entry__organisation__name", "changed_by__name", "reason"])
    ]
    default_sort = "-changed_at"


def with_ranking(entries: QuerySet[Entry], standings: Standings) -> QuerySet[Entry]:
    """Each entry with its figures, so that the list can sort by them: `rank`, `mean`, `adjusted`, `low`,
    `high`, `p_top`, `p_first`, `spread`, `reviews`, `side`, `unsure`."""
    rows = standings.by_entry
    unsure = [row.entry for row in standings.unsure]
    numbers = {
        name: _per_entry({entry: value(row) for entry, row in rows.items()}, FloatField())
        for name, value in _FIGURES.items()
    }
    return entries.annotate(
        rank=_per_entry({entry: row.rank for entry, row in rows.items()}, IntegerField()),
        reviews=_per_entry({entry: row.raw.n for entry, row in rows.items()}, IntegerField()),
        side=Case(
            *[When(public_id=entry, then=Value(row.side)) for entry, row in rows.items()], default=Value("")
        ),
        unsure=Case(When(public_id__in=unsure, then=Value(True)), default=Value(False)),
        **numbers,
    ).order_by("rank", "organisation__name_order")


_FIGURES: dict[str, Callable[[Standing], float | None]] = {
    "mean": lambda row: row.raw.mean,
    "spread": lambda row: row.raw.sd,
    "adjusted": lambda row: row.adjusted.adjusted if row.adjusted else None,
    "low": lambda row: row.adjusted.low90 if row.adjusted else None,
    "high": lambda row: row.adjusted.high90 if row.adjusted else None,
    "p_top": lambda row: row.adjusted.p_top if row.adjusted else None,
    "p_first": lambda row: row.adjusted.p_first if row.adjusted else None,
}


def _per_entry(values: dict[str, Any], kind: Any) -> Case:
    """A number per entry as SQL; nothing for an entry without one."""
    whens = [When(public_id=name, then=Value(value)) for name, value in values.items() if value is not None]
    return Case(*whens, default=Value(None), output_field=kind)
