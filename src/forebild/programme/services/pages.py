"""Editorial pages: written with the one way of editing, shown to readers when published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.programme.models import EditorialPage, Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document

TEXTS = ("title", "body")
FIELDS = tuple(f"{text}_{language}" for text in TEXTS for language in ("sv", "en"))


@transaction.atomic
def add_page(*, actor: Person, programme: Programme, slug: str, title: str) -> EditorialPage:
    """Begin a page; nobody but the office sees it before it is published.

    Raises InvalidInput for an address that is taken.
    """
    demand(actor, Permission.PAGE_EDIT)
    if programme.pages.filter(slug=slug).exists():
        raise InvalidInput(
            _("Choose another address."), {"slug": _("There is a page at this address already.")}
        )
    document = writing.new_document(
        kind="page", fields=dict.fromkeys(FIELDS, "") | {"title_sv": title}, actor=actor
    )
    editorial = EditorialPage.objects.create(
        programme=programme, slug=slug, position=programme.pages.count() + 1, document=document
    )
    audit.record(actor, "programme.page.added", editorial, slug=slug)
    return editorial


@transaction.atomic
def save_page(
    *,
    actor: Person,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    tab: str = "",
) -> writing.Saved:
    """Keep what was typed; readers see nothing of it until it is published."""
    demand(actor, Permission.PAGE_EDIT)
    return writing.save_fields(
        actor=actor,
        document=document,
        changes=changes,
        base_revision=base_revision,
        allowed=allowed,
        tab=tab,
    )


@transaction.atomic
def publish_page(*, actor: Person, editorial: EditorialPage, at: datetime | None = None) -> None:
    """Let readers see the page as it stands now: at once, or from `at` on."""
    demand(actor, Permission.PAGE_EDIT, editorial)
    if at is None:
        writing.publish(actor=actor, document=editorial.document)
    else:
        writing.schedule_release(actor=actor, document=editorial.document, at=at)
    audit.record(
        actor,
        "programme.page.published" if at is None else "programme.page.scheduled",
        editorial,
        at=at.isoformat() if at else None,
    )


@transaction.atomic
def hide_page(*, actor: Person, editorial: EditorialPage) -> None:
    """Take the page from readers; its text and history stay."""
    demand(actor, Permission.PAGE_EDIT, editorial)
    writing.unpublish(document=editorial.document)
    audit.record(actor, "programme.page.hidden", editorial)
