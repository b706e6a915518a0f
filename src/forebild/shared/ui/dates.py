"""Days, hours and numbers as Swedish and English readers write them. Pure: value and language in, text out.

    in_full(moment, "sv")        tisdag 3 mars 2027 kl. 23.59
    in_full(moment, "en")        Tuesday 3 March 2027, 23:59 (Swedish time)
    in_short(moment, "sv")       tis 3 mars kl. 23.59
    day_in_full(day, "sv")       tisdag 3 mars 2027
    days(first, last, "sv")      28 februari–3 mars 2027
    leaf(day, "sv")              ("ons", "3", "mars"), as on a calendar's leaf
    month_in_full(day, "sv")     Mars 2027
    clock(moment, "sv")          23.59
    time_left(until, now, "sv")  3 dagar
    number(1234.5, "sv")         1 234,5

Moments are aware; they are shown in Swedish time whatever zone they come in. A language that is not English
is Swedish.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

SWEDISH_TIME = ZoneInfo("Europe/Stockholm")
HARD = "\u00a0"  # does not break; in our text face a space is a fifth of an em, which is a thin space

_MONTHS = {
    "sv": (
        *("januari", "februari", "mars", "april", "maj", "juni"),
        *("juli", "augusti", "september", "oktober", "november", "december"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_SHORT_MONTHS = {
    "sv": ["jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec"],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"],
}
_WEEKDAYS = {
    "sv": ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
_UNITS = {
    "sv": {"day": ("dag", "dagar"), "hour": ("timme", "timmar"), "minute": ("minut", "minuter")},
    "en": {"day": ("day", "days"), "hour": ("hour", "hours"), "minute": ("minute", "minutes")},
}


def in_full(moment: datetime, language: str) -> str:
    """Weekday, day, month, year and time of day; the English text says whose time it is."""
    day, time = day_in_full(moment, language), clock(moment, language)
    return f"{day}, {time} (Swedish time)" if _code(language) == "en" else f"{day} kl.{HARD}{time}"


def in_short(moment: datetime, language: str) -> str:
    """Weekday, day, month and time of day, for lists; the year is left out."""
    day, time = day_in_short(moment, language), clock(moment, language)
    return f"{day}, {time}" if _code(language) == "en" else f"{day} kl.{HARD}{time}"


def day_in_full(value: date, language: str) -> str:
    """Weekday, day, month and year."""
    code, day = _code(language), _swedish_day(value)
    return f"{_WEEKDAYS[code][day.weekday()]} {_day_and_month(day, code)} {day.year}"


def day_in_short(value: date, language: str) -> str:
    """Weekday in three letters, day and month."""
    code, day = _code(language), _swedish_day(value)
    return f"{_WEEKDAYS[code][day.weekday()][:3]} {day.day}{HARD}{_SHORT_MONTHS[code][day.month - 1]}"


def days(first: date, last: date, language: str) -> str:
    """A stretch of days with nothing said twice: 3–5 mars 2027, 28 februari–3 mars 2027."""
    code, start, end = _code(language), _swedish_day(first), _swedish_day(last)
    finish = f"{_day_and_month(end, code)} {end.year}"
    if start == end:
        return finish
    if start.year != end.year:
        return f"{_day_and_month(start, code)} {start.year} – {finish}"
    if start.month != end.month:
        return f"{_day_and_month(start, code)}–{finish}"
    return f"{start.day}–{finish}"


def leaf(value: date, language: str) -> tuple[str, str, str]:
    """Weekday in three letters, the day's number, the month in short."""
    code, day = _code(language), _swedish_day(value)
    return _WEEKDAYS[code][day.weekday()][:3], str(day.day), _SHORT_MONTHS[code][day.month - 1]


def month_in_full(value: date, language: str) -> str:
    """Month and year, as a heading."""
    code, day = _code(language), _swedish_day(value)
    return f"{_MONTHS[code][day.month - 1].capitalize()} {day.year}"


def clock(moment: datetime, language: str) -> str:
    """Time of day: 23.59 in Swedish, 23:59 in English."""
    return _local(moment).strftime("%H:%M" if _code(language) == "en" else "%H.%M")


def time_left(until: datetime, now: datetime, language: str) -> str:
    """How long until then, in the largest unit that does not mislead; "" when it has passed.

    Days from two days up, hours from two hours up, else minutes, always rounded down: nobody is late
    because of us.
    """
    left = until - now
    if left <= timedelta(0):
        return ""
    minutes = int(left.total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        return _counted(minutes // (24 * 60), "day", language)
    if minutes >= 2 * 60:
        return _counted(minutes // 60, "hour", language)
    return _counted(minutes, "minute", language)


def number(value: float | Decimal, language: str, decimals: int | None = None) -> str:
    """Thousands parted by thin spaces, a true minus sign, a decimal comma in Swedish.

    `decimals` fixes their number; without it, up to three are shown and trailing zeros are not.
    """
    text = f"{value:,.{3 if decimals is None else decimals}f}"
    whole, _, fraction = text.partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    whole = whole.replace(",", HARD).replace("-", "−")
    point = "." if _code(language) == "en" else ","
    return f"{whole}{point}{fraction}" if fraction else whole


def _counted(count: int, unit: str, language: str) -> str:
    one, many = _UNITS[_code(language)][unit]
    return f"{count}{HARD}{one if count == 1 else many}"


def _day_and_month(day: date, code: str) -> str:
    return f"{day.day} {_MONTHS[code][day.month - 1]}"


def _swedish_day(value: date) -> date:
    """The calendar day in Sweden; a plain date is one already."""
    return _local(value).date() if isinstance(value, datetime) else value


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A moment without a zone cannot be shown in Swedish time.")
    return moment.astimezone(SWEDISH_TIME)


def _code(language: str) -> str:
    return "en" if language.startswith("en") else "sv"
