"""What is typed about a story's life: begun without an award, planned, remarked on, rechecked, taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.library.models import Afterwards, Recheck, Withdrawal
from forebild.people.reference.counties import COUNTIES
from forebild.people.reference.countries import country_choices
from forebild.people.services.organisations import OrganisationFacts
from forebild.shared.ui.forms import LongText
from forebild.shared.ui.moments import SwedishMoment

_LINES = forms.Textarea(attrs={"rows": 3})


class NewStoryForm(forms.Form):
    """The company that a story is to be about, by its number; and who there approves it."""

    name = forms.CharField(label=_("Company name"), max_length=160)
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: country_choices(get_language() or "sv"), initial="SE"
    )
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=40,
        help_text=_("A company that is known here by its number keeps the name it has."),
    )
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        choices=[("", _("Choose")), *((county.code, county.name) for county in COUNTIES)],
    )
    municipality = forms.CharField(label=_("Municipality"), max_length=60, required=False)
    contact_email = forms.EmailField(
        label=_("E-mail of the one who approves"),
        required=False,
        help_text=_("Needed when the text is sent to the company."),
    )

    def facts(self) -> OrganisationFacts:
        """What was typed about the company."""
        return OrganisationFacts(**{k: v for k, v in self.cleaned_data.items() if k != "contact_email"})


class ScheduleForm(forms.Form):
    """From when readers see it."""

    at = SwedishMoment(label=_("Public from, Swedish time"))


class RemarkForm(forms.Form):
    """One thing said."""

    text = LongText(label=_("What do you want to say?"), max_length=4000, widget=_LINES)


class WithdrawForm(forms.Form):
    """By whose wish, and why."""

    wish = forms.ChoiceField(
        label=_("By whose wish?"), choices=Withdrawal.Wish.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Who at the company said it?"),
        max_length=120,
        required=False,
        help_text=_("When it is the company’s wish."),
    )
    reason = LongText(
        label=_("Why?"),
        max_length=2000,
        widget=_LINES,
        help_text=_("Kept for the office. Readers are told that it is taken back, and since when."),
    )

    def clean(self) -> dict[str, Any]:
        """The company's wish has somebody who said it."""
        said = super().clean() or {}
        if said.get("wish") == Withdrawal.Wish.COMPANY and not said.get("name", "").strip():
            self.add_error("name", _("Write who said it."))
        return said


class AfterwardsForm(forms.Form):
    """What happened, in both languages, and who told it."""

    text_sv = LongText(label=_("In Swedish"), max_length=1000, required=False, widget=_LINES)
    text_en = LongText(label=_("In English"), max_length=1000, required=False, widget=_LINES)
    told_by_name = forms.CharField(label=_("Who at the company has told it"), max_length=120)

    def __init__(self, data: Any = None, *, row: Afterwards | None = None, years: int) -> None:
        names = ("text_sv", "text_en", "told_by_name")
        super().__init__(
            data, prefix=f"y{years}", initial={name: getattr(row, name) for name in names} if row else {}
        )
        for name in ("text_sv", "text_en"):
            self.fields[name].says_optional = False  # type: ignore[attr-defined]


class RecheckForm(forms.Form):
    """The company's answer a year later."""

    answer = forms.ChoiceField(
        label=_("Is the story still right?"),
        choices=[
            (Recheck.Answer.RIGHT, _("Yes, it is still right")),
            (Recheck.Answer.CHANGES, _("Something has changed")),
            (Recheck.Answer.TAKE_BACK, _("We want to take it back")),
        ],
        widget=forms.RadioSelect,
    )
    text = LongText(
        label=_("What has changed, or why do you take it back?"),
        max_length=4000,
        required=False,
        widget=_LINES,
        help_text=_("Not needed when it is still right."),
    )
    text_sv = LongText(label=_("In Swedish"), max_length=1000, required=False, widget=_LINES)
    text_en = LongText(label=_("In English"), max_length=1000, required=False, widget=_LINES)
    may_show = forms.BooleanField(
        label=_("Show it with the story, as it stands, when it is in both languages"), required=False
    )
    name = forms.CharField(label=_("Your name"), max_length=120)

    def told(self) -> dict[str, Any]:
        """What happened since."""
        return {name: self.cleaned_data[name] for name in ("text_sv", "text_en", "may_show")}
