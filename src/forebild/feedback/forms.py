"""What is typed about letters: the letter itself, why it is returned, the company's answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.feedback.content import TEXTS
from forebild.feedback.models import USEFULNESS
from forebild.feedback.services.letters import LONGEST
from forebild.shared.ui.forms import LongText

LABELS = {
    "opening": _("Opening"),
    "strengths": _("What is strong"),
    "opportunities": _("What could be more"),
}


class LetterForm(forms.Form):
    """The letter's texts; nothing is demanded of a draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            attrs = {"rows": 3 if name == "opening" else 8, "maxlength": LONGEST, "lang": language}
            field = LongText(label=LABELS[name], required=False, widget=forms.Textarea(attrs=attrs))
            field.says_optional = False  # type: ignore[attr-defined]  # needed before it is handed over
            self.fields[name] = field

    def texts(self) -> dict[str, str]:
        """The texts alone."""
        return {name: self.cleaned_data[name] for name in TEXTS}


class ReturnForm(forms.Form):
    """What should be different."""

    reason = LongText(
        label=_("What should be different?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class CountForm(forms.Form):
    """The number of letters that was on the screen."""

    expected_count = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """How useful the letter is, and in words."""

    usefulness = forms.TypedChoiceField(
        label=_("How useful is the letter to you?"),
        choices=USEFULNESS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    text = LongText(
        label=_("In your own words"),
        help_text=_("What you will do with it, what you would have wished for, what the jury has misread."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
