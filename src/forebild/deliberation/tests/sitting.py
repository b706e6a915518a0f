"""A jury at a meeting, for tests: a chair, a secretary, three members, two entries on the agenda.

s = make_sitting()
s.people["chair"], s.seats["anna"], s.items["first"]        anna stands aside from the first entry
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from forebild.competition.models import Entry
from forebild.deliberation.models import AgendaItem, Decision, Meeting, Motion
from forebild.deliberation.services import agenda, attendance, items, meetings, motions
from forebild.jury.models import Juror, Recusal
from forebild.programme.models import Edition
from tests.worlds import make_company, make_edition, make_entry, make_juror, make_office

MEMBERS = ("anna", "bo", "cia")


@dataclass
class Sitting:
    """Everybody and everything by name."""

    edition: Edition
    meeting: Meeting
    office: Any
    seats: dict[str, Juror] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    items: dict[str, AgendaItem] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Any]:
        """The persons behind the seats, and the office."""
        return {name: seat.person for name, seat in self.seats.items()} | {"office": self.office}

    def item(self, name: str) -> AgendaItem:
        """The item as it is stored now."""
        return AgendaItem.objects.get(pk=self.items[name].pk)

    def move(self, name: str, outcome: str = "winner", **values: Any) -> Motion:
        """The item taken up, and a motion put."""
        secretary, item = self.people["secretary"], self.item(name)
        if item.state != "current":
            items.take_up(actor=secretary, item=item)
        return motions.put_motion(actor=secretary, item=item, outcome=outcome, **values)

    def decide(self, motion: Motion, **values: Any) -> Decision:
        """All agreed, unless something else is said."""
        given = {
            "way": "unanimous",
            "reason": "Enhälligt.",
            "citation_sv": "För modet.",
            "citation_en": "For it.",
        }
        return motions.record_decision(actor=self.people["secretary"], motion=motion, **(given | values))


def recuse(juror: Juror, entry: Entry) -> Recusal:
    """The juror stands aside from the entry."""
    return Recusal.objects.create(
        juror=juror, entry=entry, relation="other", source="office", recorded_by=juror.person
    )


def make_sitting(*, is_open: bool = True, is_present: bool = True, tie_rule: str = "chair") -> Sitting:
    """The chair, the secretary (without a vote) and three members; quorum three."""
    edition, office = make_edition(2027), make_office()
    seats = {
        "chair": make_juror(edition, "Olle Ordförande", seat="chair"),
        "secretary": make_juror(edition, "Siv Sekreterare", seat="secretary"),
        **{name: make_juror(edition, name.capitalize()) for name in MEMBERS},
    }
    actor = seats["secretary"].person
    meeting = meetings.plan_meeting(
        actor=actor,
        edition=edition,
        starts_at=timezone.now() + timedelta(hours=1),
        quorum=3,
        tie_rule=tie_rule,
        place="Stora salen",
    )
    sitting = Sitting(edition, meeting, office, seats)
    for name in ("first", "second"):
        sitting.entries[name] = make_entry(edition, make_company(f"Bolaget {name} AB"))
    added = agenda.add_entries(actor=actor, meeting=meeting, entries=sitting.entries.values())
    sitting.items = dict(zip(("first", "second"), added, strict=True))
    sitting.items["other"] = agenda.add_item(actor=actor, meeting=meeting, title="Årets pris", pin="last")
    recuse(seats["anna"], sitting.entries["first"])
    if is_open:
        meetings.open_meeting(actor=actor, meeting=meeting)
    if is_open and is_present:
        gather(sitting)
    return sitting


def gather(sitting: Sitting, **ways: str) -> None:
    """Everybody in the room, but for those named."""
    where = {seat.public_id: ways.get(name, "room") for name, seat in sitting.seats.items()}
    attendance.note_attendance(actor=sitting.people["secretary"], meeting=sitting.meeting, ways=where)
