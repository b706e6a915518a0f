"""What neither half of the sweep has shown is found, whichever half is done last."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.sweep.seen import HALVES, assert_all_seen, page_templates, seen_by_both


@pytest.fixture(autouse=True)
def own_run(settings: Any, tmp_path: Path) -> None:
    settings.HOME_DIR = tmp_path


@pytest.mark.parametrize("order", [HALVES, HALVES[::-1]])
def test_the_last_half_knows_what_both_have_seen(order: tuple[str, str]) -> None:
    assert seen_by_both(order[0], {"a.html", "b.html"}) is None
    assert seen_by_both(order[1], {"b.html", "c.html"}) == {"a.html", "b.html", "c.html"}


def test_a_template_that_neither_half_has_seen_is_named() -> None:
    first, *rest = sorted(page_templates())
    items = [SimpleNamespace(name="one", path="tests/sweep/test_roles.py")]
    request: Any = SimpleNamespace(session=SimpleNamespace(items=items))
    assert seen_by_both("states", rest[:5]) is None
    viewer: Any = SimpleNamespace(templates=set(rest[5:]))
    with pytest.raises(AssertionError, match=f"Never seen: {first}$"):
        assert_all_seen("roles", 1, viewer, request)
