"""What can be found by rule of whether a company may take part: one finder a kind, pure and repeatable.

    find(rule, organisation, on) ── Found(outcome, evidence, evidence_on, calculation)

A finder reads what is known of the company. What it cannot settle it leaves to a person, as *borderline*
(close, or of two minds) or *unknown* (something is missing), and says why.

`calculation` is what the office reads, in both languages, as it was quoted then:
    {"sv": [sentence, …], "en": [sentence, …]}, and from the SME test "size" and "verdict".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from forebild.competition.models import EligibilityFinding, EligibilityRule
from forebild.people.models import Organisation, OrganisationFigures, OrganisationIndustry
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE
from forebild.people.reference.sme import Assessment, Figures, Rate, Year, assess
from forebild.people.reference.sme_sentences import sentence, size_name

Outcome = EligibilityFinding.Outcome
# Kronor to the euro that a new rule begins with: meant as the European Central Bank's reference rate of that
# day, written down by hand and not fetched. The office sees it in the list of rules, and checks it.
USUAL_RATE = Rate(Decimal("11.4590"), date(2024, 12, 31))
_OUTCOMES = {
    "sme": Outcome.MET,
    "not_sme": Outcome.NOT_MET,
    "borderline": Outcome.BORDERLINE,
    "unknown": Outcome.UNKNOWN,
}


@dataclass(frozen=True)
class Found:
    """What a rule found, on which evidence, of which date; `evidence_on` is none where there was nothing."""

    outcome: str
    evidence: str = ""
    evidence_on: date | None = None
    calculation: Mapping[str, Any] = field(default_factory=dict)


def find(rule: EligibilityRule, organisation: Organisation, on: date) -> Found:
    """Ask the rule of the company, with its facts of the day `on`; what only a person sees is unknown."""
    match rule.kind:
        case EligibilityRule.Kind.SME:
            return _by_size(rule, organisation)
        case EligibilityRule.Kind.SECTOR:
            return _by_sector(rule, list(organisation.industries.all()), on)
        case EligibilityRule.Kind.COUNTY:
            return _by_county(rule, organisation, on)
    return Found(Outcome.UNKNOWN)


def rate_of(rule: EligibilityRule) -> Rate:
    """The euro rate that an SME rule reckons with."""
    settings = rule.settings
    if "sek_per_euro" not in settings:
        return USUAL_RATE
    return Rate(Decimal(settings["sek_per_euro"]), date.fromisoformat(settings["rate_on"]))


# Size


def _by_size(rule: EligibilityRule, organisation: Organisation) -> Found:
    """The SME test on the latest year, with the year before where it is known. Owners are not on record."""
    years = list(organisation.figures.all())
    if not years:
        return Found(Outcome.UNKNOWN, calculation=_said(*_NO_FIGURES))
    latest, rate = years[0], rate_of(rule)
    before = next((each for each in years[1:] if each.year == latest.year - 1), None)
    assessment = assess(_as_year(latest, rate), _as_year(before, rate) if before else None)
    return Found(
        _OUTCOMES[assessment.verdict],
        evidence=latest.source or str(latest.year),
        evidence_on=date(latest.year, 12, 31),  # what the figures are of, not when they were read
        calculation=_quoted(assessment),
    )


def _as_year(figures: OrganisationFigures, rate: Rate) -> Year:
    known = Figures(figures.head_count, figures.turnover_sek, figures.balance_sheet_sek)
    return Year(figures.year, known, rate)


def _quoted(assessment: Assessment) -> dict[str, Any]:
    """Every step in words, the conclusion first, and what the test could not know last."""
    told = {
        language: [
            _CONCLUSION[language] % size_name(assessment.size, language),
            *(sentence(rule, language) for rule in assessment.rules),
            _OWNERS[language],
        ]
        for language in ("sv", "en")
    }
    return {**told, "size": assessment.size, "verdict": assessment.verdict}


# Sector and county


def _by_sector(rule: EligibilityRule, industries: list[OrganisationIndustry], on: date) -> Found:
    """Met by the main industry; by a side industry, or one of another scheme, it is for a person to weigh."""
    if not industries:
        return Found(Outcome.UNKNOWN, calculation=_said(*_NO_INDUSTRY))
    fits = [_lies_within(rule.settings, industry) for industry in industries]
    if fits[0]:
        outcome = Outcome.MET
    else:
        outcome = Outcome.BORDERLINE if any(fit is not False for fit in fits) else Outcome.NOT_MET
    return Found(
        outcome,
        evidence=", ".join(f"{each.get_scheme_display()} {each.code}" for each in industries),
        evidence_on=on,
        calculation=_industries_in_words(industries),
    )


def _lies_within(settings: Mapping[str, Any], industry: OrganisationIndustry) -> bool | None:
    """Whether the code is in the rule's sections or divisions; None for another scheme, or no code."""
    if industry.scheme != settings.get("scheme", sni.SNI_2007_SCHEME):
        return None
    try:
        places = {
            sni.section_of(industry.scheme, industry.code),
            sni.division_of(industry.scheme, industry.code),
        }
    except sni.CodeError:
        return None
    return not places.isdisjoint(settings.get("codes", ()))


def _industries_in_words(industries: Iterable[OrganisationIndustry]) -> dict[str, Any]:
    return {
        language: [f"{each.code} {_industry_name(each, language)}".strip() for each in industries]
        for language in ("sv", "en")
    }


def _industry_name(industry: OrganisationIndustry, language: str) -> str:
    try:
        return sni.title(industry.scheme, industry.code, language)
    except sni.CodeError:
        return ""


def _by_county(rule: EligibilityRule, organisation: Organisation, on: date) -> Found:
    """Met in one of the rule's counties; without any named, anywhere in Sweden."""
    if organisation.country != "SE":
        return Found(Outcome.NOT_MET, evidence=organisation.country, evidence_on=on)
    if organisation.county not in BY_CODE:
        return Found(Outcome.UNKNOWN, calculation=_said(*_NO_COUNTY))
    codes = rule.settings.get("codes") or list(BY_CODE)
    outcome = Outcome.MET if organisation.county in codes else Outcome.NOT_MET
    return Found(outcome, evidence=BY_CODE[organisation.county].name, evidence_on=on)


def _said(sv: str, en: str) -> dict[str, list[str]]:
    return {"sv": [sv], "en": [en]}


_NO_FIGURES = (
    "Företaget har inte lämnat några siffror. Fråga efter årsarbetskrafter, omsättning och balansomslutning.",
    "The company has given no figures. Ask for head count, turnover and balance sheet total.",
)
_NO_INDUSTRY = ("Företaget har inte angett någon bransch.", "The company has named no industry.")
_NO_COUNTY = ("Företaget har inte angett något län.", "The company has named no county.")
_CONCLUSION = {"sv": "Efter siffrorna är företaget %s.", "en": "By its figures the company is %s."}
_OWNERS = {
    "sv": "Ägare och dotterföretag är inte kända här. Fråga om någon äger 25 % eller mer (artikel 3 och 6).",
    "en": "Owners and subsidiaries are not known here. Ask whether anybody owns 25% or more (Articles 3, 6).",
}
