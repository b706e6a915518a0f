"""The office's two lists of an event that has been: who came, and who did not."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forebild.door.models import Guest
from forebild.events.lists import WHO
from forebild.shared.lists import Choice, Column, DateRange, List, Search, TimeColumn, YesNo


def _registration_page(guest: Guest) -> str:
    if guest.registration is None:
        return ""
    return reverse("events:office_registration", args=[guest.event.public_id, guest.registration.public_id])


class AttendanceList(List):
    """Who came, when, and by which door."""

    key = "attendance"
    caption = _("Who came")
    empty = _("Nobody has been let in yet. Open a door, and give its link to whoever stands there.")
    columns = [
        Column("name", _("Name"), sort="name_order", link=_registration_page),
        Column(
            "organisation",
            _("Organisation"),
            value=lambda guest: guest.organisation_name,
            sort="organisation_name",
        ),
        TimeColumn("came_at", _("Came"), sort="came_at"),
        Column("came_by", _("Door"), sort="came_by"),
        Column("is_walk_in", _("Not registered before"), sort="is_walk_in"),
        Column("no_photo", _("Rather not in pictures"), hidden=True),
        Column(
            "email",
            _("E-mail"),
            value=lambda guest: guest.registration.email if guest.registration else "",
            hidden=True,
        ),
    ]
    default_sort = "name"

    def __init__(self, data: Any, queryset: Any, doors: Any) -> None:
        self.filters = [
            Search("q", fields=["name", "organisation_name"]),
            Choice("door", _("Door"), field="came_by", choices=[(each, each) for each in doors]),
            YesNo("walk_in", _("Not registered before"), where=Q(is_walk_in=True)),
            YesNo("no_photo", _("Rather not in pictures"), where=Q(no_photo=True)),
            DateRange("came", _("Came"), field="came_at"),
        ]
        super().__init__(data, queryset)


class MissedList(List):
    """Who had a place in the room and did not come."""

    key = "missed"
    caption = _("Who did not come")
    empty = _("Everybody who was expected has come.")
    columns = [
        *WHO,
        Column("email", _("E-mail"), sort="email", hidden=True),
        TimeColumn("registered_at", _("Registered"), sort="registered_at"),
    ]
    filters = [
        Search("q", fields=["name", "organisation_name", "organisation__name"]),
        DateRange("registered", _("Registered"), field="registered_at"),
    ]
    default_sort = "name"
