"""What a word has in common with its relatives: the stem by Snowball's rules, the root by ours.

The stem takes away inflection: "svetsningen" → "svetsning". The root takes away how one kind of word was
made of another: "svetsning", "svetsare", "svetsande" → "svets"; "ergonomi", "ergonomiska" → "ergonom".
A root is a weaker sign than a stem, and no word of the language.

Source: M. F. Porter and R. Boulton, snowballstem.org (BSD): Swedish, and English ("Porter 2").
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from threading import local

import snowballstemmer

from forebild.engine.wording.reading import folded, rows

_NAMES = {"sv": "swedish", "en": "english"}
_mine = local()  # a stemmer holds the word it works on, so each thread has its own
_IRREGULAR = {
    language: {form: row[0] for row in rows(f"irregular_{language}.txt") for form in row}
    for language in _NAMES
}
_NOUNS_IN_R = re.compile(r"...+(?:er|el|or|ar)n$")  # "kalendern" is "kalender"
_NOT_THOSE = frozenset(("modern", "intern", "extern", "koncern", "västern", "östern"))
_NOUN_IN_ET = re.compile(r".{4,}(?<!it)(?<!h)[bcdfghjklmnprstv]et$")
_NOUN_IN_I = re.compile(r"..[a-zåäö]*[gmrf]in$")  # "ergonomin" is "ergonomi"; "maskin" is itself
_ABLE = re.compile(r"(...+bar)(?:a|t|het|heten)?$")  # "spårbara", "spårbarhet"

# Longest first; how many letters must be left for the rest still to say something.
_ENDINGS: dict[str, tuple[tuple[str, int], ...]] = {
    "sv": (
        *(("atiserad", 4), ("atisering", 4), ("atiser", 4), ("isering", 4), ("iserad", 4), ("lighet", 4)),
        *(("ivitet", 4), ("antor", 4), ("atisk", 4), ("ering", 3), ("ation", 4), ("else", 4), ("iser", 4)),
        *(("ator", 4), ("itet", 4), ("ning", 3), ("ande", 3), ("ende", 4), ("iskt", 4), ("bar", 4)),
        *(("ans", 4), ("het", 4), ("lig", 4), ("sam", 4), ("isk", 4), ("ing", 4), ("are", 3), ("ist", 4)),
        *(("ism", 4), ("ion", 5), ("iv", 5), ("er", 5), ("ik", 5), ("at", 5), ("i", 5)),
    ),
    "en": (
        *(("alisation", 4), ("ization", 4), ("isation", 4), ("ation", 4), ("alis", 4), ("ator", 4)),
        *(("ment", 4), ("ness", 4), ("abl", 4), ("anc", 4), ("ativ", 4), ("ing", 4), ("iti", 4), ("ion", 4)),
        *(("iv", 4), ("ic", 4), ("al", 4), ("or", 4), ("er", 4), ("li", 4), ("at", 4), ("iz", 4), ("is", 4)),
        *(("i", 5),),
    ),
}


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The word without inflection. A word with digits stands as it is."""
    if not word.isalpha():
        return word
    if word in _IRREGULAR[language]:
        return _IRREGULAR[language][word]
    return _swedish(word) if language == "sv" else _plain(word, language)


def _swedish(word: str) -> str:
    """Snowball's rules, with what they miss.

    1. "spårbara", "spårbarhet": the adjective in -bar.
    2. "ergonomin", "kalendern": the noun without its article.
    3. "kostnad", "ansvar", "leverans": words of our list that the rules take for inflected themselves are
       their own stems, also with a linking s; "projektet": a listed word with its article is that word.
    4. "stilleståndet": an article that the rules leave for fear of such words as "kvalitet".
    """
    if able := _ABLE.match(word):
        return able[1]
    if len(word) > 5 and _NOUN_IN_I.match(word):
        return word[:-1]
    if _NOUNS_IN_R.match(word) and word not in _NOT_THOSE:
        word = word[:-1]
    for ending in ("", "s", "en", "et", "ens", "ets"):
        if word.endswith(ending) and (bare := word.removesuffix(ending)) in _listed():
            return bare if bare in _taken_for_inflected() else _plain(bare, "sv")
    found = _plain(word, "sv")
    return _plain(word[:-2], "sv") if found == word and _NOUN_IN_ET.match(word) else found


@cache
def _listed() -> frozenset[str]:
    """Our list's words in a consonant of four letters and more; shorter ones have too many doubles."""
    words = (word for row in rows("parts_sv.txt") for word in row)
    return frozenset(word for word in words if len(word) > 3 and word[-1] not in "aeiouyåäö")


@cache
def _taken_for_inflected() -> frozenset[str]:
    """Those that the rules would shorten, though not their definite form."""
    return frozenset(
        word
        for word in _listed()
        if _plain(word, "sv") != word and word in (_plain(f"{word}en", "sv"), _plain(f"{word}et", "sv"))
    )


def _plain(word: str, language: str) -> str:
    return str(_stemmer(language).stemWord(word))


def _stemmer(language: str) -> snowballstemmer.stemmer:
    stemmers = _mine.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(_NAMES[language])
    return stemmers[language]


@lru_cache(maxsize=200_000)
def root(word: str, language: str) -> str:
    """The root, without å, ä and ö, that the word shares with its family.

    1. The stem, folded.
    2. Its longest ending that makes words of others goes, once, if enough is left.
    3. A last vowel goes ("mäta" and "mätning").
    """
    short = folded(stem(word, language))
    for ending, least in _ENDINGS[language]:
        if short.endswith(ending) and len(short) - len(ending) >= least:
            short = short[: -len(ending)]
            break
    if language == "sv" and len(short) > 3 and short[-1] in "ae":
        short = short[:-1]
    return short
