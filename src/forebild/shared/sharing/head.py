"""What a page's head says to those who show a link to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SharedAs:
    """In the context as `shared_as`: title and text, and the whole address of a picture of 1200 × 630.

    `kind` is Open Graph's: "article" for something written, "website" for the rest.
    """

    title: str
    text: str
    picture_url: str = ""
    picture_alt: str = ""
    kind: str = "website"
