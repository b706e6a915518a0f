"""Finding good examples by need: the one search of the library."""

from __future__ import annotations

from forebild.library.models import GoodExample
from forebild.library.queries import published_examples, story
from forebild.library.search.need import PAGE_LENGTH, Found, Hit, Need, Suggestion
from forebild.programme.models import Programme

MOST_SUGGESTED = 8


def find(programme: Programme, need: Need, *, page: int = 1) -> Found:
    """The stories that answer the need, a page of them."""
    found = published_examples(programme, words=need.words)
    total = found.count()
    page = min(max(1, page), max(1, -(-total // PAGE_LENGTH)))
    shown = found[(page - 1) * PAGE_LENGTH : page * PAGE_LENGTH]
    return Found(tuple(Hit(example, 0.0) for example in shown), total, page)


def suggestions(programme: Programme, typed: str, language: str) -> list[Suggestion]:
    """What to look for, while somebody types."""
    found = published_examples(programme, words=typed) if typed.strip() else GoodExample.objects.none()
    return [
        Suggestion(title, example.slug)
        for example in found[:MOST_SUGGESTED]
        if (title := story(example.document.published_fields or {}, language, {}).title)
    ]
