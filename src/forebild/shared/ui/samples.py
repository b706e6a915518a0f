"""What the gallery shows: invented companies, and each component in each of its states."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import pgettext

from forebild.shared.ui.charts import Bar, BarChart, Interval, IntervalChart
from forebild.shared.ui.dumbbells import Dumbbell, DumbbellChart
from forebild.shared.ui.stacks import Stack, StackChart

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
        "stacks": stacks(),
        "dumbbells": dumbbells(),
    }


def steps() -> list[dict[str, Any]]:
    """One step in each state."""
    return [
        {"title": pgettext("gallery", "The company"), "state": "done", "href": "#steps"},
        {
            "title": pgettext("gallery", "The challenge"),
            "state": "error",
            "href": "#steps",
            "note": pgettext("gallery", "One answer is too long."),
        },
        {
            "title": pgettext("gallery", "What you did"),
            "state": "current",
            "href": "#steps",
            "note": pgettext("gallery", "2 of 5 answers written."),
        },
        {"title": pgettext("gallery", "Result in figures"), "state": "todo", "href": "#steps"},
        {
            "title": pgettext("gallery", "Submit"),
            "state": "blocked",
            "note": pgettext("gallery", "Opens when every section is done."),
        },
    ]


def facts() -> list[tuple[str, str]]:
    """A company's facts."""
    return [
        (pgettext("gallery", "Place"), "Skellefteå, Västerbotten"),
        (pgettext("gallery", "Employees"), "38"),
        (pgettext("gallery", "Trade"), pgettext("gallery", "Machining of metal parts")),
        (pgettext("gallery", "Invested"), "1\u00a0200\u00a0000 kr"),
    ]


def figures() -> list[dict[str, str]]:
    """A report's figures, the first with its records."""
    return [
        {"figure": "1\u00a0500", "label": pgettext("gallery", "representatives met"), "href": "#figures"},
        {"figure": "6", "label": pgettext("gallery", "winners")},
        {"figure": "9", "label": pgettext("gallery", "honourable mentions")},
    ]


def tabs() -> list[dict[str, Any]]:
    """Sides of one list."""
    return [
        {"label": pgettext("gallery", "All"), "href": "?", "count": 6},
        {"label": pgettext("gallery", "Submitted"), "href": "?state=submitted", "count": 4},
        {"label": pgettext("gallery", "Drafts"), "href": "?state=draft", "count": 2},
    ]


def timeline() -> list[dict[str, Any]]:
    """What was, is and comes."""
    day = timedelta(days=1)
    return [
        {"title": pgettext("gallery", "The call opened"), "at": DEADLINE - 60 * day, "state": "done"},
        {
            "title": pgettext("gallery", "Entries close"),
            "at": DEADLINE,
            "state": "current",
            "text": pgettext("gallery", "Until one minute to midnight."),
        },
        {"title": pgettext("gallery", "The jury decides"), "at": DEADLINE + 50 * day, "state": "todo"},
    ]


def bars() -> BarChart:
    """Bars, one of them set apart."""
    counts = (("Västra Götaland", 41), ("Jönköping", 27), ("Skåne", 19), ("Gotland", 1))
    return BarChart(
        title=pgettext("gallery", "Entries per county"),
        bars=tuple(Bar(county, count, muted=count == 1) for county, count in counts),
        label_heading=pgettext("gallery", "County"),
        value_heading=pgettext("gallery", "Entries"),
    )


def stacks() -> StackChart:
    """Rows that are divided alike; one that has too few behind it."""
    return StackChart(
        title=pgettext("gallery", "How far companies have come"),
        parts=(pgettext("gallery", "Starting"), pgettext("gallery", "Under way"), pgettext("gallery", "Far")),
        rows=(
            Stack("Västra Götaland", (12, 21, 8), "41"),
            Stack("Jönköping", (9, 11, 7), "27"),
            Stack("Gotland", None),
        ),
        label_heading=pgettext("gallery", "County"),
        note_heading=pgettext("gallery", "Entries"),
        hidden_word=pgettext("gallery", "too few to be shown"),
    )


def dumbbells() -> DumbbellChart:
    """One company beside others; of one row too little is known of them."""
    return DumbbellChart(
        title=pgettext("gallery", "You beside others"),
        own_word=pgettext("gallery", "You"),
        other_word=pgettext("gallery", "Others"),
        rows=(Dumbbell("Västra Götaland", 34, 52), Dumbbell("Jönköping", 71, 48), Dumbbell("Gotland", 60)),
        label_heading=pgettext("gallery", "County"),
    )


def columns() -> list[dict[str, Any]]:
    """The sample table's columns."""
    return [
        {"label": pgettext("gallery", "Company"), "key": "name"},
        {"label": pgettext("gallery", "Place"), "key": "place"},
        {"label": pgettext("gallery", "Employees"), "key": "size", "number": True},
        {"label": pgettext("gallery", "Score"), "key": "score", "number": True},
        {"label": pgettext("gallery", "State")},
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
        title=pgettext("gallery", "Ranking, and how certain it is"),
        description=pgettext(
            "gallery", "Six entries; three stand clearly above the line, one is close to it."
        ),
        rows=tuple(
            Interval(name, score, low, high, raw=round(score - 0.18 + 0.3 * (at % 2), 2), note=chance[at])
            for at, (name, _place, _size, score, low, high) in enumerate(COMPANIES)
        ),
        low=4,
        high=10,
        cut=6.9,
        cut_label=pgettext("gallery", "line for finalists"),
        label_heading=pgettext("gallery", "Entry"),
        note_heading=pgettext("gallery", "Chance of being above the line"),
    )


def front() -> dict[str, Any]:
    """A front page's context."""
    return {
        **everything(),
        "examples": [
            {
                "title": pgettext("gallery", "The drawings went out, the pads came in"),
                "by": "Norrskens Verkstad AB · Skellefteå",
            },
            {
                "title": pgettext("gallery", "A sensor in every mould, and half the scrap"),
                "by": "Ostkustens Formgjutning AB · Oskarshamn",
            },
            {
                "title": pgettext("gallery", "Three generations learned to read data"),
                "by": "Lindqvist & Söner Mekaniska AB · Gnosjö",
            },
        ],
    }


def office(page: str | None) -> dict[str, Any]:
    """The office page's context."""
    here = [{"label": pgettext("gallery", "Overview"), "href": "?", "icon": "layout-dashboard"}]
    competition = [
        {
            "label": pgettext("gallery", "Nominations"),
            "href": "#nominations",
            "icon": "megaphone",
            "count": 14,
        },
        {
            "label": pgettext("gallery", "Entries"),
            "href": "/komponenter/kontor/",
            "icon": "file-text",
            "count": 112,
        },
        {"label": pgettext("gallery", "Jury"), "href": "#jury", "icon": "gavel"},
        {"label": pgettext("gallery", "Decisions"), "href": "#decisions", "icon": "scale"},
    ]
    return {
        **everything(),
        "page": Paginator(rows() * 9, 18).get_page(page),
        "side_navigation": [
            {"heading": "", "items": here},
            {"heading": pgettext("gallery", "Competition 2027"), "items": competition},
        ],
    }
