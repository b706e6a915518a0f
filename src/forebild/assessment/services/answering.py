"""What one person answers, each alone; saved while it is ticked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.models import Answering
from forebild.assessment.services.held import hold_begun
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.writing.models import Document
from forebild.shared.writing.services import Saved, save_fields


@dataclass(frozen=True)
class Respondent:
    """Whose hand writes: known by the answers' own id, for there may be no account."""

    public_id: str
    name: str = ""
    is_authenticated: bool = False


@transaction.atomic
def save_answers(
    *,
    answering: Answering,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str],
    tab: str = "",
) -> Saved:
    """By a link: as far as the sitting has not been handed in. Errors as `save_fields`."""
    hold_begun(answering.assessment)
    return save_fields(
        actor=Respondent(answering.public_id, answering.name),
        document=document,
        changes=changes,
        base_revision=base_revision,
        allowed=allowed,
        tab=tab,
    )


@transaction.atomic
def present_oneself(*, answering: Answering, name: str, part: str) -> Answering:
    """A colleague says who answers, so that the others know whose answers they read."""
    hold_begun(answering.assessment)
    if not name.strip():
        raise InvalidInput(_("Write your name."), {"name": _("Write your name.")})
    answering.name, answering.part = name.strip(), part.strip()
    answering.save(update_fields=["name", "part"])
    return answering


@transaction.atomic
def finish_answering(*, answering: Answering) -> Answering:
    """A colleague is done: from now on the answers are compared with the others'. Done twice is done once."""
    assessment = hold_begun(answering.assessment)
    if answering.done_at is None:
        answering.done_at = timezone.now()
        answering.save(update_fields=["done_at"])
        audit.record(None, "assessment.answering.done", assessment, answering=answering.public_id)
    return answering
