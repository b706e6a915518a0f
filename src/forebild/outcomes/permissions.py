"""Who may do what with what came of events: whoever runs the event, or the programme's own office."""

from __future__ import annotations

from dataclasses import dataclass

from forebild.events.models import Event
from forebild.events.permissions import can_edit_event
from forebild.outcomes.models import Adviser, Evaluation, FollowUp, Question, Referral, SupportEntry
from forebild.people.models import Organisation
from forebild.programme.models import Programme
from forebild.shared.permissions import Actor, Answer, Permission, rule


@dataclass(frozen=True)
class Supported:
    """An organisation, as the programme whose office keeps its hours knows it."""

    programme: Programme
    organisation: Organisation


@rule(Permission.EVALUATION_EDIT)
def can_edit_evaluation(actor: Actor, subject: Event | Evaluation | Question) -> Answer:
    """Whoever runs the event."""
    evaluation = subject.evaluation if isinstance(subject, Question) else subject
    event = evaluation.event if isinstance(evaluation, Evaluation) else evaluation
    return can_edit_event(actor, event)


@rule(Permission.FOLLOW_UP_HANDLE)
def can_handle_follow_up(actor: Actor, subject: FollowUp | Referral) -> Answer:
    """Whoever runs the event that it came from; the programme's own office, where it came from none."""
    follow_up = subject.follow_up if isinstance(subject, Referral) else subject
    return can_edit_event(actor, follow_up.event or follow_up.programme)


@rule(Permission.ADVISER_EDIT)
def can_edit_adviser(actor: Actor, subject: Adviser | Programme) -> Answer:
    """The programme's office, for all years."""
    return can_edit_event(actor, subject if isinstance(subject, Programme) else subject.programme)


@rule(Permission.SUPPORT_KEEP)
def can_keep_support(actor: Actor, subject: SupportEntry | Supported | Programme) -> Answer:
    """The programme's office, for all years: hours are counted over all of them."""
    return can_edit_event(actor, subject if isinstance(subject, Programme) else subject.programme)
