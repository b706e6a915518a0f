"""What people type about themselves and their companies."""

from __future__ import annotations

from typing import Any

from allauth.account.fields import EmailField
from allauth.account.forms import RequestLoginCodeForm
from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.people.models import Organisation, OrganisationFigures, OrganisationIndustry, Person
from forebild.people.reference import sni
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
    """How a company is found or added: its name and number, where it is; and whose hand, if not known."""

    your_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("It stands in receipts and letters, so that your colleagues see who you are."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
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

    def __init__(self, *args: Any, asks_name: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not asks_name:
            del self.fields["your_name"]

    def facts(self) -> OrganisationFacts:
        """The clean values, as the services take them."""
        return OrganisationFacts(**{k: v for k, v in self.cleaned_data.items() if k != "your_name"})


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


class IndustriesForm(forms.Form):
    """What the company does, as codes; the main industry stands first."""

    MOST = 5

    scheme = forms.ChoiceField(label=_("Kind of codes"), choices=OrganisationIndustry.Scheme.choices)
    codes = forms.CharField(
        label=_("Industry codes"),
        max_length=80,
        help_text=_(
            "The main industry first, with commas between, for example 25.620, 33.120. "
            "For a Swedish company they are in the register of Statistics Sweden and on its tax papers."
        ),
    )

    @classmethod
    def of(cls, organisation: Organisation) -> IndustriesForm:
        """Filled in with what is known."""
        known = list(organisation.industries.all())
        scheme = known[0].scheme if known else sni.SNI_2007_SCHEME
        codes = [each.code for each in known if each.scheme == scheme]
        return cls(initial={"scheme": scheme, "codes": ", ".join(codes)})

    def clean(self) -> dict[str, Any]:
        """Each code in the scheme's own form, once; the first that is none is named."""
        cleaned = super().clean() or {}
        if "codes" in cleaned and "scheme" in cleaned:
            try:
                cleaned["codes"] = self._normalised(cleaned["scheme"], cleaned["codes"])
            except sni.CodeError as error:
                self.add_error("codes", error.text(get_language() or "sv"))
        return cleaned

    def _normalised(self, scheme: str, text: str) -> list[str]:
        codes = [sni.normalised(scheme, part) for part in text.replace(";", ",").split(",") if part.strip()]
        if len(set(codes)) > self.MOST:
            raise forms.ValidationError({"codes": _("Write at most five codes.")})
        return list(dict.fromkeys(codes))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """(scheme, code) each, the main one first."""
        return [(self.cleaned_data["scheme"], code) for code in self.cleaned_data["codes"]]


class InviteEditorForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(label=_("The person's e-mail"), max_length=254)
