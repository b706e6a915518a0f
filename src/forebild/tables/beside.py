"""What the tables have to say on the pages of events: one's own seats, and where the office goes on."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.events.beside import Note
from forebild.events.models import Event, Quota, Registration
from forebild.tables.queries import cards_of, own_seats, plan_of_event


def for_guest(registration: Registration, actor: Any) -> Note | None:
    """Where one sits in each round, once the plan is published; online, with the link when links are told."""
    if registration.state != "registered" or registration.event.state != "announced":
        return None
    seats = own_seats(registration)
    if not seats:
        return None
    titles = {each.number: each.title for each in seats[0].plan.rounds}
    rows = [(titles[seat.round], seat.table, _link(registration, seat.table.join_link)) for seat in seats]
    body = render_to_string("tables/parts/own_seats.html", {"rows": rows})
    return Note(_("Your tables"), (), body=body)


def _link(registration: Registration, link: str) -> str:
    event, now = registration.event, timezone.now()
    is_told = event.join_opens_at <= now < event.ends_at and event.is_remote
    return link if is_told and registration.quota.way == Quota.Way.ONLINE else ""


def for_office(event: Event, actor: Any) -> Note:
    """The table plan and how it stands; what has been noted."""
    plan = plan_of_event(event)
    if plan is None:
        return Note(_("Tables"), (_("No tables are planned."),), _plan_page(event), _("Plan tables"))
    count = cards_of(event).count()
    told = ngettext("%(n)d card is written.", "%(n)d cards are written.", count) % {"n": count}
    address = reverse("tables:card_wall", args=[event.public_id])
    body = render_to_string("tables/parts/to_wall.html", {"told": told, "address": address})
    return Note(_("Tables"), (_stands(plan.state),), _plan_page(event), _("To the table plan"), body)


def _plan_page(event: Event) -> str:
    return reverse("tables:table_plan", args=[event.public_id])


def _stands(state: str) -> str:
    if state == "published":
        return _("The table plan is published.")
    return _("Those who take notes see the plan.") if state == "shown" else _("The plan is a draft.")
