"""Words that nobody uses, read as the known word that was most likely meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from forebild.engine.wording.compounds import own_parts
from forebild.engine.wording.problem import Concept
from forebild.engine.wording.reading import folded, is_stop_word
from forebild.engine.wording.slips import SHORTEST, deletions, meant
from forebild.engine.wording.stems import stem
from forebild.library.search.matching import Stored
from forebild.library.search.models import Word
from forebild.library.search.need import Correction
from forebild.library.search.snapshot import Snapshot

KNOWN_BY = frozenset("=~^+")


def corrections(
    index: Snapshot, words: Sequence[str], concepts: Sequence[Concept], stored: Stored, language: str
) -> tuple[Correction, ...]:
    """What to look for instead of each typed word that no story and no list of ours knows.

    Never a short word, a number, or a word that is known; nothing where no known word is near enough.
    """
    known = {concept.typed for concept in concepts if _is_known(concept, stored)}
    known |= {part.typed for concept in concepts for part in concept.parts if _is_known(part, stored)}
    tagged = {
        word
        for concept in concepts
        if any(term.text.startswith("@") for term in concept.terms)
        for word in concept.typed.split()
    }
    strange = [word for word in dict.fromkeys(words) if word not in known | tagged]
    strange = [word for word in strange if not is_stop_word(word, language) and word not in own_parts()]
    return tuple(
        Correction(word, instead)
        for word in strange
        if len(word) >= SHORTEST and (instead := _instead_of(index, word, language))
    )


def _is_known(concept: Concept, stored: Stored) -> bool:
    """Whether some story says it, or all its parts."""
    if any(term.text in stored for term in concept.terms if term.text[2:3] in KNOWN_BY):
        return True
    return bool(concept.parts) and all(_is_known(part, stored) for part in concept.parts)


def _instead_of(index: Snapshot, word: str, language: str) -> str | None:
    """A word of the stories, the reader's language first; else a compound whose last part slipped."""
    near = Word.objects.filter(index=index.index, slips__overlap=sorted(deletions(word)))
    rows = list(near.values_list("language", "text", "count"))
    for wanted in (language, "en" if language == "sv" else "sv"):
        found = {text: count for spoken, text, count in rows if spoken == wanted}
        if best := _nearest(word, found, wanted):
            return best
    return next(_compounds(index, word), None) if language == "sv" else None


def _nearest(word: str, found: Mapping[str, int], language: str) -> str | None:
    """The word meant: as written, else without inflection, else without å, ä and ö on both sides."""
    if best := meant(word, found):
        return best
    for shape in (lambda text: stem(text, language), folded):
        texts: dict[str, str] = {}
        for text in sorted(found, key=lambda each: (-found[each], each)):
            texts.setdefault(shape(text), text)
        counts = {short: found[text] for short, text in texts.items()}
        if best := meant(word, counts) or meant(shape(word), counts):
            return texts[best]
    return None


def _compounds(index: Snapshot, word: str) -> Iterator[str]:
    """A known beginning of some letters, and a known word near to the rest."""
    splitter = index.reader.splitter
    for end in range(len(word) - SHORTEST, SHORTEST - 1, -1):
        head, tail = word[:end], word[end:]
        if not splitter.knows(head):
            continue
        near = Word.objects.filter(index=index.index, language="sv", slips__overlap=sorted(deletions(tail)))
        if best := meant(tail, dict(near.values_list("text", "count"))):
            yield head + best
