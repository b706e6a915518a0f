"""What one looks for in the log."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forebild.shared.audit.queries import actors_called, subjects_called
from forebild.shared.dates import SWEDEN


class RecordFilter(forms.Form):
    """Who, what, when, about which thing; everything may be left out."""

    who = forms.CharField(label=_("Who"), required=False, help_text=_("Name, e-mail or id"))
    action = forms.CharField(
        label=_("What was done"), required=False, help_text=_("For example competition.entry")
    )
    subject = forms.CharField(label=_("About"), required=False, help_text=_("Kind of thing, or its id"))
    since_on = forms.DateField(
        label=_("From and including"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    until_on = forms.DateField(
        label=_("Up to and including"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    edition = forms.CharField(required=False, widget=forms.HiddenInput)
    programme = forms.CharField(required=False, widget=forms.HiddenInput)

    def condition(self) -> Q:
        """The filter as a condition on Record; a field that was not understood filters nothing."""
        self.full_clean()
        asked = self.cleaned_data if self.is_bound else {}
        return Q(*(_CONDITIONS[name](value) for name, value in asked.items() if value))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, SWEDEN)


_CONDITIONS: dict[str, Callable[[Any], Q]] = {
    "who": actors_called,
    "action": lambda text: Q(action=text) | Q(action__startswith=text.rstrip(".") + "."),
    "subject": subjects_called,
    "since_on": lambda day: Q(at__gte=_midnight(day)),
    "until_on": lambda day: Q(at__lt=_midnight(day + timedelta(days=1))),
    "edition": lambda text: Q(edition=text),
    "programme": lambda text: Q(programme=text),
}
