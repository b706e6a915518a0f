"""The documents that a program writes are current, and the links in all of them lead somewhere."""

import re
from pathlib import Path

import pytest

from tools import permissions_page

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_page_of_permissions_is_current() -> None:
    assert permissions_page.PAGE.read_text(encoding="utf-8") == permissions_page.page(), (
        "run python -m tools.permissions_page"
    )


def test_a_page_that_is_not_current_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(permissions_page, "PAGE", tmp_path / "permissions.md")
    assert permissions_page.main(["--check"]) == 1, "no page at all"
    assert permissions_page.main([]) == 0
    assert permissions_page.main(["--check"]) == 0
    permissions_page.PAGE.write_text("old", encoding="utf-8")
    assert permissions_page.main(["--check"]) == 1


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_pictures_are_there(document: Path) -> None:
    wanted = _LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in wanted if not (document.parent / link).exists()] == []


def test_pictures_are_small() -> None:
    """Each below 80 kB, and all together no heavier than a clone should carry."""
    sizes = {picture.name: picture.stat().st_size for picture in (ROOT / "docs").rglob("*.png")}
    assert [name for name, size in sizes.items() if size >= 80_000] == []
    assert 0 < sum(sizes.values()) < 1_000_000
