"""What stands of a tour on the event's pages: for everybody, for whoever is registered, for the office."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.events.models import Event, Registration
from forebild.shared.beside import Note
from forebild.tours.days import days_of
from forebild.tours.queries import KINDS, legs_of, own_tour, stops_of


def for_public(event: Event, actor: Any) -> Note | None:
    """Hosts and transport, day by day."""
    if event.kind not in KINDS:
        return None
    days = days_of(stops_of(event), legs_of(event))
    if not days:
        return None
    body = render_to_string("tours/parts/programme.html", {"days": days})
    return Note(_("The tour") if len(days) > 1 else _("The visit"), (), body=body)


def for_visitor(registration: Registration, actor: Any) -> Note | None:
    """What is left to do. The address goes on from that of the own registration."""
    event = registration.event
    if event.kind not in KINDS or registration.state != "registered":
        return None
    tour = own_tour(registration, timezone.now())
    if not tour.stops:
        return None
    left = tour.left_count
    line = (
        ngettext("%(count)d thing is left to do.", "%(count)d things are left to do.", left) % {"count": left}
        if left
        else _("You have done all that the hosts ask for.")
    )
    return Note(_("Your visit"), (line,), href="resa/", label=_("Stops, transport and what to know"))


def for_office(event: Event, actor: Any) -> Note | None:
    """How many hosts have answered, and the way to the tour."""
    if event.kind not in KINDS:
        return None
    stops = list(stops_of(event).values_list("state", flat=True))
    answered = sum(state == "answered" for state in stops)
    line = (
        _("%(answered)d of %(all)d hosts have answered.") % {"answered": answered, "all": len(stops)}
        if stops
        else _("No host yet.")
    )
    return Note(
        _("Hosts and transport"), (line,), reverse("tours:tour", args=[event.public_id]), _("To the tour")
    )
