"""The states of the jury's meeting, from the empty agenda to the sealed minutes."""

from __future__ import annotations

from typing import Any

from forebild.deliberation.models import AgendaItem, Decision, Meeting, Minutes, Motion, StrawVote
from forebild.deliberation.services import attendance, items, meetings, motions, straw
from forebild.deliberation.services import minutes as minutes_services
from forebild.jury.models import Juror, Recusal
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import CHAIR, JUROR, LEAD, YEAR, World


def _planned(world: World) -> tuple[Meeting, dict[str, Any]]:
    meeting = Meeting.objects.get(edition__year=YEAR)
    return meeting, {"edition_year": YEAR, "meeting_id": meeting.public_id}


def _open(world: World) -> tuple[Meeting, dict[str, Any], AgendaItem]:
    """The meeting with everybody there, and an item from which neither chair nor juror stands aside."""
    meeting, parts = _planned(world)
    lead = world.person(LEAD)
    meetings.open_meeting(actor=lead, meeting=meeting)
    jurors = Juror.objects.serving().filter(edition=meeting.edition)
    attendance.note_attendance(
        actor=lead, meeting=meeting, ways={juror.public_id: "room" for juror in jurors}
    )
    aside = Recusal.objects.in_force().filter(juror__person__in=[world.person(CHAIR), world.person(JUROR)])
    item = meeting.items.exclude(entry=None).exclude(entry__in=aside.values("entry"))[0]
    item.meeting = meeting
    return meeting, parts, item


@state("no meeting is planned, one is, and its agenda")
def _before(world: World) -> Answers:
    yield world.get(LEAD, "deliberation:meetings", edition_year=2021)
    yield world.post(LEAD, "deliberation:meeting_new", edition_year=YEAR)
    meeting, parts = _planned(world)
    yield world.get(LEAD, "deliberation:meeting_edit", **parts)
    yield world.get(LEAD, "deliberation:attendance", **parts)
    yield world.post(LEAD, "deliberation:agenda", **parts)
    yield world.post(LEAD, "deliberation:agenda_entries", **parts)
    yield world.post(LEAD, "deliberation:agenda_arrange", **parts)
    yield world.get(JUROR, "deliberation:room", **parts)
    meeting.items.all().delete()
    yield world.get(LEAD, "deliberation:agenda", **parts)
    meetings.call_off_meeting(actor=world.person(LEAD), meeting=meeting)
    yield world.get(JUROR, "deliberation:room", **parts)


@state("the meeting goes on: discussed, put, voted on, decided")
def _going_on(world: World) -> Answers:
    meeting, parts, item = _open(world)
    lead, chair = world.person(LEAD), world.person(CHAIR)
    yield world.get(LEAD, "deliberation:attendance", **parts)
    yield world.get(LEAD, "deliberation:lead", **parts)
    yield world.get(JUROR, "deliberation:room", **parts)
    items.take_up(actor=lead, item=item)
    of_item = {**parts, "item_id": item.public_id}
    yield world.post(LEAD, "deliberation:motion_put", **of_item)
    yield world.post(LEAD, "deliberation:recusal", **of_item)
    motion = motions.put_motion(actor=lead, item=item, outcome="winner")
    vote = straw.open_straw_vote(actor=lead, motion=motion)
    yield world.get(JUROR, "deliberation:room", **parts)
    for juror in Juror.objects.serving().filter(
        edition=meeting.edition, person__in=[chair, world.person(JUROR)]
    ):
        straw.cast_straw_vote(actor=juror.person, straw_vote=vote, juror=juror, choice="for")
    yield world.get(CHAIR, "deliberation:room", **parts)
    yield world.get(LEAD, "deliberation:lead", **parts)
    straw.close_straw_vote(actor=lead, straw_vote=StrawVote.objects.get())
    yield world.get(LEAD, "deliberation:lead", **parts)
    yield world.post(LEAD, "deliberation:decide", motion_id=motion.public_id, **parts)
    motions.record_decision(
        actor=lead,
        motion=motion,
        way="unanimous",
        reason="Juryn var enig.",
        citation_sv="För modet.",
        citation_en="For courage.",
    )
    decision = Decision.objects.latest("pk").public_id
    yield world.get(LEAD, "deliberation:lead", **parts)
    yield world.get(JUROR, "deliberation:dissent", decision_id=decision, **parts)
    yield world.get(LEAD, "deliberation:dissent_of", decision_id=decision, **parts)
    yield world.get(JUROR, "deliberation:room", **parts)


@state("whoever stands aside from what is discussed")
def _aside(world: World) -> Answers:
    _meeting, parts, item = _open(world)
    items.take_up(actor=world.person(LEAD), item=item)
    for role in (JUROR, CHAIR):
        seat = Juror.objects.get(edition__year=YEAR, person=world.person(role))
        Recusal.objects.create(
            juror=seat, entry=item.entry, relation="other", source="office", recorded_by=seat.person
        )
    yield world.get(JUROR, "deliberation:room", **parts)
    yield world.get(CHAIR, "deliberation:lead", **parts)


@state("the minutes: draft, out to be approved, sealed, reopened, verified")
def _minutes(world: World) -> Answers:
    meeting, parts, item = _open(world)
    lead = world.person(LEAD)
    items.take_up(actor=lead, item=item)
    Motion.objects.create(item=item, outcome="text", text="Vila.", state="withdrawn", put_by=lead)
    items.settle(actor=lead, item=item)
    meetings.close_meeting(actor=lead, meeting=meeting)
    yield world.get(JUROR, "deliberation:room", **parts)
    yield world.get(LEAD, "deliberation:lead", **parts)
    yield world.get(LEAD, "deliberation:minutes_edit", **parts)
    minutes_services.circulate(actor=lead, minutes=meeting.minutes.get())
    yield world.get(JUROR, "deliberation:minutes", **parts)
    yield world.post(JUROR, "deliberation:minutes_approve", {"action": "remark"}, **parts)
    remark = {"action": "remark", "text": "Fel klockslag.", "item": ""}
    world.post(JUROR, "deliberation:minutes_approve", remark, **parts)
    yield world.get(LEAD, "deliberation:minutes_edit", **parts)
    minutes = meeting.minutes.get()
    for juror in Juror.objects.serving().filter(edition=meeting.edition):
        minutes_services.approve_minutes(actor=juror.person, minutes=minutes, juror=juror, round_=1)
    yield world.get(JUROR, "deliberation:minutes", **parts)
    yield world.get(LEAD, "deliberation:minutes_edit", **parts)
    minutes_services.seal(actor=lead, minutes=minutes)
    yield world.get(JUROR, "deliberation:minutes", **parts)
    yield world.get(LEAD, "deliberation:minutes_edit", **parts)
    for query in (
        "",
        "?sha256=abc",
        f"?sha256={'0' * 64}",
        f"?sha256={Minutes.objects.get(meeting=meeting).sha256}",
    ):
        yield world.get(ANYBODY, "deliberation:verify", query, minutes_id=minutes.public_id)
    yield world.post(LEAD, "deliberation:minutes_reopen", **parts)
    world.post(LEAD, "deliberation:minutes_reopen", {"reason": "Fel klockslag."}, **parts)
    yield world.get(LEAD, "deliberation:minutes_edit", **parts)
