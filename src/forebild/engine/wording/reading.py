"""From letters to words: small letters, å, ä and ö folded, words told from what lies between them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

LONGEST = 60
"""Letters of a word that are read; what is longer is no word of a language."""

_WORD = re.compile(r"[^\W_]+(?:[-'’./:][^\W_]+)*")
_JOINTS = re.compile(r"[-'’./:]")


def words_of(text: str) -> list[str]:
    """The words in small letters, in order.

    1. Composed characters are made one ("a" with a ring after it is "å").
    2. "OEE-mätning" is read whole, as "oeemätning", and as "oee" and "mätning"; so is "e-handel".
    """
    found = []
    for match in _WORD.finditer(unicodedata.normalize("NFC", text).lower()):
        pieces = _JOINTS.split(match[0])
        found += [piece[:LONGEST] for piece in pieces]
        if len(pieces) == 2 and "-" in match[0]:
            found.append("".join(pieces)[:LONGEST])
    return found


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """The word without rings, dots and accents: å, ä → a, ö → o, é → e; æ, ø, ß as Swedes write them."""
    plain = word.translate(_LETTERS)
    if plain.isascii():
        return plain
    return "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))


_LETTERS = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", "æ": "a", "ø": "o", "ß": "ss"})


def rows(name: str) -> list[list[str]]:
    """The words of a file in `words/`, line by line; what follows # is a remark."""
    text = files("forebild.engine.wording").joinpath("words", name).read_text(encoding="utf-8")
    return [words for line in text.splitlines() if (words := line.partition("#")[0].split())]


STOP_WORDS = {
    language: frozenset(word for row in rows(f"stop_{language}.txt") for word in row)
    for language in ("sv", "en")
}
"""Words that say nothing by themselves."""


def is_stop_word(word: str, language: str) -> bool:
    """Whether the word, with or without its dots, says nothing by itself."""
    return word in STOP_WORDS[language] or word in _FOLDED_STOP_WORDS[language]


_FOLDED_STOP_WORDS = {
    # "för" without its dots is "for", but "är" is not "ar" nor "på" "pa" to anybody who means something else
    language: frozenset(folded(word) for word in words if len(word) > 2)
    for language, words in STOP_WORDS.items()
}
