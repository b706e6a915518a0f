"""A day and a time of day in a form, in Swedish time whatever the browser's own is."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
        return _instant(wall)

    def prepare_value(self, value: Any) -> Any:
        """A stored instant as the Swedish wall clock shows it."""
        return in_swedish_time(value).replace(tzinfo=None) if isinstance(value, datetime) else value


class SwedishMoment(forms.MultiValueField):
    """The same in two boxes, one for the day and one for the time of day."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.SplitDateTimeWidget(
            # the names are translated when they are drawn
            date_attrs={"type": "date", "aria-label": gettext_lazy("Day")},  # type: ignore[dict-item]
            time_attrs={"type": "time", "aria-label": gettext_lazy("Time of day")},  # type: ignore[dict-item]
            date_format="%Y-%m-%d",
            time_format="%H:%M",
        )
        fields = (forms.DateField(), forms.TimeField())
        super().__init__(fields=fields, widget=widget, require_all_fields=True, **kwargs)

    def compress(self, data_list: list[Any]) -> datetime | None:
        if not data_list:
            return None
        day, clock = data_list
        assert isinstance(day, date)  # noqa: S101 the fields' own types
        assert isinstance(clock, time)  # noqa: S101
        return _instant(datetime.combine(day, clock))


def _instant(wall: datetime) -> datetime:
    """Raises a ValidationError where the clocks skip that hour, or show it twice."""
    try:
        return swedish_instant(wall)
    except NoSuchTime:
        raise forms.ValidationError(
            _("The clocks change then: this time does not exist, or exists twice. Choose another.")
        ) from None
