"""One way of counting characters and words; `static/writing/counting.js` is its twin, line by line.

A character is a code point after normalisation; a line break is one, however the machine writes it.
A word is a stretch without white space that holds at least one letter or digit, so a dash is none.
"""

import re
import unicodedata

_LINE_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_WHITE_SPACE = re.compile("[\t\n \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\ufeff]+")


def normalise(text: str) -> str:
    """The text as it is stored: line breaks as \\n, no control characters or half characters, NFC."""
    text = _LINE_BREAK.sub("\n", text)
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def count_characters(text: str) -> int:
    """Code points of the normalised text."""
    return len(normalise(text))


def count_words(text: str) -> int:
    """Stretches between white space that hold a letter or a digit."""
    return len(words(text))


def words(text: str) -> list[str]:
    """The counted words themselves, with the punctuation that touches them."""
    return [part for part in _WHITE_SPACE.split(normalise(text)) if any(map(str.isalnum, part))]
