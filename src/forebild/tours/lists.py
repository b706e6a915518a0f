"""The office's lists: who comes to which stop and lacks what, the gate's list, who goes with a leg."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forebild.shared.lists import Choice, Column, List, Search, TagColumn, TimeColumn, YesNo
from forebild.tours.gate import detail_of, further_details, name_at_gate
from forebild.tours.models import Ride, Seat, Stop

STATES = {"planned": _("not asked yet"), "asked": _("asked"), "answered": _("has answered")}
TONES = {"asked": "warning", "answered": "success"}
QUESTION_STATES = {
    "asked": _("waits for you"),
    "shown": _("is shown"),
    "hidden": _("kept back"),
    "answered": _("is answered"),
}
QUESTION_TONES = {"asked": "warning", "shown": "info", "answered": "success"}
_DONE = {"done": _("done"), "lacking": _("lacking"), "not_asked": _("not asked")}
_TONES = {"done": "success", "lacking": "warning"}


def _safety(seat: Any) -> str:
    return _done(bool(seat.stop.safety), seat.lacks_safety)


def _identity(seat: Any) -> str:
    return _done(bool(seat.stop.asks), seat.lacks_identity)


def _terms(seat: Any) -> str:
    return _done(seat.stop.terms_id is not None, seat.lacks_terms)


def _done(is_asked: bool, lacks: bool) -> str:
    return ("lacking" if lacks else "done") if is_asked else "not_asked"


def _organisation(row: Any) -> str:
    return str(row.registration.organisation_shown)


_ORGANISATION = Column(
    "organisation", _("Organisation"), value=_organisation, sort="registration__organisation_name"
)


def _of_registration(row: Any) -> str:
    event = row.registration.event
    return reverse("events:office_registration", args=[event.public_id, row.registration.public_id])


def _how(ride: Ride) -> Any:
    if ride.own_car:
        return _("own car")
    return ride.pick_up.place if ride.pick_up else ride.leg.from_place


class VisitorList(List):
    """Every seat at every stop of a tour, and what it lacks. What was given is not shown here."""

    key = "visitors"
    caption = _("Visitors")
    empty = _("Nobody has chosen a stop yet.")
    columns = [
        Column(
            "name",
            _("Name"),
            value=lambda seat: seat.registration.name,
            sort=("registration__name", "stop__begins_at"),
            link=_of_registration,
        ),
        _ORGANISATION,
        Column("stop", _("Host"), value=lambda seat: seat.stop.host_name, sort="stop__begins_at"),
        TagColumn("safety", _("Safety rules"), labels=_DONE, tones=_TONES, value=_safety),
        TagColumn("identity", _("For the gate"), labels=_DONE, tones=_TONES, value=_identity),
        TagColumn("terms", _("Terms"), labels=_DONE, tones=_TONES, value=_terms),
        TimeColumn("chosen_at", _("Chosen"), sort="chosen_at"),
        Column(
            "email", _("E-mail"), value=lambda seat: seat.registration.email, sort="registration__email",
            hidden=True,
        ),
        TimeColumn("reminded_at", _("Reminded"), sort="reminded_at", hidden=True),
        TimeColumn("late_until", _("Opened until"), sort="late_until", hidden=True),
    ]  # fmt: skip
    filters = [
        Search("q", fields=["registration__name", "registration__organisation_name", "registration__email"]),
        YesNo("lacks", _("Lacks something"), where=Q(lacks=True)),
    ]
    default_sort = "name"

    def __init__(self, data: QueryDict, queryset: QuerySet[Any], *, stops: list[Stop]) -> None:
        choices = [(stop.public_id, stop.host_name) for stop in stops]
        stop = Choice("stop", _("Host"), field="stop__public_id", choices=choices, several=True)
        self.filters = [*type(self).filters, stop]
        super().__init__(data, queryset)


class GateRows(List):
    """Who is let in at a stop: name, company, and of the details those that the host asked for."""

    key = "gate-list"
    caption = _("The list for the gate")
    empty = _("Nobody stands on the list yet.")
    columns = [
        Column("name", _("Name"), sort="registration__name"),
        Column(
            "organisation", _("Organisation"), value=_organisation, sort="registration__organisation_name"
        ),
    ]
    filters = [Search("q", fields=["registration__name", "registration__organisation_name"])]
    default_sort = "name"

    def __init__(self, data: QueryDict, queryset: QuerySet[Any], *, stop: Stop, new: frozenset[str]) -> None:
        self.columns = [
            Column("name", _("Name"), sort="registration__name", value=lambda seat: name_at_gate(seat, stop)),
            _ORGANISATION,
            *(_detail(field) for field in further_details(stop)),
            Column("new", _("Since the list before"), value=lambda seat: _news(seat, new)),
        ]
        super().__init__(data, queryset)


def _detail(field: str) -> Column:
    return Column(field, Stop.Asked(field).label, value=lambda seat: detail_of(seat, field))


def _news(seat: Seat, new: frozenset[str]) -> Any:
    return _("new or changed") if seat.public_id in new else ""


class RideList(List):
    """Who goes with a leg, and where each gets on: for whoever counts at the door of the bus."""

    key = "rides"
    caption = _("Who goes along")
    empty = _("Nobody has chosen this yet.")
    columns = [
        Column(
            "name",
            _("Name"),
            value=lambda ride: ride.registration.name,
            sort="registration__name",
            link=_of_registration,
        ),
        _ORGANISATION,
        Column("how", _("Gets on"), value=_how, sort=("own_car", "pick_up__at")),
        Column(
            "email", _("E-mail"), value=lambda ride: ride.registration.email, sort="registration__email",
            hidden=True,
        ),
    ]  # fmt: skip
    filters = [
        Search("q", fields=["registration__name", "registration__organisation_name"]),
        YesNo("own_car", _("By own car"), where=Q(own_car=True)),
    ]
    default_sort = "name"
