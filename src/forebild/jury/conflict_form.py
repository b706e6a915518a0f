"""The conflict question, asked before anything but a name is shown: of jurors, and of visitors too."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.jury.models import Interest
from forebild.shared.ui.forms import LongText


class ConflictForm(forms.Form):
    """Does anything tie you to the company, what, and in what words."""

    tied = forms.ChoiceField(
        label=_("Does anything tie you to the company, so that your judgement could be doubted?"),
        choices=[("no", _("No, nothing ties me to it")), ("yes", _("Yes, I stand aside"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    relation = forms.ChoiceField(
        label=_("What ties you to it?"),
        choices=[("", _("Choose")), *Interest.Relation.choices],
        required=False,
        help_text=_("Needed only if you stand aside."),
    )
    reason = LongText(
        label=_("A few words about it"),
        required=False,
        max_length=1000,
        help_text=_("Read by the jury's secretary and the programme office only."),
    )

    def clean(self) -> dict[str, Any]:
        """A yes needs its relation."""
        cleaned = super().clean() or {}
        if cleaned.get("tied") == "yes" and not cleaned.get("relation"):
            self.add_error("relation", _("Choose what ties you to the company."))
        return cleaned

    @property
    def stated(self) -> dict[str, str]:
        """What ties the juror to the company, and in what words; nothing where nothing does."""
        if self.cleaned_data["tied"] == "no":
            return {}
        return {"relation": self.cleaned_data["relation"], "reason": self.cleaned_data["reason"]}
