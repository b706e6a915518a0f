"""The round before the reading."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.shared.ui.forms import DayInput, LongText


class CalibrationForm(forms.Form):
    """Which entries everybody scores first, and until when."""

    entries = forms.ModelMultipleChoiceField(
        label=_("Trial entries"),
        queryset=Entry.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose two or three that differ: one strong, one in the middle, one weaker."),
        error_messages={"required": _("Choose two or three entries.")},
    )
    last_day = forms.DateField(
        label=_("Last day"), widget=DayInput, help_text=_("A day before the review opens.")
    )

    def __init__(self, *args: Any, entries: QuerySet[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["entries"]
        field.queryset = entries
        field.label_from_instance = lambda entry: f"{entry.organisation.name} ({entry.edition.year})"


class SharpenForm(forms.Form):
    """A step of a criterion described anew, and why."""

    swedish = LongText(label=_("In Swedish"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    english = LongText(
        label=_("In English"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = LongText(
        label=_("Why is it described anew?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
