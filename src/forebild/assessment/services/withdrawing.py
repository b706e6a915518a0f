"""What the company decides of its result: whether the office may read it, and that it is deleted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.models import Assessment
from forebild.assessment.services.again import AGAIN
from forebild.assessment.services.beginning import erase_answers
from forebild.assessment.services.colleagues import COLLEAGUE
from forebild.assessment.services.held import hold
from forebild.assessment.services.opening import SITTING
from forebild.assessment.services.saving import CONFIRM
from forebild.assessment.states import ASSESSMENT
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.links import services as links


@transaction.atomic
def share_result(*, assessment: Assessment) -> Assessment:
    """The office may read this company's result from now on. Shared twice it is shared once."""
    assessment = hold(assessment)
    if not assessment.is_saved or assessment.organisation is None:
        raise NotNow(_("Save it with your organisation number first, so that the office knows whose it is."))
    if assessment.shared_at is None:
        assessment.shared_at = timezone.now()
        assessment.save(update_fields=["shared_at"])
        audit.record(None, "assessment.assessment.shared", assessment)
    return assessment


@transaction.atomic
def stop_sharing(*, assessment: Assessment) -> Assessment:
    """From now on the office reads it no more."""
    assessment = hold(assessment)
    if assessment.shared_at is not None:
        assessment.shared_at = None
        assessment.save(update_fields=["shared_at"])
        audit.record(None, "assessment.assessment.unshared", assessment)
    return assessment


@transaction.atomic
def withdraw_assessment(*, assessment: Assessment) -> Assessment:
    """By the company: everything that was answered and said is erased; that it was, and the days, is kept.

    Every way in closes. The figures are without it from their next release on.
    """
    assessment = hold(assessment)
    _close_links(assessment)
    erase_answers([assessment])
    assessment.steps.all().delete()
    assessment.following.update(previous=None)
    ASSESSMENT.move(
        assessment,
        "withdraw",
        withdrawn_at=timezone.now(),
        organisation=None,
        organisation_name="",
        person=None,
        email="",
        county="",
        division="",
        size="",
        is_vouched=False,
        shared_at=None,
        previous=None,
        scores={},
        settled={},
    )
    audit.record(None, "assessment.assessment.withdrawn", assessment)
    return assessment


def _close_links(assessment: Assessment) -> None:
    for purpose in (SITTING, CONFIRM, AGAIN):
        links.revoke(purpose=purpose, subject_id=assessment.public_id)
    for answering in assessment.answerings.all():
        links.revoke(purpose=COLLEAGUE, subject_id=answering.public_id)
