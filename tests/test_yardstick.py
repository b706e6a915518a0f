"""What is slow once is forgiven, what is slow each time is not."""

from __future__ import annotations

import time
from itertools import chain, repeat

from tests.yardstick import RUNS, slowness, takes_at_most


def burn(seconds: float) -> None:
    """Use as much of this thread's processor."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_what_is_slow_each_time_is_found():
    limit = 0.02
    assert not takes_at_most(limit, lambda: burn(10 * limit * slowness()))


def test_what_is_slow_once_is_forgiven():
    waits = chain([0.5], repeat(0.0))
    assert takes_at_most(0.01, lambda: burn(next(waits)))
    waits = chain([0.5] * RUNS, repeat(0.0))
    assert not takes_at_most(0.01, lambda: burn(next(waits) * slowness()))


def test_no_machine_is_quicker_than_the_limits_allow_for():
    assert slowness() >= 1
