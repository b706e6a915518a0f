"""What no link leads to stands the same tests: empty, wrongly filled in, closed, refused, decided, released.

And no page is left out: every template of ours has drawn something in this sweep, by a link or by a state.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sweep import meeting_states  # noqa: F401 enters its states
from tests.sweep.states import STATES
from tests.sweep.test_roles import ROLES
from tests.sweep.viewer import Viewer
from tests.sweep.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ELSEWHERE = ("account/", "mfa/", "allauth/")  # shared/ui/tests/test_accounts.py, in every state of signing in
ELSEWHERE += ("writing/preview.html", "ui/forms/formset.html")  # not a page; no page has such a form yet
_SOURCE = Path(__file__).parents[2] / "src" / "forebild"


@pytest.mark.parametrize("state", STATES)
def test_a_state_that_no_link_leads_to(state: str, demo_links: dict[str, str], viewer: Viewer) -> None:
    viewer.faults.clear()
    for answer in STATES[state](World(demo_links)):
        viewer.show(answer, state)
    assert not viewer.faults, "\n\n".join(viewer.faults)


def test_every_template_has_been_seen(viewer: Viewer, request: pytest.FixtureRequest) -> None:
    ran = {item.name for item in request.session.items if "tests/sweep" in str(item.path)}
    if len(ran) < len(STATES) + len(ROLES) + 2:
        pytest.skip("Only a part of the sweep was asked for.")
    ours = _page_templates()
    assert len(ours) > 150  # else they lie elsewhere now, and this proves nothing
    unseen = sorted(ours - viewer.templates)
    assert not unseen, "Never seen: " + ", ".join(unseen)


def _page_templates() -> set[str]:
    """All that a page is made of, by name, but for mail and for what is judged elsewhere."""
    found = (path for path in _SOURCE.rglob("templates/**/*.html") if "tests" not in path.parts)
    names = {str(path).rpartition("/templates/")[2] for path in found}
    return {name for name in names if "/mail/" not in name and not name.startswith(ELSEWHERE)}
