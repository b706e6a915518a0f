"""What the office types: questions, times, advisers, referrals, hours of support."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event
from forebild.outcomes.models import Adviser, Question, SupportEntry
from forebild.outcomes.models.follow_up import Outcome, Topic
from forebild.outcomes.queries.follow_ups import Suggestion
from forebild.people.reference.counties import COUNTIES
from forebild.shared.dates import in_swedish_time
from forebild.shared.ui.forms import DayInput, LongText, Number
from forebild.shared.ui.moments import SwedishTime

_LINES = forms.Textarea(attrs={"rows": 5})
_COUNTY_CHOICES = [(county.code, county.name) for county in COUNTIES]


class QuestionForm(forms.Form):
    """A question of one's own."""

    text_sv = forms.CharField(label=_("Question in Swedish"), max_length=200)
    text_en = forms.CharField(label=_("Question in English"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("How it is answered"), choices=Question.Kind.choices, widget=forms.RadioSelect
    )
    choices_sv = LongText(
        label=_("Choices in Swedish, one a line"), max_length=1000, required=False, widget=_LINES
    )
    choices_en = LongText(
        label=_("Choices in English, one a line"), max_length=1000, required=False, widget=_LINES
    )

    @classmethod
    def of(cls, question: Question, data: Any = None) -> QuestionForm:
        """Filled in with what is known."""
        return cls(data, initial={name: getattr(question, name) for name in cls.base_fields})


class HoursForm(forms.Form):
    """When it is sent by itself."""

    hours_after = forms.IntegerField(
        label=_("Sent by itself, hours after the end"),
        min_value=0,
        max_value=144,
        required=False,
        help_text=_("Nothing: it is sent only when you press."),
    )


class ClosingForm(forms.Form):
    """Until when one can answer."""

    closes_at = SwedishTime(label=_("Can be answered until, Swedish time"))


class AdviserForm(forms.Form):
    """An adviser's facts."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=160)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    language = forms.ChoiceField(
        label=_("Is written to in"), choices=[("sv", "Svenska"), ("en", "English")], initial="sv"
    )
    topics = forms.MultipleChoiceField(
        label=_("Knows"), choices=Topic.choices, widget=forms.CheckboxSelectMultiple
    )
    counties = forms.MultipleChoiceField(
        label=_("Counties"),
        choices=_COUNTY_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: the whole country."),
    )
    is_active = forms.BooleanField(label=_("Takes on companies now"), required=False, initial=True)

    names = ("name", "organisation", "email", "language", "topics", "counties", "is_active")

    @classmethod
    def of(cls, adviser: Adviser, data: Any = None) -> AdviserForm:
        """Filled in with what is known."""
        return cls(data, initial={name: getattr(adviser, name) for name in cls.names})


class ReferForm(forms.Form):
    """To whom, with what word."""

    adviser = forms.ChoiceField(label=_("Adviser"), widget=forms.RadioSelect)
    note = LongText(
        label=_("A word to the adviser"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Stands in the letter. Write nothing of what the company wishes: it is shown by the link."
        ),
    )

    def __init__(self, *args: Any, suggestions: Sequence[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {each.adviser.public_id: each.adviser for each in suggestions}
        self.fields["adviser"].choices = [  # type: ignore[attr-defined]
            (each.adviser.public_id, each.words) for each in suggestions
        ]


class CloseForm(forms.Form):
    """What came of it."""

    outcome = forms.ChoiceField(label=_("What came of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    text = LongText(
        label=_("In words"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class SupportForm(forms.Form):
    """Hours of support on a day."""

    on = forms.DateField(label=_("Day"), widget=DayInput)
    hours = Number(
        label=_("Hours"),
        min_value=Decimal("0.1"),
        max_value=Decimal(1000),
        decimal_places=1,
        max_digits=6,
        localize=True,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=SupportEntry.Kind.choices)
    value_sek = forms.IntegerField(
        label=_("Value in kronor"), min_value=0, max_value=2_000_000_000, required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    @classmethod
    def of(cls, entry: SupportEntry, data: Any = None) -> SupportForm:
        """Filled in with what is known."""
        return cls(data, initial={name: getattr(entry, name) for name in cls.base_fields})


class LimitForm(forms.Form):
    """From how many hours on an organisation is marked."""

    hours = Number(
        label=_("Mark an organisation from, hours in a year"),
        unit=_("hours"),
        min_value=Decimal("0.1"),
        max_value=Decimal(1000),
        decimal_places=1,
        max_digits=6,
        localize=True,
    )


class FunnelFilter(forms.Form):
    """Which events the figures are of; lives in the address."""

    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    county = forms.ChoiceField(
        label=_("County"), required=False, choices=[("", _("All counties")), *_COUNTY_CHOICES]
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *Event.Kind.choices]
    )

    event = forms.ChoiceField(label=_("Event"), required=False)

    def __init__(self, *args: Any, events: Sequence[Event], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = sorted({in_swedish_time(event.begins_at).year for event in events}, reverse=True)
        self.fields["year"].choices = [("", _("All years")), *((year, year) for year in years)]  # type: ignore[attr-defined]
        titles = ((event.public_id, event.title) for event in events)
        self.fields["event"].choices = [("", _("All events")), *titles]  # type: ignore[attr-defined]
