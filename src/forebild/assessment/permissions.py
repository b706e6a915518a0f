"""Who may open a company's result, and who says what an event helps with."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.assessment.models import Assessment, EntrantReport, QuestionSet, ReportBatch
from forebild.events.models import Event
from forebild.events.permissions import can_edit_event
from forebild.programme.models import Edition, Programme, Role
from forebild.programme.permissions import OFFICE_ONLY, runs
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes


@rule(Permission.ASSESSMENT_OPEN)
def can_open_assessment(actor: Actor, assessment: Assessment) -> Answer:
    """Whoever saved it; or who acts for the company, where somebody who does so saved it. Not the office."""
    if Assessment.objects.for_actor(actor).filter(pk=assessment.pk).exists():
        return yes()
    return no(_("A result is the company's own."))


@rule(Permission.EVENT_THEME_SET)
def can_set_event_theme(actor: Actor, event: Event) -> Answer:
    """Whoever runs the event."""
    return can_edit_event(actor, event)


@rule(Permission.QUESTION_SET_BUILD)
def can_build_set(actor: Actor, subject: QuestionSet | Programme) -> Answer:
    """The programme's office, for all years."""
    if not actor.is_authenticated:
        return no(OFFICE_ONLY)
    roles = Role.objects.current().filter(person=actor, edition=None)
    return yes() if roles.exists() else no(OFFICE_ONLY)


@rule(Permission.ASSESSMENT_FIGURES)
def can_read_figures(actor: Actor, subject: Programme) -> Answer:
    """The programme's office, for all years: figures in which no company can be found."""
    return can_edit_event(actor, subject)


@rule(Permission.ASSESSMENT_SHARED_READ)
def can_read_shared(actor: Actor, assessment: Assessment) -> Answer:
    """The programme's office, where the company has said that the office may read its result."""
    if assessment.shared_at is None or assessment.state != "handed_in":
        return no(_("A result is the company's own."))
    return can_edit_event(actor, assessment.programme)


@rule(Permission.ENTRANT_REPORT_SEND)
def can_send_reports(actor: Actor, subject: Edition | EntrantReport | ReportBatch) -> Answer:
    """The edition's own office."""
    if isinstance(subject, EntrantReport):
        edition = subject.entry.edition
    else:
        edition = subject.edition if isinstance(subject, ReportBatch) else subject
    return yes() if runs(actor, edition) else no(OFFICE_ONLY)
