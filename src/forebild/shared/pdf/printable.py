"""What the shipped fonts can print.

An archive format must embed a glyph for every character, so one that no font has is shown as □ (an emoji,
Chinese); the content hash is always that of the text as it was written.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FONTS_DIR = Path(__file__).parent / "fonts"
MISSING = "□"
_LONGEST_WORD = 60
_BREAK = "\u200b"  # a place to break a word that would run out of the page
_INSTEAD = {"\u2011": "-", "\u00ad": "", "\ufffd": MISSING, "\t": " ", "\n": "\n", _BREAK: _BREAK}


def printable(value: Any) -> Any:
    """The same JSON value with every text made printable; a key is the template's own word and is kept."""
    if isinstance(value, str):
        return _breakable(unicodedata.normalize("NFC", value).translate(_table()))
    if isinstance(value, Mapping):
        return {name: printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [printable(part) for part in value]
    return value


def _breakable(text: str) -> str:
    """Words too long for a line may be broken anywhere."""
    if max(map(len, text.split()), default=0) <= _LONGEST_WORD:
        return text
    return "".join(
        _BREAK.join(part) if len(part) > _LONGEST_WORD else part for part in _words_and_spaces(text)
    )


def _words_and_spaces(text: str) -> list[str]:
    parts: list[str] = []
    for letter in text:
        if parts and letter.isspace() == parts[-1][0].isspace():
            parts[-1] += letter
        else:
            parts.append(letter)
    return parts


class _Printable(dict[int, str]):
    """A table for `str.translate` that learns each character when it is first met."""

    def __init__(self, covered: frozenset[int]) -> None:
        super().__init__({ord(letter): instead for letter, instead in _INSTEAD.items()})
        self.covered = covered

    def __missing__(self, code: int) -> str:
        self[code] = self._instead(code)
        return self[code]

    def _instead(self, code: int) -> str:
        if code in self.covered:
            return chr(code)
        # Invisible: joiners, direction marks, variation selectors, stray combining marks, controls.
        return "" if unicodedata.category(chr(code)) in ("Cc", "Cf", "Mn", "Me", "Cs") else MISSING


@cache
def _table() -> _Printable:
    """The characters of the fonts, from the list made with them: ranges as in 0020-007E."""
    lines = (FONTS_DIR / "coverage.txt").read_text().split()
    pairs = [[int(end, 16) for end in line.split("-")] for line in lines]
    return _Printable(frozenset(code for first, last in pairs for code in range(first, last + 1)))
