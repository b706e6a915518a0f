"""What a company types: what it takes, its answer, its friendly no, times for a visit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from forebild.asking.models import Reception
from forebild.asking.models.reception import MOST_A_MONTH
from forebild.asking.services.receptions import Terms
from forebild.asking.services.replies import LONGEST
from forebild.shared.ui.forms import LongText, MomentInput

_MAY_READ = _("The programme office may read what I write")


class ReceptionForm(forms.Form):
    """What the company takes. Nothing is ticked beforehand."""

    takes_questions = forms.BooleanField(label=_("We take questions about our story"), required=False)
    question_cap = forms.IntegerField(
        label=_("At most how many questions a month?"), min_value=1, max_value=MOST_A_MONTH
    )
    takes_visits = forms.BooleanField(label=_("We can receive visits"), required=False)
    visit_cap = forms.IntegerField(
        label=_("At most how many wishes to visit a month?"), min_value=1, max_value=MOST_A_MONTH
    )
    name = forms.CharField(label=_("Who answers"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address that questions are sent to"),
        help_text=_("It is never shown to those who ask."),
    )

    @classmethod
    def of(cls, reception: Reception) -> ReceptionForm:
        """With what is said so far."""
        names = ("takes_questions", "question_cap", "takes_visits", "visit_cap", "name", "email")
        return cls(initial={name: getattr(reception, name) for name in names})

    def terms(self) -> Terms:
        """The company's word."""
        return Terms(**self.cleaned_data)


class AnswerForm(forms.Form):
    """An answer, and what may be done with it. Nothing is ticked beforehand."""

    prefix = "answer"
    text = LongText(label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 7}))
    may_be_public = forms.BooleanField(
        label=_("The question and my answer may stand on our story’s page, if the asker agrees"),
        required=False,
        help_text=_("Word for word, without names."),
    )
    shares_address = forms.BooleanField(label=_("Tell the asker my e-mail address"), required=False)
    office_may_read = forms.BooleanField(label=_MAY_READ, required=False)


class DeclineForm(forms.Form):
    """A friendly no: one of the usual reasons, or one's own words."""

    prefix = "decline"
    REASONS = {
        "time": _("We do not have the time just now, but are glad that you want to learn from us."),
        "secret": _("We cannot tell about this: it is part of what we compete with."),
        "told": _("What we can tell stands in the story. We have nothing to add just now."),
        "own": _("In my own words"),
    }
    reason = forms.ChoiceField(label=_("Why not?"), choices=REASONS.items(), widget=forms.RadioSelect)
    words = LongText(
        label=_("Your own words to the asker"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """Own words where one has chosen them."""
        clean = super().clean() or {}
        if clean.get("reason") == "own" and not clean.get("words", "").strip():
            self.add_error("words", _("Write a few friendly words, or choose one of the reasons."))
        return clean

    def text(self, language: str) -> str:
        """What the asker reads, in his or her language: the reason, and own words after it."""
        reason, words = self.cleaned_data["reason"], self.cleaned_data["words"].strip()
        if reason == "own":
            return words
        with override(language):
            return "\n\n".join(filter(None, [str(self.REASONS[reason]), words]))


class ProposeForm(forms.Form):
    """One to three times, and where to come."""

    prefix = "times"
    first = forms.DateTimeField(label=_("A time"), widget=MomentInput)
    second = forms.DateTimeField(label=_("Another time"), required=False, widget=MomentInput)
    third = forms.DateTimeField(label=_("A third time"), required=False, widget=MomentInput)
    text = LongText(
        label=_("Where to come, and whom to ask for"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Write a telephone number too, if you like."),
    )
    office_may_read = forms.BooleanField(label=_MAY_READ, required=False)

    def times(self) -> list[datetime]:
        """Those that are filled in."""
        return [moment for name in ("first", "second", "third") if (moment := self.cleaned_data[name])]
