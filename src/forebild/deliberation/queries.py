"""Reads used in more than one place. What a recusal has closed is in none that takes an actor."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from forebild.competition.models import Entry
from forebild.deliberation.models import (
    AgendaItem,
    Decision,
    Meeting,
    Minutes,
    Motion,
    Remark,
    Stay,
    StoodAside,
    StrawVote,
)
from forebild.engine.agenda.problem import Item as EngineItem
from forebild.engine.agenda.problem import Pin
from forebild.jury.models import Juror, Recusal
from forebild.jury.queries import judged_entries, recused_entries
from forebild.programme.models import Edition
from forebild.shared.audit.models import Record, Seal


def meetings_of(edition: Edition, actor: Any) -> QuerySet[Meeting]:
    """The edition's meetings that `actor` may know of, with how many items each has for that person."""
    seen = ~Q(items__entry__in=recused_entries(actor)) | Q(items__entry=None)
    return (
        Meeting.objects.for_actor(actor)
        .filter(edition=edition)
        .annotate(item_count=Count("items", filter=Q(items__isnull=False) & seen, distinct=True))
        .order_by("starts_at", "pk")
    )


def meetings_due(edition: Edition, actor: Any) -> dict[str, int]:
    """How many meetings wait for somebody; one statement.

    uncalled: planned, and the jury not told; unminuted: over, and the minutes not sent round; unsealed: sent
    round, and not approved by all.
    """
    minutes = Minutes.objects.filter(meeting=OuterRef("pk"))
    rows = Meeting.objects.for_actor(actor).filter(edition=edition)
    return rows.annotate(
        is_told=Exists(minutes.exclude(state="draft")),
        is_round=Exists(minutes.filter(state="circulated")),
    ).aggregate(
        uncalled=Count("pk", filter=Q(state="planned", called_at=None)),
        unminuted=Count("pk", filter=Q(state="closed", is_told=False)),
        unsealed=Count("pk", filter=Q(is_round=True)),
    )


def items_of(meeting: Meeting, actor: Any) -> QuerySet[AgendaItem]:
    """The agenda as `actor` may see it, in order, with motions and decisions."""
    return (
        AgendaItem.objects.for_actor(actor)
        .filter(meeting=meeting)
        .select_related("entry__organisation")
        .prefetch_related("motions__decision")
        .order_by("position", "pk")
    )


def is_aside_now(meeting: Meeting, actor: Any) -> bool:
    """Whether `actor` stands aside from the item that is being discussed; of which, is not said."""
    return meeting.items.filter(state="current", entry__in=recused_entries(actor)).exists()


def addable_entries(meeting: Meeting, actor: Any) -> QuerySet[Entry]:
    """The entries in competition that are not on the agenda, without those closed to `actor`."""
    return judged_entries(meeting.edition, actor).exclude(
        pk__in=meeting.items.exclude(entry=None).values("entry")
    )


def jury_at(meeting: Meeting) -> QuerySet[Juror]:
    """The serving jury, by name."""
    return (
        Juror.objects.serving()
        .filter(edition=meeting.edition)
        .select_related("person")
        .order_by("person__name", "pk")
    )


def stays_at(meeting: Meeting) -> dict[int, list[Stay]]:
    """The comings and goings at a meeting, by juror."""
    found: dict[int, list[Stay]] = {}
    for stay in meeting.stays.select_related("juror__person"):
        found.setdefault(stay.juror_id, []).append(stay)
    return found


def voters_of(edition: Edition) -> QuerySet[Juror]:
    """Serving jurors with a vote: all but the secretary."""
    return Juror.objects.serving().filter(edition=edition).exclude(seat=Juror.Seat.SECRETARY)


def usual_quorum(edition: Edition) -> int:
    """More than half of those with a vote."""
    return voters_of(edition).count() // 2 + 1


def out_for(item: AgendaItem) -> QuerySet[Juror]:
    """Serving jurors who stand aside from the item's entry, there or not."""
    if item.entry_id is None:
        return Juror.objects.none()
    recused = Recusal.objects.in_force().filter(entry=item.entry_id)
    serving = Juror.objects.serving().filter(edition=item.meeting.edition_id)
    return (
        serving.filter(pk__in=recused.values("juror")).select_related("person").order_by("person__name", "pk")
    )


def present_at(item: AgendaItem) -> QuerySet[Juror]:
    """Those with a vote who are at the meeting and do not stand aside from the item."""
    here = Stay.objects.now().filter(meeting=item.meeting, juror=OuterRef("pk"))
    voters = voters_of(item.meeting.edition).filter(Exists(here))
    return voters.exclude(pk__in=out_for(item).order_by().values("pk"))


def is_entitled(juror: Juror, item: AgendaItem) -> bool:
    """Whether the juror has a vote on the item now."""
    return present_at(item).filter(pk=juror.pk).exists()


def attended(juror: Juror, meeting: Meeting) -> bool:
    """Whether the juror was at the meeting for any time."""
    return meeting.stays.filter(juror=juror).exists()


def attendees(meeting: Meeting) -> QuerySet[Juror]:
    """Everybody who was there, and still serves: those whose approval the minutes take."""
    return jury_at(meeting).filter(pk__in=meeting.stays.values("juror"))


def outs_of(items: list[AgendaItem]) -> dict[int, frozenset[str]]:
    """Who must go out for each item, by its key: public ids of the jurors with a recusal in force."""
    entries = [item.entry_id for item in items if item.entry_id]
    recusals = Recusal.objects.in_force().filter(entry__in=entries, juror__state="serving")
    outs: dict[int, set[str]] = {}
    for entry, juror in recusals.values_list("entry", "juror__public_id"):
        outs.setdefault(entry, set()).add(juror)
    return {item.pk: frozenset(outs.get(item.entry_id or 0, ())) for item in items}


def as_engine_items(items: list[AgendaItem]) -> tuple[EngineItem, ...]:
    """As the engine asks for them. What has been taken up stays where it is: before all that waits."""
    outs = outs_of(items)
    return tuple(
        EngineItem(item.public_id, outs[item.pk], Pin.FIRST if item.state != "waiting" else Pin(item.pin))
        for item in sorted(items, key=lambda item: (item.state == "waiting", item.position))
    )


def motion_put(item: AgendaItem) -> Motion | None:
    """What the meeting is asked to decide about the item now."""
    return item.motions.filter(state="put").first()


def straw_votes_of(item: AgendaItem) -> list[StrawVote]:
    """Those held about the item's motions, with how many have voted."""
    votes = StrawVote.objects.filter(motion__item=item).select_related("motion")
    return list(votes.annotate(voter_count=Count("voters")))


def decisions_of(item: AgendaItem) -> QuerySet[Decision]:
    """Those made about the item, with dissents."""
    decisions = Decision.objects.filter(motion__item=item).select_related("motion")
    return decisions.prefetch_related("dissents__juror__person")


def latest_minutes(meeting: Meeting) -> Minutes | None:
    """The version that is being written, else the newest sealed one."""
    return meeting.minutes.select_related("document").defer("pdf").order_by("-number").first()


def readable_minutes(meeting: Meeting) -> Minutes | None:
    """The newest version that has been sent round; a draft is the secretary's own."""
    readable = meeting.minutes.exclude(state="draft").select_related("document").defer("pdf")
    return readable.order_by("-number").first()


def sealed_minutes(public_id: str) -> Minutes | None:
    """A sealed version by its id, which cannot be guessed: it stands on the paper."""
    sealed = Minutes.objects.filter(state__in=["sealed", "replaced"]).defer("pdf", "content")
    return sealed.filter(public_id=public_id).select_related("meeting__edition__programme").first()


def closed_items(meeting: Meeting, actor: Any) -> set[str]:
    """Public ids of what the minutes do not show `actor`: items recused from, or out for at the time."""
    was_out = StoodAside.objects.filter(juror__person=actor.pk, item__meeting=meeting).values("item")
    closed = Q(entry__in=recused_entries(actor)) | Q(pk__in=was_out)
    return set(meeting.items.filter(closed).values_list("public_id", flat=True))


def remarks_on(minutes: Minutes, actor: Any) -> QuerySet[Remark]:
    """What jurors have asked to have changed in this round, without what is closed to `actor`."""
    remarks = Remark.objects.for_actor(actor).filter(minutes=minutes, round=minutes.round)
    return remarks.select_related("juror__person", "item__entry__organisation")


def missing_approvals(minutes: Minutes) -> QuerySet[Juror]:
    """Those who were there and have not approved what was sent round."""
    done = minutes.approvals.filter(round=minutes.round).values("juror")
    return attendees(minutes.meeting).exclude(pk__in=done)


def usual_rules(edition: Edition) -> dict[str, Any]:
    """The rules that a new meeting begins with: those of the meeting before, as far as they fit."""
    held = Meeting.objects.filter(edition__programme=edition.programme_id).exclude(state="called_off")
    before = held.order_by("-edition__year", "-starts_at").first()
    quorum, most = usual_quorum(edition), voters_of(edition).count()
    if before is not None and before.edition_id == edition.pk and before.quorum <= most:
        quorum = before.quorum
    return {"quorum": quorum, "tie_rule": before.tie_rule if before else Meeting.TieRule.CHAIR}


def sealed_file(meeting: Meeting) -> Minutes | None:
    """The newest sealed version, with its file."""
    return meeting.minutes.filter(state="sealed").order_by("-number").first()


def sealing_of(minutes: Minutes) -> int | None:
    """The place in the log's chain of the record that keeps the minutes' hash; None: it is not there."""
    records = Record.objects.about(minutes).filter(action="deliberation.minutes.sealed")
    kept = records.filter(details_json__contains=minutes.sha256).first()
    seal = Seal.objects.filter(record=kept).first() if kept else None
    return seal.position if seal else None
