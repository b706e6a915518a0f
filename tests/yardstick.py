"""Limits of time that mean the same on a machine that others share, and while coverage is measured.

The same lines have been seen to take four times as much of the processor from one minute to the next, and
the measurer now and then stops a process for some tenths of a second. What is slow by itself is slow each
time, beside whatever else runs slowly: so a limit is for the quickest of three runs, and grows as a fixed
piece of work does that is timed beside them.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

REFERENCE = 0.004  # seconds for `_piece` where the limits were set: one of two idle processors
RUNS = 3


def takes_at_most(seconds: float, work: Callable[[], Any]) -> bool:
    """Whether `work` takes no more of the processor, in all its threads, as the reference machine counts."""
    for _run in range(RUNS):
        slower = slowness()
        if _used(work) <= seconds * max(slower, slowness()):
            return True
    return False


def slowness() -> float:
    """How many times as long as on the reference machine everything takes just now; at least once."""
    return max(1.0, sum(_used(_piece) for _time in range(5)) / (5 * REFERENCE))


def _used(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _piece() -> list[tuple[str, int]]:
    """Work of the kind that pages are made of: texts, dictionaries, calls, a sort."""
    words: dict[str, int] = {}
    for number in range(20_000):
        word = f"{number % 977}å"
        words[word] = words.get(word, 0) + len(word.split("å"))
    return sorted(words.items())
