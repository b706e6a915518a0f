"""Which organisation somebody comes from, as the office says afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.events.organisations import said_of
from forebild.people.models import Organisation


class OrganisationForm(forms.Form):
    """One of those whose names are near, or another by its number."""

    chosen = forms.ChoiceField(label=_("Known organisations"), widget=forms.RadioSelect, required=False)
    number = forms.CharField(
        label=_("Another one, by its number"),
        max_length=40,
        required=False,
        help_text=_("One that we do not know yet gets the name that was typed."),
    )

    def __init__(self, *args: Any, near: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.near = {each.public_id: each for each in near}
        self.fields["chosen"].choices = [(key, said_of(each)) for key, each in self.near.items()]  # type: ignore[attr-defined]
        if not near:
            del self.fields["chosen"]

    def organisation(self) -> Organisation | None:
        """The one chosen, if one was."""
        return self.near.get(self.cleaned_data.get("chosen", ""))
