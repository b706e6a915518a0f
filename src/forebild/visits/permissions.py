"""Who may do what with site visits. A conflict of interest beats every role, here as in the jury."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models import Declaration
from forebild.jury.permissions import JURY_ONLY, LEADERS_ONLY, STANDS_ASIDE, leads_jury, stands_aside
from forebild.programme.models import Edition
from forebild.programme.permissions import runs
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes
from forebild.visits.models import Claim, Visit, Visitor, VisitPicture


@rule(Permission.VISIT_PLAN)
def can_plan_visit(actor: Actor, subject: Edition | Entry | Visit | Claim) -> Answer:
    """The office and the jury's leaders."""
    visit = subject.visit if isinstance(subject, Claim) else subject
    entry = visit.entry if isinstance(visit, Visit) else visit
    if isinstance(entry, Entry) and stands_aside(actor, entry):
        return no(STANDS_ASIDE)
    edition = entry.edition if isinstance(entry, Entry) else entry
    return yes() if leads_jury(actor, edition) or runs(actor, edition) else no(LEADERS_ONLY)


@rule(Permission.VISIT_MAKE)
def can_make_visit(actor: Actor, visitor: Visitor) -> Answer:
    """The visitor, once the conflict question is answered with no, while the round lasts."""
    juror, entry = visitor.juror, visitor.visit.entry
    serves = juror.person_id == actor.pk and juror.state == "serving" and visitor.ended_at is None
    if not serves or entry.edition.state != "announced":
        return no(JURY_ONLY)
    if stands_aside(actor, entry):
        return no(STANDS_ASIDE)
    if not Declaration.objects.filter(juror=juror, entry=entry).exists():
        return no(_("Answer first whether anything ties you to the company."))
    return yes()


@rule(Permission.VISIT_READ)
def can_read_visit(actor: Actor, subject: Visit | VisitPicture) -> Answer:
    """Whoever may know of it: see `Visit.objects.for_actor`."""
    visit = subject.visit if isinstance(subject, VisitPicture) else subject
    return yes() if Visit.objects.for_actor(actor).filter(pk=visit.pk).exists() else no(JURY_ONLY)
