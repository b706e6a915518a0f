"""S1–S3: how good the first ten stories are, beside PostgreSQL's own search in the same run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from statistics import fmean

from benchmarks.figures import Asked, Figure, Line, Note, at_least
from benchmarks.finding import corpus, rival
from benchmarks.finding.judged import Query, grade, ndcg, queries, recall
from forebild.sample.thousands import MadeStory, stories

TUNING_SEED, HELD_OUT_SEED = 31, 32
STORIES, QUICK = 480, 400
NAMES = {"sv": "Swedish", "en": "English"}
Searcher = Callable[[Query], list[int]]
Scores = Mapping[str, float]


def measure(asked: Asked, *, held_out: bool = True) -> Iterator[Line]:
    """nDCG@10 and recall@10 per language and kind, on stories and queries that nothing was chosen by."""
    from forebild.library.search.services import rebuild

    seed = HELD_OUT_SEED if held_out else TUNING_SEED
    programme, made = corpus.publish(f"quality-{seed}", list(stories(seed, asked.times(STORIES, QUICK))))
    rebuild(programme)
    rival.prepare(programme)
    half = queries(held_out)
    yield Note(
        f"{len(made)} stories of seed {seed}; {'held-out' if held_out else 'tuning'} half of the queries"
    )
    ours = _judged(half, made, lambda query: _found(programme, query))
    plain = [
        _judged(half, made, lambda query, any_word=any_word: rival.first_ten(  # type: ignore[misc]
            programme, query.text, query.language, any_word=any_word))
        for any_word in (False, True)
    ]  # fmt: skip
    for language in NAMES:
        yield from _lines(language, half, ours, plain)


def _found(programme: object, query: Query) -> list[int]:
    from forebild.library.search.need import Need
    from forebild.library.search.queries import find

    found = find(programme, Need(words=query.text, language=query.language))  # type: ignore[arg-type]
    return [hit.example.pk for hit in found.hits[:10]]


def _judged(half: Sequence[Query], made: Mapping[int, MadeStory], search: Searcher) -> list[Scores]:
    """Both figures of each query."""
    judged: list[Scores] = []
    for query in half:
        all_grades = {key: grade(query, story) for key, story in made.items()}
        got = [all_grades[key] for key in search(query)]
        every = list(all_grades.values())
        judged.append({"ndcg": ndcg(got, every), "recall": recall(got, every)})
    return judged


def _lines(
    language: str, half: Sequence[Query], ours: Sequence[Scores], plain: Sequence[Sequence[Scores]]
) -> Iterator[Line]:
    places = [place for place, query in enumerate(half) if query.language == language]
    mean = {name: fmean(ours[place][name] for place in places) for name in ("ndcg", "recall")}
    beside = {
        name: max(fmean(scores[place][name] for place in places) for scores in plain)
        for name in ("ndcg", "recall")
    }
    said = f"{NAMES[language]}, {len(places)} queries"
    yield Figure("S1", f"{said}: nDCG@10", mean["ndcg"], at_least(beside["ndcg"] + 0.1))
    yield Figure("S1", f"{said}: nDCG@10 above PostgreSQL's", mean["ndcg"] - beside["ndcg"], at_least(0.1))
    yield Figure("S2", f"{said}: recall@10", mean["recall"], at_least(beside["recall"]))
    yield Note(
        f"PostgreSQL, the better of all words and any word: {beside['ndcg']:.3f}, {beside['recall']:.3f}"
    )
    for kind in dict.fromkeys(query.kind for query in half):
        of_kind = [place for place in places if half[place].kind == kind]
        if of_kind:
            rivals = [fmean(scores[place]["ndcg"] for place in of_kind) for scores in plain]
            value = fmean(ours[place]["ndcg"] for place in of_kind)
            recalled = fmean(ours[place]["recall"] for place in of_kind)
            yield Figure(
                "S3", f"{NAMES[language]}, {kind} ({len(of_kind)}): nDCG@10", value, at_least(max(rivals))
            )
            yield Note(
                f"recall@10 {recalled:.3f}; PostgreSQL nDCG@10 all {rivals[0]:.3f}, any {rivals[1]:.3f}"
            )
