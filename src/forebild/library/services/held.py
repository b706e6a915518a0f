"""The row that everything about a story's publication goes through, one after another."""

from __future__ import annotations

from forebild.library.models import GoodExample
from forebild.shared.writing.models import Document


def hold_text(example: GoodExample) -> None:
    """Hold the story's text until the transaction ends, and read it as it is stored now.

    Before the story's own row is moved: the release at an instant takes them in this order, too, so that
    whoever presses at that very moment waits instead of both being stuck.
    """
    Document.objects.select_for_update().get(pk=example.document_id)
    example.document.refresh_from_db()
