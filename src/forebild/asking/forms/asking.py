"""What a reader types: a question or the wish to come, and what he or she says to the times of a visit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.asking.models import Kind
from forebild.asking.services.enquiries import LONGEST, MOST_VISITORS, Asker, Wish
from forebild.shared.ui.forms import LongText

_MAY_READ = _("The programme office may read what I write")


class AskForm(forms.Form):
    """A question; with `kind` "visit" also how many and when."""

    text = LongText(label=_("Your question"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6}))
    head_count = forms.IntegerField(label=_("How many are you?"), min_value=1, max_value=MOST_VISITORS)
    when = forms.CharField(
        label=_("When would you like to come?"),
        max_length=200,
        help_text=_("For example: a Tuesday or Wednesday in March, before lunch."),
    )
    name = forms.CharField(label=_("Your name"), max_length=120)
    company = forms.CharField(label=_("Your company"), max_length=160)
    email = forms.EmailField(
        label=_("Your e-mail address at work"),
        help_text=_("We write to it so that you can confirm. The company does not get to see it."),
    )
    office_may_read = forms.BooleanField(
        label=_MAY_READ,
        required=False,
        help_text=_("Otherwise the office sees that you have asked, and when, but not what."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == Kind.VISIT:
            self.fields["text"].label = _("What would you like to see, and why?")
        else:
            del self.fields["head_count"], self.fields["when"]

    def asker(self, language: str) -> Asker:
        """Who asks."""
        clean = self.cleaned_data
        return Asker(clean["name"], clean["email"], clean["company"], language)

    def wish(self) -> Wish:
        """What is asked."""
        clean = self.cleaned_data
        return Wish(
            kind=self.kind,
            text=clean["text"],
            head_count=clean.get("head_count"),
            when=clean.get("when", ""),
            office_may_read=clean["office_may_read"],
        )


class TimesForm(forms.Form):
    """One of the times that the company has proposed."""

    time = forms.ChoiceField(label=_("Which time suits you?"), widget=forms.RadioSelect)
    shows_email = forms.BooleanField(
        label=_("The company may see my e-mail address"),
        required=False,
        help_text=_("So that you reach each other if something comes in between."),
    )

    def __init__(self, *args: Any, times: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time"].choices = times  # type: ignore[attr-defined]


class OtherTimesForm(forms.Form):
    """None of them suits."""

    when = forms.CharField(label=_("When would it suit you?"), max_length=200)
