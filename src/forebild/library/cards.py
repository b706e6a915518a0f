"""Stories as cards: what stands on each in a list of hits, a collection, a county or another's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forebild.library.facets import facts_line
from forebild.library.facts import facts_of
from forebild.library.models import GoodExample
from forebild.library.queries import Story, pictures_shown, story


@dataclass(frozen=True)
class Card:
    """A story, its facts for one line, and why it is here in translated lines."""

    example: GoodExample
    story: Story
    facts: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def cards_of(
    examples: Iterable[GoodExample], language: str, reasons: Iterable[tuple[str, ...]] = ()
) -> list[Card]:
    """A card per story, in their order. One statement, for the pictures.

    The stories come with document, organisation and facts.
    """
    shown = list(examples)
    pictures = pictures_shown(shown)
    why = list(reasons) or [()] * len(shown)
    return [
        Card(
            example,
            story(example.document.published_fields or {}, language, pictures),
            tuple(facts_line(facts_of(example))),
            lines,
        )
        for example, lines in zip(shown, why, strict=True)
    ]
