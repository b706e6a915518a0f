"""What a view calls to show a list, and to do something with several of its rows.

@page(Permission.OFFICE_WORK)
def entry_list(request):
    listing = EntryList(request.GET, Entry.objects.for_actor(request.user))
    return show_list(request, listing, "competition/entry_list.html")
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from forebild.shared.lists.chosen import ChosenRows, chosen_rows
from forebild.shared.lists.exports import exported
from forebild.shared.lists.listing import List
from forebild.shared.lists.queries import saved_views
from forebild.shared.lists.screen import Button, Screen
from forebild.shared.lists.signals import list_exported
from forebild.shared.permissions import may

__all__ = ["ChosenRows", "chosen_rows", "confirm_chosen", "show_list"]

MOST_NAMED = 10  # rows named on the confirm page


def show_list(
    request: HttpRequest, listing: List, template: str, context: Mapping[str, Any] | None = None
) -> HttpResponseBase:
    """The page, or with ?format=csv|xlsx|json the file; raises Refusal for a file that cannot be made.

    `template` includes `lists/list.html`, which reads `screen` from the context.
    """
    if listing.file_format:
        return _file(request, listing)
    actor = request.user
    screen = Screen(
        listing,
        path=request.path,
        buttons=_buttons(request, listing),
        saved=list(saved_views(actor, listing.key)) if actor.is_authenticated else None,
    )
    return render(request, template, {**(context or {}), "listing": listing, "screen": screen})


def confirm_chosen(
    request: HttpRequest,
    listing: List,
    chosen: ChosenRows,
    *,
    action: str,
    back: str,
    form: BaseForm | None = None,
    template: str = "lists/confirm.html",
) -> HttpResponse:
    """The page that says how many rows `action` (a key of `listing.actions`) is about, before it is done.

    `back` is the list's path. `form`, where the action needs more than the rows, is shown and posted along.
    """
    label = next(one.label for one in listing.actions if one.key == action)
    context = {
        "listing": listing,
        "chosen": chosen,
        "label": label,
        "named": [listing.shown[0].cell(row).text for row in chosen.rows[:MOST_NAMED]],
        "unnamed_count": max(chosen.count - MOST_NAMED, 0),
        "has_changed": "confirmed" in request.POST and not chosen.is_confirmed,
        "back": f"{back}{listing.address}",
        "form": form,
    }
    return render(request, template, context)


def _file(request: HttpRequest, listing: List) -> HttpResponseBase:
    with ExitStack() as unless_told:
        response = exported(listing)
        unless_told.callback(response.close)
        list_exported.send(
            sender=type(listing),
            actor=request.user,
            listing=listing,
            file_format=listing.file_format,
            row_count=listing.total,
            query=listing.address.query,
        )
        unless_told.pop_all()
        return response


def _buttons(request: HttpRequest, listing: List) -> list[Button]:
    """The actions that this person may use; each page takes the same parts of the address as this one."""
    parts = request.resolver_match.kwargs if request.resolver_match else {}
    return [
        Button(str(action.label), f"{reverse(action.url_name, kwargs=parts)}{listing.address}")
        for action in listing.actions
        if may(request.user, action.permission).allowed
    ]
