"""What of a story is read for the search, how much each part of it tells, and the terms that come of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.translation import override

from forebild.engine.wording.forms import Reader
from forebild.engine.wording.problem import LANGUAGES
from forebild.engine.wording.reading import is_stop_word, words_of
from forebild.engine.wording.stems import stem
from forebild.library.facts import Facts, name_of
from forebild.library.queries import SECTOR_NAMES
from forebild.library.search.records import sector_of
from forebild.library.story import TEXTS
from forebild.people.reference import sni
from forebild.shared.writing.models import Fields


@dataclass(frozen=True)
class Part:
    """How much a word in this part tells, and how many words such a part usually has.

    A word in a part twice as long as usual counts 1 / (1 + `length_counts`) times (BM25F's b).
    """

    weight: float
    usual_length: float
    length_counts: float = 0.6


# Chosen on the tuning half of `./run bench search`; the lengths are those of the sample's stories.
PARTS: Mapping[str, Part] = {
    "title": Part(3.0, 6, 0.3),
    "ingress": Part(2.0, 28),
    "challenge": Part(1.6, 70),
    "deed": Part(1.2, 80),
    "result": Part(1.2, 50),
    "lessons": Part(0.7, 50),
    "first_step": Part(0.5, 30),
    "company": Part(2.5, 3, 0.0),
    "trade": Part(1.4, 5, 0.3),
    "facts": Part(1.0, 8, 0.3),
}
OF_COMPOUND = "+"
FACT_WEIGHT = 2.0


def texts_of(fields: Fields, company: str, facts: Facts, language: str) -> dict[str, str]:
    """Each part's text in this language alone; the company, its trade and the facts' names with them."""
    said = {name: str(fields.get(f"{name}_{language}") or "") for name in TEXTS}
    named = [*(("technologies", key) for key in facts.technologies), ("focus_area", facts.focus_area)]
    named += [("dimensions", key) for key in facts.dimensions]
    names = " ".join(_name(fact, key, language) for fact, key in named if key)
    return {
        **said,
        "company": company,
        "trade": _trade(facts.division, facts.industry, language),
        "facts": names,
    }


@cache
def _name(fact: str, key: str, language: str) -> str:
    with override(language):
        return name_of(fact, key)


@cache
def _trade(division: str, code: str, language: str) -> str:
    """What the trade is called: by readers, and by the list of industries."""
    sector = sector_of(division)
    with override(language):
        name = str(SECTOR_NAMES[sector]) if sector and sector != "other" else ""
    try:
        return f"{name} {sni.title(sni.SNI_2007_SCHEME, code, language)}".strip()
    except sni.CodeError:
        return name


def weighted_terms(fields: Fields, company: str, facts: Facts, reader: Reader) -> dict[str, float]:
    """Every term of a story, in both languages, with how strongly the story says it.

    A term's strength is the sum over the parts of occurrences × weight ÷ length norm (BM25F: Robertson,
    Zaragoza, Taylor 2004). Tags are summed over both languages' texts, halved where both are there.
    """
    strengths: defaultdict[str, float] = defaultdict(float)
    spoken = [language for language in LANGUAGES if any(fields.get(f"{name}_{language}") for name in TEXTS)]
    for language in LANGUAGES:
        for name, text in texts_of(fields, company, facts, language).items():
            part, words = PARTS[name], words_of(text)
            longer = len(words) / part.usual_length
            each = part.weight / (1 - part.length_counts + part.length_counts * longer)
            for word in words:
                for term in reader.terms(word, language):
                    strengths[term] += each
            for tag in reader.tags(words, language) if name not in ("trade", "company") else ():
                strengths[tag] += each / max(1, len(spoken))
    for technology in facts.technologies:
        strengths[f"#{technology}"] = FACT_WEIGHT
    return dict(strengths)


def used_words(fields: Fields, company: str, facts: Facts) -> Iterator[tuple[str, str]]:
    """(language, word) of each word that the story uses, once; what people may mean or begin to type."""
    for language in LANGUAGES:
        texts = texts_of(fields, company, facts, language).values()
        words = {word for text in texts for word in words_of(text)}
        yield from (
            (language, word) for word in sorted(words) if len(word) > 2 and not is_stop_word(word, language)
        )


def challenge_words(fields: Fields) -> dict[str, float]:
    """The stems of the challenge and the ingress, by which stories are compared; the Swedish text's, else
    the English one's.
    """
    for language in LANGUAGES:
        text = " ".join(str(fields.get(f"{name}_{language}") or "") for name in ("challenge", "ingress"))
        counts = Counter(stem(word, language) for word in words_of(text) if not is_stop_word(word, language))
        if counts:
            return {f"{language}={word}": float(count) for word, count in counts.items()}
    return {}
