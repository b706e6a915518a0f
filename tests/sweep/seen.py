"""No page is left out: every template of ours has drawn something in the sweep, by a link or by a state.

The halves of the sweep may run in a process of their own each. Each half, once it is whole, notes the
templates that it has seen, in a folder of this very run. Whichever comes last finds both notes and knows what
neither has seen.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

import pytest
from django.conf import settings

from tests.sweep.viewer import Viewer

HALVES = ("roles", "states")
ELSEWHERE = ("account/", "mfa/", "allauth/")  # shared/ui/tests/test_accounts.py, in every state of signing in
ELSEWHERE += ("writing/preview.html", "ui/forms/formset.html")  # not a page; no page has such a form yet
_SOURCE = Path(__file__).parents[2] / "src" / "forebild"


def assert_all_seen(half: str, test_count: int, viewer: Viewer, request: pytest.FixtureRequest) -> None:
    """The last test of each half, which has `test_count` of them: what neither half has seen is a fault."""
    ran = {item.name for item in request.session.items if f"test_{half}.py" in str(item.path)}
    if len(ran) < test_count:
        pytest.skip("Only a part of the sweep was asked for.")
    seen = seen_by_both(half, viewer.templates)
    ours = page_templates()
    assert len(ours) > 150  # else they lie elsewhere now, and this proves nothing
    unseen = sorted(ours - seen) if seen is not None else []
    assert not unseen, "Never seen: " + ", ".join(unseen)


def page_templates() -> set[str]:
    """All that a page is made of, by name, but for mail and for what is judged elsewhere."""
    found = (path for path in _SOURCE.rglob("templates/**/*.html") if "tests" not in path.parts)
    names = {str(path).rpartition("/templates/")[2] for path in found}
    return {name for name in names if "/mail/" not in name and not name.startswith(ELSEWHERE)}


def seen_by_both(half: str, templates: Collection[str]) -> set[str] | None:
    """Note what `half` has seen; what both have, or None while the other half is not done."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{half}.{os.getpid()}"
    unfinished.write_text("\n".join(sorted(templates)))
    unfinished.rename(folder / half)  # whole or not there
    notes = [folder / each for each in HALVES]
    if not all(note.exists() for note in notes):
        return None
    return {name for note in notes for name in note.read_text().splitlines()}


def _folder() -> Path:
    """One for each run: side by side, all processes of the run know its name; alone, there is one process."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"alone-{os.getpid()}")
    return settings.HOME_DIR / "sweep" / run
