"""What the gallery shows: invented companies, and each component in each of its states."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from forebild.shared.ui.charts import Bar, BarChart, Interval, IntervalChart

DEADLINE = datetime(2027, 3, 3, 22, 59, tzinfo=UTC)
BEFORE = DEADLINE - timedelta(days=12, hours=3)

COMPANIES = (
    ("Norrskens Verkstad AB", "Skellefteå", 38, 8.21, 7.60, 8.74),
    ("Lindqvist & Söner Mekaniska AB", "Gnosjö", 52, 7.94, 7.31, 8.49),
    ("Ostkustens Formgjutning AB", "Oskarshamn", 117, 7.42, 6.70, 8.05),
    ("Bergslagens Precision AB", "Fagersta", 64, 7.05, 6.44, 7.70),
    ("Tvåstads Elektronik AB", "Trollhättan", 23, 6.71, 5.90, 7.42),
    ("Fjällbacka Trä och Limfog AB", "Tanum", 19, 5.88, 5.02, 6.60),
)


def everything() -> dict[str, Any]:
    """The gallery page's context."""
    return {
        "deadline": DEADLINE,
        "before": BEFORE,
        "passed": DEADLINE + timedelta(minutes=1),
        "steps": steps(),
        "facts": facts(),
        "figures": figures(),
        "tabs": tabs(),
        "columns": columns(),
        "rows": rows(),
        "page": Paginator(range(112), 10).page(4),
        "timeline": timeline(),
        "bars": bars(),
        "ranking": ranking(),
    }


def steps() -> list[dict[str, Any]]:
    """One step in each state."""
    return [
        {"title": _("The company"), "state": "done", "href": "#steps"},
        {
            "title": _("The challenge"),
            "state": "error",
            "href": "#steps",
            "note": _("One answer is too long."),
        },
        {
            "title": _("What you did"),
            "state": "current",
            "href": "#steps",
            "note": _("2 of 5 answers written."),
        },
        {"title": _("Result in figures"), "state": "todo", "href": "#steps"},
        {"title": _("Submit"), "state": "blocked", "note": _("Opens when every section is done.")},
    ]


def facts() -> list[tuple[str, str]]:
    """A company's facts."""
    return [
        (_("Place"), "Skellefteå, Västerbotten"),
        (_("Employees"), "38"),
        (_("Trade"), _("Machining of metal parts")),
        (_("Invested"), "1\u00a0200\u00a0000 kr"),
    ]


def figures() -> list[dict[str, str]]:
    """A report's figures, the first with its records."""
    return [
        {"figure": "1\u00a0500", "label": _("representatives met"), "href": "#figures"},
        {"figure": "6", "label": _("winners")},
        {"figure": "9", "label": _("honourable mentions")},
    ]


def tabs() -> list[dict[str, Any]]:
    """Sides of one list."""
    return [
        {"label": _("All"), "href": "?", "count": 6},
        {"label": _("Submitted"), "href": "?state=submitted", "count": 4},
        {"label": _("Drafts"), "href": "?state=draft", "count": 2},
    ]


def timeline() -> list[dict[str, Any]]:
    """What was, is and comes."""
    day = timedelta(days=1)
    return [
        {"title": _("The call opened"), "at": DEADLINE - 60 * day, "state": "done"},
        {
            "title": _("Entries close"),
            "at": DEADLINE,
            "state": "current",
            "text": _("Until one minute to midnight."),
        },
        {"title": _("The jury decides"), "at": DEADLINE + 50 * day, "state": "todo"},
    ]


def bars() -> BarChart:
    """Bars, one of them set apart."""
    counts = (("Västra Götaland", 41), ("Jönköping", 27), ("Skåne", 19), ("Gotland", 1))
    return BarChart(
        title=_("Entries per county"),
        bars=tuple(Bar(county, count, muted=count == 1) for county, count in counts),
        label_heading=_("County"),
        value_heading=_("Entries"),
    )


def columns() -> list[dict[str, Any]]:
    """The sample table's columns."""
    return [
        {"label": _("Company"), "key": "name"},
        {"label": _("Place"), "key": "place"},
        {"label": _("Employees"), "key": "size", "number": True},
        {"label": _("Score"), "key": "score", "number": True},
        {"label": _("State")},
    ]


def rows() -> list[dict[str, Any]]:
    """The sample table's rows."""
    return [
        {"name": name, "place": place, "size": size, "score": score, "in": score > 7}
        for name, place, size, score, _low, _high in COMPANIES
    ]


def ranking() -> IntervalChart:
    """A ranking with its certainty."""
    chance = ("99 %", "97 %", "84 %", "61 %", "22 %", "2 %")
    return IntervalChart(
        title=_("Ranking, and how certain it is"),
        description=_("Six entries; three stand clearly above the line, one is close to it."),
        rows=tuple(
            Interval(name, score, low, high, raw=round(score - 0.18 + 0.3 * (at % 2), 2), note=chance[at])
            for at, (name, _place, _size, score, low, high) in enumerate(COMPANIES)
        ),
        low=4,
        high=10,
        cut=6.9,
        cut_label=_("line for finalists"),
        label_heading=_("Entry"),
        note_heading=_("Chance of being above the line"),
    )


def front() -> dict[str, Any]:
    """A front page's context."""
    return {
        **everything(),
        "examples": [
            {
                "title": _("The drawings went out, the pads came in"),
                "by": "Norrskens Verkstad AB · Skellefteå",
            },
            {
                "title": _("A sensor in every mould, and half the scrap"),
                "by": "Ostkustens Formgjutning AB · Oskarshamn",
            },
            {
                "title": _("Three generations learned to read data"),
                "by": "Lindqvist & Söner Mekaniska AB · Gnosjö",
            },
        ],
    }


def office(page: str | None) -> dict[str, Any]:
    """The office page's context."""
    here = [{"label": _("Overview"), "href": "?", "icon": "layout-dashboard"}]
    competition = [
        {"label": _("Nominations"), "href": "#nominations", "icon": "megaphone", "count": 14},
        {"label": _("Entries"), "href": "/komponenter/kontor/", "icon": "file-text", "count": 112},
        {"label": _("Jury"), "href": "#jury", "icon": "gavel"},
        {"label": _("Decisions"), "href": "#decisions", "icon": "scale"},
    ]
    return {
        **everything(),
        "page": Paginator(rows() * 9, 18).get_page(page),
        "side_navigation": [
            {"heading": "", "items": here},
            {"heading": _("Competition 2027"), "items": competition},
        ],
    }
