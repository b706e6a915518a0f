"""S4–S6: how fast an answer comes, the index is made and a story is published, at 20,000 stories."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from benchmarks.figures import Asked, Figure, Line, Note, at_most
from benchmarks.finding import corpus
from benchmarks.finding.judged import queries
from forebild.sample.thousands import stories

if TYPE_CHECKING:
    from forebild.programme.models import Programme

SEED = 33
STORIES, QUICK = 20_000, 2_000
LATER = 20


def measure(asked: Asked) -> Iterator[Line]:
    """Everything on one programme, which is made and indexed first."""
    from forebild.library.search.services import rebuild

    count = asked.times(STORIES, QUICK)
    programme, keys = _published(count)
    yield Note(f"{count} stories of seed {SEED} published, not yet indexed")
    began, used = time.perf_counter(), time.process_time()
    rebuild(programme, lambda done, of: print(f"      {done} of {of} indexed", flush=True))
    wall, used = time.perf_counter() - began, time.process_time() - used
    yield Figure("S5", f"{count:,} stories: index made anew", wall, at_most(90), " s")
    yield Note(f"{used:.0f} s of processor time in Python, the rest is PostgreSQL's")
    yield from _answering(programme, count)
    yield from _publishing(programme, keys, count)


def _published(count: int) -> tuple[Programme, list[int]]:
    """In parts, so that all texts are never in memory at once."""
    made = list(stories(SEED, count))
    programme, examples = corpus.publish("speed", made)
    return programme, list(examples)


def _answering(programme: Programme, count: int) -> Iterator[Line]:
    """Each query of both halves, with every facet counted and the reasons of 24 hits, twice over."""
    from forebild.library.search.need import Need
    from forebild.library.search.queries import find, suggestions

    needs = [
        Need(words=query.text, language=query.language) for half in (False, True) for query in queries(half)
    ]
    find(programme, needs[0])
    wall, used = _times([lambda need=need: find(programme, need) for need in needs])  # type: ignore[misc]
    said = f"{count:,} stories, {len(needs)} queries: answer"
    yield Figure("S4", f"{said}, 95 of 100 within", _share(wall, 0.95) * 1000, at_most(50), " ms")
    yield Note(f"half within {_share(wall, 0.5) * 1000:.1f} ms, the slowest {max(wall) * 1000:.0f} ms")
    yield Figure(
        "S4", "the same in processor time of the web process", _share(used, 0.95) * 1000, at_most(50), " ms"
    )
    typed = sorted({need.words[:length] for need in needs for length in (3, 5, 8)})[:300]
    wall, used = _times([lambda text=text: suggestions(programme, text, "sv") for text in typed])  # type: ignore[misc]
    yield Figure(
        "S4",
        f"suggestions for {len(typed)} beginnings, 95 of 100",
        _share(wall, 0.95) * 1000,
        at_most(50),
        " ms",
    )
    yield Note(f"in processor time {_share(used, 0.95) * 1000:.1f} ms")


def _publishing(programme: Programme, keys: Sequence[int], count: int) -> Iterator[Line]:
    """One story after the other indexed again, as at its publication."""
    from forebild.library.models import GoodExample
    from forebild.library.search.services import index_example

    again = list(
        GoodExample.objects.filter(pk__in=keys[:: max(1, count // LATER)]).select_related("facts")[:LATER]
    )
    wall, _used = _times([lambda story=story: index_example(story) for story in again])  # type: ignore[misc]
    yield Figure(
        "S6", f"{count:,} stories: one more published, the median", _share(wall, 0.5), at_most(1), " s"
    )


def _times(works: Sequence[Callable[[], object]]) -> tuple[list[float], list[float]]:
    """Of each, seconds on the wall and of this process."""
    wall, used = [], []
    for work in works:
        began, before = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - began)
        used.append(time.process_time() - before)
    return wall, used


def _share(seconds: Sequence[float], share: float) -> float:
    """What so large a share of them is within."""
    return sorted(seconds)[min(len(seconds) - 1, int(len(seconds) * share))]
