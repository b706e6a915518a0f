"""What a reader typed, as concepts: each thing that is looked for, with all terms that may stand for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from forebild.engine.wording.forms import Reader
from forebild.engine.wording.problem import LANGUAGES, Concept, Term
from forebild.engine.wording.reading import folded, is_stop_word
from forebild.engine.wording.stems import root, stem
from forebild.engine.wording.thesaurus import (
    Mention,
    answering_facts,
    other_side,
    thesaurus,
    translations,
)

# How much of a whole word each sign counts as. Chosen on the tuning half of `./run bench search`.
WITHOUT_DOTS = 0.85
OF_THE_FAMILY = 0.6
PART_OF_A_COMPOUND = 0.6
PARTS_TOGETHER = 0.75
ENDS_OF_THE_UNKNOWN = 0.6
OTHER_LANGUAGE = 0.4
TRANSLATED = 0.55
SAME_NEED = 0.65
ANSWERS_IT = 0.45
NEED_OF_MEANS = 0.3
BY_FACT = 0.3


def concepts(
    words: Sequence[str], language: str, reader: Reader, unknown: Collection[str] = ()
) -> tuple[Concept, ...]:
    """One concept for each word that says something, or phrase that the thesaurus knows, in their order.

    1. The thesaurus, of the reader's language first, says which words stand for a need or for its means.
    2. A phrase becomes one concept, whose parts are its words.
    3. Stop words are left out, unless there is nothing else.
    4. Of `unknown` words, what is known of their beginning and end stands for them.
    """
    mentions = _mentions(words, language, reader)
    phrases = _longest_apart([mention for mention in mentions if mention.end - mention.start > 1])
    found, place = [], 0
    while place < len(words):
        phrase = next((one for one in phrases if one.start == place), None)
        if phrase:
            inside = [one for one in mentions if place <= one.start and one.end <= phrase.end]
            found.append(_phrase(words[place : phrase.end], inside, language, reader))
            place = phrase.end
            continue
        tags = [one.tag for one in mentions if (one.start, one.end) == (place, place + 1)]
        if not is_stop_word(words[place], language) or tags:
            found.append(_word(words[place], tags, language, reader, words[place] in unknown))
        place += 1
    return tuple(found) or tuple(_word(word, [], language, reader) for word in words)


def _mentions(words: Sequence[str], language: str, reader: Reader) -> list[Mention]:
    """What the thesaurus finds: of the other language only in words that the reader's own says nothing of."""
    own = list(thesaurus(language).mentions([reader.reading(word, language) for word in words]))
    other = _other(language)
    taken = {place for one in own for place in range(one.start, one.end)}
    more = thesaurus(other).mentions([reader.reading(word, other) for word in words])
    return own + [one for one in more if not taken & set(range(one.start, one.end))]


def _longest_apart(phrases: Sequence[Mention]) -> list[Mention]:
    """Phrases that do not overlap, longer ones first."""
    kept: list[Mention] = []
    for one in sorted(phrases, key=lambda each: (each.start - each.end, each.start)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return kept


def _phrase(words: Sequence[str], inside: Sequence[Mention], language: str, reader: Reader) -> Concept:
    telling = [word for word in words if not is_stop_word(word, language)] or list(words)
    parts = tuple(_word(word, [], language, reader) for word in telling)
    tags = dict.fromkeys(one.tag for one in inside)
    return Concept(" ".join(words), (), _strongest(_by_tags(tags)), parts, 1.0)


def _word(word: str, tags: Sequence[str], language: str, reader: Reader, unknown: bool = False) -> Concept:
    terms = [*_own(word, language), *_foreign(word, language)]
    parts = reader.parts(word, language)
    weight = PARTS_TOGETHER
    if unknown and not parts and language == "sv":
        parts, weight = reader.splitter.known_ends(word), ENDS_OF_THE_UNKNOWN
    made_of = tuple(Concept(part, _strongest(_own(part, language))) for part in parts)
    likewise = _strongest(_by_tags(tags))
    return Concept(word, _strongest(terms), likewise, made_of, weight if made_of else 0.0)


def _own(word: str, language: str) -> Iterator[Term]:
    """The word itself, its family, compounds with it; without dots where they were left out."""
    written, family = stem(word, language), root(word, language)
    yield Term(f"{language}={written}")
    if folded(written) == written:
        yield Term(f"{language}~{written}", WITHOUT_DOTS)
    yield Term(f"{language}={folded(written)}", OTHER_LANGUAGE)
    for sign in "^=":
        yield Term(f"{language}{sign}{family}", OF_THE_FAMILY)
    if language == "sv":
        yield Term(f"{language}+{family}", PART_OF_A_COMPOUND)


def _foreign(word: str, language: str) -> Iterator[Term]:
    """The same word in the other language, what it is called there, what a foreign word is called here."""
    other = _other(language)
    yield Term(f"{other}={stem(word, other)}", OTHER_LANGUAGE)
    for there in translations(word, language):
        yield Term(f"{other}={stem(there, other)}", OTHER_LANGUAGE)
    for here in translations(word, other):
        yield Term(f"{language}={stem(here, language)}", TRANSLATED)
        yield Term(f"{language}^{root(here, language)}", TRANSLATED * OF_THE_FAMILY)


def _by_tags(tags: Iterable[str]) -> Iterator[Term]:
    """Who says the same in other words; a need is answered by its means more than means by their need."""
    for tag in tags:
        yield Term(tag, SAME_NEED)
        yield Term(other_side(tag), ANSWERS_IT if tag.endswith(".need") else NEED_OF_MEANS)
        if tag.endswith(".need"):
            yield from (Term(f"#{fact}", BY_FACT) for fact in answering_facts(tag))


def _strongest(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each term once, with the most that it counts as."""
    best: dict[str, float] = {}
    for term in terms:
        best[term.text] = max(term.weight, best.get(term.text, 0.0))
    return tuple(Term(text, weight) for text, weight in best.items())


def _other(language: str) -> str:
    return next(one for one in LANGUAGES if one != language)
