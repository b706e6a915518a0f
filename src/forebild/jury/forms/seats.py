"""Who is offered a seat, and what a juror states of himself or herself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forebild.jury.forms.choices import county_choices
from forebild.jury.models import Interest, Juror
from forebild.jury.sectors import SCHEME, sector_choices
from forebild.people.models import Organisation
from forebild.shared.ui.forms import LongText


class InviteForm(forms.Form):
    """Somebody to offer a seat."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    seat = forms.ChoiceField(
        label=_("Seat"), choices=Juror.Seat.choices, widget=forms.RadioSelect, initial=Juror.Seat.MEMBER
    )


class SeatForm(forms.Form):
    """What the office may correct of a seat."""

    seat = forms.ChoiceField(label=_("Seat"), choices=Juror.Seat.choices, widget=forms.RadioSelect)
    employer_name = forms.CharField(
        label=_("Employer"),
        max_length=160,
        required=False,
        help_text=_("The plan keeps the juror away from the employer's own entry."),
    )
    county = forms.ChoiceField(label=_("County"), choices=county_choices, required=False)
    max_load = forms.IntegerField(
        label=_("Most entries to read"),
        min_value=0,
        max_value=500,
        required=False,
        help_text=_("Leave empty to share evenly with the others."),
    )
    reads_english = forms.BooleanField(label=_("Reads entries in English"), required=False)


class AcceptForm(forms.Form):
    """A yes to a seat, with what the plan needs to know."""

    employer_name = forms.CharField(
        label=_("Where do you work?"),
        max_length=160,
        help_text=_("You are not given entries from your own employer."),
    )
    county = forms.ChoiceField(
        label=_("County where you live or work"), choices=county_choices, required=False
    )
    reads_english = forms.BooleanField(label=_("I can read entries in English"), required=False, initial=True)
    terms_accepted = forms.BooleanField(label=_("I accept the terms"), required=False)


class ExpertiseForm(forms.Form):
    """What a juror knows."""

    sectors = forms.MultipleChoiceField(
        label=_("Industries that you know"),
        choices=sector_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    topics = LongText(
        label=_("Subjects that you know"),
        required=False,
        max_length=1000,
        help_text=_("One on each line, for example automation or leadership."),
    )

    @classmethod
    def of(cls, juror: Juror) -> ExpertiseForm:
        """Filled in with what the juror has stated."""
        known = list(juror.expertise.all())
        return cls(
            initial={
                "sectors": [mark.code for mark in known if mark.scheme],
                "topics": "\n".join(mark.code for mark in known if not mark.scheme),
            }
        )

    @property
    def stated_sectors(self) -> list[tuple[str, str]]:
        """(scheme, code) of each ticked sector."""
        return [(SCHEME, code) for code in self.cleaned_data["sectors"]]

    @property
    def stated_topics(self) -> list[str]:
        """One per line."""
        return self.cleaned_data["topics"].split("\n")


class InterestForm(forms.Form):
    """A tie to an organisation, chosen among those found by name."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
    )
    relation = forms.ChoiceField(label=_("What ties you to it?"), choices=Interest.Relation.choices)
    since_year = forms.IntegerField(label=_("Since year"), min_value=1950, max_value=2100, required=False)
    until_year = forms.IntegerField(label=_("Until year"), min_value=1950, max_value=2100, required=False)

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
