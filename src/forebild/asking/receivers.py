"""A story has become public: its company is asked whether it takes questions and visits."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from forebild.asking.services.receptions import ask_company
from forebild.library.models import GoodExample
from forebild.shared.writing.models import Document
from forebild.shared.writing.signals import document_published


@receiver(document_published, sender=Document, dispatch_uid="asking.published")
def ask_after_publication(document: Document, **_more: Any) -> None:
    """Once for a company, whichever of its stories is the first."""
    if document.kind != "good_example":
        return
    related = ("programme", "organisation", "document")
    example = GoodExample.objects.select_related(*related).filter(document=document).first()
    if example is not None and example.state == "published":
        ask_company(example=example)
