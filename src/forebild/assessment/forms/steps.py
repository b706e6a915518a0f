"""Who takes a next step, by when; which other one to take instead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.shared.ui.forms import DayInput


class PlanForm(forms.Form):
    """Both may be left out."""

    who = forms.CharField(label=_("Who takes it?"), max_length=120, required=False)
    due_on = forms.DateField(label=_("Done by"), required=False, widget=DayInput)


class ReplaceForm(forms.Form):
    """One of the others; `others` are (key, what it is and takes)."""

    by = forms.ChoiceField(label=_("What would you rather do?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = others  # type: ignore[attr-defined]
