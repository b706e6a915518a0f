"""All of the house's rules over the house as it stands."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.house import code, direction, lock, markup, permissions, sizes
from tools.house.sources import PACKAGE, PROJECT

RULES: tuple[Callable[[Path], Iterator[str]], ...] = (
    direction.foreign_keys_point_down,
    direction.templates_point_down,
    direction.apps_use_open_rooms,
    code.views_start_from_actor,
    code.times_know_their_zone,
    code.secrets_come_from_secrets,
    code.one_module_marks_safe,
    markup.templates_are_clean,
    permissions.permissions_have_one_rule,
    permissions.permissions_are_used,
)


def problems(root: Path = PACKAGE, project: Path = PROJECT) -> Iterator[str]:
    """A line for everything in the house that breaks one of its rules."""
    for rule in RULES:
        yield from rule(root)
    yield from lock.lock_is_portable(project / "requirements")
    yield from lock.lock_is_complete(project / "requirements", project / "pyproject.toml")
    yield from permissions.pages_name_their_permission(_all_addresses())


def _all_addresses() -> list[object]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    import django
    from django.urls import get_resolver

    django.setup()
    return list(get_resolver().url_patterns)


if __name__ == "__main__":
    found = list(problems())
    print(*found, sep="\n", end="\n" if found else "")
    print(sizes.report(PACKAGE))
    sys.exit(1 if found else 0)
