"""What happened after one, two, three years: kept by the office, shown when it is in both languages."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.library.models import Afterwards, GoodExample
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def save_afterwards(
    *, actor: Person, example: GoodExample, years: int, text_sv: str, text_en: str, told_by_name: str
) -> Afterwards:
    """Keep what the company has told of one of the years. Raises InvalidInput without text or teller.

    What is public is taken away from readers first (NotNow): it has the company's yes as it stands.
    """
    demand(actor, Permission.EXAMPLE_EDIT, example)
    _demand_told(text_sv, text_en, told_by_name)
    row = Afterwards.objects.select_for_update().filter(example=example, years=years).first()
    if row is not None and row.published_at:
        raise NotNow(_("This is public. Hide it first, then change it."))
    row = row or Afterwards(example=example, years=years)
    row.text_sv, row.text_en, row.told_by_name = text_sv.strip(), text_en.strip(), told_by_name.strip()
    row.told_at = timezone.now()
    row.save()
    audit.record(actor, "library.afterwards.saved", example, years=years)
    return row


def _demand_told(text_sv: str, text_en: str, told_by_name: str) -> None:
    missing = {
        "text_sv": _("Write what happened, in Swedish or in English.")
        if not (text_sv + text_en).strip()
        else "",
        "told_by_name": _("Write who at the company has told it.") if not told_by_name.strip() else "",
    }
    if any(missing.values()):
        raise InvalidInput(
            _("Something is missing."), {field: said for field, said in missing.items() if said}
        )


@transaction.atomic
def publish_afterwards(*, actor: Person, afterwards: Afterwards) -> None:
    """Show it with the story. Raises NotNow unless it stands in both languages."""
    demand(actor, Permission.EXAMPLE_PUBLISH, afterwards.example)
    row = Afterwards.objects.select_for_update().get(pk=afterwards.pk)
    if not (row.text_sv and row.text_en):
        raise NotNow(_("It is shown when it is written in both Swedish and English."))
    if row.published_at is None:
        row.published_at, row.published_by_name = timezone.now(), actor.name
        row.save(update_fields=["published_at", "published_by_name"])
        audit.record(actor, "library.afterwards.published", afterwards.example, years=row.years)


@transaction.atomic
def hide_afterwards(*, actor: Person, afterwards: Afterwards) -> None:
    """Take it from readers; the text stays with the office."""
    demand(actor, Permission.EXAMPLE_PUBLISH, afterwards.example)
    row = Afterwards.objects.select_for_update().get(pk=afterwards.pk)
    if row.published_at is not None:
        row.published_at, row.published_by_name = None, ""
        row.save(update_fields=["published_at", "published_by_name"])
        audit.record(actor, "library.afterwards.hidden", afterwards.example, years=row.years)
