"""Who may do what with tables and notes: whoever runs the event; what is kept in the room, the lead alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, Registration
from forebild.programme.models import Role
from forebild.shared.permissions import Actor, Answer, Permission, may, no, rule, yes
from forebild.tables.models import Apart, Card, NoteTaker, RoundTable, TablePlan

LEAD_ONLY = _("Only the programme lead reads what is kept in the room.")


Subject = Event | TablePlan | RoundTable | Apart | Registration | NoteTaker | Card


def _event(subject: Subject) -> Event:
    match subject:
        case TablePlan() | NoteTaker() | Registration():
            return subject.event
        case RoundTable() | Apart():
            return subject.plan.event
        case Card():
            return subject.table.plan.event
        case _event:
            return subject


@rule(Permission.TABLE_PLAN)
def can_plan_tables(actor: Actor, subject: Subject) -> Answer:
    """Whoever runs the event."""
    return may(actor, Permission.EVENT_EDIT, _event(subject))


@rule(Permission.NOTES_LEAD)
def can_lead_notes(actor: Actor, subject: Subject) -> Answer:
    """Whoever runs the event: reads the cards but for those kept in the room, and says who takes notes."""
    return may(actor, Permission.EVENT_EDIT, _event(subject))


@rule(Permission.NOTES_KEPT)
def can_read_secrets(actor: Actor, event: Event) -> Answer:
    """The programme lead, and nobody else in the office; those at the table by their own link."""
    if not actor.is_authenticated:
        return no(LEAD_ONLY)
    roles = Role.objects.current().filter(person=actor, kind="lead", edition=None)
    return yes() if roles.filter(programme=event.programme_id).exists() else no(LEAD_ONLY)
