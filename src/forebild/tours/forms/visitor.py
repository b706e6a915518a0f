"""What a visitor chooses, confirms, gives and asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.shared.ui.dates import clock
from forebild.shared.ui.forms import DayInput, LongText
from forebild.tours.days import Day, days_of
from forebild.tours.models import Leg, PickUp, Stop
from forebild.tours.queries import OwnLeg, OwnStop, OwnTour
from forebild.tours.services.choosing import BY_CAR, BY_SEAT


@dataclass(frozen=True)
class Row:
    """A stop or a leg with the control by which it is chosen; without one there is nothing to choose."""

    own: Any  # an OwnStop or an OwnLeg
    field: Any

    @property
    def stop(self) -> Stop | None:
        """The stop, where it is one."""
        return getattr(self.own, "stop", None)

    @property
    def leg(self) -> Leg | None:
        """The leg, where it is one."""
        return getattr(self.own, "leg", None)


class ChooseForm(forms.Form):
    """A box for each stop, a choice for each leg. Where nothing was chosen yet, every stop that can be is."""

    def __init__(self, data: Any = None, *, tour: OwnTour, language: str) -> None:
        super().__init__(data)
        self.tour = tour
        for own in tour.stops:
            if own.stop.is_received_in_person:
                self._add_stop(own)
        for each in tour.legs:
            if each.leg.is_running:
                self._add_leg(each, language)

    def _add_stop(self, own: OwnStop) -> None:
        first = not self.tour.has_chosen and not own.refusal
        field = forms.BooleanField(
            label=_("I come here"),
            required=False,
            initial=bool(own.seat) or first,
            # What was ticked is judged by the service, which says why it cannot be had any more.
            disabled=bool(own.refusal) and not self.is_bound,
        )
        self.fields[f"stop_{own.stop.public_id}"] = field
        field.says_optional = False  # type: ignore[attr-defined]

    def _add_leg(self, own: OwnLeg, language: str) -> None:
        field = forms.ChoiceField(
            label=_("Do you go with it?"),
            required=False,
            choices=[
                ("", _now("No")),
                *_ways(own, language, is_full=bool(own.refusal) and not self.is_bound),
            ],
            widget=forms.RadioSelect,
            initial=_way_of(own),
        )
        self.fields[f"leg_{own.leg.public_id}"] = field
        field.says_optional = False  # type: ignore[attr-defined]

    @property
    def days(self) -> list[Day]:
        """Stops and legs in the order of time, each with its control."""
        stops = [Row(own, self._control(f"stop_{own.stop.public_id}")) for own in self.tour.stops]
        legs = [Row(own, self._control(f"leg_{own.leg.public_id}")) for own in self.tour.legs]
        return days_of(stops, legs)

    def _control(self, name: str) -> Any:
        return self[name] if name in self.fields else None

    @property
    def chosen_stops(self) -> set[str]:
        """The public ids of those ticked."""
        return {name for name, value in self._values("stop_") if value}

    @property
    def chosen_rides(self) -> dict[str, str]:
        """How one goes with each leg, by its public id."""
        return dict(self._values("leg_"))

    def _values(self, beginning: str) -> Iterator[tuple[str, Any]]:
        for name, value in self.cleaned_data.items():
            if name.startswith(beginning):
                yield name.removeprefix(beginning), value


def _ways(own: OwnLeg, language: str, *, is_full: bool) -> list[tuple[str, str]]:
    """The ways that one can go: by the points, or by the one seat that there is; by car where that goes."""
    points = [
        (point.public_id, _now("Yes, from %(place)s %(clock)s") % _told(point, language))
        for point in own.leg.pick_ups.all()
    ]
    ways = [] if is_full else points or [(BY_SEAT, _now("Yes"))]
    return [*ways, *([(BY_CAR, _now("I go by car"))] if own.leg.takes_cars else [])]


def _told(point: PickUp, language: str) -> dict[str, str]:
    return {"place": point.place, "clock": clock(point.at, language)}


def _way_of(own: OwnLeg) -> str:
    if own.ride is None:
        return ""
    if own.ride.own_car:
        return BY_CAR
    points = {point.pk: point.public_id for point in own.leg.pick_ups.all()}
    return points.get(own.ride.pick_up_id, BY_SEAT)  # type: ignore[arg-type]


class PrepareForm(forms.Form):
    """Of what the host asks, what is not done yet; what was given is not shown again."""

    safety = forms.BooleanField(label=_("I have read the safety rules and follow them"), required=False)
    full_name = forms.CharField(label=_("Full name, as in passport or identity card"), max_length=160)
    birth_date = forms.DateField(label=_("Date of birth"), widget=DayInput)
    nationality = forms.CharField(label=_("Nationality"), max_length=60)
    vehicle = forms.CharField(
        label=_("The car's registration number"),
        max_length=20,
        help_text=_("Write “none” if you do not come by car."),
    )
    phone = forms.CharField(
        label=_("Mobile number on the day"), max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    accepted_by = forms.CharField(
        label=_("I accept this. My name:"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, data: Any = None, *, own: OwnStop) -> None:
        super().__init__(data, prefix=own.stop.public_id)
        steps = {step.key: step for step in own.steps}
        identity = steps.get("identity")
        wanted = {
            "safety": "safety" in steps and not steps["safety"].is_done,
            "accepted_by": "terms" in steps and not steps["terms"].is_done,
        }
        can_give = identity is not None and not identity.is_late
        wanted |= {field: can_give and field in own.stop.asks for field in Stop.Asked.values}
        for name, is_wanted in wanted.items():
            if not is_wanted:
                del self.fields[name]
            else:
                self.fields[name].required = False
                self.fields[name].says_optional = False  # type: ignore[attr-defined]

    @property
    def identity_fields(self) -> list[Any]:
        """Those that go to the host's gate."""
        return [self[name] for name in Stop.Asked.values if name in self.fields]

    @property
    def details(self) -> dict[str, Any]:
        """What was typed of them."""
        return {name: self.cleaned_data[name] for name in Stop.Asked.values if name in self.fields}

    @property
    def facts(self) -> dict[str, Any]:
        """What `prepare` takes."""
        return {
            "safety": bool(self.cleaned_data.get("safety")),
            "accepted_by": self.cleaned_data.get("accepted_by", ""),
            "details": self.details,
        }


class QuestionForm(forms.Form):
    """What one would like to know."""

    text = LongText(label=_("Your question"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    is_anonymous = forms.BooleanField(label=_("The host need not know that it is mine"), required=False)
