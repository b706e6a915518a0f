"""Who may do what in the jury. A conflict of interest beats every role."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models import (
    LEADING,
    Assignment,
    AssignmentPlan,
    Declaration,
    Juror,
    Recusal,
    Release,
    Ruling,
    SeatRule,
)
from forebild.jury.queries import seat_of, sits_in_jury
from forebild.programme.models import Edition
from forebild.programme.permissions import OFFICE_ONLY, runs
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes

JURY_ONLY = _("This page is for the jury.")
LEADERS_ONLY = _("This page is for the jury's chair and secretary, and for the programme office.")
STANDS_ASIDE = _("You stand aside from this entry.")


def stands_aside(actor: Actor, entry: Entry) -> bool:
    """Whether `actor` has a recusal in force from `entry`, in whatever seat."""
    return Recusal.objects.in_force().filter(juror__person=actor, entry=entry).exists()


def leads_jury(actor: Actor, edition: Edition) -> bool:
    """Whether `actor` is the edition's chair, deputy or secretary."""
    seat = seat_of(actor, edition)
    return seat is not None and seat.seat in LEADING


def _leads_or_runs(actor: Actor, edition: Edition) -> Answer:
    return yes() if leads_jury(actor, edition) or runs(actor, edition) else no(LEADERS_ONLY)


@rule(Permission.JUROR_INVITE)
def can_invite_juror(actor: Actor, subject: Edition | Juror) -> Answer:
    """The office composes the jury."""
    edition = subject.edition if isinstance(subject, Juror) else subject
    return yes() if runs(actor, edition) else no(OFFICE_ONLY)


@rule(Permission.JURY_SERVE)
def can_serve(actor: Actor, subject: Juror | None = None) -> Answer:
    """A serving juror, while the round lasts."""
    if subject is None:
        return yes() if sits_in_jury(actor) else no(JURY_ONLY)
    serves = (
        subject.person_id == actor.pk and subject.state == "serving" and subject.edition.state == "announced"
    )
    return yes() if serves else no(JURY_ONLY)


@rule(Permission.CONFLICT_ANSWER)
def can_answer_conflict(actor: Actor, assignment: Assignment) -> Answer:
    """The juror who is assigned."""
    return can_serve(actor, assignment.juror)


@rule(Permission.RECUSAL_RECORD)
def can_record_recusal(actor: Actor, subject: Entry | Recusal) -> Answer:
    """The secretary or the office, for a conflict that somebody else found."""
    entry = subject.entry if isinstance(subject, Recusal) else subject
    if stands_aside(actor, entry):
        return no(STANDS_ASIDE)
    return _leads_or_runs(actor, entry.edition)


@rule(Permission.ASSIGNMENT_PLAN)
def can_plan_assignment(actor: Actor, subject: Edition | AssignmentPlan | SeatRule) -> Answer:
    """The office and the jury's leaders; of one seat only those who do not stand aside from its entry."""
    if isinstance(subject, SeatRule) and stands_aside(actor, subject.entry):
        return no(STANDS_ASIDE)
    if isinstance(subject, SeatRule):
        return _leads_or_runs(actor, subject.entry.edition)
    edition = subject.edition if isinstance(subject, AssignmentPlan) else subject
    return _leads_or_runs(actor, edition)


@rule(Permission.REVIEW_WRITE)
def can_write_review(actor: Actor, assignment: Assignment) -> Answer:
    """The assigned juror, once the conflict question is answered with no, while the review phase lasts."""
    serves = can_serve(actor, assignment.juror)
    if not serves.allowed:
        return serves
    if stands_aside(actor, assignment.entry):
        return no(STANDS_ASIDE)
    if not Declaration.objects.filter(juror=assignment.juror, entry=assignment.entry).exists():
        return no(_("Answer first whether anything ties you to the company."))
    return yes()


@rule(Permission.RANKING_VIEW)
def can_view_ranking(actor: Actor, edition: Edition) -> Answer:
    """The chair and the secretary, and the office."""
    return _leads_or_runs(actor, edition)


@rule(Permission.RULING_PROPOSE)
def can_propose_ruling(actor: Actor, subject: Edition | Entry | Ruling) -> Answer:
    """The jury's leaders and the office, until the release; of an entry only those who do not stand aside."""
    edition = subject if isinstance(subject, Edition) else subject.edition
    entry = subject.entry if isinstance(subject, Ruling) else subject
    if isinstance(entry, Entry) and stands_aside(actor, entry):
        return no(STANDS_ASIDE)
    if edition.state != "announced":
        return no(_("The result is out. It can no longer be changed here."))
    return _leads_or_runs(actor, edition)


@rule(Permission.RULING_APPROVE)
def can_approve_ruling(actor: Actor, ruling: Ruling) -> Answer:
    """A second person among those who may propose."""
    if ruling.entry is not None and stands_aside(actor, ruling.entry):
        return no(STANDS_ASIDE)
    if ruling.proposed_by_id == actor.pk:
        return no(_("A decision takes two persons. Somebody else approves what you have proposed."))
    return can_propose_ruling(actor, ruling.edition)


@rule(Permission.RELEASE_SCHEDULE)
def can_schedule_release(actor: Actor, subject: Edition | Release) -> Answer:
    """The office sets the instant; a second person confirms it."""
    edition = subject.edition if isinstance(subject, Release) else subject
    if not runs(actor, edition):
        return no(OFFICE_ONLY)
    if isinstance(subject, Release) and subject.scheduled_by_id == actor.pk:
        return no(_("A release takes two persons. Somebody else confirms what you have scheduled."))
    return yes()


@rule(Permission.LETTER_SEND)
def can_send_letters(actor: Actor, edition: Edition) -> Answer:
    """The office, once the result is out."""
    if not runs(actor, edition):
        return no(OFFICE_ONLY)
    if edition.released_at is None:
        return no(_("Letters leave when the result is out."))
    return yes()
