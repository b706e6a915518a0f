"""What the library hears: that readers see another text of a story."""

from __future__ import annotations

from typing import Any

from forebild.library.models import GoodExample
from forebild.library.services.scheduling import note_publication
from forebild.shared.writing.models import Document
from forebild.shared.writing.signals import document_published


def connect() -> None:
    """Listen from now on; before those who read the facts, for the library's own app is ready first."""
    document_published.connect(story_published, dispatch_uid="library.story_published")


def story_published(sender: type[Document], document: Document, **_: Any) -> None:
    """By hand or at its instant, in the transaction that publishes it."""
    related = ("document", "organisation", "award__edition")
    example = GoodExample.objects.select_related(*related).filter(document=document).first()
    if example is not None:
        note_publication(example=example)
