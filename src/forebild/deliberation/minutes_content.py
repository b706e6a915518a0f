"""What the minutes say, gathered from the records and from what the secretary has written.

{"meeting": {"year", "starts_at", "place", "opened_at", "closed_at", "quorum", "tie_rule", "version",
             "because"},
 "jury": [{"name", "seat", "stays": [{"way", "arrived_at", "left_at"}]}],      nobody's stays: absent
 "opening": text, "closing": text,
 "items": [{"id", "title", "taken_up_at", "settled_at", "aside": [names], "notes": text,
            "motions": [{"outcome", "text", "state",
                         "straw_votes": [{"for", "against", "abstain"}],
                         "decision": {"way", "entitled", "for", "against", "abstain", "by_chair",
                                      "is_carried", "reason", "citation_sv", "citation_en",
                                      "dissents": [{"name", "text"}]} or None}]}]}

Times are ISO texts, choices are the tables' own words: a page puts them into the reader's language.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from forebild.deliberation.models import AgendaItem, Decision, Minutes, Motion, Stay, StoodAside, StrawVote
from forebild.deliberation.queries import jury_at, stays_at

OPENING, CLOSING = "opening", "closing"
Content = dict[str, Any]


def note_of(item: AgendaItem) -> str:
    """The name of the field in which the secretary writes about an item."""
    return f"item_{item.public_id}"


def content_of(minutes: Minutes) -> Content:
    """Everything, for the seal; a page shows `visible(content, closed)`. A constant number of statements."""
    meeting, notes = minutes.meeting, minutes.document.fields
    items = (
        meeting.items.exclude(taken_up_at=None)
        .select_related("entry__organisation")
        .prefetch_related(_WITH_MOTIONS, _WITH_ASIDE)
        .order_by("taken_up_at", "pk")
    )
    return {
        "meeting": {
            "year": meeting.edition.year,
            "starts_at": _time(meeting.starts_at),
            "place": meeting.place,
            "opened_at": _time(meeting.opened_at),
            "closed_at": _time(meeting.closed_at),
            "quorum": meeting.quorum,
            "tie_rule": meeting.tie_rule,
            "version": minutes.number,
            "because": minutes.because,
        },
        "jury": _jury(minutes),
        OPENING: str(notes.get(OPENING) or ""),
        CLOSING: str(notes.get(CLOSING) or ""),
        "items": [_item(item, str(notes.get(note_of(item)) or "")) for item in items],
    }


def visible(content: Content, closed: Collection[str]) -> Content:
    """The same without the items whose ids are closed to the reader: as if they had not been there."""
    return {**content, "items": [item for item in content["items"] if item["id"] not in closed]}


_WITH_MOTIONS = Prefetch(
    "motions",
    Motion.objects.select_related("decision").prefetch_related(
        "decision__dissents__juror__person",
        Prefetch("straw_votes", StrawVote.objects.filter(state="counted")),
    ),
)
_WITH_ASIDE = Prefetch(
    "stood_aside", StoodAside.objects.select_related("juror__person").order_by("juror__person__name")
)


def _jury(minutes: Minutes) -> list[Content]:
    """The jury as it serves now, and whoever was there and has left it since."""
    stays = stays_at(minutes.meeting)
    jurors = {juror.pk: juror for juror in jury_at(minutes.meeting)}
    jurors |= {key: own[0].juror for key, own in stays.items() if key not in jurors}
    return [
        {
            "name": str(juror.person),
            "seat": juror.seat,
            "stays": [_stay(stay) for stay in stays.get(juror.pk, [])],
        }
        for juror in jurors.values()
    ]


def _stay(stay: Stay) -> Content:
    return {"way": stay.way, "arrived_at": _time(stay.arrived_at), "left_at": _time(stay.left_at)}


def _item(item: AgendaItem, notes: str) -> Content:
    return {
        "id": item.public_id,
        "title": str(item),
        "taken_up_at": _time(item.taken_up_at),
        "settled_at": _time(item.settled_at),
        "aside": [str(each.juror.person) for each in item.stood_aside.all()],
        "notes": notes,
        "motions": [_motion(motion) for motion in item.motions.all()],
    }


def _motion(motion: Motion) -> Content:
    decision: Decision | None = getattr(motion, "decision", None)
    return {
        "outcome": motion.outcome,
        "text": motion.text,
        "state": motion.state,
        "straw_votes": [
            {"for": vote.for_count, "against": vote.against_count, "abstain": vote.abstain_count}
            for vote in motion.straw_votes.all()
        ],
        "decision": _decision(decision) if decision else None,
    }


def _decision(decision: Decision) -> Content:
    return {
        "way": decision.way,
        "entitled": decision.entitled_count,
        "for": decision.for_count,
        "against": decision.against_count,
        "abstain": decision.abstain_count,
        "by_chair": decision.by_chair,
        "is_carried": decision.is_carried,
        "reason": decision.reason,
        "citation_sv": decision.citation_sv,
        "citation_en": decision.citation_en,
        "dissents": [{"name": str(one.juror.person), "text": one.text} for one in decision.dissents.all()],
    }


def _time(at: datetime | None) -> str:
    return at.isoformat() if at else ""
