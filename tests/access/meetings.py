"""Two meetings of the jury: one going on, in which the owner's entry is discussed, and one held, its minutes
sealed; and a secret item for the entry that some stand aside from."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from forebild.competition.models import Entry
from forebild.deliberation.minutes_content import content_of
from forebild.deliberation.models import AgendaItem, Decision, Meeting, Minutes, Motion, Stay, StrawVote
from forebild.deliberation.services import minutes as minutes_services
from forebild.jury.models import Juror
from forebild.shared.writing.services import new_document

Parts = dict[str, Any]


def add_meetings(things: Any, edition: Any, lead: Any, owner: Entry, rival: Entry) -> None:
    """Make them, and remember in `things` what addresses name."""
    now = timezone.now()
    opened = {"opened_at": now, "opened_by": lead, "called_at": now, "quorum": 1, "tie_rule": "chair"}
    common = {"edition": edition, "starts_at": now, "planned_by": lead, **opened}
    held = Meeting.objects.create(state="closed", closed_at=now, closed_by=lead, **common)
    going = Meeting.objects.create(state="open", **common)
    jurors = list(Juror.objects.serving().filter(edition=edition))
    for meeting, left_at in ((held, now), (going, None)):
        for juror in jurors:
            Stay.objects.create(
                meeting=meeting, juror=juror, way="room", arrived_at=now, left_at=left_at, noted_by=lead
            )
    made = [discussed(going, entry, lead, place) for place, entry in enumerate((owner, rival), start=1)]
    AgendaItem.objects.filter(pk=made[0]["item"].pk).update(state="current", settled_at=None)
    for place, entry in enumerate((owner, rival), start=1):
        discussed(held, entry, lead, place)
    things |= {"meeting": going, "held": held, "discussed": made, "sealed": _sealed(held, jurors, lead)}


def discussed(meeting: Meeting, entry: Entry, lead: Any, place: int, words: str = "Enhälligt.") -> Parts:
    """An item with a decision and, about another motion, a straw vote."""
    now = timezone.now()
    item = AgendaItem.objects.create(
        meeting=meeting, entry=entry, position=place, state="settled", taken_up_at=now, settled_at=now
    )
    carried = Motion.objects.create(item=item, outcome="text", text=words, state="carried", put_by=lead)
    put = Motion.objects.create(item=item, outcome="mention", state="put", put_by=lead)
    decision = Decision.objects.create(
        motion=carried,
        way="unanimous",
        entitled_count=3,
        is_carried=True,
        reason=words,
        recorded_by=lead,
    )
    vote = StrawVote.objects.create(motion=put, opened_by=lead)
    return {"item": item, "motion": put, "decision": decision, "vote": vote}


def _sealed(meeting: Meeting, jurors: list[Juror], lead: Any) -> Minutes:
    minutes = Minutes.objects.create(
        meeting=meeting, document=new_document(kind="minutes", actor=lead), made_by=lead
    )
    minutes_services.circulate(actor=lead, minutes=minutes)
    minutes.refresh_from_db()
    for juror in jurors:
        minutes_services.approve_minutes(actor=juror.person, minutes=minutes, juror=juror, round_=1)
    minutes_services.seal(actor=lead, minutes=minutes)
    minutes.refresh_from_db()
    return minutes


def parts_of_meetings(world: Any, year: Parts, unknown: str) -> dict[str, tuple[Parts, Parts]]:
    """What stands in the addresses: of the owner's item, then of the rival's (or what is not there)."""
    meeting = year | {"meeting_id": world.meeting.public_id}
    held = year | {"meeting_id": world.held.public_id}
    nowhere = year | {"meeting_id": unknown}
    own, other = world.discussed
    found: dict[str, tuple[Parts, Parts]] = {
        "meeting": (meeting, nowhere),
        "held_meeting": (held, nowhere),
        "sealed_minutes": ({"minutes_id": world.sealed.public_id}, {"minutes_id": unknown}),
    }
    for thing, name in (
        ("item", "item_id"),
        ("motion", "motion_id"),
        ("decision", "decision_id"),
        ("vote", "vote_id"),
    ):
        pair = (meeting | {name: each[thing].public_id} for each in (own, other))
        found[f"meeting_{thing}"] = (next(pair), next(pair))
    return found


def hide_item(world: Any, entry: Entry, word: str) -> None:
    """The entry is on both agendas, decided; in the minutes too."""
    lead = world.people["lead"]
    for meeting in (world.meeting, world.held):
        made = discussed(meeting, entry, lead, 3, words=f"Beslutet {word}.")
        Motion.objects.filter(pk=made["motion"].pk).update(state="withdrawn")
    content = dict(world.sealed.content)
    hidden = minutes_of(world)["items"]
    Minutes.objects.filter(pk=world.sealed.pk).update(content=content | {"items": hidden})


def minutes_of(world: Any) -> Parts:
    """What the held meeting's minutes would say now."""
    return content_of(Minutes.objects.select_related("document", "meeting__edition").get(pk=world.sealed.pk))


def parts_of_hidden_item(entry: Entry, year: Parts) -> list[Parts]:
    """The addresses' parts of what `hide_item` makes."""
    found: list[Parts] = []
    for item in AgendaItem.objects.filter(entry=entry):
        meeting = year | {"meeting_id": item.meeting.public_id}
        found.append(meeting | {"item_id": item.public_id})
        for motion in item.motions.all():
            found.append(meeting | {"motion_id": motion.public_id})
            found += [meeting | {"vote_id": vote.public_id} for vote in motion.straw_votes.all()]
        decisions = Decision.objects.filter(motion__item=item)
        found += [meeting | {"decision_id": one.public_id} for one in decisions]
    return found
