"""What is told by mail: asking those who came, and all that a request for help leads to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from forebild.events.models import Registration
from forebild.events.services.letters import language_of
from forebild.outcomes import notices
from forebild.outcomes.models import Evaluation, FollowUp, Referral, Sending
from forebild.shared.links import services as links
from forebild.shared.models import in_language, new_public_id
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Actor
from forebild.shared.ui.dates import day_in_full, in_full
from forebild.shared.urls import site_url

EVALUATION, FOLLOW_UP, REFERRAL = "outcomes.evaluation", "outcomes.follow_up", "outcomes.referral"
_EVALUATION_LINK = timedelta(days=60)  # after it is closed one can still ask for help there
_HELP_LINK = timedelta(days=400)  # a consent can be taken back as long as anything may come of it


def ask(
    evaluation: Evaluation, registration: Registration, *, actor: Actor = None, sending: Sending | None = None
) -> None:
    """What did you think of it? Held where the office has pressed."""
    _ask(evaluation, registration, notices.EVALUATION, actor=actor, sending=sending)


def remind(evaluation: Evaluation, registration: Registration) -> None:
    """Once, to somebody who has not answered."""
    _ask(evaluation, registration, notices.REMINDER)


def _ask(
    evaluation: Evaluation,
    registration: Registration,
    notice: Notice,
    *,
    actor: Actor = None,
    sending: Sending | None = None,
) -> None:
    language, event = language_of(registration), registration.event
    token = links.issue(
        purpose=EVALUATION,
        subject_id=registration.public_id,
        email=registration.email,
        lifetime=_EVALUATION_LINK,
        single_use=False,
    )
    queue(
        notice=notice,
        to=Recipient(registration.email, language, registration.person.public_id),
        values={
            "name": registration.name,
            "event": in_language(event, "title", language),
            "when": in_full(event.begins_at, language),
            "until": day_in_full(timezone.localdate(evaluation.closes_at), language),
            "link": site_url("outcomes:evaluation_answer", language, token=token),
        },
        key=f"{notice.kind}:{registration.public_id}:{sending.public_id if sending else new_public_id()}",
        actor=actor,
        hold=sending is not None,
        not_before=sending.held_until if sending else None,
        batch=sending.public_id if sending else "",
    )


def tell_what_was_asked(follow_up: FollowUp) -> None:
    """To the company: what it has asked for, what it has agreed to, and how to take it back."""
    with override(follow_up.language):
        topics = follow_up.topics_in_words
    values = {"topics": topics, "wish": follow_up.wish or "–", "link": _company_link(follow_up)}
    _tell_company(follow_up, notices.ASKED_FOR, values)


def tell_withdrawn(follow_up: FollowUp) -> None:
    """To the company: it is taken back, and erased."""
    _tell_company(follow_up, notices.WITHDRAWN, {})


def tell_handed_on(referral: Referral) -> None:
    """To the company: this adviser has said yes."""
    values = {"adviser": str(referral.adviser), "link": _company_link(referral.follow_up)}
    _tell_company(referral.follow_up, notices.HANDED_ON, values)


def ask_whether_it_helped(referral: Referral) -> None:
    """To the company, once: did it help?"""
    values = {"adviser": str(referral.adviser), "link": _company_link(referral.follow_up)}
    _tell_company(referral.follow_up, notices.HELPED, values)


def _tell_company(follow_up: FollowUp, notice: Notice, values: dict[str, str]) -> None:
    language = follow_up.language
    known = {"name": follow_up.name, "event": follow_up.occasion_in(language)}
    queue(
        notice=notice,
        to=Recipient(follow_up.email, language, _person_id(follow_up)),
        values=known | values,
        key=f"{notice.kind}:{follow_up.public_id}:{new_public_id()}",
    )


def _person_id(follow_up: FollowUp) -> str:
    return follow_up.registration.person.public_id if follow_up.registration else ""


def _company_link(follow_up: FollowUp) -> str:
    token = links.issue(
        purpose=FOLLOW_UP,
        subject_id=follow_up.public_id,
        email=follow_up.email,
        lifetime=_HELP_LINK,
        single_use=False,
    )
    return site_url("outcomes:follow_up", follow_up.language, token=token)


def refer(referral: Referral, *, actor: Actor) -> None:
    """To the adviser: a company would like your help. Held for ten minutes; it holds nothing of the wish."""
    adviser = referral.adviser
    queue(
        notice=notices.REFERRED,
        to=Recipient(adviser.email, adviser.language),
        values=refer_values(referral) | {"link": _adviser_link(referral)},
        key=f"{notices.REFERRED.kind}:{referral.public_id}",
        actor=actor,
        hold=True,
        not_before=referral.held_until,
        batch=referral.public_id,
    )


def refer_values(referral: Referral) -> dict[str, str]:
    """The letter's values but for the link: for the letter, and for its preview."""
    language, follow_up = referral.adviser.language, referral.follow_up
    return {
        "adviser": referral.adviser.name,
        "programme": in_language(follow_up.programme, "name", language),
        "event": follow_up.occasion_in(language),
        "note": referral.note or "–",
    }


def ask_for_outcome(referral: Referral) -> None:
    """To the adviser: what has come of it?"""
    _tell_adviser(referral, notices.OUTCOME_ASKED, {"link": _adviser_link(referral)})


def ask_to_delete(referral: Referral) -> None:
    """To the adviser: the company has taken its word back; delete what you have."""
    _tell_adviser(referral, notices.DELETE, {})


def tell_ended(referral: Referral) -> None:
    """To the adviser: the office has ended it, and nothing more is needed."""
    _tell_adviser(referral, notices.ENDED, {})


def _tell_adviser(referral: Referral, notice: Notice, values: dict[str, Any]) -> None:
    adviser = referral.adviser
    queue(
        notice=notice,
        to=Recipient(adviser.email, adviser.language),
        values={"adviser": adviser.name, "company": referral.follow_up.company or referral.follow_up.name}
        | values,
        key=f"{notice.kind}:{referral.public_id}:{new_public_id()}",
    )


def _adviser_link(referral: Referral) -> str:
    token = links.issue(
        purpose=REFERRAL,
        subject_id=referral.public_id,
        email=referral.adviser.email,
        lifetime=_HELP_LINK,
        single_use=False,
    )
    return site_url("outcomes:referral", referral.adviser.language, token=token)
