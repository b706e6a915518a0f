"""What is typed on the pages of decisions, release and letters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.jury.models import Ruling
from forebild.jury.services.rulings import CITATION_LENGTH
from forebild.shared.dates import NoSuchTime, swedish_instant
from forebild.shared.ui.forms import LongText, MomentInput

FOR_AN_ENTRY = [choice for choice in Ruling.Outcome.choices if choice[0] != Ruling.Outcome.NO_AWARD]


class ReasonForm(forms.Form):
    """Why, for the record."""

    reason = LongText(label=_("Reason, for the record"), widget=forms.Textarea(attrs={"rows": 3}))


class RestForm(ReasonForm):
    """One reason for all that remain, and the number that was on the screen."""

    expected_count = forms.IntegerField(widget=forms.HiddenInput)


class RulingForm(ReasonForm):
    """A decision about one entry; the citations stand side by side."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=FOR_AN_ENTRY, widget=forms.RadioSelect)
    citation_sv = LongText(
        label=_("Citation in Swedish"),
        help_text=_("Read out and published. Needed for winners and honourable mentions."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": CITATION_LENGTH, "lang": "sv"}),
    )
    citation_en = LongText(
        label=_("Citation in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": CITATION_LENGTH, "lang": "en"}),
    )
    field_order = ["outcome", "citation_sv", "citation_en", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("citation_sv", "citation_en"):  # the outcome says whether they are needed
            self.fields[name].says_optional = False  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """The instant, as a Swedish clock shows it."""

    release_at = forms.DateTimeField(
        label=_("Day and time, Swedish time"),
        help_text=_("At this very moment the result is public."),
        widget=MomentInput,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def clean_release_at(self) -> datetime:
        """The wall clock's time as an instant."""
        wall = self.cleaned_data["release_at"].replace(tzinfo=None)
        try:
            return swedish_instant(wall)
        except NoSuchTime:
            raise forms.ValidationError(
                _("The clocks change then: this time does not exist, or exists twice. Choose another.")
            ) from None


class CountForm(forms.Form):
    """The number of letters that was on the screen."""

    expected_count = forms.IntegerField(widget=forms.HiddenInput)
