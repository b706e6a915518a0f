"""What the office types about stops, legs and visitors."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event
from forebild.people.models import Organisation
from forebild.shared.dates import NoSuchTime, in_swedish_time, swedish_instant
from forebild.shared.ui.forms import LongText
from forebild.shared.ui.moments import SwedishTime
from forebild.tours.models import Leg, Stop

_POINT = re.compile(r"(\d{1,2})[.:](\d{2})\s+(\S.*)")


class StopForm(forms.Form):
    """Who the host is, when and where."""

    host_name = forms.CharField(label=_("Host"), max_length=160)
    number = forms.CharField(
        label=_("Host's organisation number"),
        max_length=40,
        required=False,
        help_text=_("Then the host's industry is known, and its visits are counted."),
    )
    contact_name = forms.CharField(label=_("Contact person"), max_length=120, required=False)
    contact_email = forms.EmailField(
        label=_("The contact person's e-mail"),
        required=False,
        help_text=_("The link by which the host says what holds goes here."),
    )
    contact_phone = forms.CharField(label=_("Telephone on the day"), max_length=40, required=False)
    language = forms.ChoiceField(
        label=_("The host is written to in"), choices=[("sv", "Svenska"), ("en", "English")], initial="sv"
    )
    begins_at = SwedishTime(label=_("Begins, Swedish time"))
    ends_at = SwedishTime(label=_("Ends"))
    venue = forms.CharField(
        label=_("Where one comes in"),
        max_length=160,
        required=False,
        help_text=_("For example: the main entrance, ask for Eva."),
    )
    address = forms.CharField(label=_("Street address"), max_length=160, required=False)
    municipality = forms.CharField(label=_("Municipality"), max_length=60, required=False)
    host_until = SwedishTime(
        label=_("The host can change its answers until"),
        required=False,
        help_text=_("If nothing is said: when the visit begins."),
    )

    groups = (
        (
            _("The host"),
            ("host_name", "number", "contact_name", "contact_email", "contact_phone", "language"),
        ),
        (_("When and where"), ("begins_at", "ends_at", "venue", "address", "municipality", "host_until")),
    )

    @classmethod
    def of(cls, stop: Stop, data: Any = None) -> StopForm:
        """Filled in with what is known."""
        initial = {name: getattr(stop, name) for name in cls.base_fields if name != "number"}
        number = (stop.organisation.org_number or "") if stop.organisation else ""
        return cls(data, initial=initial | {"number": number})

    @classmethod
    def for_event(cls, event: Event, data: Any = None) -> StopForm:
        """For a further stop: the event's own time and place to begin with."""
        known = ("begins_at", "ends_at", "venue", "address", "municipality")
        initial = {name: getattr(event, name) for name in known}
        return cls(data, initial=initial)

    @property
    def drawn_groups(self) -> list[tuple[Any, list[Any]]]:
        """The fields in their groups, each with its heading."""
        return [(heading, [self[name] for name in names]) for heading, names in self.groups]

    def clean(self) -> dict[str, Any]:
        """It ends after it begins; a number that is given is a known company's."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins and ends and ends <= begins:
            self.add_error("ends_at", _now("It ends before it begins."))
        cleaned["organisation"] = self._organisation(cleaned.pop("number", ""))
        return cleaned

    def _organisation(self, typed: str) -> Organisation | None:
        if not typed.strip():
            return None
        found = Organisation.objects.filter(org_number=re.sub(r"\D", "", typed)[-10:]).first()
        if found is None:
            self.add_error("number", _now("No company with this number is known here. Leave it out."))
        return found


class LegForm(forms.Form):
    """From where to where, when, with how many."""

    from_place = forms.CharField(label=_("From"), max_length=120)
    to_place = forms.CharField(label=_("To"), max_length=120)
    departs_at = SwedishTime(label=_("Departs, Swedish time"))
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Nothing: no limit."),
    )
    points = LongText(
        label=_("Where one gets on"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "A place a line, the time first: 08.15 Linköping, the station. Nothing: where it begins."
        ),
    )
    takes_cars = forms.BooleanField(label=_("One may go by car instead"), required=False, initial=True)
    note = forms.CharField(label=_("To know"), max_length=300, required=False)

    @classmethod
    def of(cls, leg: Leg, data: Any = None) -> LegForm:
        """Filled in with what is known."""
        initial = {name: getattr(leg, name) for name in cls.base_fields if name != "points"}
        lines = (f"{in_swedish_time(each.at):%H.%M} {each.place}" for each in leg.pick_ups.all())
        return cls(data, initial=initial | {"points": "\n".join(lines)})

    def clean(self) -> dict[str, Any]:
        """Each line of the points is a time and a place, each place once."""
        cleaned = super().clean() or {}
        departs = cleaned.get("departs_at")
        if departs is not None:
            cleaned["points"] = self._points(cleaned.get("points", ""), departs)
        return cleaned

    def _points(self, text: str, departs: datetime) -> list[tuple[datetime, str]]:
        found: dict[str, datetime] = {}
        for line in filter(None, (line.strip() for line in text.splitlines())):
            at, place = _point_in(line, departs)
            if at is None:
                said = _now("Write a time and a place in each line: this is not understood: %(line)s")
                self.add_error("points", said % {"line": line[:80]})
                return []
            found[place[:120]] = at
        return [(at, place) for place, at in found.items()]

    @property
    def facts(self) -> dict[str, Any]:
        """The leg's own, without the points."""
        return {name: value for name, value in self.cleaned_data.items() if name != "points"}


def _point_in(line: str, departs: datetime) -> tuple[datetime | None, str]:
    """The instant and the place that a line tells, on the day on which the leg departs."""
    found = _POINT.fullmatch(line)
    if found is None:
        return None, ""
    hour, minute, place = int(found[1]), int(found[2]), found[3]
    if hour > 23 or minute > 59:
        return None, ""
    wall = in_swedish_time(departs).replace(hour=hour, minute=minute, tzinfo=None)
    try:
        return swedish_instant(wall), place
    except NoSuchTime:
        return None, ""


class WelcomeForm(forms.Form):
    """Why somebody is let in all the same."""

    reason = LongText(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ReopenForm(forms.Form):
    """Until when somebody who is late can give the details."""

    until = SwedishTime(label=_("Can give the details until"))
