"""What the jurors have scored and written so far in 2027.

A score is drawn from the entry's level, its bent for that criterion, how strict the juror is, and chance; so
the same juror always gives the same entry the same scores, whoever else reads it. Several entries were given
nearly the same level around the fifth place: the cut line is meant to be in doubt.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import ceil
from typing import Any

from forebild.sample.editions import JUDGING, nordic_jury
from forebild.sample.entries import SampleEntry
from forebild.sample.generator import chance_for
from forebild.sample.jury import SampleJuror, jurors_of
from forebild.sample.texts import read

READERS = 4  # jurors to an entry
_SPREAD_OF_CRITERION, _NOISE = 0.35, 0.5


@dataclass(frozen=True)
class SampleReview:
    """What a juror wrote. `state`: submitted, started (half of the criteria) or open (nothing yet)."""

    juror: str
    company: str
    state: str
    scores: Mapping[str, int]
    comments: Mapping[str, str]
    overall: str


def score_entry(juror: SampleJuror, entry: SampleEntry, seed: int = 2027) -> dict[str, int]:
    """Criterion key → 1–5: the entry's level, plus its bent, minus severity, plus noise; rounded, kept in."""
    scores = {}
    for criterion in nordic_jury():
        bent = chance_for(seed, f"{entry.key}:{criterion.key}").gauss(0, _SPREAD_OF_CRITERION)
        noise = chance_for(seed, f"{juror.key}:{entry.key}:{criterion.key}").gauss(0, _NOISE)
        scores[criterion.key] = min(5, max(1, round(entry.quality + bent - juror.severity + noise)))
    return scores


def assigned_entries(entries: tuple[SampleEntry, ...]) -> dict[str, tuple[SampleEntry, ...]]:
    """Juror key → entries of 2027 to read: four readers each, none in conflict, the least loaded first.

    A plain plan for builds that do not ask the engine for one.
    """
    plan: dict[str, list[SampleEntry]] = {juror.key: [] for juror in jurors_of(JUDGING)}
    for place, entry in enumerate(_to_be_judged(entries)):
        order = list(jurors_of(JUDGING))
        chance_for(place, "readers").shuffle(order)
        free = [juror for juror in order if not juror.is_in_conflict_with(entry.company)]
        for juror in sorted(free, key=lambda juror: len(plan[juror.key]))[:READERS]:
            plan[juror.key].append(entry)
    return {key: tuple(mine) for key, mine in plan.items()}


def sample_reviews(
    entries: tuple[SampleEntry, ...],
    plan: Mapping[str, tuple[SampleEntry, ...]] | None = None,
    seed: int = 2027,
) -> tuple[SampleReview, ...]:
    """The reviews of 2027 as they stand, for this plan or the plain one: each juror has read a share."""
    plan = assigned_entries(entries) if plan is None else plan
    rank = {entry.key: place for place, entry in enumerate(_to_be_judged(entries))}
    notes = {entry.key: list(entry.notes) for entry in entries}
    reviews = []
    for position, juror in enumerate(jurors_of(JUDGING)):
        mine = list(plan.get(juror.key, ()))
        chance_for(seed, f"{juror.key}'s pile").shuffle(mine)
        read_count = ceil(juror.progress * len(mine))
        for place, entry in enumerate(mine):
            state = _state(place, read_count, juror)
            reviews.append(_review(juror, entry, state, position + rank[entry.key], notes[entry.key], seed))
    return tuple(reviews)


def _state(place: int, read_count: int, juror: SampleJuror) -> str:
    if place < read_count:
        return "submitted"
    return "started" if place == read_count and juror.progress > 0 else "open"


def _review(
    juror: SampleJuror, entry: SampleEntry, state: str, turn: int, notes: list[str], seed: int
) -> SampleReview:
    """The entry's own note goes to the first Swedish juror who has finished; two criteria get a comment."""
    scores = score_entry(juror, entry, seed)
    if state == "open":
        return SampleReview(juror.key, entry.company, state, {}, {}, "")
    if state == "started":
        scores = dict(list(scores.items())[: len(scores) // 2])
    overall = notes.pop(0) if state == "submitted" and juror.language == "sv" and notes else ""
    return SampleReview(juror.key, entry.company, state, scores, _comments(juror, scores, turn), overall)


def _comments(juror: SampleJuror, scores: Mapping[str, int], turn: int) -> dict[str, str]:
    """Comments on two criteria, in turn, so that no two readers of an entry write the same sentence."""
    keys = [criterion.key for criterion in nordic_jury()]
    chosen = [key for key in (keys[turn % 7], keys[(turn + 3) % 7]) if key in scores]
    return {key: _sentence(juror.language, key, scores[key], turn // 3) for key in chosen}


def _sentence(language: str, criterion: str, score: int, turn: int) -> str:
    sentences: list[str] = comment_pool()[criterion][level_of(score)][language]
    return sentences[turn % len(sentences)]


@cache
def comment_pool() -> dict[str, Any]:
    """criterion → level → language → sentences."""
    return read("comments")


def level_of(score: int) -> str:
    """low (1–2), middle (3) or high (4–5)."""
    return "low" if score <= 2 else "middle" if score == 3 else "high"


def _to_be_judged(entries: tuple[SampleEntry, ...]) -> list[SampleEntry]:
    return [e for e in entries if e.edition == JUDGING and e.status == "submitted" and e.eligible]
