"""What people type about themselves and their companies."""

from __future__ import annotations

from typing import Any

from allauth.account.fields import EmailField
from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.people.models import Organisation, OrganisationFigures, Person
from forebild.people.reference.counties import COUNTIES
from forebild.people.reference.countries import country_choices
from forebild.people.services.organisations import OrganisationFacts


class SignInForm(RequestLoginCodeForm):
    """An address is enough: whoever is new becomes a person, without any right, when the code comes back."""

    email = EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email webauthn"}),
    )

    def clean_email(self) -> str:
        """The same answer for known and unknown: both get a code."""
        email: str = self.cleaned_data["email"].strip().lower()
        Person.objects.known_as(email, language=(get_language() or "sv")[:2])
        self.cleaned_data["email"] = email
        return str(super().clean_email())


class ProfileForm(forms.ModelForm):
    """Name, title, telephone, language."""

    class Meta:
        model = Person
        fields = ["name", "title", "phone", "language"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "title": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class OrganisationFactsForm(forms.Form):
    """How a company is found or added: its name and number, where it is."""

    name = forms.CharField(
        label=_("Company name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: country_choices(get_language() or "sv"), initial="SE"
    )
    number = forms.CharField(
        label=_("Organisation number"),
        max_length=40,
        help_text=_(
            "Ten digits, for example 559999-0016. A sole trader's number is checked but never stored."
        ),
    )
    county = forms.ChoiceField(
        label=_("County"),
        required=False,
        choices=[("", _("Choose"))] + [(county.code, county.name) for county in COUNTIES],
    )
    municipality = forms.CharField(label=_("Municipality"), max_length=60, required=False)

    def facts(self) -> OrganisationFacts:
        """The clean values, as the services take them."""
        return OrganisationFacts(**self.cleaned_data)


class OrganisationForm(forms.ModelForm):
    """The facts that a company's editors keep true; the number is who the company is and stays."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = ["name", "county", "municipality", "website"]


class FiguresForm(forms.ModelForm):
    """One accounting year's size."""

    class Meta:
        model = OrganisationFigures
        fields = ["year", "head_count", "turnover_sek", "balance_sheet_sek"]

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if not 2000 <= year <= timezone.localdate().year:
            raise forms.ValidationError(_("Give a year between 2000 and this year."))
        return year


class InviteEditorForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(label=_("The person's e-mail"), max_length=254)
