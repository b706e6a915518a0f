"""What somebody without an account types: a nomination, and the company's answer to it."""

from __future__ import annotations

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.competition.services.nominations import Nominator
from forebild.people.reference.countries import country_choices
from forebild.people.services.organisations import OrganisationFacts
from forebild.shared.ui.forms import LongText
from forebild.shared.ui.guarded import GuardedForm


class NominationForm(GuardedForm):
    """A company, why, and who says so."""

    company = forms.CharField(
        label=_("The company's name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: country_choices(get_language() or "sv"), initial="SE"
    )
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_(
            "Ten digits, for example 559999-0016. It is usually at the bottom of the company's website."
        ),
    )
    reason = LongText(
        label=_("Why should others learn from this company?"),
        max_length=2000,
        help_text=_("A few sentences are enough: what it has done, and what came of it."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We write to you twice: to thank you, and when the company has answered."),
    )
    organisation = forms.CharField(
        label=_("Where you work"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    may_be_named = forms.BooleanField(
        label=_("The company may see my name and what I have written"), required=False, initial=True
    )

    def facts(self) -> OrganisationFacts:
        """The company, as the services take it."""
        clean = self.cleaned_data
        return OrganisationFacts(name=clean["company"], number=clean["number"], country=clean["country"])

    def nominator(self, language: str) -> Nominator:
        """Who nominates."""
        clean = self.cleaned_data
        return Nominator(
            name=clean["name"],
            email=clean["email"],
            organisation=clean["organisation"],
            language=language,
            may_be_named=clean["may_be_named"],
        )


class DeclineForm(forms.Form):
    """A no needs no reason, but one helps."""

    reason = LongText(
        label=_("Why not this time?"),
        max_length=500,
        required=False,
        help_text=_("Only the programme office reads this."),
    )
