"""What templates may not contain: text let through unescaped, style or script inside the page."""

import re
from collections.abc import Iterator
from pathlib import Path

from tools.house.sources import at, line_of, templates

_COMMENT = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}|<!--.*?-->", re.DOTALL)
_STYLE = "a style inside the page"  # mail programs know no other, and no policy of ours applies to them
_RULES = {
    "unescaped text": re.compile(r"\|\s*safe(?:seq)?\b|{%-?\s*autoescape\s+off"),
    _STYLE: re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a script inside the page": re.compile(r"<script\b(?![^>]*\ssrc\s*=)[^>]*>|javascript:", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
}
_DATA = re.compile(r"""type\s*=\s*["'](?:application/(?:ld\+)?json|speculationrules)["']""")


def templates_are_clean(root: Path) -> Iterator[str]:
    """The content security policy forbids what stands inside the page; escaping is never switched off."""
    for path, text in templates(root):
        shown = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
        for name, forbidden in _RULES.items():
            for found in forbidden.finditer(shown):
                if not _DATA.search(found[0]) and not (name == _STYLE and "mail" in path.parts):
                    yield f"{at(path, root, line_of(shown, found.start()))}: {name}: {found[0].strip()[:60]}"
