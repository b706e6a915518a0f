"""What the search hears: readers see another text of a story."""

from __future__ import annotations

from typing import Any

from forebild.library.models import GoodExample
from forebild.library.search import services
from forebild.shared.writing.models import Document
from forebild.shared.writing.signals import document_published


def connect() -> None:
    """Listen from now on."""
    document_published.connect(example_published, dispatch_uid="library_search.example_published")


def example_published(sender: type[Document], document: Document, **_: Any) -> None:
    """Index the story, in the transaction that publishes it, by hand or at its instant."""
    example = GoodExample.objects.filter(document=document).first()
    if example is not None:
        services.index_example(example)
