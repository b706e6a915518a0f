"""LIX, the Swedish measure of how heavy a text is to read.

LIX = words per sentence + share of long words (more than six letters) in per cent. Björnsson, 1968:
below 30 easy, 30–40 plain, 40–50 factual prose, 50–60 heavy, above that a treatise.
"""

import re

from forebild.shared.writing.counting import words

_LETTERS = re.compile(r"[^\W\d_]")
# A full stop inside a number or after an abbreviation such as "t.ex." or "kl." ends no sentence.
_SENTENCE_END = re.compile(
    r"(?:(?<!\.\w)(?<!\.\w\w)(?<!\bkl)(?<!\bca)(?<!\bnr)[.!?…:]+[\"”’»)\]]*(?=\s+[\W_]*[A-ZÅÄÖÉ\d])"
    r"|[.!?…:]*\s*\n\s*|[.!?…:]+\s*$)"
)


def sentences(text: str) -> list[str]:
    """The text's sentences; a line break ends one, too (a heading, an item of a list)."""
    return [part.strip() for part in _SENTENCE_END.split(text) if words(part)]


def lix(text: str) -> int:
    """The LIX of a text, rounded; 0 for one without words."""
    found = words(text)
    if not found:
        return 0
    long = sum(len(_LETTERS.findall(word)) > 6 for word in found)
    return round(len(found) / len(sentences(text)) + 100 * long / len(found))
