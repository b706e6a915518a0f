"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.events.models import Event
from forebild.outcomes.models import Adviser, Evaluation, FollowUp, Question, Referral, SupportEntry
from forebild.outcomes.permissions import Supported
from forebild.outcomes.queries.support import met_organisations
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.permissions import Permission, may


def run_event(actor: Any, event_id: str) -> Event:
    """An event that the person runs and that people may know of."""
    events = Event.objects.for_actor(actor).run_by(actor).exclude(state="draft")
    return get_object_or_404(events.select_related("programme"), public_id=event_id)


def run_evaluation(actor: Any, event_id: str) -> Evaluation:
    """An evaluation that has been begun, of such an event."""
    evaluations = Evaluation.objects.for_actor(actor).select_related("event__programme")
    return get_object_or_404(evaluations, event__public_id=event_id)


def run_question(actor: Any, event_id: str, question_id: str) -> Question:
    """A question of such an evaluation."""
    evaluation = run_evaluation(actor, event_id)
    question = get_object_or_404(evaluation.questions.all(), public_id=question_id)
    question.evaluation = evaluation
    return question


def handled_follow_up(actor: Any, follow_up_id: str) -> FollowUp:
    """A request for help from an event that the person runs."""
    found = FollowUp.objects.for_actor(actor)
    related = found.select_related("event", "programme", "organisation", "taken_by", "registration")
    return get_object_or_404(related, public_id=follow_up_id)


def handled_referral(actor: Any, referral_id: str) -> Referral:
    """A referral of such a request."""
    found = Referral.objects.for_actor(actor).select_related("follow_up__event", "follow_up__programme")
    return get_object_or_404(found, public_id=referral_id)


def programme_of_office(actor: Any, **_parts: Any) -> Programme:
    """The programme whose office it is."""
    programme = current_programme()
    if programme is None:
        raise Http404
    return programme


def known_adviser(actor: Any, adviser_id: str) -> Adviser:
    """An adviser of the programme."""
    found = Adviser.objects.for_actor(actor).select_related("programme")
    return get_object_or_404(found, public_id=adviser_id)


def kept_entry(actor: Any, entry_id: str) -> SupportEntry:
    """Hours that the office has typed."""
    found = SupportEntry.objects.for_actor(actor).select_related("programme", "organisation")
    return get_object_or_404(found, public_id=entry_id)


def supported(actor: Any, organisation_id: str) -> Supported:
    """An organisation that the programme has met, for whoever keeps its hours."""
    programme = programme_of_office(actor)
    if not may(actor, Permission.SUPPORT_KEEP, programme).allowed:
        raise Http404
    organisations = met_organisations(programme)
    return Supported(programme, get_object_or_404(organisations, public_id=organisation_id))
