# ruff: noqa: E501 (a sentence to a line)
"""The rules of the SME test in words, Swedish and English, with their numbers and where they stand."""

from __future__ import annotations

from decimal import Decimal

from forebild.people.reference.sme import Number, Rule


def size_name(size: str, language: str) -> str:
    """The class in words, as in "… is a small enterprise"."""
    return _SIZE_NAMES["en" if language.startswith("en") else "sv"][size]


def sentence(rule: Rule, language: str) -> str:
    """The rule in one sentence in "sv" or "en", with its numbers and where it stands."""
    tongue = "en" if language.startswith("en") else "sv"
    words = {name: _word(name, value, tongue) for name, value in rule.values.items()}
    if not words.get("name", "x"):
        words["name"] = {"sv": "En ägare eller ett ägt företag", "en": "An owner or a company owned"}[tongue]
    return SENTENCES[rule.key][tongue].format(**words)


def _word(name: str, value: Number | str | None, tongue: str) -> str:
    if name in ("size", "earlier"):
        return size_name(str(value), tongue)
    if isinstance(value, str) or name in ("year", "before"):
        return str(value)
    number = f"{Decimal(str(value)).quantize(Decimal('0.01')):,f}".rstrip("0").rstrip(".")
    return number if tongue == "en" else number.replace(",", "\u00a0").replace(".", ",")


_SIZE_NAMES = {
    "sv": {
        "micro": "ett mikroföretag",
        "small": "ett litet företag",
        "medium": "ett medelstort företag",
        "large": "ett stort företag",
        "unknown": "av okänd storlek",
    },
    "en": {
        "micro": "a microenterprise",
        "small": "a small enterprise",
        "medium": "a medium-sized enterprise",
        "large": "a large enterprise",
        "unknown": "of unknown size",
    },
}

SENTENCES = {
    "definition": {
        "sv": (
            "Rekommendation 2003/361/EG, bilagan, artikel 2.1: ”Kategorin mikroföretag samt små och medelstora "
            "företag (SMF-kategorin) utgörs av företag som sysselsätter färre än 250 personer och vars "
            "årsomsättning inte överstiger 50 miljoner euro eller vars balansomslutning inte överstiger "
            "43 miljoner euro per år.”"
        ),
        "en": (
            "Recommendation 2003/361/EC, Annex, Article 2.1: “The category of micro, small and medium-sized "
            "enterprises (SMEs) is made up of enterprises which employ fewer than 250 persons and which have an "
            "annual turnover not exceeding EUR 50 million, and/or an annual balance sheet total not exceeding "
            "EUR 43 million.”"
        ),
    },
    "head_count_within": {
        "sv": "{value} årsarbetskrafter är färre än {ceiling} (artikel 2.1).",
        "en": "{value} persons in annual work units are fewer than {ceiling} (Article 2.1).",
    },
    "head_count_above": {
        "sv": "{value} årsarbetskrafter är inte färre än {ceiling} (artikel 2.1).",
        "en": "{value} persons in annual work units are not fewer than {ceiling} (Article 2.1).",
    },
    "head_count_missing": {
        "sv": "Antalet årsarbetskrafter är inte känt i sin helhet; gränsen är {ceiling} (artikel 2.1).",
        "en": "The number of annual work units is not fully known; the limit is {ceiling} (Article 2.1).",
    },
    "turnover_within": {
        "sv": "Omsättningen {value} miljoner euro överstiger inte {ceiling} (artikel 2.1).",
        "en": "A turnover of EUR {value} million does not exceed {ceiling} (Article 2.1).",
    },
    "turnover_above": {
        "sv": "Omsättningen {value} miljoner euro överstiger {ceiling} (artikel 2.1).",
        "en": "A turnover of EUR {value} million exceeds {ceiling} (Article 2.1).",
    },
    "turnover_missing": {
        "sv": "Omsättningen är inte känd i sin helhet; gränsen är {ceiling} miljoner euro (artikel 2.1).",
        "en": "The turnover is not fully known; the ceiling is EUR {ceiling} million (Article 2.1).",
    },
    "balance_sheet_within": {
        "sv": "Balansomslutningen {value} miljoner euro överstiger inte {ceiling} (artikel 2.1).",
        "en": "A balance sheet total of EUR {value} million does not exceed {ceiling} (Article 2.1).",
    },
    "balance_sheet_above": {
        "sv": "Balansomslutningen {value} miljoner euro överstiger {ceiling} (artikel 2.1).",
        "en": "A balance sheet total of EUR {value} million exceeds {ceiling} (Article 2.1).",
    },
    "balance_sheet_missing": {
        "sv": "Balansomslutningen är inte känd i sin helhet; gränsen är {ceiling} miljoner euro (artikel 2.1).",
        "en": "The balance sheet total is not fully known; the ceiling is EUR {ceiling} million (Article 2.1).",
    },
    "rate": {
        "sv": "Kronor är räknade till {rate} kronor per euro, kursen den {on}.",
        "en": "Kronor are converted at {rate} kronor to the euro, the rate of {on}.",
    },
    "estimated": {
        "sv": "Företaget är nytt och har inga avslutade räkenskaper: siffrorna är en ärlig uppskattning (artikel 4.3).",
        "en": "The enterprise is new and its accounts are not approved: its figures are a bona fide estimate (Article 4.3).",
    },
    "partner": {
        "sv": "{name} ({share} %) är partnerföretag: så stor del av dess siffror läggs till (artikel 3.2 och 6.2).",
        "en": "{name} ({share}%) is a partner enterprise: that share of its figures is added (Articles 3.2 and 6.2).",
    },
    "linked": {
        "sv": "{name} ({share} %) är anknutet företag: alla dess siffror läggs till (artikel 3.3 och 6.2).",
        "en": "{name} ({share}%) is a linked enterprise: all its figures are added (Articles 3.3 and 6.2).",
    },
    "below_partner": {
        "sv": "{name} ({share} %) har mindre än 25 % och räknas inte med (artikel 3.1).",
        "en": "{name} ({share}%) has less than 25% and is not counted (Article 3.1).",
    },
    "exempt": {
        "sv": "{name} ({share} %) är en investerare som får ha upp till 50 % utan att räknas med (artikel 3.2).",
        "en": "{name} ({share}%) is an investor who may have up to 50% without being counted (Article 3.2).",
    },
    "public": {
        "sv": "Offentliga organ har {share} %, minst 25 %: företaget räknas inte som ett SMF (artikel 3.4).",
        "en": "Public bodies have {share}%, at least 25%: the enterprise is not considered an SME (Article 3.4).",
    },
    "public_below": {
        "sv": "Offentliga organ har {share} %, mindre än 25 % (artikel 3.4).",
        "en": "Public bodies have {share}%, less than 25% (Article 3.4).",
    },
    "one_year": {
        "sv": "Bara år {year} är känt: om det har varit så i två år har inte prövats (artikel 4.2).",
        "en": "Only {year} is known: whether this has lasted two years has not been tested (Article 4.2).",
    },
    "two_years_same": {
        "sv": "Både {before} och {year} är företaget {size} (artikel 4.2).",
        "en": "In both {before} and {year} it is {size} (Article 4.2).",
    },
    "two_years_changed": {
        "sv": (
            "År {before} var företaget {earlier}, år {year} {size}: den nya klassen gäller först efter "
            "två år i följd (artikel 4.2)."
        ),
        "en": (
            "In {before} it was {earlier}, in {year} {size}: the new class counts only after two consecutive "
            "years (Article 4.2)."
        ),
    },
    "two_years_unknown": {
        "sv": "Siffrorna för {before} och {year} räcker inte för att pröva två år i följd (artikel 4.2).",
        "en": "The figures for {before} and {year} do not suffice to test two years in a row (Article 4.2).",
    },
    "borderline": {
        "sv": "Nära gränsen (inom {percent} %) eller olika två år i rad: en person avgör och skriver varför.",
        "en": "Near the limit (within {percent}%) or different in two years: a person decides, with a reason.",
    },
}
