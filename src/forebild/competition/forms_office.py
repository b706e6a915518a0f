"""What the office types about nominated companies, entries and who may take part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.competition.lists import county_choices
from forebild.competition.models import Award, EligibilityFinding, EligibilityRule
from forebild.competition.rules import rate_of
from forebild.people.models import Organisation
from forebild.people.reference import sni
from forebild.shared.ui.forms import DayInput, LongText
from forebild.shared.ui.moments import SwedishMoment

SECTIONS = tuple(each.code for each in sni.sections(sni.SNI_2007_SCHEME))


class ContactForm(forms.Form):
    """Whom to ask at the company."""

    name = forms.CharField(label=_("Contact person"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)


class ReasonForm(forms.Form):
    """Why, for the record."""

    reason = LongText(label=_("Reason"), max_length=1000, help_text=_("It goes on record."))


class CompanyForm(forms.ModelForm):
    """A company's facts, as the office puts them right."""

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    reason = LongText(
        label=_("Reason"), max_length=500, help_text=_("It goes on record. The company does not see it.")
    )

    class Meta:
        model = Organisation
        fields = ["name", "county", "municipality", "website"]


class CitationForm(forms.Form):
    """Another wording of a published citation, the languages side by side."""

    citation_sv = LongText(
        label=_("Citation in Swedish"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": Award.CITATION_LENGTH, "lang": "sv"}),
    )
    citation_en = LongText(
        label=_("Citation in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": Award.CITATION_LENGTH, "lang": "en"}),
    )
    reason = LongText(
        label=_("Reason"), max_length=1000, help_text=_("It goes on record. The public does not see it.")
    )

    def __init__(self, data: Any = None, *, award: Award) -> None:
        super().__init__(data, initial={"citation_sv": award.citation_sv, "citation_en": award.citation_en})
        # The service refuses to leave it out, in words of its own; a finalist may have none.
        self.fields["citation_sv"].says_optional = not award.citation_sv  # type: ignore[attr-defined]


class ExtensionForm(forms.Form):
    """More time for one company."""

    until = SwedishMoment(label=_("New deadline"), help_text=_("Swedish time. The company is told by mail."))
    reason = LongText(
        label=_("Reason"), max_length=500, help_text=_("It goes on record. The company does not see it.")
    )


class FindingForm(forms.Form):
    """What a person found about one rule."""

    outcome = forms.ChoiceField(
        label=_("What did you find?"), choices=EligibilityFinding.Outcome.choices, widget=forms.RadioSelect
    )
    evidence = LongText(
        label=_("Evidence"),
        required=False,
        help_text=_("What you looked at, for example the annual report for 2025. Needed unless not known."),
    )
    evidence_on = forms.DateField(label=_("Date of the evidence"), required=False, widget=DayInput)


class RulingForm(forms.Form):
    """The decision; a no, and a yes against a finding, needs its reason."""

    eligible = forms.TypedChoiceField(
        label=_("May it compete?"),
        choices=[("yes", _("Eligible")), ("no", _("Not eligible"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text=_(
            "After a no the company is told by mail, ten minutes later. The reason is not in the letter. "
            "Take the decision up again before that, and nothing is sent."
        ),
    )
    reason = LongText(
        label=_("Reason"),
        max_length=1000,
        required=False,
        help_text=_("Needed for a no, and for a yes where a rule is not met or not certain."),
    )


class RuleForm(forms.ModelForm):
    """A rule in both languages, with what its kind needs to know."""

    sectors = forms.CharField(
        label=_("Sectors"),
        required=False,
        help_text=_("For a rule about sector: SNI 2007 sections or divisions, for example: B, C or 25, 28."),
    )
    counties = forms.MultipleChoiceField(
        label=_("Counties"),
        choices=county_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For a rule about county. None ticked means all of Sweden."),
    )
    sek_per_euro = forms.DecimalField(
        label=_("Kronor to the euro"),
        min_value=1,
        max_value=100,
        decimal_places=4,
        required=False,
        help_text=_(
            "For the EU's definition: the European Central Bank's rate of the day that the accounts "
            "were closed. The one that stands here from the start has been written down by hand: check it."
        ),
    )
    rate_on = forms.DateField(label=_("Day of the rate"), required=False, widget=DayInput)

    class Meta:
        model = EligibilityRule
        fields = ["kind", "text_sv", "text_en"]

    def __init__(self, data: Any = None, *, instance: EligibilityRule) -> None:
        super().__init__(data, instance=instance)
        codes = instance.settings.get("codes", [])
        rate = rate_of(instance)
        self.initial.update(
            sectors=", ".join(codes) if instance.kind == EligibilityRule.Kind.SECTOR else "",
            counties=codes if instance.kind == EligibilityRule.Kind.COUNTY else [],
            sek_per_euro=rate.sek_per_euro,
            rate_on=rate.on,
        )

    def clean_sectors(self) -> list[str]:
        """The codes, each a section or a division of the scheme."""
        codes = [code.strip().upper() for code in self.cleaned_data["sectors"].split(",") if code.strip()]
        divisions = {each.code for each in sni.divisions(sni.SNI_2007_SCHEME)}
        for code in codes:
            if code not in SECTIONS and code not in divisions:
                raise forms.ValidationError(
                    _("%(code)s is neither a section nor a division of SNI 2007."), params={"code": code}
                )
        return codes

    def clean(self) -> dict[str, Any]:
        """Put what the kind needs into the rule's settings, and leave the rest out."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == EligibilityRule.Kind.SECTOR and "sectors" in cleaned and not cleaned["sectors"]:
            self.add_error("sectors", _("Name at least one sector."))
        if kind == EligibilityRule.Kind.SME:
            self._demand_rate(cleaned)
        self.instance.settings = self._settings(kind, cleaned)
        return cleaned

    def _demand_rate(self, cleaned: dict[str, Any]) -> None:
        """The test reckons with a rate that somebody has stated, and with its day."""
        if "sek_per_euro" in cleaned and not cleaned["sek_per_euro"]:
            self.add_error("sek_per_euro", _("Write the rate."))
        if "rate_on" in cleaned and not cleaned["rate_on"]:
            self.add_error("rate_on", _("Give the day of the rate."))

    def _settings(self, kind: str | None, cleaned: dict[str, Any]) -> dict[str, Any]:
        match kind:
            case EligibilityRule.Kind.SECTOR:
                return {"scheme": sni.SNI_2007_SCHEME, "codes": cleaned.get("sectors", [])}
            case EligibilityRule.Kind.COUNTY:
                return {"codes": cleaned.get("counties", [])}
            case EligibilityRule.Kind.SME:
                rate, day = cleaned.get("sek_per_euro"), cleaned.get("rate_on")
                return {"sek_per_euro": str(rate), "rate_on": day.isoformat()} if rate and day else {}
        return {}
