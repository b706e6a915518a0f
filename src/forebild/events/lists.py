"""The office's lists: all events, and who is registered for one."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event
from forebild.people.reference.counties import COUNTIES
from forebild.shared.lists import (
    Choice,
    Column,
    DateRange,
    List,
    NumberColumn,
    Search,
    TagColumn,
    TimeColumn,
    YesNo,
)

EVENT_STATES = {"draft": _("draft"), "announced": _("announced"), "cancelled": _("cancelled")}
EVENT_TONES = {"announced": "success", "cancelled": "danger"}
REGISTRATION_STATES = {
    "registered": _("has a place"),
    "offered": _("is offered a place"),
    "waiting": _("waits"),
    "cancelled": _("gave up the place"),
    "left": _("left the queue"),
    "declined": _("declined the offer"),
    "lapsed": _("did not answer the offer"),
}
REGISTRATION_TONES = {"registered": "success", "offered": "warning", "waiting": "info"}


class EventList(List):
    """Every event that the office runs."""

    key = "events"
    caption = _("Events")
    empty = _("No events yet. Begin with the first one.")
    columns = [
        Column(
            "title",
            _("Title"),
            value=lambda event: event.title,
            sort="title_sv",
            link=lambda event: reverse("events:office_event", args=[event.public_id]),
        ),
        TagColumn("state", _("State"), labels=EVENT_STATES, tones=EVENT_TONES, sort="state"),
        TimeColumn("begins_at", _("Begins"), sort="begins_at"),
        Column("kind", _("Kind"), value=lambda event: event.get_kind_display(), sort="kind"),
        Column("mode", _("How"), value=lambda event: event.get_mode_display(), sort="mode"),
        Column("where", _("Municipality"), value=lambda event: event.municipality, sort="municipality"),
        NumberColumn("registered_count", _("Registered"), sort="registered_count"),
        NumberColumn("waiting_count", _("Waiting"), sort="waiting_count"),
        NumberColumn("offered_count", _("Offered"), sort="offered_count", hidden=True),
        Column("county", _("County"), value=lambda event: event.get_county_display(), hidden=True),
        Column("venue", _("Venue"), hidden=True),
    ]
    filters = [
        Search("q", fields=["title_sv", "title_en", "venue", "municipality"]),
        Choice("kind", _("Kind"), choices=Event.Kind.choices, several=True),
        Choice("state", _("State"), choices=EVENT_STATES.items(), several=True),
        Choice("county", _("County"), choices=[(c.code, c.name) for c in COUNTIES], several=True),
        Choice("mode", _("How"), choices=Event.Mode.choices),
        DateRange("begins", _("Begins"), field="begins_at"),
    ]
    default_sort = "-begins_at"


class RegistrationList(List):
    """Who is registered for an event, waits, or has been."""

    key = "registrations"
    caption = _("Registrations")
    empty = _("Nobody has registered yet.")
    columns = [
        NumberColumn("number", _("No."), sort="number"),
        Column(
            "name",
            _("Name"),
            sort="name",
            link=lambda each: reverse(
                "events:office_registration", args=[each.event.public_id, each.public_id]
            ),
        ),
        Column(
            "organisation",
            _("Organisation"),
            value=lambda each: each.organisation_shown,
            sort="organisation_name",
        ),
        TagColumn("state", _("State"), labels=REGISTRATION_STATES, tones=REGISTRATION_TONES, sort="state"),
        NumberColumn("queue_number", _("In the queue"), sort="queue_number"),
        Column("quota", _("Places"), value=lambda each: each.quota.name, sort="quota__position"),
        TimeColumn("registered_at", _("Registered"), sort="registered_at"),
        Column("email", _("E-mail"), sort="email", hidden=True),
        Column("title", _("What they do"), hidden=True),
        Column(
            "county",
            _("County"),
            value=lambda each: each.organisation.get_county_display() if each.organisation else "",
            hidden=True,
        ),
        Column("no_photo", _("Rather not in pictures"), hidden=True),
        TimeColumn("offered_until", _("Offer kept until"), sort="offered_until", hidden=True),
    ]
    filters = [
        Search("q", fields=["name", "email", "organisation_name", "organisation__name"]),
        Choice("state", _("State"), choices=REGISTRATION_STATES.items(), several=True),
        YesNo("no_photo", _("Rather not in pictures"), where=Q(no_photo=True)),
        YesNo("unknown", _("Organisation not known by number"), where=Q(organisation=None)),
        DateRange("registered", _("Registered"), field="registered_at"),
    ]
    default_sort = "number"
