"""Who writes, approves, sends, reads and answers letters. A conflict of interest beats every role."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.feedback.models import Answer, Dispatch, Letter
from forebild.jury.permissions import LEADERS_ONLY, STANDS_ASIDE, leads_jury, stands_aside
from forebild.people.models import Membership
from forebild.programme.models import Edition
from forebild.programme.permissions import OFFICE_ONLY, runs
from forebild.shared.permissions import Actor, Permission, no, rule, yes
from forebild.shared.permissions import Answer as Reply

NOT_OUT = _("Letters are written when the result is out.")
APPROVERS_ONLY = _("The jury’s chair, deputy or secretary approves the letters.")


def _edition(subject: Edition | Letter | Dispatch) -> Edition:
    if isinstance(subject, Letter):
        return subject.entry.edition
    return subject.edition if isinstance(subject, Dispatch) else subject


def _closed(actor: Actor, subject: Edition | Letter | Dispatch) -> Reply | None:
    """What nobody may: an edition whose result is not out, an entry that one stands aside from."""
    if isinstance(subject, Letter) and stands_aside(actor, subject.entry):
        return no(STANDS_ASIDE)
    return no(NOT_OUT) if _edition(subject).released_at is None else None


@rule(Permission.FEEDBACK_WRITE)
def can_write_letters(actor: Actor, subject: Edition | Letter) -> Reply:
    """The office, and those who lead the jury, once the result is out."""
    edition = _edition(subject)
    if not (leads_jury(actor, edition) or runs(actor, edition)):
        return no(LEADERS_ONLY)
    return _closed(actor, subject) or yes()


@rule(Permission.FEEDBACK_APPROVE)
def can_approve_letters(actor: Actor, subject: Edition | Letter) -> Reply:
    """Chair, deputy and secretary: the words are the jury's."""
    if not leads_jury(actor, _edition(subject)):
        return no(APPROVERS_ONLY)
    return _closed(actor, subject) or yes()


@rule(Permission.FEEDBACK_SEND)
def can_send_letters(actor: Actor, subject: Edition | Dispatch) -> Reply:
    """The office; the thanks to the jurors too."""
    if not runs(actor, _edition(subject)):
        return no(OFFICE_ONLY)
    return _closed(actor, subject) or yes()


@rule(Permission.FEEDBACK_READ)
def can_read_letter(actor: Actor, letter: Letter) -> Reply:
    """Whoever acts for the company that it is written to."""
    company = letter.entry.organisation_id
    is_own = Membership.objects.current().filter(person=actor, organisation=company).exists()
    return yes() if is_own else no(_("The letter is for the company that it is written to."))


@rule(Permission.FEEDBACK_HEAR)
def can_hear_answers(actor: Actor, subject: Edition | Answer) -> Reply:
    """The office, but for answers about entries that one stands aside from."""
    if isinstance(subject, Edition):
        return yes() if runs(actor, subject) else no(OFFICE_ONLY)
    if not runs(actor, subject.letter.entry.edition):
        return no(OFFICE_ONLY)
    return no(STANDS_ASIDE) if stands_aside(actor, subject.letter.entry) else yes()
