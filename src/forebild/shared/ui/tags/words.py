"""Filters that write days, hours and numbers in the page's language; the rules are in `dates.py`."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language

from forebild.shared.ui import dates

register = template.Library()


def _language() -> str:
    return get_language() or "sv"


def _time(value: date, text: str) -> str:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.simple_tag
def swedish_time(value: datetime | None, form: str = "full") -> str:
    """A moment as a <time>: "full", "short" or "clock"; nothing where there is none."""
    if value is None:
        return ""
    write = {"full": dates.in_full, "short": dates.in_short, "clock": dates.clock}[form]
    return _time(value, write(value, _language()))


@register.simple_tag
def swedish_date(value: date | None, form: str = "full") -> str:
    """A day as a <time>: "full" (with weekday and year), "short" or "plain" (3 mars 2027)."""
    if value is None:
        return ""
    if form == "plain":
        return _time(value, dates.days(value, value, _language()))
    write = {"full": dates.day_in_full, "short": dates.day_in_short}[form]
    return _time(value, write(value, _language()))


@register.simple_tag
def swedish_days(first: date, last: date) -> str:
    """A stretch of days: 3–5 mars 2027."""
    return dates.days(first, last, _language())


@register.inclusion_tag("ui/parts/day_leaf.html")
def day_leaf(value: date) -> dict[str, str]:
    """A day as on a calendar's leaf, for the eye: the text beside it says the whole day."""
    weekday, day, month = dates.leaf(value, _language())
    return {"weekday": weekday, "day": day, "month": month}


@register.filter
def number(value: float | Decimal | None, decimals: int | None = None) -> str:
    """A number with thin spaces and, in Swedish, a decimal comma: `{{ 1234.5|number }}`."""
    return "" if value is None else dates.number(value, _language(), decimals)


@register.inclusion_tag("ui/parts/countdown.html")
def countdown(until: datetime, now: datetime | None = None) -> dict[str, Any]:
    """How long is left until a moment, and the moment itself."""
    return {"until": until, "left": dates.time_left(until, now or timezone.now(), _language())}
