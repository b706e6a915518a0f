"""Why a story was found, as sentences in the reader's language: which words it says, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forebild.engine.wording.forms import Reader
from forebild.engine.wording.problem import LANGUAGES, Concept
from forebild.engine.wording.reading import words_of
from forebild.engine.wording.thesaurus import thesaurus
from forebild.library.facts import Facts, facts_of, name_of
from forebild.library.models import GoodExample
from forebild.library.search.texts import PARTS, texts_of

MOST = 3
_IN_ORDER = ("title", "challenge", "result", "deed", "ingress", "lessons", "first_step", "company", "trade")
_WHERE: dict[str, str | Promise] = {
    "title": gettext_lazy("in the title"),
    "ingress": gettext_lazy("in the introduction"),
    "challenge": gettext_lazy("in the challenge"),
    "deed": gettext_lazy("in what they did"),
    "result": gettext_lazy("in the result"),
    "lessons": gettext_lazy("in what they learnt"),
    "first_step": gettext_lazy("in the first step"),
    "company": gettext_lazy("in the company’s name"),
    "trade": gettext_lazy("in the trade"),
    "facts": gettext_lazy("in the facts"),
}


@dataclass(frozen=True)
class _Said:
    """A part of the story says `word`, which is what was looked for itself or something like it."""

    part: str
    word: str
    is_itself: bool


class _Texts:
    """A story's words, part by part and language by language, each text read once."""

    def __init__(self, example: GoodExample, facts: Facts, reader: Reader) -> None:
        self.example, self.facts, self.reader = example, facts, reader
        self._words: dict[str, dict[str, list[str]]] = {}

    def words(self, language: str) -> dict[str, list[str]]:
        if language not in self._words:
            fields = self.example.document.published_fields or {}
            texts = texts_of(fields, self.example.organisation.name, self.facts, language)
            self._words[language] = {part: words_of(texts[part]) for part in _IN_ORDER}
        return self._words[language]

    def said(self, concept: Concept, language: str) -> _Said | None:
        """The first place that says the concept's own words, else one that says something like it."""
        own, words = {*concept.own_terms()}, self.words(language)
        for part in _IN_ORDER:
            for word in words[part]:
                if not own.isdisjoint(self.reader.terms(word, language)):
                    return _Said(part, word, is_itself=True)
        tags = {term.text for term in concept.likewise if term.text.startswith("@")}
        for part in _IN_ORDER if tags else ():
            readings = [self.reader.reading(word, language) for word in words[part]]
            for mention in thesaurus(language).mentions(readings):
                if mention.tag in tags:
                    return _Said(part, " ".join(words[part][mention.start : mention.end]), is_itself=False)
        return None


def reasons(
    example: GoodExample, concepts: Sequence[Concept], reader: Reader, language: str
) -> tuple[str, ...]:
    """At most MOST sentences: words as typed or inflected first, then what stands for the same thing."""
    if not concepts:
        return ()
    facts = facts_of(example)
    texts = _Texts(example, facts, reader)
    spoken = (language, *(other for other in LANGUAGES if other != language))
    found = (next(filter(None, (texts.said(each, code) for code in spoken)), None) for each in concepts)
    said = [each for each in found if each]
    lines = [*_themselves(said), *_likewise(said)]
    if len(lines) < MOST:
        lines += _technologies(concepts, facts.technologies)
    return tuple(lines[:MOST])


def _themselves(said: Sequence[_Said]) -> Iterator[str]:
    """One sentence for each part of the story, with all words found there."""
    for part in PARTS:
        words = dict.fromkeys(one.word for one in said if one.part == part and one.is_itself)
        if words:
            yield ngettext(
                "The word “%(words)s” %(where)s", "The words “%(words)s” %(where)s", len(words)
            ) % {"words": "”, “".join(words), "where": _WHERE[part]}


def _likewise(said: Sequence[_Said]) -> Iterator[str]:
    for one in said:
        if not one.is_itself:
            yield _("About the same thing: “%(words)s” %(where)s") % {
                "words": one.word,
                "where": _WHERE[one.part],
            }


def _technologies(concepts: Sequence[Concept], used: Sequence[str]) -> Iterator[str]:
    """Technologies that answer a need, where the story used them."""
    wanted = {term.text[1:] for concept in concepts for term in concept.likewise if term.text.startswith("#")}
    for key in used:
        if key in wanted:
            yield _("They used: %(technology)s") % {"technology": name_of("technologies", key)}
