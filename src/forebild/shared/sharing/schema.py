"""What a page says of itself to machines: schema.org's words as JSON-LD, in a block of data inside the page.

    context["schema"] = data_block({"@context": "https://schema.org", "@type": "Article", …})
    <script type="application/ld+json">{{ schema }}</script>

Such a block is data: no browser runs it, and the content security policy has nothing to say about it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html

# What could end the block, or begin something else in it, written as JSON's own escapes: as Django's
# `json_script` does.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def data_block(values: Mapping[str, Any]) -> str:
    """The values as JSON that a template may put inside a script element.

    Empty ones (None, "", [] and {}) are left out.
    """
    return format_html("{}", _Json(values))


@dataclass(frozen=True)
class _Json:
    """Drawn by `format_html` as it is: no sign in it means anything to HTML."""

    values: Mapping[str, Any]

    def __html__(self) -> str:
        return json.dumps(_filled(self.values), ensure_ascii=False).translate(_ESCAPES)


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _filled(each) for name, each in value.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [_filled(each) for each in value]
    return value
