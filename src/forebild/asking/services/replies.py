"""The company's word: an answer, a friendly no, times for a visit. By its link, or signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.asking import notices
from forebild.asking.models import Enquiry, Kind, Reply, VisitTime
from forebild.asking.services import letters
from forebild.asking.services.held import hold_for_company
from forebild.asking.services.showing import offer_to_show
from forebild.asking.states import ENQUIRY
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor

LONGEST = 4000
MOST_REPLIES = 5  # a question is not a correspondence
MOST_TIMES = 5


@transaction.atomic
def answer(
    *,
    enquiry: Enquiry,
    text: str,
    shares_address: bool = False,
    office_may_read: bool = False,
    may_be_public: bool = False,
    actor: Actor = None,
) -> Reply:
    """Answer a question; answered before, this is added to it. The asker gets it by mail, without addresses.

    `shares_address`: the company's own is told. `may_be_public`: question and answer may stand on the story's
    page, if the asker agrees.
    """
    enquiry = hold_for_company(enquiry, actor)
    if enquiry.kind != Kind.QUESTION:
        raise NotNow(_("Propose times for the visit, or say no."))
    _demand_words(text, _("Write your answer, in at most 4,000 characters."))
    _demand_few(enquiry)
    now = timezone.now()
    ENQUIRY.move(enquiry, "answer", answered_at=enquiry.answered_at or now)
    address = enquiry.reception.email if shares_address else ""
    reply = Reply.objects.create(
        enquiry=enquiry,
        kind=Reply.Kind.ANSWER,
        text=text.strip(),
        address=address,
        office_may_read=office_may_read,
        by=actor,
        replied_at=now,
    )
    offer_to_show(enquiry=enquiry, reply=reply, may_be_public=may_be_public)
    letters.tell_asker(enquiry, notices.ANSWERED, answer=reply.text, address=address or "–")
    audit.record(actor, "asking.enquiry.answered", enquiry)
    return reply


@transaction.atomic
def decline(*, enquiry: Enquiry, text: str, office_may_read: bool = False, actor: Actor = None) -> Reply:
    """A friendly no, with a reason that the asker reads. A visit that was agreed is called off by it."""
    enquiry = hold_for_company(enquiry, actor)
    _demand_words(text, _("Write why, in at most 4,000 characters. The asker reads it."))
    _demand_few(enquiry)
    now = timezone.now()
    nothing_agreed = {"agreed_at": None, "agreed_time": None, "shows_email": False}
    ENQUIRY.move(enquiry, "decline", answered_at=enquiry.answered_at or now, **nothing_agreed)
    reply = Reply.objects.create(
        enquiry=enquiry,
        kind=Reply.Kind.DECLINE,
        text=text.strip(),
        office_may_read=office_may_read,
        by=actor,
        replied_at=now,
    )
    letters.tell_asker(enquiry, notices.DECLINED, answer=reply.text)
    audit.record(actor, "asking.enquiry.declined", enquiry)
    return reply


@transaction.atomic
def propose(
    *,
    enquiry: Enquiry,
    times: Sequence[datetime],
    text: str,
    office_may_read: bool = False,
    actor: Actor = None,
) -> Reply:
    """Times for a visit, with where to come and whom to ask for; the last ones hold."""
    enquiry = hold_for_company(enquiry, actor)
    if not enquiry.is_visit:
        raise NotNow(_("This is a question: answer it, or say no."))
    _demand_words(text, _("Write where to come and whom to ask for, in at most 4,000 characters."))
    wanted = sorted(set(times))
    if not 1 <= len(wanted) <= MOST_TIMES or wanted[0] <= timezone.now():
        raise InvalidInput(
            _("Check the times."), {"first": _("Propose from one to five times that are still to come.")}
        )
    _demand_few(enquiry)
    now = timezone.now()
    ENQUIRY.move(enquiry, "propose", answered_at=enquiry.answered_at or now)
    reply = Reply.objects.create(
        enquiry=enquiry,
        kind=Reply.Kind.TIMES,
        text=text.strip(),
        office_may_read=office_may_read,
        by=actor,
        replied_at=now,
    )
    VisitTime.objects.bulk_create(VisitTime(reply=reply, starts_at=each) for each in wanted)
    letters.tell_of_times(enquiry, reply)
    audit.record(actor, "asking.enquiry.proposed", enquiry, times=len(wanted))
    return reply


@transaction.atomic
def report_abuse(*, enquiry: Enquiry, actor: Actor = None) -> Enquiry:
    """This is no question: the asker reaches the company no more, and the office may read it."""
    enquiry = hold_for_company(enquiry, actor)
    if enquiry.is_abuse:
        return enquiry
    ENQUIRY.move(enquiry, "decline", is_abuse=True)
    audit.record(actor, "asking.enquiry.reported", enquiry)
    return enquiry


def _demand_words(text: str, words: str) -> None:
    if not text.strip() or len(text) > LONGEST:
        raise InvalidInput(_("Check what you have written."), {"text": words})


def _demand_few(enquiry: Enquiry) -> None:
    if enquiry.replies.count() >= MOST_REPLIES:
        raise NotNow(
            _("You have answered five times here. That is enough: a question is not a correspondence.")
        )
