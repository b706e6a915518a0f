"""Write docs/permissions.md from the enum of permissions and the docstrings of the predicates.

.venv/bin/python -m tools.permissions_page           write it
.venv/bin/python -m tools.permissions_page --check   exit with 1 when it is not current
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"

HEAD = """# Who may do what

Every permission, and what the rule that answers for it says of itself. The rules are the predicates in each
app's `permissions.py`. **A conflict of interest beats every role**: entries closed to a person are left out
of every list before any rule is asked (`competition.closures`).

This page is generated: `python -m tools.permissions_page`.
"""


def main(words: Sequence[str]) -> int:
    """Write the page, or with --check say whether it is current."""
    text = page()
    if "--check" not in words:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print("docs/permissions.md is not current. Run: python -m tools.permissions_page", file=sys.stderr)
    return 1


def page() -> str:
    """The whole page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forebild.config.settings")
    import django

    django.setup()
    from django.urls import get_resolver

    from forebild.shared.permissions import Permission

    get_resolver().check()  # the predicates are registered as the pages are imported
    parts = [HEAD]
    for area, names in groupby(Permission, key=_area):
        parts.append(f"\n## {area}\n\n| Permission | Who |\n|---|---|\n")
        parts.extend(f"| `{name.value}` | {_rule(name)} |\n" for name in names)
    return "".join(parts)


def _area(name: str) -> str:
    return str(name).split(".")[0] if "." in name else "everywhere"


def _rule(name: str) -> str:
    """What the predicate's docstring says, on one line, fit for a table."""
    from forebild.shared.permissions import RULES, Permission

    predicate = RULES.get(Permission(name))
    said = inspect.getdoc(predicate) if predicate else None
    return " ".join((said or "No rule: nobody may.").split()).replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
