"""Reads that several rooms need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from forebild.engine.waiting_list.explain import Why, why_waiting
from forebild.engine.waiting_list.problem import Claim, Line, Standing
from forebild.engine.waiting_list.replay import Step, replay
from forebild.events.answers import in_words
from forebild.events.calendar import calendar_events as calendar_events  # what the rooms above ask for
from forebild.events.models import (
    Booking,
    Event,
    Invitation,
    Needs,
    PlaceChange,
    Question,
    Quota,
    Registration,
)
from forebild.events.states import HOLDING
from forebild.events.timetable import with_own_sessions
from forebild.people.models import Person
from forebild.programme.models import Programme
from forebild.shared.permissions import Actor


def is_free_for(quota: Quota, company: str) -> bool:
    """Whether somebody of `company` ("" for none) who comes now gets a place. A statement for each limit."""
    held = quota.registrations.filter(state__in=HOLDING)
    if quota.places is not None and held.count() >= quota.places:
        return False
    limit = quota.per_company if company else None
    return limit is None or held.filter(company=company).count() < limit


@dataclass(frozen=True)
class Places:
    """How a quota stands; `free` is None without a limit."""

    quota: Quota
    registered: int
    offered: int
    waiting: int

    @property
    def held(self) -> int:
        """Taken or offered."""
        return self.registered + self.offered

    @property
    def free(self) -> int | None:
        """Places left."""
        return None if self.quota.places is None else max(0, self.quota.places - self.held)

    @property
    def is_full(self) -> bool:
        """Whether the next one waits."""
        return self.free == 0

    @property
    def is_over(self) -> int:
        """How many more hold a place than there are: after places were taken away."""
        return max(0, self.held - self.quota.places) if self.quota.places is not None else 0


def places_of(event: Event) -> list[Places]:
    """Every quota of the event and how it stands, in order. One statement."""
    return [_places(quota) for quota in _counted(event.quotas.all())]


def places_of_all(events: Iterable[Event]) -> dict[int, list[Places]]:
    """The same of several events, by the event's key. One statement."""
    found: dict[int, list[Places]] = {event.pk: [] for event in events}
    for quota in _counted(Quota.objects.filter(event__in=found)):
        found[quota.event_id].append(_places(quota))
    return found


def _counted(quotas: Iterable[Quota]) -> Iterable[Quota]:
    def count(state: str) -> Count:
        return Count("registrations", filter=Q(registrations__state=state))

    return quotas.annotate(  # type: ignore[attr-defined,no-any-return]  # a related manager's queryset
        registered=count("registered"), offered=count("offered"), waiting=count("waiting")
    ).order_by("position", "pk")


def _places(quota: Quota) -> Places:
    return Places(quota, quota.registered, quota.offered, quota.waiting)  # type: ignore[attr-defined]


def place_changes(event: Event) -> list[tuple[Places, list[PlaceChange]]]:
    """The log of each quota of the event, in order. Two statements."""
    changes: dict[int, list[PlaceChange]] = {}
    for change in PlaceChange.objects.filter(quota__event=event).select_related("registration", "actor"):
        changes.setdefault(change.quota_id, []).append(change)
    return [(places, changes.get(places.quota.pk, [])) for places in places_of(event)]


def open_quotas(event: Event, at: datetime | None = None) -> list[Quota]:
    """Those that one may choose among when registering now."""
    at = at or timezone.now()
    return [quota for quota in event.quotas.all() if quota.is_open_at(at)]


def questions_of(event: Event) -> list[Question]:
    """What the event's form asks, in order; each with the one that it depends on. One statement."""
    questions = list(event.questions.all())
    known = {question.pk: question for question in questions}
    for question in questions:
        if question.asked_if_id is not None:
            question.asked_if = known[question.asked_if_id]
    return questions


def replayed(quota: Quota) -> Line:
    """Where the quota's log leads. Raises BadProblem for a line that breaks the rule it claims to follow."""
    changes = quota.changes.order_by("pk").select_related("registration")
    return replay(_step(change) for change in changes)


def _step(change: PlaceChange) -> Step:
    return Step(
        action="limit" if change.action == "places" else change.action,
        claim=change.registration.public_id if change.registration else "",
        number=change.number,
        company=change.company,
        places=change.places,
        per_company=change.per_company,
        reason=change.reason,
    )


def took_part(event: Event) -> QuerySet[Registration]:
    """Those who had a place, in the order in which they came."""
    had_place = event.registrations.filter(state="registered")
    return had_place.select_related("booking", "person").order_by("number")


@dataclass(frozen=True)
class Around:
    """How much there is around an event, each on a page of its own."""

    sessions: int
    hosts: int
    material: int


def around(event: Event) -> Around:
    """Four statements."""
    pictures = event.pictures.filter(use="afterwards").count()
    return Around(event.sessions.planned().count(), event.hosts.count(), event.material.count() + pictures)


def listed_addresses(programme: Programme) -> QuerySet[Event, str]:
    """The addresses of all that stand in the calendar, or stood there: for the sitemap."""
    return Event.objects.listed().filter(programme=programme).values_list("slug", flat=True)


def office_events(actor: Actor) -> QuerySet[Event]:
    """Those that `actor` runs, with how many are registered and wait."""

    def count(*states: str) -> Count:
        return Count("registrations", filter=Q(registrations__state__in=states))

    return Event.objects.run_by(actor).annotate(
        registered_count=count("registered"), offered_count=count("offered"), waiting_count=count("waiting")
    )


_WHOLE = ("event__programme", "quota", "booking", "person", "organisation")


def of_registration(registration_id: str) -> list[Registration]:
    """The one registration that a mail is about."""
    return list(Registration.objects.filter(public_id=registration_id).select_related(*_WHOLE))


def of_booking(booking_id: str) -> list[Registration]:
    """All that one contact has registered at once."""
    found = Registration.objects.filter(booking__public_id=booking_id)
    return list(found.select_related(*_WHOLE).order_by("number"))


def booking_by_key(programme: Programme | None, slug: str, key: str) -> Booking | None:
    """What the form with this key led to, at a public event."""
    found = Booking.objects.filter(key=key, event__programme=programme, event__slug=slug)
    return found.exclude(event__state="draft").select_related("event").order_by().first()


STANDINGS = {"registered": Standing.SEATED, "offered": Standing.OFFERED, "waiting": Standing.WAITING}


def line_of(quota: Quota) -> Line:
    """The quota as the engine sees it, with those who hold a place or wait for one."""
    rows = quota.registrations.live().values_list("public_id", "state", "queue_number", "company")
    claims = (Claim(each, STANDINGS[state], number or 0, company) for each, state, number, company in rows)
    return Line(quota.places, tuple(claims), quota.per_company)


def why_not_yet(registration: Registration) -> Why:
    """Why somebody who waits has not been offered a place."""
    return why_waiting(line_of(registration.quota), registration.public_id)


def whys(registrations: Iterable[Registration]) -> dict[str, Why]:
    """The same of all who wait among them, by public id. One statement a quota."""
    waiting = [each for each in registrations if each.state == "waiting"]
    lines = {quota.pk: line_of(quota) for quota in {each.quota for each in waiting}}
    return {each.public_id: why_waiting(lines[each.quota_id], each.public_id) for each in waiting}


def own_registrations(actor: Actor) -> QuerySet[Registration]:
    """One's own that still mean something: live ones for events that have not ended, the nearest first."""
    own = Registration.objects.live().filter(person=actor, event__ends_at__gt=timezone.now())
    return own.exclude(event__state="cancelled").select_related("event").order_by("event__begins_at")


def usual_questions(event: Event) -> QuerySet[Question]:
    """What events of this kind usually ask."""
    return Question.objects.filter(programme_id=event.programme_id, event=None, event_kind=event.kind)


def answer_counts(event: Event, questions: Iterable[Question]) -> dict[str, int]:
    """How many have answered each question, by its key. One statement."""
    counts = {
        f"answered_{question.pk}": Count("pk", filter=Q(answers__has_key=question.key))
        for question in questions
    }
    found = event.registrations.aggregate(**counts) if counts else {}
    return {question.key: found[f"answered_{question.pk}"] for question in questions}


def earlier_events(actor: Actor, event: Event) -> QuerySet[Event]:
    """Others that `actor` runs and that people have been to, the latest first."""
    others = Event.objects.run_by(actor).exclude(pk=event.pk).exclude(state="cancelled")
    return others.filter(registrations__state="registered").distinct().order_by("-begins_at")


def of_invitation(invitation_id: str) -> Invitation | None:
    """The invitation that a letter is about."""
    related = Invitation.objects.select_related("event__programme", "batch")
    return related.filter(public_id=invitation_id).first()


CALENDAR_KEEPS = timedelta(days=90)  # past events stay in one's calendar so long


def own_calendar_of(person_id: str) -> list[Registration] | None:
    """Somebody's registrations with a place, also at events that have been cancelled; None for nobody."""
    person = Person.objects.filter(public_id=person_id, is_active=True).first()
    if person is None:
        return None
    since = timezone.now() - CALENDAR_KEEPS
    own = person.registrations.filter(state="registered", event__ends_at__gt=since).exclude(
        event__state="draft"
    )
    return list(with_own_sessions(own.select_related(*_WHOLE)).order_by("event__begins_at", "pk"))


def answers_of(registration: Registration) -> list[tuple[Question, str]]:
    """What the event asked and somebody answered, in words. One statement."""
    return [
        (each, in_words(each, registration.answers[each.key]))
        for each in questions_of(registration.event)
        if each.key in registration.answers
    ]


def says_needs(registration: Registration) -> bool:
    """Whether somebody has told of food or access; what was told is the catering's (`events.catering`)."""
    return Needs.objects.filter(registration=registration).exists()
