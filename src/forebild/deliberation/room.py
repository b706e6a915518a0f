"""What one person sees of a meeting at this moment: all that the pages kept in step show.

`now.mark` is a short text that is another as soon as anything on the page is: a page that waits asks whether
its mark still holds. It is made of what the person sees, so that what is closed to somebody does not even
make his or her page flicker.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from forebild.deliberation.models import AgendaItem, Decision, Meeting, Minutes, Motion, StrawVote
from forebild.deliberation.permissions import can_lead
from forebild.deliberation.queries import (
    decisions_of,
    is_aside_now,
    items_of,
    jury_at,
    latest_minutes,
    out_for,
    present_at,
    straw_votes_of,
)
from forebild.jury.models import Juror
from forebild.jury.queries import seat_of


@dataclass(frozen=True)
class Discussed:
    """The item that is being discussed, for somebody who does not stand aside from it."""

    item: AgendaItem
    motion: Motion | None
    decisions: list[Decision]
    straw_votes: list[StrawVote]
    voters: list[Juror]
    out: list[Juror]
    has_voted: bool

    @property
    def open_vote(self) -> StrawVote | None:
        """The straw vote that is open now."""
        return next((vote for vote in self.straw_votes if vote.state == "open"), None)

    @property
    def closed_votes(self) -> list[StrawVote]:
        """Those counted or thrown away."""
        return [vote for vote in self.straw_votes if vote.state != "open"]


@dataclass(frozen=True)
class Now:
    """A meeting as one person may see it. `is_aside`: an item is discussed that is closed to that person."""

    meeting: Meeting
    items: list[AgendaItem]
    discussed: Discussed | None
    is_aside: bool
    here: list[tuple[Juror, str]]
    juror: Juror | None
    leads: bool
    minutes: Minutes | None
    asked_at: datetime

    @property
    def is_here(self) -> bool:
        """Whether the person is noted as being at the meeting."""
        return any(juror == self.juror for juror, _way in self.here)

    @property
    def may_vote(self) -> bool:
        """Whether the person has a vote on what is discussed."""
        return self.discussed is not None and self.juror in self.discussed.voters

    @property
    def has_quorum(self) -> bool:
        """Whether enough are there who have a vote on what is discussed."""
        return self.discussed is not None and len(self.discussed.voters) >= self.meeting.quorum

    @cached_property
    def must_leave(self) -> list[Juror]:
        """Those at the meeting who stand aside from what is discussed."""
        there = {juror.pk for juror, _way in self.here}
        return [juror for juror in self.discussed.out if juror.pk in there] if self.discussed else []

    @cached_property
    def mark(self) -> str:
        """Another as soon as anything that is seen is another."""
        seen = (
            self.meeting.state,
            self.is_aside,
            [(item.public_id, item.state, str(item), _of_motions(item)) for item in self.items],
            [(juror.pk, way) for juror, way in self.here],
            _of_discussed(self.discussed),
            (self.minutes.public_id, self.minutes.state) if self.minutes else None,
        )
        return hashlib.sha256(repr(seen).encode()).hexdigest()[:16]


def now_of(meeting: Meeting, actor: Any) -> Now:
    """The meeting as it stands, for `actor`; a constant number of statements."""
    items = list(items_of(meeting, actor))
    juror = seat_of(actor, meeting.edition)
    current = next((item for item in items if item.state == "current"), None)
    for item in items:
        item.meeting = meeting
    ways = dict(meeting.stays.now().values_list("juror", "way"))
    return Now(
        meeting=meeting,
        items=items,
        discussed=_discussed(current, juror) if current and meeting.state == "open" else None,
        is_aside=current is None and is_aside_now(meeting, actor),
        here=[(one, ways[one.pk]) for one in jury_at(meeting) if one.pk in ways],
        juror=juror,
        leads=can_lead(actor, meeting).allowed,
        minutes=latest_minutes(meeting),
        asked_at=timezone.now(),
    )


def _discussed(item: AgendaItem, juror: Juror | None) -> Discussed:
    votes = straw_votes_of(item)
    open_vote = next((vote for vote in votes if vote.state == "open"), None)
    return Discussed(
        item=item,
        motion=next((motion for motion in item.motions.all() if motion.state == "put"), None),
        decisions=list(decisions_of(item)),
        straw_votes=votes,
        voters=list(present_at(item)),
        out=list(out_for(item)),
        has_voted=bool(open_vote and juror and open_vote.voters.filter(juror=juror).exists()),
    )


def _of_motions(item: AgendaItem) -> list[tuple[str, str]]:
    return [(motion.public_id, motion.state) for motion in item.motions.all()]


def _of_discussed(discussed: Discussed | None) -> Any:
    if discussed is None:
        return None
    return (
        discussed.item.timer_ends_at,
        [(vote.public_id, vote.state, vote.voter_count) for vote in discussed.straw_votes],  # type: ignore[attr-defined]  # annotated
        [(one.public_id, len(one.dissents.all())) for one in discussed.decisions],
        [voter.pk for voter in discussed.voters],
        [juror.pk for juror in discussed.out],
        discussed.has_voted,
    )
