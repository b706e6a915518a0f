"""What the programme and an edition say of themselves: kept, and on record."""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction

from forebild.people.models import Person
from forebild.programme.models import Edition, Programme
from forebild.shared import audit
from forebild.shared.permissions import Permission, demand

Described = TypeVar("Described", Programme, Edition)
OF_EDITION = ("intro_sv", "intro_en", "reviews_per_entry", "finalist_count")
OF_PROGRAMME = ("name_sv", "name_en", "summary_sv", "summary_en", "organiser", "contact_email")


@transaction.atomic
def save_edition(*, actor: Person, edition: Edition) -> Edition:
    """Keep its introduction and how large the jury's work is."""
    demand(actor, Permission.EDITION_PLAN, edition)
    changed = _save(edition, OF_EDITION)
    audit.record(actor, "programme.edition.changed", edition, edition=edition, changed=changed)
    return edition


@transaction.atomic
def save_programme(*, actor: Person, programme: Programme) -> Programme:
    """Keep its name, its one sentence, and who stands behind it."""
    demand(actor, Permission.PROGRAMME_EDIT, programme)
    changed = _save(programme, OF_PROGRAMME)
    audit.record(actor, "programme.programme.changed", programme, programme=programme, changed=changed)
    return programme


def _save(row: Described, fields: tuple[str, ...]) -> list[str]:
    """Save these fields of `row` alone; the names of those that were otherwise before."""
    before = type(row)._default_manager.select_for_update().get(pk=row.pk)
    row.save(update_fields=fields)
    return [name for name in fields if getattr(before, name) != getattr(row, name)]
