"""Whom a story or a company is like: profiles for `engine.likeness`, and the stories most alike.

The same function serves story pages, the newsletter and matching: `similar_stories`, `stories_for`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from forebild.engine.likeness.explain import Reason
from forebild.engine.likeness.explain import reasons as reasons_of
from forebild.engine.likeness.problem import Profile
from forebild.engine.likeness.solve import (
    WEIGHTS,
    likeness,
    place_likeness,
    sector_likeness,
    size_likeness,
    technology_likeness,
)
from forebild.library.facts import Facts, facts_of, name_of
from forebild.library.models import GoodExample
from forebild.library.queries_facts import drafted_facts
from forebild.library.search.matching import rarity
from forebild.library.search.models import IndexedExample, Posting
from forebild.library.search.records import KEYS, Records, postings
from forebild.library.search.snapshot import Snapshot, snapshot
from forebild.people.models import Organisation
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE, NEIGHBOURS
from forebild.programme.models import Programme

CANDIDATES = 60
"""So many stories, the most alike by their facts and as many by their challenge, are compared wholly."""
_TELLING_WORDS = 25
Saying = Mapping[str, NDArray[np.int32]]  # by stem, the slots of the stories that say it
_NOTHING: Mapping[str, Any] = MappingProxyType({})
MOST_REASONS = 3


@dataclass(frozen=True)
class Similar:
    """A story that is like, how much (0–1), and why, as translated lines, the strongest first."""

    example: GoodExample
    score: float
    reasons: tuple[str, ...]


def profile_of(company: Organisation) -> Profile:
    """A company as it is on record: latest head count, main industry, county."""
    figures = company.figures.order_by("-year").first()
    industry = company.industries.order_by("rank").first()
    return replace(
        profile_of_answers(county=company.county),
        head_count=float(figures.head_count) if figures else None,
        sector=sector_path(industry.code, industry.scheme) if industry else (),
    )


def profile_of_answers(*, head_count: float | None = None, industry: str = "", county: str = "") -> Profile:
    """Three answers instead of a company: how many, what trade (a code of SNI 2007, however short), where."""
    known = county in BY_CODE
    return Profile(
        head_count=head_count,
        sector=sector_path(industry),
        county=county if known else "",
        region=BY_CODE[county].nuts2 if known else "",
        neighbours=NEIGHBOURS.get(county, frozenset()),
    )


def profile_of_story(facts: Facts, words: Mapping[str, float]) -> Profile:
    """A story by its facts and the weighted stems of its challenge."""
    company = profile_of_answers(head_count=facts.head_count, industry=facts.industry, county=facts.county)
    return replace(company, technologies=frozenset(facts.technologies), words=words)


@cache
def sector_path(code: str, scheme: str = sni.SNI_2007_SCHEME) -> tuple[str, ...]:
    """The way down the tree: section, division, group, class; as far as the code goes, () for no code.

    A class of SNI (25.621) goes by its NACE class (25.62). The divisions of industry are the same in both
    schemes.
    """
    try:
        plain = sni.normalised(scheme, code)
    except sni.CodeError:
        return ()
    return (sni.section_of(scheme, plain), *(plain[:length] for length in (2, 4, 5) if len(plain) >= length))


def similar_stories(example: GoodExample, n: int = 3) -> list[Similar]:
    """The published stories most like this one, itself and its company's others left out."""
    index = snapshot(example.programme)
    own = IndexedExample.objects.filter(example=example).first()
    if index is None or own is None:
        return []
    saying = _who_say(index, own.challenge)
    rare = {term: rarity(index.story_count, len(slots)) for term, slots in saying.items()}
    profile = profile_of_story(facts_of(example), weighted(own.challenge, rare))
    found = _compared(index, profile, rare, saying)
    return [one for one in found if one.example.organisation_id != example.organisation_id][:n]


def stories_for(company: Organisation, n: int = 3, *, programme: Programme) -> list[Similar]:
    """The published stories most like a company, its own left out."""
    index = snapshot(programme)
    if index is None:
        return []
    found = _compared(index, profile_of(company))
    return [one for one in found if one.example.organisation_id != company.pk][:n]


def stories_instead_of(gone: GoodExample, n: int = 3) -> list[Similar]:
    """The published stories most like one that is gone, by its draft's facts and its company of today."""
    index = snapshot(gone.programme)
    if index is None:
        return []
    found = _compared(index, profile_of_story(drafted_facts(gone), {}))
    return [one for one in found if one.example.pk != gone.pk][:n]


def _compared(
    index: Snapshot, profile: Profile, rare: Mapping[str, float] = _NOTHING, saying: Saying = _NOTHING
) -> list[Similar]:
    """The most promising stories, compared wholly, the most alike first; of equals the latest."""
    slots = _candidates(index, profile, saying)
    keys = [int(key) for key in index.facts["example"][slots]]
    public = GoodExample.objects.public().select_related(
        "document", "organisation", "facts", "award__edition", "indexed"
    )
    stories = public.filter(pk__in=keys)
    common = _technology_rarity(index)
    found = []
    for story in stories:
        other = profile_of_story(facts_of(story), weighted(story.indexed.challenge, rare))
        alike = likeness(profile, other, common)
        why = sentences(reasons_of(profile, other, alike))
        found.append(Similar(story, round(alike.score, 4), why))
    return sorted(found, key=lambda one: (-one.score, -one.example.pk))


def _candidates(index: Snapshot, profile: Profile, saying: Saying) -> NDArray[np.intp]:
    """Slots that are worth comparing: the most alike by facts, and those that share telling words."""
    there = np.flatnonzero(index.there)
    by_facts = like_scores(index.facts[there], profile)
    best = there[np.argsort(-by_facts, kind="stable")][:CANDIDATES]
    telling = sorted(profile.words, key=lambda word: (-profile.words[word], word))[:_TELLING_WORDS]
    by_words = np.zeros(len(index.facts))
    for term in telling:
        by_words[saying[term]] += profile.words[term]
    near = there[np.argsort(-by_words[there], kind="stable")][:CANDIDATES]
    return np.union1d(best, near[by_words[near] > 0])


def _who_say(index: Snapshot, words: Mapping[str, float]) -> Saying:
    """The slots of the stories that say each of these stems."""
    rows = Posting.objects.filter(term__in=list(words), block__in=index.begins.keys())
    slots: dict[str, list[NDArray[np.int32]]] = {term: [] for term in words}
    for term, block, entries in rows.values_list("term", "block", "entries"):
        slots[term].append(postings(entries)["slot"].astype(np.int32) + index.begins[block])
    nobody = np.zeros(0, np.int32)
    return {term: np.concatenate([nobody, *found]) for term, found in slots.items()}


def weighted(words: Mapping[str, float], rare: Mapping[str, float]) -> dict[str, float]:
    """Occurrences × rarity, of the words compared; a word that is not rated counts once."""
    return {word: count * rare.get(word, 1.0) for word, count in words.items()}


def _technology_rarity(index: Snapshot) -> dict[str, float]:
    """What it tells that a story used a technology, by how few did."""
    used = index.facts["technologies"][index.there]
    counts = {
        key: int(np.count_nonzero(used & np.uint32(1 << place)))
        for place, key in enumerate(KEYS["technologies"])
    }
    return {key: rarity(index.story_count, count) for key, count in counts.items()}


def like_scores(facts: Records, profile: Profile) -> NDArray[np.float64]:
    """How like each story is by its facts, 0–1: what `engine.likeness` says without the challenge.

    Each different size, industry, county and set of technologies is compared once.
    """
    sizes = _by_value(
        facts["head_count"],
        lambda size: size_likeness(profile.head_count, None if np.isnan(size) else float(size)),
    )
    sectors = _by_value(
        facts["industry"], lambda code: sector_likeness(profile.sector, sector_path(code.decode()))
    )
    places = _by_value(facts["counties"], lambda place: place_likeness(profile, _in_county(int(place))))
    technologies = _by_value(
        facts["technologies"],
        lambda held: technology_likeness(profile.technologies, _technologies(int(held)), {}),
    )
    return (
        WEIGHTS["size"] * sizes
        + WEIGHTS["sector"] * sectors
        + WEIGHTS["place"] * places
        + WEIGHTS["technologies"] * technologies
    )


def _by_value(column: Records, alike: Callable[..., float]) -> NDArray[np.float64]:
    values, where = np.unique(column, return_inverse=True)
    table = np.array([alike(value) for value in values], dtype=np.float64)
    return table[where]


@cache
def _in_county(place: int) -> Profile:
    """Somebody in the county that stands at this place of a record; 0 for nowhere."""
    return profile_of_answers(county=KEYS["counties"][place - 1] if place else "")


def _technologies(held: int) -> frozenset[str]:
    return frozenset(key for place, key in enumerate(KEYS["technologies"]) if held >> place & 1)


def why_alike(example: GoodExample, profile: Profile) -> tuple[str, ...]:
    """Why a story is like whom the reader named, by its facts."""
    other = profile_of_story(facts_of(example), {})
    return sentences(reasons_of(profile, other, likeness(profile, other)))


def sentences(found: Sequence[Reason]) -> tuple[str, ...]:
    """The reasons as lines; size and trade, where they are the two strongest, in one."""
    texts = {
        "same_size": _("About the same size"),
        "similar_size": _("Of similar size"),
        "same_class": _("The same trade"),
        "same_group": _("Nearly the same trade"),
        "same_division": _("A trade close by"),
        "same_section": _("Also in industry"),
        "same_county": _("In the same county"),
        "neighbouring_county": _("In a neighbouring county"),
        "same_region": _("In the same part of the country"),
        "same_challenge": _("A similar challenge"),
    }
    keys = [reason.key for reason in found]
    lines = []
    if {*keys[:2]} == {"same_size", "same_class"}:
        lines, found = [_("The same size and trade")], found[2:]
    for reason in found:
        names = [name_of("technologies", key) for key in reason.shared]
        lines.append(
            _("The same technology: %(names)s") % {"names": ", ".join(names)} if names else texts[reason.key]
        )
    return tuple(lines[:MOST_REASONS])
