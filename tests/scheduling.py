"""Which tests share a process when there are several: a pytest plugin.

The tests of a module share what it set up (a world of data, a running product): they stay together. The
long ones, in `tests/`, begin, the two halves of the sweep before all others; the short ones fill up.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

SWEEP = "tests/sweep/"
LONGEST = "tests/access/test_two_worlds.py::"


class Together(LoadScopeScheduling):
    """Hands out whole modules; of the longest, each test by itself, since each takes a minute."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(LONGEST):
            return nodeid.partition("[")[0] if "control" in nodeid else nodeid
        return nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """Ours, whatever `--dist` says."""
    return Together(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first, each kind in its own order."""
    items.sort(key=lambda item: (not item.nodeid.startswith(SWEEP), not item.nodeid.startswith("tests/")))
