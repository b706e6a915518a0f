"""Several people of one company answer, each alone, by a link of their own; the first settles the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment import notices
from forebild.assessment.models import Answering, Assessment
from forebild.assessment.services.beginning import add_answering
from forebild.assessment.services.held import hold_begun
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.urls import site_url
from forebild.shared.writing.models import Document

COLLEAGUE = "assessment.colleague"  # the purpose of a link to one's own answers
MOST = 12  # people of one company
_OPEN_FOR = timedelta(days=60)


@transaction.atomic
def invite_colleagues(*, assessment: Assessment, emails: Sequence[str], sender: str) -> list[Answering]:
    """Each gets a letter with a link; who has one already gets no other.

    Only from a sitting that somebody has saved: whose letters they are is then known.
    """
    assessment = hold_begun(assessment)
    if not assessment.is_saved:
        raise NotNow(_("Save it first, so that your colleagues know from whom the letter comes."))
    known = {each.email.lower() for each in assessment.answerings.all()} | {assessment.email.lower()}
    wanted = [each for each in dict.fromkeys(_sound(emails, sender)) if each not in known]
    if assessment.answerings.count() + len(wanted) > MOST:
        raise InvalidInput(
            _("Too many."), {"emails": _("At most %(most)d people can answer.") % {"most": MOST}}
        )
    invited = [add_answering(assessment, email=each, invited_at=timezone.now()) for each in wanted]
    for answering in invited:
        _write(assessment, answering, sender.strip())
    if invited:
        audit.record(None, "assessment.colleague.invited", assessment, count=len(invited))
    return invited


def _sound(emails: Sequence[str], sender: str) -> list[str]:
    wrong = {} if sender.strip() else {"sender": _("Write your name: the letter says who asks.")}
    cleaned = [each.strip().lower() for each in emails if each.strip()]
    bad = [each for each in cleaned if not _is_address(each)]
    if not cleaned:
        wrong["emails"] = _("Write at least one address.")
    if bad:
        wrong["emails"] = _("This is no e-mail address: %(bad)s.") % {"bad": ", ".join(bad)}
    if wrong:
        raise InvalidInput(_("Check the addresses."), wrong)
    return cleaned


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _write(assessment: Assessment, answering: Answering, sender: str) -> None:
    token = links.issue(
        purpose=COLLEAGUE,
        subject_id=answering.public_id,
        email=answering.email,
        lifetime=_OPEN_FOR,
        single_use=False,
    )
    language = assessment.language
    company = assessment.organisation.name if assessment.organisation else assessment.email
    queue(
        notice=notices.COLLEAGUE,
        to=Recipient(answering.email, language),
        values={
            "sender": sender,
            "company": company,
            "link": site_url("assessment:colleague", language, token=token),
        },
        key=f"{notices.COLLEAGUE.kind}:{answering.public_id}",
    )


@transaction.atomic
def remove_colleague(*, assessment: Assessment, answering: Answering) -> None:
    """Somebody is not to answer after all: the link closes and what was answered is erased."""
    assessment = hold_begun(assessment)
    if answering.is_first or answering.assessment_id != assessment.pk:
        raise NotNow(_("Only colleagues who were invited can be taken away."))
    links.revoke(purpose=COLLEAGUE, subject_id=answering.public_id)
    document = answering.document_id
    answering.delete()
    Document.objects.filter(pk=document).delete()
    audit.record(None, "assessment.colleague.removed", assessment)


@transaction.atomic
def settle_answers(*, assessment: Assessment, chosen: Mapping[str, Any]) -> Assessment:
    """The company's common answers, by question; None takes one back."""
    assessment = hold_begun(assessment)
    settled = {**assessment.settled, **chosen}
    assessment.settled = {key: answer for key, answer in settled.items() if answer is not None}
    assessment.save(update_fields=["settled"])
    audit.record(None, "assessment.answers.settled", assessment, count=len(chosen))
    return assessment
