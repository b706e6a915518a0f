"""Which events the public calendar shows: lives in the address, the same for list, month, map and feeds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.events.calendar import months_with_events, public_series
from forebild.events.models import Event
from forebild.events.months import Month
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Programme
from forebild.shared.ui.dates import month_in_full

_COUNTIES = [("", _("All counties")), *((county.code, county.name) for county in COUNTIES)]


class CalendarFilter(forms.Form):
    """What is not understood is left out; everything else holds."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Event.Kind.choices]
    )
    county = forms.ChoiceField(label=_("County"), required=False, choices=_COUNTIES)
    mode = forms.ChoiceField(
        label=_("How"), required=False, choices=[("", _("In the room or online")), *Event.Mode.choices]
    )
    series = forms.ChoiceField(label=_("Series"), required=False)
    month = forms.ChoiceField(label=_("Month"), required=False)
    when = forms.ChoiceField(
        label=_("When"), required=False, choices=[("", _("Coming")), ("past", _("Past"))]
    )

    def __init__(self, data: QueryDict, *, programme: Programme | None, without: Iterable[str] = ()) -> None:
        super().__init__(data)
        series = [(each.slug, each.name) for each in public_series(programme)]
        self.fields["series"].choices = [("", _("All series")), *series]  # type: ignore[attr-defined]
        for name in (*without, *(() if series else ("series",))):
            del self.fields[name]
        if "month" in self.fields:
            self.fields["month"].choices = self._months(programme)  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.says_optional = False  # type: ignore[attr-defined]

    def _months(self, programme: Programme | None) -> list[tuple[str, Any]]:
        """Those in which something begins, and the one asked for, as its sheet may be empty."""
        months = {str(month): month for month in months_with_events(programme)}
        if asked := Month.written(self.data.get("month", "")):
            months.setdefault(str(asked), asked)
        language = get_language() or "sv"
        named = [(key, month_in_full(months[key].first, language)) for key in sorted(months, reverse=True)]
        return [("", _("Any month")), *named]

    def wanted(self) -> dict[str, str]:
        """The filters that could be understood, by name."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.wanted())
