"""Whatever people and the office do with an event's places, in any order, on the real services and tables.

Each step is one service; after it the tables are held against what they were before. What should have come
of the step is counted here anew (`next_in_line`, `_DEED`, `_LETTER`), by nothing that the product uses.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import time_machine
from django.db import transaction
from django.utils import timezone, translation
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from forebild.events.models import Event, PlaceChange, Quota, Registration
from forebild.events.services import registrations as services
from forebild.events.services.events import cancel_event, note_cancellations_left, resume_event
from forebild.events.services.quotas import change_quota
from forebild.events.tests.worlds import come, link_to, make_event, quota_of
from forebild.shared.audit.models import Record
from forebild.shared.errors import NotAllowed, NotNow
from forebild.shared.invariants import all_invariants, problems
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import sweep
from tests.worlds import make_office, make_programme

NAMES = [f"P{number}" for number in range(9)]
_COMPANIES = st.sampled_from(["", "Alfa AB", "Beta AB"])
_NEAR = {f"forebild.{room}.invariants" for room in ("events", "shared.outbox")}
_HOLDING, _GONE = {"registered", "offered"}, {None, "cancelled", "left", "declined", "lapsed"}

# From state to state: the line in the log that must say so, and the letter that must tell of it.
_CAME = {(gone, "registered"): "seat" for gone in _GONE} | {(gone, "waiting"): "wait" for gone in _GONE}
_DEED = _CAME | {
    ("waiting", "offered"): "offer",
    ("waiting", "registered"): "give",
    ("waiting", "left"): "leave",
    ("offered", "declined"): "decline",
    ("offered", "lapsed"): "expire",
    ("registered", "cancelled"): "cancel",
}
_LETTER = {
    "seat": "place", "wait": "queued", "offer": "offered", "give": "place", "accept": "place",
    "leave": "registration_cancelled", "decline": "registration_cancelled",
    "cancel": "registration_cancelled", "expire": "lapsed",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """Somebody's row: `state` None for whoever has none."""

    state: str | None = None
    queue_number: int | None = None
    company: str = ""


def next_in_line(people: dict[str, Seen], places: int | None, per_company: int | None) -> set[str]:
    """Who is to be offered a place, one after another from the lowest number, while one is free."""
    held = Counter(each.company for each in people.values() if each.state in _HOLDING)
    chosen: set[str] = set()
    for name, each in sorted(people.items(), key=lambda pair: pair[1].queue_number or 0):
        full = places is not None and held.total() >= places
        company_full = each.company and per_company is not None and held[each.company] >= per_company
        if each.state == "waiting" and not full and not company_full:
            chosen.add(name)
            held[each.company] += 1
    return chosen


class Places(RuleBasedStateMachine):
    """One event with one quota. Nothing is kept: the test's own transaction is rolled back at the end."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        self.language = translation.override("sv")
        self.language.__enter__()
        self.clock = time_machine.travel(timezone.now().replace(microsecond=0), tick=False)
        self.now = self.clock.start()
        self.office: Any = make_office(make_programme())

    def teardown(self) -> None:
        try:
            assert list(problems()) == []
        finally:
            self.clock.stop()
            self.language.__exit__(None, None, None)
            transaction.set_rollback(True)
            self.world.__exit__(None, None, None)

    @initialize(places=st.integers(0, 4), per_company=st.none() | st.integers(1, 2))
    def announce(self, places: int, per_company: int | None) -> None:
        begins = timezone.now() + timedelta(days=3000)
        self.event = make_event(
            places=places,
            per_company=per_company,
            office=self.office,
            begins_at=begins,
            ends_at=begins + timedelta(hours=2),
        )
        self.before = self.people()

    # What people do

    @rule(
        names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
        company=_COMPANIES,
        twice=st.booleans(),
    )
    def register(self, names: list[str], company: str, twice: bool) -> None:
        again = [name for name in names if self.people().get(name, Seen()).state not in _GONE]
        key = f"key-{Message.objects.count()}-{PlaceChange.objects.count()}"
        if self.event.state == "cancelled":
            with self.step():
                self.refused(lambda: come(self.event, *names, company=company, key=key))
            return
        count = len(names) > 1 and len(again) < len(names)
        with self.step("events.booking.made", again=again, contact=count):
            made = come(self.event, *names, company=company, key=key)
            if twice:
                once_more = come(self.event, *names, company=company, key=key)
                assert {each.pk for each in once_more} == {each.pk for each in made}
        assert [each.name for each in made] == names
        mine = {each.booking_id for each in made if each.name not in again}
        assert len(mine) == (len(again) < len(names))

    @rule(name=st.sampled_from(NAMES))
    def give_up(self, name: str) -> None:
        self.by_link(name, services.give_up_place, "events.registration.cancelled", done=_GONE)

    @rule(name=st.sampled_from(NAMES))
    def come_back(self, name: str) -> None:
        live = {"registered", "offered", "waiting"}
        self.by_link(name, services.come_back, "events.registration.renewed", done=live)

    @rule(name=st.sampled_from(NAMES))
    def accept(self, name: str) -> None:
        refused = {"waiting", *_GONE}
        self.by_link(
            name, services.accept_offer, "events.offer.accepted", done={"registered"}, refused=refused
        )

    def by_link(
        self,
        name: str,
        act: Callable[..., Any],
        action: str,
        *,
        done: set[Any],
        refused: Collection[Any] = (),
    ) -> None:
        """The button in the mailed page; where it is done already, nothing happens."""
        found = self.row(name)
        if found is None:
            return
        is_late = found.state == "offered" and found.offered_until <= timezone.now()
        is_refused = found.state in refused or (act is services.accept_offer and is_late)
        cancelled = self.event.state == "cancelled" and found.state not in done
        if is_refused or cancelled:
            with self.step():
                self.refused(lambda: act(link=link_to(found), registration=found))
        else:
            with self.step(*([] if found.state in done else [action])):
                act(link=link_to(found), registration=found)

    @rule(hours=st.sampled_from([1, 47, 49]))
    def wait(self, hours: int) -> None:
        """The clock steps; the worker's minute comes."""
        self.now.shift(timedelta(hours=hours))
        late = self.event.registrations.filter(state="offered", offered_until__lte=timezone.now()).count()
        late *= self.event.state == "announced"
        with self.step(*["events.offer.lapsed"] * late):
            assert services.lapse_offers() == late
        note_cancellations_left()
        sweep()

    # What the office does

    @rule(places=st.none() | st.integers(0, 5), per_company=st.none() | st.integers(1, 2))
    def limit(self, places: int | None, per_company: int | None) -> None:
        quota = quota_of(self.event)
        wanted = {"places": places, "per_company": per_company}
        same = wanted == {"places": quota.places, "per_company": quota.per_company}
        with self.step(*([] if same else ["events.quota.changed"]), limits=not same):
            change_quota(actor=self.office, quota=quota, facts=wanted)

    @rule(name=st.sampled_from(NAMES))
    def give_out_of_turn(self, name: str) -> None:
        found = self.row(name)
        if found is None or found.state not in ("waiting", "offered"):
            return
        quota = quota_of(self.event)
        held = sum(each.state in _HOLDING for each in self.people().values()) - (found.state == "offered")
        is_free = quota.places is None or held < quota.places
        give = lambda: services.give_place(actor=self.office, registration=found, reason="talar")  # noqa: E731
        if not is_free or self.event.state == "cancelled":
            with self.step():
                self.refused(give)
        else:
            with self.step("events.place.given", given=found):
                give()

    @rule(name=st.sampled_from(NAMES))
    def take_off(self, name: str) -> None:
        found = self.row(name)
        if found is not None:
            with self.step(*([] if found.state in _GONE else ["events.registration.cancelled"])):
                services.cancel_registration(actor=self.office, registration=found, reason="ringde")

    @rule()
    @precondition(lambda self: self.event.state == "announced")
    def cancel(self) -> None:
        live = [name for name, each in self.people().items() if each.state not in _GONE]
        with self.step("events.event.cancelled", called_off=live):
            cancel_event(actor=self.office, event=self.event, because_sv="Storm.")

    @rule()
    @precondition(lambda self: self.event.state == "cancelled")
    def resume(self) -> None:
        if self.event.cancellations.exclude(state="stopped").get().held_until <= timezone.now():
            with self.step():
                self.refused(lambda: resume_event(actor=self.office, event=self.event))
        else:
            with self.step("events.event.resumed"):
                resume_event(actor=self.office, event=self.event)

    # What is seen

    def people(self) -> dict[str, Seen]:
        rows = self.event.registrations.values_list("name", "state", "queue_number", "company")
        return {name: Seen(*rest) for name, *rest in rows}

    def row(self, name: str) -> Registration | None:
        related = ("event__programme", "quota", "booking", "person")
        return self.event.registrations.select_related(*related).filter(name=name).first()

    def refused(self, act: Callable[[], object]) -> None:
        try:
            act()
        except (NotAllowed, NotNow):
            return
        raise AssertionError("not refused")

    def step(self, *actions: str, **expected: Any) -> Step:
        return Step(self, actions, **expected)

    @invariant()
    def places_are_in_order(self) -> None:
        """What a step here could break; all that must hold of the data is asked once, at the end."""
        mine = (finder for finder in all_invariants().values() if finder.__module__ in _NEAR)
        found = [problem for finder in mine for problem in finder()]
        assert found == [], found


class Step:
    """Looks before and after, and judges the difference. `actions`: what the log of the house must say."""

    def __init__(
        self,
        machine: Places,
        actions: tuple[str, ...],
        *,
        again: list[str] | None = None,
        contact: bool = False,
        limits: bool = False,
        given: Registration | None = None,
        called_off: list[str] | None = None,
    ) -> None:
        self.machine, self.actions = machine, actions
        self.again, self.contact, self.limits = again or [], contact, limits
        self.given, self.called_off = given, called_off or []

    def __enter__(self) -> None:
        self.before = self.machine.people()
        self.counted = self._counts()

    def __exit__(self, failure: Any, *_rest: Any) -> None:
        if failure is not None:
            return
        machine = self.machine
        machine.event = Event.objects.get(pk=machine.event.pk)
        self.after = machine.people()
        self.deeds = {name: deed for name in self.after if (deed := self._deed(name))}
        self._numbers_stay()
        self._the_next_was_asked(quota_of(machine.event))
        letters, records, changes = (
            now - then for now, then in zip(self._counts(), self.counted, strict=True)
        )
        assert letters == self._letters()
        assert records == Counter(self.actions)
        limits = [("places", "")] if self.limits else []
        assert changes == Counter([(deed, name) for name, deed in self.deeds.items()] + limits)

    @staticmethod
    def _counts() -> tuple[Counter[Any], Counter[Any], Counter[Any]]:
        """Letters, records of the house's log, lines of the places' log; so many of each."""
        changes = PlaceChange.objects.values_list("action", "registration__name")
        return (
            Counter(Message.objects.values_list("to_email", "kind")),
            Counter(Record.objects.values_list("action", flat=True)),
            Counter((action, name or "") for action, name in changes),
        )

    def _deed(self, name: str) -> str | None:
        was, has = self.before.get(name, Seen()).state, self.after[name].state
        if was == has:
            return None
        if (was, has) == ("offered", "registered"):
            return "give" if self.given is not None else "accept"
        return _DEED[was, has]

    def _numbers_stay(self) -> None:
        for name, seen in self.before.items():
            if seen.state in ("waiting", "offered") and self.after[name].state in ("waiting", "offered"):
                assert self.after[name].queue_number == seen.queue_number

    def _the_next_was_asked(self, quota: Quota) -> None:
        asked = {name for name, deed in self.deeds.items() if deed == "offer"}
        meanwhile = self.after | {name: self.before[name] for name in asked}
        is_on = self.machine.event.state == "announced"
        assert asked == (next_in_line(meanwhile, quota.places, quota.per_company) if is_on else set())
        held, held_before = (
            sum(each.state in _HOLDING for each in seen.values()) for seen in (self.after, self.before)
        )
        assert quota.places is None or held <= max(quota.places, held_before)

    def _letters(self) -> Counter[tuple[str, str]]:
        told = [(name, _LETTER[deed]) for name, deed in self.deeds.items()]
        again = {"registered": "place", "offered": "offered", "waiting": "queued"}
        told += [(name, again[str(self.after[name].state)]) for name in self.again]
        told += [(name, "event_cancelled") for name in self.called_off]
        if self.contact:
            told.append((next(iter(self.contact_name())), "booked"))
        return Counter((f"{name.lower()}@exempel.example", f"events.{kind}") for name, kind in told)

    def contact_name(self) -> list[str]:
        latest = self.machine.event.bookings.order_by("-pk").values_list("contact_name", flat=True)
        return [latest[0]]
