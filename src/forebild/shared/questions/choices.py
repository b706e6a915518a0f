"""A question's choices as the office types them, a line each: `Swedish | English`.

A choice is stored as {"value", "sv", "en"}; answers hold the value. So a value is made once, from the first
Swedish wording, and kept when the line is reworded or moved. Pure: texts in, rows out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher

from django.utils.text import slugify
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput

Choice = dict[str, str]
LONGEST_NAME = 40
_MUCH_ALIKE = 0.6


def as_lines(choices: Iterable[Choice]) -> str:
    """The choices as they are typed."""
    return "\n".join(" | ".join(filter(None, [each["sv"], each.get("en", "")])) for each in choices)


def from_lines(text: str, known: Sequence[Choice]) -> list[Choice]:
    """The choices that `text` names, each with the value it has in `known` or a new one.

    Raises InvalidInput for a line with more than two wordings or without Swedish, and for one said twice.
    """
    wordings = [_wording(line) for line in text.splitlines() if line.strip()]
    said = [swedish.casefold() for swedish, _english in wordings]
    twice = next((swedish for swedish, _e in wordings if said.count(swedish.casefold()) > 1), None)
    if twice is not None:
        raise InvalidInput(_("“%(choice)s” is there twice.") % {"choice": twice})
    return _with_values(wordings, known)


def name_of(text: str, taken: Collection[str], otherwise: str) -> str:
    """A name to store under, made of `text`: small letters, digits and underscores, none of `taken`."""
    plain = slugify(text).replace("-", "_").strip("_")[: LONGEST_NAME - 3].rstrip("_") or otherwise
    names = (plain, *(f"{plain}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _wording(line: str) -> tuple[str, str]:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) > 2:
        raise InvalidInput(_("One line has more than one |: %(line)s") % {"line": line.strip()})
    if not parts[0]:
        raise InvalidInput(_("One line has no Swedish wording: %(line)s") % {"line": line.strip()})
    return parts[0], parts[1] if len(parts) == 2 else ""


def _with_values(wordings: Sequence[tuple[str, str]], known: Sequence[Choice]) -> list[Choice]:
    """1. The same Swedish. 2. The same English. 3. What is left: as many, in order; else the most alike."""
    left, values = list(known), dict[int, str]()
    for language, place_in in (("sv", 0), ("en", 1)):
        for place, wording in enumerate(wordings):
            same = next(
                (each for each in left if wording[place_in] and each[language] == wording[place_in]), None
            )
            if place not in values and same is not None:
                values[place] = same["value"]
                left.remove(same)
    unnamed = [place for place in range(len(wordings)) if place not in values]
    if len(unnamed) == len(left):
        values |= {place: each["value"] for place, each in zip(unnamed, left, strict=True)}
    else:
        values |= _most_alike({place: wordings[place][0] for place in unnamed}, left)
    taken = {each["value"] for each in known}
    for place in range(len(wordings)):
        if place not in values:
            values[place] = name_of(wordings[place][0], taken, "svar")
            taken.add(values[place])
    return [{"value": values[place], "sv": sv, "en": en} for place, (sv, en) in enumerate(wordings)]


def _most_alike(unnamed: dict[int, str], left: Sequence[Choice]) -> dict[int, str]:
    """Pairs of a new wording and an old choice, the most alike first; those that differ much stay apart."""
    pairs = [
        (SequenceMatcher(None, each["sv"].casefold(), text.casefold()).ratio(), place, each["value"])
        for place, text in unnamed.items()
        for each in left
    ]
    found: dict[int, str] = {}
    for likeness, place, value in sorted(pairs, key=lambda pair: -pair[0]):
        if likeness >= _MUCH_ALIKE and place not in found and value not in found.values():
            found[place] = value
    return found
