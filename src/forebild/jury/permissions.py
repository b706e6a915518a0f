"""Who may do what in the jury. A conflict of interest beats every role."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models import (
    LEADING,
    Assignment,
    AssignmentPlan,
    CalibrationSheet,
    ComparingSeat,
    Declaration,
    Juror,
    Recusal,
    Release,
    Review,
    Ruling,
    SeatRule,
    Statement,
    TieBreak,
)
from forebild.jury.queries import review_phase, seat_of, sits_in_jury
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


def is_still_reading(actor: Actor, edition: Edition) -> bool:
    """Whether `actor` has reviews left to hand in, and so is not to be swayed by what others have found.

    Not once the reading is over, and not who leads or runs it: they see the scores in any case.
    """
    phase = review_phase(edition)
    if can_view_ranking(actor, edition).allowed or (phase and phase.closes_at <= timezone.now()):
        return False
    return Assignment.objects.for_actor(actor).filter(entry__edition=edition, state="open").exists()


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
def can_answer_conflict(actor: Actor, assignment: Assignment | CalibrationSheet) -> Answer:
    """The juror who is assigned, or who is to score the entry at the calibration round."""
    return can_serve(actor, assignment.juror)


@rule(Permission.RECUSAL_RECORD)
def can_record_recusal(actor: Actor, subject: Entry | Recusal) -> Answer:
    """The secretary or the office, for a conflict that somebody else found."""
    if isinstance(subject, Recusal):  # maybe from another year's entry: the seat's edition is what counts
        entry, edition = subject.entry, subject.juror.edition
    else:
        entry, edition = subject, subject.edition
    if stands_aside(actor, entry):
        return no(STANDS_ASIDE)
    return _leads_or_runs(actor, edition)


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


@rule(Permission.CALIBRATION_LEAD)
def can_lead_calibration(actor: Actor, edition: Edition) -> Answer:
    """The jury's leaders and the office open the round, see how far the jurors agree, and close it."""
    return _leads_or_runs(actor, edition)


@rule(Permission.CALIBRATION_SCORE)
def can_score_calibration(actor: Actor, sheet: CalibrationSheet) -> Answer:
    """The juror whose sheet it is, once the conflict question is answered with no."""
    serves = can_serve(actor, sheet.juror)
    if not serves.allowed:
        return serves
    if stands_aside(actor, sheet.trial.entry):
        return no(STANDS_ASIDE)
    if not Declaration.objects.filter(juror=sheet.juror, entry=sheet.trial.entry).exists():
        return no(_("Answer first whether anything ties you to the company."))
    return yes()


@rule(Permission.CONSENSUS_LEAD)
def can_lead_consensus(actor: Actor, subject: Edition | Entry) -> Answer:
    """The jury's leaders and the office choose whether teams agree, and who calls each together."""
    return _leads_unless_aside(actor, subject)


@rule(Permission.RANKING_CHOOSE)
def can_choose_ranking(actor: Actor, edition: Edition) -> Answer:
    """The office says which figure ranks, and opens the scores."""
    return yes() if runs(actor, edition) else no(OFFICE_ONLY)


@rule(Permission.EXTRA_REVIEW_ASK)
def can_ask_extra_review(actor: Actor, subject: Edition | Entry) -> Answer:
    """The jury's leaders and the office; of an entry only those who do not stand aside."""
    return _leads_unless_aside(actor, subject)


def _leads_unless_aside(actor: Actor, subject: Edition | Entry) -> Answer:
    if isinstance(subject, Entry):
        if stands_aside(actor, subject):
            return no(STANDS_ASIDE)
        return _leads_or_runs(actor, subject.edition)
    return _leads_or_runs(actor, subject)


@rule(Permission.STATEMENT_READ)
def can_read_statement(actor: Actor, statement: Statement) -> Answer:
    """The entry's team, each once the own review is in; the jury's leaders and the office."""
    if stands_aside(actor, statement.entry):
        return no(STANDS_ASIDE)
    reading = reading_of(actor, statement.entry)
    if reading is None:
        return _leads_or_runs(actor, statement.entry.edition)
    if not Review.objects.counted().filter(assignment=reading).exists():
        return no(_("Hand in your own review first. Then you see what the others have given."))
    return yes()


@rule(Permission.STATEMENT_WRITE)
def can_write_statement(actor: Actor, statement: Statement) -> Answer:
    """The team, where it agrees; else the jury's leaders and the office."""
    reads = can_read_statement(actor, statement)
    if not reads.allowed:
        return reads
    if not statement.is_joint:
        return _leads_or_runs(actor, statement.entry.edition)
    reading = reading_of(actor, statement.entry)
    if reading is None:
        return no(_("Only those who have read the entry write here."))
    return can_serve(actor, reading.juror)


@rule(Permission.STATEMENT_APPROVE)
def can_approve_statement(actor: Actor, statement: Statement) -> Answer:
    """The jury's leaders and the office."""
    if stands_aside(actor, statement.entry):
        return no(STANDS_ASIDE)
    return _leads_or_runs(actor, statement.entry.edition)


def reading_of(actor: Actor, entry: Entry) -> Assignment | None:
    """The current assignment by which `actor` reads the entry, if any."""
    found = Assignment.objects.for_actor(actor).filter(entry=entry)
    return found.select_related("juror__edition").first()


@rule(Permission.TIE_BREAK_HOLD)
def can_hold_tie_break(actor: Actor, subject: Edition | TieBreak) -> Answer:
    """The jury's leaders and the office open and close a tie-break."""
    return _leads_or_runs(actor, subject.edition if isinstance(subject, TieBreak) else subject)


@rule(Permission.TIE_BREAK_COMPARE)
def can_compare(actor: Actor, seat: ComparingSeat) -> Answer:
    """The juror who is asked to, while the tie-break is open."""
    if seat.tie_break.state != "open":
        return no(_("The comparison is closed. Thank you for your answers."))
    return can_serve(actor, seat.juror)
