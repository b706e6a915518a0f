"""How full a month is."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.asking.models import Enquiry, Reception
from forebild.asking.models.enquiry import Kind, month_of, next_month
from forebild.shared.ui.dates import day_in_full


def places_taken(reception: Reception, kind: str, month: date) -> int:
    """How many of this kind have reached the company in the month; also those taken back since."""
    return Enquiry.objects.filter(reception=reception, kind=kind, month=month).count()


def full_until(reception: Reception, kind: str, now: datetime | None = None) -> date | None:
    """The day on which the next month opens, if this one is full."""
    month = month_of(now or timezone.now())
    is_full = places_taken(reception, kind, month) >= reception.cap(kind)
    return next_month(month) if is_full else None


def full_words(kind: str, opens_on: date) -> str:
    """What is said when a month has no place left, in the reader's language."""
    words = (
        _("All visits of this month are taken. The next month opens %(day)s.")
        if kind == Kind.VISIT
        else _("All questions of this month are taken. The next month opens %(day)s.")
    )
    return words % {"day": day_in_full(opens_on, get_language() or "sv")}
