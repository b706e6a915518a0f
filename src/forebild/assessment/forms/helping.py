"""A wish for an adviser, and the consent that it takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.outcomes.models.follow_up import Topic
from forebild.shared.ui.forms import LongText


class AdviserForm(forms.Form):
    """Who asks, about what; the words of the consent stand beside their box."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    topics = forms.MultipleChoiceField(
        label=_("What would you like help with?"),
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wish = LongText(
        label=_("Say more"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    agrees = forms.BooleanField(label=_("I agree"), required=False)

    def __init__(self, *args: Any, consent: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agrees"].label = consent
        for name in ("name", "topics", "agrees"):  # the service asks for them
            self.fields[name].says_optional = False  # type: ignore[attr-defined]
