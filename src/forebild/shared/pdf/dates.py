"""An instant as people say it."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from forebild.shared.dates import in_swedish_time


def moment(at: datetime) -> str:
    """In Swedish time, with the weekday: tisdag 3 mars 2027 kl. 23.59."""
    local = in_swedish_time(at)
    return _("%(date)s at %(time)s") % {
        "date": date_format(local, "l j F Y"),
        "time": date_format(local, _("H:i")),  # Swedish writes 23.59
    }
