"""Who may do what with events. The office runs them; everybody may register for what is open."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.events.models import (
    CoHost,
    Event,
    EventPicture,
    Material,
    Question,
    Quota,
    Registration,
    Series,
    Session,
    Speaker,
)
from forebild.programme.models import Programme, Role
from forebild.programme.permissions import OFFICE_ONLY
from forebild.shared.permissions import Actor, Answer, Permission, no, rule, yes

Part = Quota | Question | Session | Speaker | CoHost | EventPicture | Material


@rule(Permission.EVENT_EDIT)
def can_edit_event(actor: Actor, subject: Event | Part | Series | Programme) -> Answer:
    """The office, by a role in the programme or in the event's edition; a new one needs the programme's."""
    if isinstance(subject, Series):
        subject = subject.programme
    if isinstance(subject, Programme):
        return yes() if _works_for(actor, subject) else no(OFFICE_ONLY)
    event_key = subject.pk if isinstance(subject, Event) else subject.event_id
    return yes() if Event.objects.run_by(actor).filter(pk=event_key or 0).exists() else no(OFFICE_ONLY)


def _works_for(actor: Actor, programme: Programme) -> bool:
    if not actor.is_authenticated:
        return False
    return Role.objects.current().filter(person=actor, programme=programme, edition=None).exists()


@rule(Permission.REGISTRATION_HANDLE)
def can_handle_registration(actor: Actor, subject: Event | Registration | Session) -> Answer:
    """Whoever runs the event."""
    event = subject if isinstance(subject, Event) else subject.event
    return can_edit_event(actor, event)


@rule(Permission.EVENT_REGISTER)
def can_register(actor: Actor, event: Event) -> Answer:
    """Anybody, for what has been announced; by invitation, whoever runs it registers those invited.

    Whether it is open is a question of time, not of person.
    """
    if event.state != "announced":
        return no(_("Registration is not open."))
    if event.admission == Event.Admission.INVITED and not can_edit_event(actor, event).allowed:
        return no(_("Those who are invited register by the link in their invitation."))
    return yes()
