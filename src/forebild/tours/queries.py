"""Reads that several rooms need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from forebild.events.models import Event, Registration
from forebild.tours.host_rule import why_unwelcome
from forebild.tours.models import Leg, Question, Ride, Seat, Stop, Vote, Welcome
from forebild.tours.seating import Taken, why_no_ride, why_no_seat
from forebild.tours.steps import Step, steps_of

KINDS = (Event.Kind.STUDY_VISIT, Event.Kind.STUDY_TOUR, Event.Kind.VIRTUAL_VISIT)


def stops_of(event: Event) -> QuerySet[Stop]:
    """The event's stops that stand, each with `taken_count`."""
    stops = Stop.objects.standing().filter(event=event).select_related("organisation", "terms")
    return stops.annotate(taken_count=Count("taken", filter=Q(taken__state="held")))


def legs_of(event: Event) -> QuerySet[Leg]:
    """The event's legs that stand, each with its pick-ups, `taken_count` and `car_count`."""
    held = Q(rides__state="held")
    return (
        Leg.objects.standing()
        .filter(event=event)
        .prefetch_related("pick_ups")
        .annotate(
            taken_count=Count("rides", filter=held & Q(rides__own_car=False)),
            car_count=Count("rides", filter=held & Q(rides__own_car=True)),
        )
    )


def removed_of(event: Event) -> list[Stop | Leg]:
    """Stops and legs that were taken away, and can be put back."""
    removed = {"event": event, "removed_at__isnull": False}
    return [*Stop.objects.filter(**removed), *Leg.objects.filter(**removed)]


@dataclass(frozen=True)
class OwnStop:
    """A stop as a visitor sees it. `seat` where it is held; `refusal`: why it cannot be chosen."""

    stop: Stop
    seat: Seat | None
    refusal: str
    steps: list[Step]
    questions: list[Question]


@dataclass(frozen=True)
class OwnLeg:
    """A leg as a visitor sees it."""

    leg: Leg
    ride: Ride | None
    refusal: str


@dataclass(frozen=True)
class OwnTour:
    """All that a visitor can choose, and has chosen."""

    stops: list[OwnStop]
    legs: list[OwnLeg]

    @property
    def has_chosen(self) -> bool:
        """Whether the visitor has a seat or a ride."""
        return any(each.seat for each in self.stops) or any(each.ride for each in self.legs)

    @property
    def left_count(self) -> int:
        """How much is left to do; with nothing chosen, that is the first thing."""
        left = sum(not step.is_done for each in self.stops for step in each.steps)
        return left if self.has_chosen or not self.can_choose else 1

    @property
    def can_choose(self) -> bool:
        """Whether there is a stop that people go to."""
        return any(each.stop.is_received_in_person for each in self.stops)


def own_tour(registration: Registration, now: datetime) -> OwnTour:
    """The visitor's own page. As many statements for many stops as for one."""
    event = registration.event
    stops = list(_with_industries(stops_of(event)))
    seats = {seat.stop_id: seat for seat in _own_seats(registration, stops)}
    welcomes = set(Welcome.objects.filter(registration=registration).values_list("stop", flat=True))
    taken = _taken(registration, stops, seats)
    questions = _questions(registration, stops)
    rides = {ride.leg_id: ride for ride in registration.rides.filter(state="held")}
    return OwnTour(
        [
            OwnStop(
                stop,
                seat := seats.get(stop.pk),
                ""
                if seat
                else why_no_seat(stop, registration, taken[stop.pk], now, is_welcome=stop.pk in welcomes),
                steps_of(seat, now) if seat and stop.is_received_in_person else [],
                questions.get(stop.pk, []),
            )
            for stop in stops
        ],
        [OwnLeg(leg, ride := rides.get(leg.pk), _no_ride(leg, ride, now)) for leg in legs_of(event)],
    )


def _no_ride(leg: Any, ride: Ride | None, now: datetime) -> str:
    return "" if ride and not ride.own_car else why_no_ride(leg, leg.taken_count, now)


def _with_industries(stops: QuerySet[Stop]) -> QuerySet[Stop]:
    return stops.prefetch_related("organisation__industries")


def _own_seats(registration: Registration, stops: list[Stop]) -> list[Seat]:
    seats = list(Seat.objects.held().filter(registration=registration, stop__in=stops).with_lacks())
    known = {stop.pk: stop for stop in stops}
    for seat in seats:
        seat.stop, seat.registration = known[seat.stop_id], registration
    return seats


def _taken(registration: Registration, stops: Iterable[Any], seats: Mapping[int, Seat]) -> dict[int, Taken]:
    """What others have taken of each stop."""
    colleagues = colleagues_at(registration)
    return {
        stop.pk: Taken(stop.taken_count - (stop.pk in seats), colleagues.get(stop.pk, 0)) for stop in stops
    }


def colleagues_at(registration: Registration) -> dict[int, int]:
    """How many colleagues hold a seat, by the stop's key."""
    if not registration.company:
        return {}
    seats = Seat.objects.held().filter(
        stop__event=registration.event_id, registration__company=registration.company
    )
    counted = seats.exclude(registration=registration).values("stop").annotate(count=Count("pk"))
    return {row["stop"]: row["count"] for row in counted.order_by()}


def _questions(registration: Registration, stops: list[Stop]) -> dict[int, list[Question]]:
    """Those let through, the most wished for first; one's own in every state."""
    own_vote = Prefetch("votes", Vote.objects.filter(registration=registration), to_attr="own_votes")
    found: dict[int, list[Question]] = {}
    questions = with_votes(Question.objects.filter(stop__in=stops)).prefetch_related(own_vote)
    for question in questions:
        if question.state in ("shown", "answered") or question.registration_id == registration.pk:
            found.setdefault(question.stop_id, []).append(question)
    return found


def with_votes(questions: QuerySet[Question]) -> QuerySet[Question]:
    """The most wished for first: `vote_count`, whoever asked aside."""
    return questions.annotate(vote_count=Count("votes")).order_by("-vote_count", "asked_at", "pk")


@dataclass(frozen=True)
class StopAtAGlance:
    """How a stop stands: who has a seat, and how many lack something."""

    stop: Stop
    taken: int
    ready: int
    unwelcome: int

    @property
    def lacking(self) -> int:
        """How many the gate would not let in as it stands."""
        return self.taken - self.ready

    @property
    def over(self) -> int:
        """How many more than the host has seats for: after it took some away."""
        return max(0, self.taken - self.stop.seats) if self.stop.seats is not None else 0


def at_a_glance(event: Event) -> list[StopAtAGlance]:
    """Every stop and how it stands. As many statements for many stops as for one."""
    stops = list(_with_industries(stops_of(event)))
    seats = list(
        Seat.objects.standing()
        .filter(stop__in=stops)
        .with_lacks()
        .select_related("registration__organisation")
        .prefetch_related("registration__organisation__industries")
    )
    return [_glance(stop, [seat for seat in seats if seat.stop_id == stop.pk]) for stop in stops]


def _glance(stop: Stop, seats: list[Any]) -> StopAtAGlance:
    return StopAtAGlance(
        stop,
        taken=len(seats),
        ready=sum(not seat.lacks for seat in seats),
        unwelcome=sum(bool(why_unwelcome(stop, seat.registration)) for seat in seats),
    )


@dataclass(frozen=True)
class Unwelcome:
    """Somebody registered whom the host's rule keeps out, why, and whether the office lets him or her in."""

    registration: Registration
    reason: str
    welcome: Welcome | None
    has_seat: bool


def unwelcome_at(stop: Stop) -> list[Unwelcome]:
    """For the office: all of the event's registered whom the host does not receive."""
    registrations = (
        Registration.objects.filter(event=stop.event_id, state="registered")
        .select_related("organisation")
        .prefetch_related("organisation__industries")
    )
    welcomes = {each.registration_id: each for each in stop.welcomes.select_related("given_by")}
    seated = set(stop.taken.filter(state="held").values_list("registration", flat=True))
    return [
        Unwelcome(each, reason, welcomes.get(each.pk), each.pk in seated)
        for each in registrations
        if (reason := why_unwelcome(stop, each))
    ]


def visitors_of(event: Event) -> QuerySet[Seat]:
    """Every seat that stands, with what it lacks: the office's list."""
    related = ("registration__organisation", "registration__event", "stop__event")
    return Seat.objects.standing().filter(stop__event=event).with_lacks().select_related(*related)


def undecided_of(event: Event) -> QuerySet[Registration]:
    """Those with a place in the room who have chosen no stop yet."""
    seated = Seat.objects.held().filter(stop__event=event).values("registration")
    placed = Registration.objects.filter(event=event, state="registered", quota__way="room")
    return placed.exclude(pk__in=seated)


def rides_of(leg: Leg) -> QuerySet[Ride]:
    """Who goes with a leg, among those with a place."""
    related = ("registration__organisation", "registration__event", "pick_up", "leg")
    return leg.rides.filter(state="held", registration__state="registered").select_related(*related)


def questions_for_host(stop: Stop) -> QuerySet[Question]:
    """Those let through."""
    return with_votes(stop.questions.open().select_related("registration"))


def questions_for_office(stop: Stop) -> QuerySet[Question]:
    """All of them, with who asks."""
    return with_votes(stop.questions.select_related("registration"))


def stop_by_link(subject_id: str) -> Stop | None:
    """The stop that a host's link is about; none where it was taken away."""
    related = ("event__programme", "organisation", "terms")
    return Stop.objects.standing().filter(public_id=subject_id).select_related(*related).first()
