"""The sets of questions that come with the product are laid into the database whenever it is migrated."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from forebild.assessment.models import QuestionSet
from forebild.assessment.sets import shipped

_ORDER = {"dii": 1, "six": 2}  # the shortest first


@transaction.atomic
def lay_in_shipped_sets() -> list[QuestionSet]:
    """Those that are not there yet; the newest version of each is opened, and its forerunner closed.

    What is there is left as it is: what somebody has answered does not change.
    """
    return [made for data in reversed(shipped()) if (made := _lay_in(data)) is not None]


def _lay_in(data: dict[str, Any]) -> QuestionSet | None:
    made, is_new = QuestionSet.objects.get_or_create(
        key=data["key"],
        version=data["version"],
        defaults={
            "name_sv": data["name"]["sv"],
            "name_en": data["name"]["en"],
            "data": data,
            "position": _ORDER.get(data["key"], 50),
            "source": QuestionSet.Source.SHIPPED,
        },
    )
    if not is_new:
        return None
    QuestionSet.objects.filter(key=made.key, state="open", version__lt=made.version).update(state="closed")
    if not QuestionSet.objects.open().filter(key=made.key).exists():
        QuestionSet.objects.filter(pk=made.pk).update(state="open", opened_at=timezone.now())
    made.refresh_from_db()
    return made
