"""The office's wall of cards, who takes notes, and the notes' end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.events.models import Event
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may
from forebild.tables.forms.office import NoteTakerForm
from forebild.tables.lists import GROUPS, CardList
from forebild.tables.models import Card, NoteTaker
from forebild.tables.queries import cards_of, counts_of, mark_of, notes_of, secret_cards_of, tables_of
from forebild.tables.reference import Kind
from forebild.tables.services import note_takers as services
from forebild.tables.views.finders import run_card, run_event, run_taker
from forebild.tables.views.live import answered


@page(Permission.NOTES_LEAD, find=run_event)
def card_wall(request: PersonRequest, event: Event) -> HttpResponseBase:
    """Every card that may leave the room; the file of it. The lead also sees what is kept there."""
    listing = CardList(request.GET, cards_of(event), event)
    if listing.file_format:
        return show_list(request, listing, "")
    return show_list(request, listing, "tables/office/card_wall.html", _wall(request, event, listing))


@page(Permission.NOTES_LEAD, find=run_event)
@require_safe
def wall_now(request: PersonRequest, event: Event) -> HttpResponse:
    """The cards alone, as the same address narrows them; nothing (304) while none has changed."""
    wall = _wall(request, event, CardList(request.GET, cards_of(event), event))
    return answered(request, wall["mark"], "tables/parts/wall.html", wall)


def _wall(request: PersonRequest, event: Event, listing: CardList) -> dict[str, Any]:
    kept = _kept(request, event)
    notes = notes_of(event)
    shown = list(listing.page.object_list)
    return {
        "event": event,
        "listing": listing,
        "walls": listing.walls,
        "counts": _counts(shown),
        "kept": kept,
        "notes": notes,
        "groups": [{"label": str(label), "key": key} for key, label in GROUPS.items()],
        "query": request.GET.urlencode(),
        "mark": mark_of([*shown, *kept], notes.state if notes else "", str(listing.total)),
    }


def _kept(request: HttpRequest, event: Event) -> list[Card]:
    is_lead = may(request.user, Permission.NOTES_KEPT, event).allowed
    return list(secret_cards_of(event)) if is_lead else []


def _counts(cards: list[Card]) -> list[dict[str, Any]]:
    found = counts_of(cards, "kind")
    return [{"figure": found.get(kind.value, 0), "label": str(kind.label).capitalize()} for kind in Kind]


@page(Permission.NOTES_LEAD, find=run_card)
@require_safe
def office_card(request: PersonRequest, card: Card) -> HttpResponse:
    """One card and how it was; a wording from when it was kept in the room is left out."""
    versions = card.versions.filter(fields__is_secret=False).select_related("written_by").order_by("-number")
    context = {"event": card.table.plan.event, "card": card, "versions": versions}
    return render(request, "tables/office/office_card.html", context)


@page(Permission.NOTES_LEAD, find=run_event)
def note_takers(request: PersonRequest, event: Event) -> HttpResponse:
    """Who takes notes. A new link is shown once, on the page that answers the press."""
    form, address = NoteTakerForm(request.POST or None, tables=tables_of(event)), ""
    if form.is_valid():
        try:
            taker, address = services.invite_note_taker(actor=request.user, event=event, **form.cleaned_data)
        except InvalidInput as refusal:
            show_beside_fields(form, refusal)
        else:
            form = NoteTakerForm(tables=tables_of(event))
            return _takers(request, event, form, taker, address)
    return _takers(request, event, form)


def _takers(
    request: PersonRequest,
    event: Event,
    form: NoteTakerForm,
    taker: NoteTaker | None = None,
    address: str = "",
) -> HttpResponse:
    context = {
        "event": event,
        "form": form,
        "new": taker,
        "address": address,
        "takers": event.note_takers.in_force().select_related("table").order_by("table__number", "name"),
        "has_tables": tables_of(event).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "tables/office/note_takers.html", context, status=status)


@page(Permission.NOTES_LEAD, find=run_taker)
@require_POST
def taker_relink(request: PersonRequest, taker: NoteTaker) -> HttpResponse:
    """Another link instead of one that was lost."""
    address = services.renew_link(actor=request.user, taker=taker)
    form = NoteTakerForm(tables=tables_of(taker.event))
    return _takers(request, taker.event, form, taker, address)


@page(Permission.NOTES_LEAD, find=run_taker)
@require_POST
def taker_revoke(request: PersonRequest, taker: NoteTaker) -> HttpResponse:
    """The link stops working."""
    services.revoke_note_taker(actor=request.user, taker=taker)
    messages.success(request, _("The link no longer works. What was written stays."))
    return redirect("tables:note_takers", event_id=taker.event.public_id)


@page(Permission.NOTES_LEAD, find=run_event)
@require_POST
def notes_close(request: PersonRequest, event: Event) -> HttpResponse:
    """Nobody writes any more."""
    services.close_notes(actor=request.user, event=event)
    messages.success(request, _("The notes are closed. You can open them again."))
    return redirect("tables:card_wall", event_id=event.public_id)


@page(Permission.NOTES_LEAD, find=run_event)
@require_POST
def notes_reopen(request: PersonRequest, event: Event) -> HttpResponse:
    """Writing goes on."""
    services.reopen_notes(actor=request.user, event=event)
    messages.success(request, _("The notes are open again."))
    return redirect("tables:card_wall", event_id=event.public_id)
