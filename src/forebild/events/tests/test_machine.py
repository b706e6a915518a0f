"""The machine of places, a few examples of it; `./run drill --examples N` tries a tenth of so many."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from forebild.events.tests.machine import Places

WANTED = int(os.environ.get("FOREBILD_EXAMPLES", "0")) // 10
EXAMPLES, STEPS = (WANTED, 50) if WANTED else (6, 25)


@pytest.mark.django_db
def test_whatever_is_done_the_places_are_in_order() -> None:
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
