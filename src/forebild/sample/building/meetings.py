"""The juries' meetings: one planned for the edition under way, its agenda to be put in better order; and the
one at which the latest result was decided, its minutes approved and sealed."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from forebild.competition.models import Entry
from forebild.deliberation.minutes_content import CLOSING, OPENING, content_of
from forebild.deliberation.minutes_pdf import minutes_pdf
from forebild.deliberation.models import AgendaItem, Approval, Decision, Meeting, Minutes, Motion, Stay
from forebild.deliberation.queries import usual_quorum
from forebild.deliberation.services.minutes import approvals_of
from forebild.jury.models import Juror, Ruling
from forebild.jury.ranking import ranking_of
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.sample.building.world import World
from forebild.sample.editions import JUDGING, LAST_DECIDED
from forebild.shared import audit
from forebild.shared.writing.services import new_document

BEST, MOST = 8, 14  # entries on the agenda: the best, and those that somebody must go out for
PLACE = "Konferensrummet Svarven"


def build_meetings(world: World) -> None:
    """One to come, one that was."""
    _build_planned(world.editions[JUDGING], world.programme.roles.get(kind="lead").person)
    _build_held(world.editions[LAST_DECIDED])


def _build_planned(edition: Edition, office: Person) -> None:
    starts_at = edition.phases.get(kind="deliberation").opens_at
    meeting = Meeting.objects.create(
        edition=edition,
        starts_at=starts_at,
        place=PLACE,
        quorum=usual_quorum(edition),
        tie_rule=Meeting.TieRule.CHAIR,
        planned_by=office,
        called_at=starts_at - timedelta(weeks=11),
    )
    titled = [("Mötets ordning och jäv", "first"), ("Årets pris", "last")]
    items = [AgendaItem(meeting=meeting, title=title, pin=pin, minutes_planned=5) for title, pin in titled]
    items[1:1] = [AgendaItem(meeting=meeting, entry=entry) for entry in _to_decide(edition, office)]
    for position, item in enumerate(items, start=1):
        item.position = position
    AgendaItem.objects.bulk_create(items)


def _to_decide(edition: Edition, office: Person) -> list[Entry]:
    """The best so far, then those with a conflict in the jury, as they are ranked."""
    entries = {entry.public_id: entry for entry in edition.entries.prefetch_related("recusals")}
    ranked = [entries[row.entry] for row in ranking_of(edition, office).rows]
    return [entry for place, entry in enumerate(ranked) if place < BEST or entry.recusals.exists()][:MOST]


def _build_held(edition: Edition) -> None:
    jurors = sorted(edition.jurors.select_related("person"), key=lambda juror: juror.seat != "chair")
    chair = jurors[0].person
    closes = edition.phases.get(kind="deliberation").closes_at
    opens = closes - timedelta(hours=3)
    meeting = Meeting.objects.create(
        edition=edition,
        starts_at=opens,
        place=PLACE,
        quorum=usual_quorum(edition),
        tie_rule=Meeting.TieRule.CHAIR,
        state="closed",
        planned_by=chair,
        called_at=opens - timedelta(weeks=4),
        opened_at=opens,
        opened_by=chair,
        closed_at=closes,
        closed_by=chair,
    )
    Stay.objects.bulk_create(
        Stay(
            meeting=meeting,
            juror=juror,
            way="remote" if place == len(jurors) - 1 else "room",
            arrived_at=opens,
            left_at=closes,
            noted_by=chair,
        )
        for place, juror in enumerate(jurors)
    )
    rulings = edition.rulings.exclude(entry=None).select_related("entry").order_by("outcome", "pk")
    for place, ruling in enumerate(rulings):
        _decide(meeting, ruling, place, len([juror for juror in jurors if juror.seat != "secretary"]), chair)
    _seal(meeting, jurors, chair)


def _decide(meeting: Meeting, ruling: Ruling, place: int, voters: int, chair: Person) -> None:
    """A quarter of an hour an entry; the winner by a count, the others unanimously."""
    assert meeting.opened_at is not None  # noqa: S101 it is held
    begins = meeting.opened_at + timedelta(minutes=10 + 15 * place)
    ends = begins + timedelta(minutes=15)
    item = AgendaItem.objects.create(
        meeting=meeting,
        entry=ruling.entry,
        position=place + 1,
        state="settled",
        taken_up_at=begins,
        settled_at=ends,
    )
    motion = Motion.objects.create(
        item=item, outcome=ruling.outcome, state="carried", put_by=chair, put_at=begins
    )
    is_counted = ruling.outcome == Ruling.Outcome.WINNER
    counts = {"for_count": voters - 1, "against_count": 0, "abstain_count": 1} if is_counted else {}
    Decision.objects.create(
        motion=motion,
        way=Decision.Way.COUNT if is_counted else Decision.Way.UNANIMOUS,
        entitled_count=voters,
        is_carried=True,
        reason="Juryn vägde bidragen mot kriterierna och mot varandra.",
        citation_sv=ruling.citation_sv,
        citation_en=ruling.citation_en,
        ruling=ruling,
        recorded_by=chair,
        recorded_at=ends,
        **counts,
    )


def _seal(meeting: Meeting, jurors: list[Juror], chair: Person) -> None:
    """Approved by everybody within some days, and sealed."""
    assert meeting.closed_at is not None  # noqa: S101 it is held
    notes = {
        OPENING: "Ordföranden hälsade välkommen. Ingen anmälde jäv utöver det som redan var känt.",
        CLOSING: "Ordföranden tackade för ett gott samtal och avslutade mötet.",
    }
    minutes = Minutes.objects.create(
        meeting=meeting,
        document=new_document(kind="minutes", fields=notes, actor=chair),
        round=1,
        circulated_at=meeting.closed_at + timedelta(hours=2),
        made_by=chair,
    )
    Approval.objects.bulk_create(
        Approval(
            minutes=minutes,
            round=1,
            juror=juror,
            approved_at=meeting.closed_at + timedelta(days=1, hours=place),
        )
        for place, juror in enumerate(jurors)
    )
    minutes.content, minutes.state = content_of(minutes), "sealed"
    minutes.sealed_at, minutes.sealed_by = meeting.closed_at + timedelta(days=3), chair
    minutes.pdf = minutes_pdf(
        minutes, minutes.content, approved=approvals_of(minutes), sealed_at=minutes.sealed_at
    )
    minutes.sha256 = hashlib.sha256(minutes.pdf).hexdigest()
    minutes.save()
    audit.record(
        chair,
        "deliberation.minutes.sealed",
        minutes,
        edition=meeting.edition,
        number=1,
        sha256=minutes.sha256,
    )
