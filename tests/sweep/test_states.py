"""What no link leads to stands the same tests: empty, wrongly filled, closed, refused, decided, released."""

from __future__ import annotations

import pytest

from tests.sweep import (  # noqa: F401 each enters its states
    asking_states,
    assessment_office_states,
    assessment_states,
    door_states,
    event_states,
    library_states,
    meeting_states,
    outcome_states,
    registering_states,
    story_states,
    table_states,
    tour_states,
)
from tests.sweep.seen import assert_all_seen
from tests.sweep.states import STATES
from tests.sweep.viewer import Viewer
from tests.sweep.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize("state", STATES)
def test_a_state_that_no_link_leads_to(state: str, demo_links: dict[str, str], viewer: Viewer) -> None:
    viewer.faults.clear()
    for answer in STATES[state](World(demo_links)):
        viewer.show(answer, state)
    assert not viewer.faults, "\n\n".join(viewer.faults)


def test_with_the_roles_every_template_has_been_seen(viewer: Viewer, request: pytest.FixtureRequest) -> None:
    assert_all_seen("states", len(STATES) + 1, viewer, request)
