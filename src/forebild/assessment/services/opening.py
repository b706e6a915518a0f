"""The way in to a sitting: a token, for whoever began it, saved it or acts for its company."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from forebild.assessment.models import Assessment
from forebild.shared import audit
from forebild.shared.links import services as links
from forebild.shared.permissions import Actor, Permission, demand

SITTING = "assessment.sitting"  # the purpose of a link to all of one sitting
_FROM_ACCOUNT = timedelta(hours=12)


@transaction.atomic
def open_assessment(*, actor: Actor, assessment: Assessment) -> str:
    """A token for the pages of one's own assessment, for as long as a day's work."""
    demand(actor, Permission.ASSESSMENT_OPEN, assessment)
    token = links.issue(
        purpose=SITTING,
        subject_id=assessment.public_id,
        email=actor.email,
        person=actor,
        lifetime=_FROM_ACCOUNT,
        single_use=False,
    )
    audit.record(actor, "assessment.assessment.opened", assessment)
    return token
