"""What a word of a text is found by: its terms in the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forebild.engine.wording.compounds import Splitter
from forebild.engine.wording.reading import folded, is_stop_word
from forebild.engine.wording.stems import root, stem
from forebild.engine.wording.thesaurus import Reading, thesaurus


class Reader:
    """Reads texts of both languages with one splitter, and remembers each word that it has read."""

    def __init__(self, splitter: Splitter) -> None:
        self.splitter = splitter
        self._terms: dict[tuple[str, str], tuple[str, ...]] = {}
        self._readings: dict[tuple[str, str], Reading] = {}

    def terms(self, word: str, language: str) -> tuple[str, ...]:
        """The terms that a word leaves (see `problem`); none for a stop word."""
        key = (word, language)
        if key not in self._terms:
            says_nothing = is_stop_word(word, language)
            self._terms[key] = () if says_nothing else tuple(self._terms_of(word, language))
        return self._terms[key]

    def _terms_of(self, word: str, language: str) -> Iterator[str]:
        written, family = stem(word, language), root(word, language)
        yield f"{language}={written}"
        if folded(word) != word:
            without_dots = dict.fromkeys((folded(written), stem(folded(word), language)))
            yield from (f"{language}~{each}" for each in without_dots)
        if family != folded(written):
            yield f"{language}^{family}"
        for part in self.reading(word, language).parts:
            yield f"{language}+{part}"

    def parts(self, word: str, language: str) -> tuple[str, ...]:
        """The parts of a Swedish compound; English writes them apart."""
        return self.splitter.split(word) if language == "sv" else ()

    def reading(self, word: str, language: str) -> Reading:
        """The word as the thesaurus reads it."""
        key = (word, language)
        if key not in self._readings:
            parts = tuple(dict.fromkeys(root(part, language) for part in self.parts(word, language)))
            self._readings[key] = Reading(root(word, language), parts)
        return self._readings[key]

    def tags(self, words: Sequence[str], language: str) -> Iterator[str]:
        """The tag of each thing that the text says of what the thesaurus knows, as often as it says it."""
        text = [self.reading(word, language) for word in words]
        yield from (mention.tag for mention in thesaurus(language).mentions(text))
