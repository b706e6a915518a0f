"""A meeting with as many items, people, decisions and minutes as one asks for."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.competition.models import Entry
from forebild.deliberation.minutes_content import content_of
from forebild.deliberation.models import (
    AgendaItem,
    Approval,
    Decision,
    Dissent,
    Meeting,
    Minutes,
    Motion,
    Remark,
    Stay,
    StoodAside,
    StrawVote,
)
from forebild.jury.models import Recusal
from forebild.shared.writing.services import new_document
from tests.worlds import make_entry, make_juror


def begin_meetings(edition: Any, office: Any, entry: Entry) -> tuple[Meeting, Meeting, AgendaItem]:
    """One open, at which `entry` is discussed, and one held, whose minutes are out to be approved."""
    now = timezone.now()
    common = {"edition": edition, "starts_at": now, "quorum": 1, "tie_rule": "chair", "planned_by": office}
    common |= {"opened_at": now, "opened_by": office, "called_at": now}
    going = Meeting.objects.create(state="open", **common)
    held = Meeting.objects.create(state="closed", closed_at=now, closed_by=office, **common)
    item = AgendaItem.objects.create(
        meeting=going, entry=entry, position=1, state="current", taken_up_at=now, timer_ends_at=now
    )
    document = new_document(kind="minutes", fields={})
    content = {"meeting": {}, "items": []}
    Minutes.objects.create(
        meeting=held, document=document, state="circulated", round=1, content=content, made_by=office
    )
    return going, held, item


def grow_meetings(rows: Any, number: int, entry: Entry) -> None:
    """One more of everything at both, and one more meeting."""
    now, office, edition = timezone.now(), rows.office, rows.edition
    Meeting.objects.create(edition=edition, starts_at=now, quorum=1, tie_rule="falls", planned_by=office)
    juror, out = make_juror(edition, f"Mötande {number}"), make_juror(edition, f"Ute {number}")
    for each in (juror, out):
        for meeting in (rows.going, rows.held):
            Stay.objects.create(meeting=meeting, juror=each, way="room", noted_by=office)
    for closed in (rows.entry, entry):
        Recusal.objects.create(juror=out, entry=closed, relation="other", source="office", recorded_by=office)
    AgendaItem.objects.create(meeting=rows.going, entry=entry, position=number + 2)
    _decide(rows.discussed, juror, office)
    item = AgendaItem.objects.create(
        meeting=rows.held, entry=make_entry(edition), position=number, state="settled", taken_up_at=now
    )
    StoodAside.objects.create(item=item, juror=out)
    _decide(item, juror, office)
    minutes = rows.held.minutes.get()
    Approval.objects.create(minutes=minutes, round=1, juror=juror)
    Remark.objects.create(minutes=minutes, round=1, juror=juror, item=item, text="Fel.")
    type(minutes).objects.filter(pk=minutes.pk).update(content=content_of(minutes))


def _decide(item: AgendaItem, juror: Any, office: Any) -> None:
    motion = Motion.objects.create(item=item, outcome="text", text="Vila.", state="carried", put_by=office)
    StrawVote.objects.create(
        motion=motion, state="counted", for_count=1, against_count=1, abstain_count=1, opened_by=office
    )
    decision = Decision.objects.create(
        motion=motion, way="unanimous", entitled_count=1, is_carried=True, reason="Ja.", recorded_by=office
    )
    Dissent.objects.create(decision=decision, juror=juror, noted_by=office)
