"""How this room's pages find what they are about: among what the person may know, else 404.

A single thing of a meeting is found by those alone who may lead it, and never what a conflict has closed.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.deliberation.models import AgendaItem, Decision, Meeting, Minutes, Motion, StrawVote
from forebild.deliberation.permissions import can_attend, can_lead
from forebild.deliberation.queries import latest_minutes, readable_minutes, sealed_file, sealed_minutes
from forebild.programme.models import Edition
from forebild.programme.queries import current_programme


def edition_of(actor: Any, edition_year: int) -> Edition:
    """The edition of that year."""
    editions = Edition.objects.for_actor(actor).select_related("programme")
    return get_object_or_404(editions, programme=current_programme(), year=edition_year)


def jury_edition(actor: Any, edition_year: int) -> Edition:
    """The same, for those who are in its jury or run it; to others it is not found."""
    edition = edition_of(actor, edition_year)
    if not can_attend(actor, edition).allowed:
        raise Http404
    return edition


def meeting_of(actor: Any, edition_year: int, meeting_id: str) -> Meeting:
    """A meeting that the person may follow."""
    meetings = Meeting.objects.for_actor(actor)
    meeting = get_object_or_404(meetings, public_id=meeting_id, edition__year=edition_year)
    meeting.edition = edition_of(actor, edition_year)
    return meeting


def led_meeting(actor: Any, edition_year: int, meeting_id: str) -> Meeting:
    """A meeting that the person may lead."""
    meeting = meeting_of(actor, edition_year, meeting_id)
    if not can_lead(actor, meeting).allowed:
        raise Http404
    return meeting


def led_item(actor: Any, edition_year: int, meeting_id: str, item_id: str) -> AgendaItem:
    """An item of a meeting that the person may lead, not one that is closed."""
    meeting = led_meeting(actor, edition_year, meeting_id)
    items = AgendaItem.objects.for_actor(actor).select_related("entry__organisation")
    item = get_object_or_404(items, public_id=item_id, meeting=meeting)
    item.meeting = meeting
    return item


def led_motion(actor: Any, edition_year: int, meeting_id: str, motion_id: str) -> Motion:
    """A motion about such an item."""
    meeting = led_meeting(actor, edition_year, meeting_id)
    motions = Motion.objects.for_actor(actor).select_related("item__entry__organisation")
    motion: Motion = get_object_or_404(motions, public_id=motion_id, item__meeting=meeting)
    motion.item.meeting = meeting
    return motion


def led_decision(actor: Any, edition_year: int, meeting_id: str, decision_id: str) -> Decision:
    """A decision on such a motion."""
    return _decision(actor, led_meeting(actor, edition_year, meeting_id), decision_id)


def followed_decision(actor: Any, edition_year: int, meeting_id: str, decision_id: str) -> Decision:
    """A decision of a meeting that the person follows, not one that is closed."""
    return _decision(actor, meeting_of(actor, edition_year, meeting_id), decision_id)


def _decision(actor: Any, meeting: Meeting, decision_id: str) -> Decision:
    decisions = Decision.objects.for_actor(actor).select_related("motion__item__entry__organisation")
    decision: Decision = get_object_or_404(decisions, public_id=decision_id, motion__item__meeting=meeting)
    decision.motion.item.meeting = meeting
    return decision


def followed_vote(actor: Any, edition_year: int, meeting_id: str, vote_id: str) -> StrawVote:
    """A straw vote of a meeting that the person follows, not one that is closed."""
    meeting = meeting_of(actor, edition_year, meeting_id)
    votes = StrawVote.objects.for_actor(actor).select_related("motion__item__entry__organisation")
    vote: StrawVote = get_object_or_404(votes, public_id=vote_id, motion__item__meeting=meeting)
    vote.motion.item.meeting = meeting
    return vote


def minutes_of(actor: Any, edition_year: int, meeting_id: str) -> Minutes:
    """The newest minutes of a meeting that the person follows, once they have been sent round."""
    meeting = meeting_of(actor, edition_year, meeting_id)
    minutes = readable_minutes(meeting)
    if minutes is None:
        raise Http404
    minutes.meeting = meeting
    return minutes


def minutes_as_file(actor: Any, edition_year: int, meeting_id: str) -> Minutes:
    """The newest sealed version of a meeting that the person follows."""
    meeting = meeting_of(actor, edition_year, meeting_id)
    found = sealed_file(meeting)
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def led_minutes(actor: Any, edition_year: int, meeting_id: str) -> Minutes:
    """The newest minutes of a meeting that the person may lead."""
    return _minutes(led_meeting(actor, edition_year, meeting_id))


def _minutes(meeting: Meeting) -> Minutes:
    minutes = latest_minutes(meeting)
    if minutes is None:
        raise Http404
    minutes.meeting = meeting
    return minutes


def sealed(actor: Any, minutes_id: str) -> Minutes:
    """Sealed minutes by the address that stands on them."""
    minutes = sealed_minutes(minutes_id)
    if minutes is None:
        raise Http404
    return minutes
