"""What the gallery shows: invented companies, and each component in each of its states."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forebild.shared.ui.charts import Bar, BarChart, Interval, IntervalChart
from forebild.shared.ui.forms import ONE_TIME_CODE, DayInput, LongText, MomentInput, Number

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


class SampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(label=gettext_lazy("The company’s name"), max_length=160)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We write to it only about this entry."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    challenge = LongText(
        label=gettext_lazy("What was the challenge?"),
        max_length=600,
        help_text=gettext_lazy("Think of a reader who works in another trade."),
    )
    turnover = Number(
        label=gettext_lazy("Turnover last year"), unit=gettext_lazy("million kronor"), min_value=0
    )
    size = forms.ChoiceField(
        label=gettext_lazy("How many work there?"),
        choices=[("s", gettext_lazy("1–9")), ("m", gettext_lazy("10–49")), ("l", gettext_lazy("50–249"))],
        widget=forms.RadioSelect,
    )
    themes = forms.MultipleChoiceField(
        label=gettext_lazy("What is the entry about?"),
        choices=[
            ("data", gettext_lazy("Data from machines")),
            ("people", gettext_lazy("New ways of working")),
            ("climate", gettext_lazy("Less waste and energy")),
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    county = forms.ChoiceField(
        label=gettext_lazy("County"),
        choices=[("", ""), ("24", "Västerbotten"), ("06", "Jönköping"), ("12", "Skåne")],
    )
    visited_on = forms.DateField(label=gettext_lazy("Day of the visit"), widget=DayInput, required=False)
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens"),
        widget=MomentInput,
        required=False,
        help_text=gettext_lazy("Swedish time."),
    )
    picture = forms.FileField(
        label=gettext_lazy("A picture of the work"),
        required=False,
        help_text=gettext_lazy("JPEG or PNG, at most 10 MB."),
    )
    code = forms.CharField(
        label=gettext_lazy("Code from the mail"),
        required=False,
        widget=forms.TextInput(attrs=ONE_TIME_CODE),
    )
    agreed = forms.BooleanField(label=gettext_lazy("I may enter the competition for the company."))


def everything() -> dict[str, Any]:
    """The gallery page's context."""
    return {
        "deadline": DEADLINE,
        "before": BEFORE,
        "passed": DEADLINE + timedelta(minutes=1),
        "steps": [
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
        ],
        "facts": [
            (_("Place"), "Skellefteå, Västerbotten"),
            (_("Employees"), "38"),
            (_("Trade"), _("Machining of metal parts")),
            (_("Invested"), "1\u00a0200\u00a0000 kr"),
        ],
        "figures": [
            {"figure": "1\u00a0500", "label": _("representatives met"), "href": "#figures"},
            {"figure": "6", "label": _("winners")},
            {"figure": "9", "label": _("honourable mentions")},
        ],
        "tabs": [
            {"label": _("All"), "href": "?", "count": 6},
            {"label": _("Submitted"), "href": "?state=submitted", "count": 4},
            {"label": _("Drafts"), "href": "?state=draft", "count": 2},
        ],
        "columns": columns(),
        "rows": rows(),
        "page": Paginator(range(112), 10).page(4),
        "timeline": [
            {"title": _("The call opened"), "at": DEADLINE - timedelta(days=60), "state": "done"},
            {
                "title": _("Entries close"),
                "at": DEADLINE,
                "state": "current",
                "text": _("Until one minute to midnight."),
            },
            {"title": _("The jury decides"), "at": DEADLINE + timedelta(days=50), "state": "todo"},
        ],
        "bars": BarChart(
            title=_("Entries per county"),
            bars=(
                Bar("Västra Götaland", 41),
                Bar("Jönköping", 27),
                Bar("Skåne", 19),
                Bar("Gotland", 1, muted=True),
            ),
            label_heading=_("County"),
            value_heading=_("Entries"),
        ),
        "ranking": ranking(),
    }


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


MESSAGES: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "400": ("400.html", dict),
    "403": ("403.html", dict),
    "404": ("404.html", dict),
    "409": ("409.html", dict),
    "500": ("500.html", dict),
    "503": ("503.html", dict),
    "csrf": ("ui/csrf_failure.html", dict),
    "refused": (
        "ui/refused.html",
        lambda: {"reason": _("The call closed on 3 March. Drafts can no longer be sent.")},
    ),
    "confirm": (
        "ui/confirm.html",
        lambda: {
            "question": _("Send the letters now?"),
            "text": _("They leave in ten minutes; until then you can stop them."),
            "consequences": [
                {"count": 3, "text": _("finalists are told that they are finalists")},
                {"count": 109, "text": _("companies are told that they are not")},
                {"count": 1, "text": _("company has no address and gets no letter")},
            ],
            "button": _("Send 112 letters"),
            "cancel_href": "/komponenter/",
        },
    ),
    "confirm-danger": (
        "ui/confirm.html",
        lambda: {
            "question": _("Withdraw the entry?"),
            "text": _("It cannot be sent again after the call has closed."),
            "consequences": [{"count": 4, "text": _("jurors lose it from their lists")}],
            "button": _("Withdraw the entry"),
            "danger": True,
            "cancel_href": "/komponenter/",
        },
    ),
}
