"""Asking for an adviser: the same consented request as after an event, kept in `outcomes`."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.assessment.models import Assessment
from forebild.assessment.services.held import hold
from forebild.outcomes.models import FollowUp
from forebild.outcomes.services.follow_ups import Asker, ask_for_adviser
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow


@transaction.atomic
def ask_adviser(
    *, assessment: Assessment, name: str, topics: list[str], wish: str, agrees: bool, language: str
) -> FollowUp:
    """By whoever has saved it. The adviser is told what is written here, not the result."""
    assessment = hold(assessment)
    if not assessment.is_saved:
        raise NotNow(_("Save it first, so that the adviser can reach you."))
    if not name.strip():
        raise InvalidInput(_("Write your name."), {"name": _("Write your name.")})
    asker = Asker(
        programme=assessment.programme,
        name=name.strip(),
        email=assessment.email,
        organisation=assessment.organisation,
        company=assessment.company,
        county=assessment.county,
    )
    follow_up = ask_for_adviser(asker=asker, topics=topics, wish=wish, agrees=agrees, language=language)
    audit.record(None, "assessment.adviser.asked", assessment)
    return follow_up
