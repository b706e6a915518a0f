"""The agenda: what is on it, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.deliberation.models import AgendaItem, Meeting
from forebild.deliberation.queries import addable_entries, as_engine_items, items_of
from forebild.deliberation.services.meetings import hold
from forebild.engine.agenda.check import check
from forebild.engine.agenda.problem import Agenda, Problem
from forebild.engine.agenda.solve import solve
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand

LONGEST_ITEM = 240  # minutes


@transaction.atomic
def add_entries(*, actor: Person, meeting: Meeting, entries: Iterable[Entry]) -> list[AgendaItem]:
    """Put entries in competition on the agenda, last. Raises InvalidInput for one that cannot stand there."""
    _demand_may_change(actor, meeting)
    chosen = list(entries)
    addable = set(addable_entries(meeting, actor).values_list("pk", flat=True))
    if not {entry.pk for entry in chosen} <= addable:
        raise InvalidInput(_("One of the entries is on the agenda already, or not in competition."))
    place = _last_place(meeting)
    items = [
        AgendaItem.objects.create(meeting=meeting, entry=entry, position=place + number)
        for number, entry in enumerate(chosen, start=1)
    ]
    for item in items:
        audit.record(actor, "deliberation.item.added", item, edition=meeting.edition)
    return items


@transaction.atomic
def add_item(
    *,
    actor: Person,
    meeting: Meeting,
    title: str,
    minutes_planned: int = 10,
    pin: str = AgendaItem.Pin.FREE,
) -> AgendaItem:
    """Put something else on the agenda, last."""
    _demand_may_change(actor, meeting)
    if not title.strip():
        raise InvalidInput(_("The item needs a title."), {"title": _("Say what is to be taken up.")})
    _demand_place(pin, minutes_planned)
    item = AgendaItem.objects.create(
        meeting=meeting,
        title=title.strip(),
        minutes_planned=minutes_planned,
        pin=pin,
        position=_last_place(meeting) + 1,
    )
    audit.record(actor, "deliberation.item.added", item, edition=meeting.edition)
    return item


@transaction.atomic
def place_item(*, actor: Person, item: AgendaItem, pin: str, minutes_planned: int) -> None:
    """Say where an item must stand, and how long it may take."""
    _demand_waits(actor, item)
    _demand_place(pin, minutes_planned)
    item.pin, item.minutes_planned = pin, minutes_planned
    item.save(update_fields=["pin", "minutes_planned"])
    audit.record(actor, "deliberation.item.moved", item, edition=item.meeting.edition, pin=pin)


@transaction.atomic
def move_item(*, actor: Person, item: AgendaItem, up: bool) -> None:
    """One step up or down among the items that wait and that the actor sees."""
    _demand_waits(actor, item)
    waiting = [one for one in items_of(item.meeting, actor) if one.state == "waiting"]
    place = [one.pk for one in waiting].index(item.pk)
    beside = place - 1 if up else place + 1
    if not 0 <= beside < len(waiting):
        return
    other = waiting[beside]
    own, other_place = waiting[place].position, other.position
    AgendaItem.objects.filter(pk=item.pk).update(position=other_place)
    AgendaItem.objects.filter(pk=other.pk).update(position=own)
    audit.record(actor, "deliberation.item.moved", item, edition=item.meeting.edition)


@transaction.atomic
def remove_item(*, actor: Person, item: AgendaItem) -> None:
    """Take an item off the agenda that has not been taken up."""
    _demand_waits(actor, item)
    if item.taken_up_at is not None:
        raise NotNow(_("The item has been discussed. It stays on the agenda and in the minutes."))
    audit.record(actor, "deliberation.item.removed", item, edition=item.meeting.edition)
    item.delete()


@transaction.atomic
def arrange(*, actor: Person, meeting: Meeting) -> Agenda:
    """Put what waits into the order in which people go out as seldom as possible; what is pinned stays.

    The engine's answer is checked before it is stored.
    """
    _demand_may_change(actor, meeting)
    items = list(meeting.items.order_by("position", "pk"))
    problem = Problem(as_engine_items(items))
    agenda = solve(problem)
    if broken := check(problem, agenda):
        raise RuntimeError("; ".join(violation.sentence for violation in broken))
    _store(items, agenda.order)
    audit.record(actor, "deliberation.agenda.arranged", meeting, edition=meeting.edition)
    return agenda


def _store(items: Sequence[AgendaItem], order: Sequence[str]) -> None:
    places = {name: place for place, name in enumerate(order, start=1)}
    for item in items:
        item.position = places[item.public_id]
    AgendaItem.objects.bulk_update(items, ["position"])


def _last_place(meeting: Meeting) -> int:
    return meeting.items.aggregate(last=Max("position"))["last"] or 0


def _demand_place(pin: str, minutes_planned: int) -> None:
    fields: dict[str, str] = {}
    if pin not in AgendaItem.Pin.values:
        fields["pin"] = _("Choose one of the places.")
    if not 1 <= minutes_planned <= LONGEST_ITEM:
        fields["minutes_planned"] = _("Between 1 and %(most)d minutes.") % {"most": LONGEST_ITEM}
    if fields:
        raise InvalidInput(_("The item cannot stand like this."), fields)


def _demand_may_change(actor: Person, meeting: Meeting) -> None:
    demand(actor, Permission.MEETING_LEAD, meeting)
    if hold(meeting).state not in ("planned", "open"):
        raise NotNow(_("The meeting is over. Its agenda stands as it was."))


def _demand_waits(actor: Person, item: AgendaItem) -> None:
    demand(actor, Permission.ITEM_LEAD, item)
    _demand_may_change(actor, item.meeting)
    item.refresh_from_db(fields=["state", "taken_up_at"])
    if item.state != "waiting":
        raise NotNow(_("The item has been taken up. Its place stands."))
