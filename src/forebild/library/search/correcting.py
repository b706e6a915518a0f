"""Words that nobody uses, read as the known word that was most likely meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from forebild.engine.wording.compounds import own_parts
from forebild.engine.wording.problem import LANGUAGES, Concept
from forebild.engine.wording.reading import folded, is_stop_word
from forebild.engine.wording.slips import SHORTEST, deletions, meant
from forebild.engine.wording.stems import root, stem
from forebild.library.search.matching import Stored
from forebild.library.search.models import Word
from forebild.library.search.need import Correction
from forebild.library.search.snapshot import Snapshot

KNOWN_BY = frozenset("=~^+")
SHORTEST_COMPOUND = 9


@dataclass(frozen=True)
class Strange:
    """Words that nobody knows: those that another was found for, and those that none was."""

    corrected: tuple[Correction, ...] = ()
    unknown: frozenset[str] = frozenset()


def strange_words(
    index: Snapshot, words: Sequence[str], concepts: Sequence[Concept], stored: Stored, language: str
) -> Strange:
    """What to look for instead of each typed word that no story and no list of ours knows.

    Never for a short word, a number, or a word that is known; nothing where no known word is near enough.
    """
    known = set().union(*(_known_in(concept, stored) for concept in concepts))
    strange = [
        word
        for word in dict.fromkeys(words)
        if len(word) >= SHORTEST
        and word not in known
        and not _is_ours(word)
        and not is_stop_word(word, language)
    ]
    read = {word: _instead_of(index, word, language) for word in strange}
    found = {word: instead for word, instead in read.items() if instead and instead != word}
    return Strange(
        tuple(Correction(word, instead) for word, instead in found.items()),
        frozenset(strange) - found.keys(),
    )


def load_own_words() -> None:
    """Take our own list into memory, in the shapes in which slips are looked up."""
    _own_near()
    _own_stems()


def _is_ours(word: str) -> bool:
    """Whether our own list knows it, however inflected: it is no slip, though no story says it."""
    return word in own_parts() or stem(word, "sv") in _own_stems()


@cache
def _own_stems() -> frozenset[str]:
    return frozenset(stem(word, "sv") for word in own_parts())


def _known_in(concept: Concept, stored: Stored) -> set[str]:
    """The typed words of the concept that some story says, or that the thesaurus knows."""
    if concept.likewise:
        return {*concept.typed.split()}
    known = {part.typed for part in concept.parts if _is_known(part, stored)}
    return known | ({concept.typed} if _is_known(concept, stored) else set())


def _is_known(concept: Concept, stored: Stored) -> bool:
    """Whether some story says it, or all its parts."""
    if any(term.text in stored for term in concept.terms if term.text[2:3] in KNOWN_BY):
        return True
    return bool(concept.parts) and all(_is_known(part, stored) for part in concept.parts)


def _instead_of(index: Snapshot, word: str, language: str) -> str | None:
    """A word of the stories, the reader's language first; else a compound one side of which slipped."""
    near = _near(index, [word])
    for wanted in (language, *(other for other in LANGUAGES if other != language)):
        if best := _nearest(word, near[wanted], wanted):
            return best
    ours = {near: 0 for short in _around([word]) for near in _own_near().get(short, ())}
    swedish = language == "sv"
    return _nearest(word, ours, "sv") or (next(_compounds(index, word), None) if swedish else None)


def _near(index: Snapshot, words: Iterable[str]) -> dict[str, dict[str, int]]:
    """Language → word of the stories → in how many, of words that may be within reach."""
    found: dict[str, dict[str, int]] = {language: {} for language in LANGUAGES}
    rows = Word.objects.filter(index=index.index, slips__overlap=sorted(_around(words)))
    for language, text, count in rows.values_list("language", "text", "count"):
        found[language][text] = count
    return found


def _around(words: Iterable[str]) -> set[str]:
    """What is left of the words, in each of their shapes, with letters taken out."""
    return set().union(*(deletions(shape) for word in words for shape in _shapes(word)))


def _shapes(word: str) -> set[str]:
    return {word, folded(word), *(root(word, language) for language in LANGUAGES)}


@cache
def _own_near() -> dict[str, list[str]]:
    """What is left of our own list's words with letters taken out, and of which."""
    found: dict[str, list[str]] = {}
    for word in sorted(own_parts()):
        for short in deletions(word):
            found.setdefault(short, []).append(word)
    return found


def _nearest(word: str, found: Mapping[str, int], language: str) -> str | None:
    """The word meant: as written, else without inflection, without å, ä and ö, or by its family alone."""
    if best := meant(word, found):
        return best
    shapes: tuple[Callable[[str], str], ...] = (
        lambda text: stem(text, language), folded, lambda text: root(text, language)
    )  # fmt: skip
    for shape in shapes:
        texts: dict[str, str] = {}
        for text in sorted(found, key=lambda each: (-found[each], each)):
            texts.setdefault(shape(text), text)
        counts = {short: found[text] for short, text in texts.items()}
        if best := meant(word, counts) or meant(shape(word), counts):
            return texts[best]
    return None


def _compounds(index: Snapshot, word: str) -> Iterator[str]:
    """A known beginning and a word near to the rest, or a word near to the beginning and a known end."""
    if len(word) < SHORTEST_COMPOUND:
        return
    splitter = index.reader.splitter
    cuts = [(word[:end], word[end:]) for end in range(len(word) - SHORTEST + 1, SHORTEST - 2, -1)]
    tails = {tail for head, tail in cuts if splitter.knows(head)}
    heads = {head.removesuffix("s") for head, tail in cuts if splitter.knows(tail)}
    near = _near(index, tails | heads)["sv"] if tails | heads else {}
    for head, tail in cuts:
        if tail in tails and (best := meant(tail, near)):
            yield head + best
        bare = head.removesuffix("s")
        if bare in heads and (best := meant(bare, near)):
            yield f"{best}{head[len(bare) :]}{tail}"
