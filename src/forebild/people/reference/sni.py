"""Industry codes: what section and division a code lies in, what it is called, how far apart two are.

A code is always kept with its scheme, since section letters mean different things in each:
"sni2007" (SNI 2007, on four levels NACE Rev. 2; codes NN.NNN) and "nace2.1" (NACE Rev. 2.1; NN.NN).
A shorter code names a division (25) or group (25.6). Codes below the divisions are not all listed: an
unlisted one is accepted and goes by the title of the nearest listed code above it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from forebild.people.reference.industry_titles import (
    NACE_2_1_NEW,
    NACE_2_1_SECTIONS,
    SNI_2007,
    SNI_2007_SECTIONS,
)

SNI_2007_SCHEME = "sni2007"
NACE_2_1_SCHEME = "nace2.1"


class Title(NamedTuple):
    """What a code is called. `code` is the listed code whose title it is; `sure` whether `sv` is checked."""

    code: str
    sv: str
    en: str
    sure: bool


class CodeError(ValueError):
    """The text is not a code of the scheme; `reason` is a key of TEXTS."""

    def __init__(self, reason: str) -> None:
        super().__init__(TEXTS[reason]["en"])
        self.reason = reason

    def text(self, language: str) -> str:
        """What happened and what to do, in "sv" or "en"."""
        return TEXTS[self.reason]["en" if language.startswith("en") else "sv"]


TEXTS = {
    "scheme": {
        "sv": "Välj SNI 2007 eller Nace 2.1.",
        "en": "Choose SNI 2007 or NACE 2.1.",
    },
    "form": {
        "sv": "Skriv koden som två siffror, punkt och upp till tre siffror till, till exempel 25.620.",
        "en": "Write the code as two digits, a full stop and up to three more digits, for example 25.620.",
    },
    "division": {
        "sv": "De två första siffrorna är ingen huvudgrupp. Kontrollera koden.",
        "en": "The first two digits are not a division. Check the code.",
    },
}


def _read(lines: str) -> dict[str, Title]:
    titles = {}
    for line in lines.strip().splitlines():
        code, sv, en = line.split("|")
        plain = code.removesuffix("?")
        titles[plain] = Title(plain, sv, en, sure=plain == code)
    return titles


def _divisions(sections: dict[str, str]) -> dict[str, str]:
    """The section of each division."""
    divisions = {}
    for section, span in sections.items():
        first, last = span[:2], span[-2:]
        divisions.update({f"{number:02d}": section for number in range(int(first), int(last) + 1)})
    return divisions


_SNI_TITLES = _read(SNI_2007)
_SECTIONS = {
    SNI_2007_SCHEME: _divisions(SNI_2007_SECTIONS),
    NACE_2_1_SCHEME: _divisions(NACE_2_1_SECTIONS),
}
_TITLES = {
    SNI_2007_SCHEME: _SNI_TITLES,
    NACE_2_1_SCHEME: {
        code: title
        for code, title in (_SNI_TITLES | _read(NACE_2_1_NEW)).items()
        if code in NACE_2_1_SECTIONS or code in _SECTIONS[NACE_2_1_SCHEME]
    },
}
_FORMS = {SNI_2007_SCHEME: r"\d\d(\.\d{1,3})?", NACE_2_1_SCHEME: r"\d\d(\.\d{1,2})?"}


def normalised(scheme: str, code: str) -> str:
    """The code with its full stop: "25620" and "25.620" are one. Raises CodeError."""
    if scheme not in _FORMS:
        raise CodeError("scheme")
    plain = re.sub(r"\s", "", code)
    if re.fullmatch(r"\d{3,5}", plain, re.ASCII):
        plain = f"{plain[:2]}.{plain[2:]}"
    if not re.fullmatch(_FORMS[scheme], plain, re.ASCII):
        raise CodeError("form")
    if plain[:2] not in _SECTIONS[scheme]:
        raise CodeError("division")
    return plain


def division_of(scheme: str, code: str) -> str:
    """The two digits of the division. Raises CodeError."""
    return normalised(scheme, code)[:2]


def section_of(scheme: str, code: str) -> str:
    """The section's letter, in this scheme only. Raises CodeError."""
    return _SECTIONS[scheme][division_of(scheme, code)]


def sections(scheme: str) -> tuple[Title, ...]:
    """All sections in order. Raises CodeError for an unknown scheme."""
    return _listed(scheme, 1)


def divisions(scheme: str) -> tuple[Title, ...]:
    """All divisions in order. Raises CodeError for an unknown scheme."""
    return _listed(scheme, 2)


def _listed(scheme: str, length: int) -> tuple[Title, ...]:
    if scheme not in _TITLES:
        raise CodeError("scheme")
    return tuple(title for code, title in sorted(_TITLES[scheme].items()) if len(code) == length)


def named(scheme: str, code: str) -> Title:
    """The title of the code, or of the nearest listed one above it; a section by its letter. CodeError."""
    titles = _TITLES.get(scheme, {})
    if code in titles and len(code) == 1:
        return titles[code]
    plain = normalised(scheme, code)
    while plain not in titles:
        plain = plain[:-1].removesuffix(".")
    return titles[plain]


def title(scheme: str, code: str, language: str) -> str:
    """What the code is called in "sv" or "en". Raises CodeError."""
    found = named(scheme, code)
    return found.en if language.startswith("en") else found.sv


def is_industry(scheme: str, code: str) -> bool:
    """Whether the code is manufacturing, mining or quarrying: industry as support programmes mean it."""
    return section_of(scheme, code) in ("B", "C")


_SPLIT = frozenset({"41", "45", "63", "70"})
"""Divisions that NACE 2.1 distributes: developers went to real estate; trade in and repair of motor vehicles
to 46, 47 and 95; news agencies and portals to 60; public relations to 73."""


def nace_2_1_division(sni_2007_division: str) -> str | None:
    """Where a division of SNI 2007 stands in NACE 2.1; None where it was divided. Raises CodeError."""
    division = division_of(SNI_2007_SCHEME, sni_2007_division)
    return None if division in _SPLIT else division


FURTHEST = 4


def distance(one: tuple[str, str], other: tuple[str, str]) -> int | None:
    """Steps up the tree until two (scheme, code) meet: 0 same class, 1 group, 2 division, 3 section, 4 not.

    Equal codes are at 0, however short. Across schemes divisions are compared; None where the older one
    was divided. Raises CodeError.
    """
    (scheme, code), (other_scheme, other_code) = one, other
    if scheme == other_scheme:
        return _steps(scheme, normalised(scheme, code), normalised(scheme, other_code))
    if scheme == NACE_2_1_SCHEME:
        return distance(other, one)
    moved, division = nace_2_1_division(division_of(scheme, code)), division_of(other_scheme, other_code)
    return None if moved is None else max(2, _steps(other_scheme, moved, division))


def _steps(scheme: str, one: str, other: str) -> int:
    if one == other:
        return 0
    for steps, length in enumerate((5, 4, 2)):
        if len(one) >= length and one[:length] == other[:length]:
            return steps
    return 3 if section_of(scheme, one) == section_of(scheme, other) else FURTHEST
