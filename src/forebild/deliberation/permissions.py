"""Who may do what at the jury's meeting. A conflict of interest beats every role."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.deliberation.models import AgendaItem, Decision, Meeting, Minutes, Motion, StrawVote
from forebild.deliberation.queries import attended, is_entitled
from forebild.jury.permissions import LEADERS_ONLY, STANDS_ASIDE, leads_jury, stands_aside
from forebild.jury.queries import seat_of
from forebild.programme.models import Edition
from forebild.programme.permissions import runs
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes

JURY_ONLY = _("This page is for the jury.")


def _edition(subject: Edition | Meeting | Minutes) -> Edition:
    if isinstance(subject, Minutes):
        return subject.meeting.edition
    return subject.edition if isinstance(subject, Meeting) else subject


def _item(subject: AgendaItem | Motion | Decision) -> AgendaItem:
    if isinstance(subject, Decision):
        return subject.motion.item
    return subject.item if isinstance(subject, Motion) else subject


@rule(Permission.MEETING_ATTEND)
def can_attend(actor: Actor, subject: Edition | Meeting | Minutes) -> Answer:
    """Whoever serves in the edition's jury, and the office that runs it."""
    edition = _edition(subject)
    return yes() if seat_of(actor, edition) or runs(actor, edition) else no(JURY_ONLY)


@rule(Permission.MEETING_LEAD)
def can_lead(actor: Actor, subject: Edition | Meeting | Minutes) -> Answer:
    """The chair, the deputy and the secretary, and the office."""
    edition = _edition(subject)
    return yes() if leads_jury(actor, edition) or runs(actor, edition) else no(LEADERS_ONLY)


@rule(Permission.ITEM_LEAD)
def can_lead_item(actor: Actor, subject: AgendaItem | Motion | Decision) -> Answer:
    """The same, unless they stand aside from the entry that it is about."""
    item = _item(subject)
    if item.entry is not None and stands_aside(actor, item.entry):
        return no(STANDS_ASIDE)
    return can_lead(actor, item.meeting)


@rule(Permission.STRAW_VOTE_CAST)
def can_cast(actor: Actor, straw_vote: StrawVote) -> Answer:
    """A juror who is at the meeting, has a vote, and does not stand aside."""
    item = straw_vote.motion.item
    seat = seat_of(actor, item.meeting.edition)
    if seat is None or not is_entitled(seat, item):
        return no(_("Only jurors who are at the meeting and do not stand aside vote on this."))
    return yes()


@rule(Permission.DISSENT_NOTE)
def can_note_dissent(actor: Actor, decision: Decision) -> Answer:
    """A juror who had a vote, as long as the meeting lasts."""
    item = decision.motion.item
    seat = seat_of(actor, item.meeting.edition)
    if seat is None or not is_entitled(seat, item):
        return no(_("Only jurors who took part in the decision can have it noted that they did not agree."))
    return yes() if item.meeting.state == "open" else no(_("The meeting is over."))


@rule(Permission.MINUTES_APPROVE)
def can_approve_minutes(actor: Actor, minutes: Minutes) -> Answer:
    """A juror who was at the meeting."""
    seat = seat_of(actor, minutes.meeting.edition)
    if seat is None or not attended(seat, minutes.meeting):
        return no(_("The minutes are approved by the jurors who were at the meeting."))
    return yes()
