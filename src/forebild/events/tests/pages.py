"""What the tests of pages ask for and read."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from forebild.events.models import Event


def at(name: str, event: Event | None = None, **parts: Any) -> str:
    """The address of one of the office's pages."""
    if event is not None:
        parts["event_id"] = event.public_id
    return reverse(f"events:{name}", kwargs=parts)


def words(answer: Any) -> str:
    """The page's main part as one reads it, without its marks."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
