"""What is typed about doors, and at them."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.door.badges import LAYOUTS
from forebild.door.queries import days_of
from forebild.door.services.acts import NONCE, Act, WalkIn
from forebild.events.models import Event
from forebild.shared.ui.dates import day_in_full


class DoorForm(forms.Form):
    """A new door."""

    name = forms.CharField(
        label=_("Name"), max_length=40, help_text=_("The other doors see it: Door 1, Main entrance.")
    )
    day = forms.ChoiceField(label=_("Day"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "sv"
        days = days_of(event)
        self.fields["day"].choices = [(day.isoformat(), day_in_full(day, language)) for day in days]  # type: ignore[attr-defined]
        self.fields["name"].initial = _("Door %(number)d") % {"number": event.doors.count() + 1}


class WalkInForm(forms.Form):
    """Somebody who just came."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("With an address he or she is registered, and gets a certificate."),
    )
    no_photo = forms.BooleanField(label=_("Rather not be in pictures"), required=False)

    @property
    def walk_in(self) -> WalkIn:
        """What was typed."""
        return WalkIn(**self.cleaned_data)


class BadgeForm(forms.Form):
    """How badges are printed."""

    layout = forms.ChoiceField(label=_("Paper"), choices=[(key, each.label) for key, each in LAYOUTS.items()])
    with_title = forms.BooleanField(label=_("Print what they do, too"), required=False)


class BadTelling(ValueError):
    """What a door sent is not what doors send."""


def telling_of(body: bytes) -> tuple[list[Act], datetime, str]:
    """(acts, the door's clock, its mark) of what a door's script sends. Raises BadTelling."""
    try:
        sent = json.loads(body)
        acts = [_act(each) for each in sent["acts"]]
        return acts, _moment(sent["now"]), str(sent.get("mark", ""))
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise BadTelling from wrong


def _act(sent: dict[str, Any]) -> Act:
    walk_in = sent.get("walkIn")
    return Act(
        nonce=_nonce(sent["nonce"]),
        at=_moment(sent["at"]),
        guest=str(sent.get("guest", ""))[:26],
        undoes=tuple(_nonce(each) for each in sent.get("undoes", ())),
        walk_in=_walk_in(walk_in) if walk_in else None,
    )


def _walk_in(sent: dict[str, Any]) -> WalkIn:
    """No longer than a form lets it be."""
    return WalkIn(
        name=_text(sent["name"], 120),
        organisation=_text(sent.get("organisation", ""), 160),
        email=_text(sent.get("email", ""), 254),
        no_photo=bool(sent.get("noPhoto", False)),
    )


def _text(value: Any, longest: int) -> str:
    return str(value).replace("\x00", "")[:longest]


def _nonce(value: Any) -> str:
    if not isinstance(value, str) or not NONCE.fullmatch(value):
        raise ValueError(value)
    return value


def _moment(value: str) -> datetime:
    found = parse_datetime(value)
    if found is None or found.tzinfo is None:
        raise ValueError(value)
    return found
