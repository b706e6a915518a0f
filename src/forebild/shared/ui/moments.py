"""A day and a time of day in a form, in Swedish time whatever the browser's own is."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from forebild.shared.dates import NoSuchTime, in_swedish_time, swedish_instant
from forebild.shared.ui.forms import MomentInput


class SwedishTime(forms.Field):
    """A day and a time of day as Swedish clocks show it; becomes an instant."""

    widget = MomentInput

    def to_python(self, value: Any) -> datetime | None:
        """The wall clock's time as an instant: “2027-03-03T10:00”, as the browser's own calendar sends it."""
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            wall = datetime.fromisoformat(typed).replace(tzinfo=None)
        except ValueError:
            raise forms.ValidationError(_("Write a day and a time, for example 2027-03-03 10:00.")) from None
        try:
            return swedish_instant(wall)
        except NoSuchTime:
            raise forms.ValidationError(
                _("The clocks change then: this time does not exist, or exists twice. Choose another.")
            ) from None

    def prepare_value(self, value: Any) -> Any:
        """A stored instant as the Swedish wall clock shows it."""
        return in_swedish_time(value).replace(tzinfo=None) if isinstance(value, datetime) else value
