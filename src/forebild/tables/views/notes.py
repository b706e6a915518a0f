"""What a note-taker opens by a safe link: write a card, see those of the table, change one, bring one back.

The script sends the same form and asks for JSON; without it everything works by pages.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.models import new_public_id
from forebild.tables.forms.cards import CardForm
from forebild.tables.models import Card, NoteTaker
from forebild.tables.queries import cards_for, mark_of, own_table
from forebild.tables.services import cards as services
from forebild.tables.services.note_takers import NOTES_LINK
from forebild.tables.views.finders import own_card, own_taker
from forebild.tables.views.live import answered

UNSAVED = 422


@safe_link(NOTES_LINK)
def notes(request: HttpRequest, link: Link) -> HttpResponse:
    """The form, and the cards of the table."""
    taker = own_taker(link)
    form = CardForm.new(taker)
    if request.method == "POST":
        form = CardForm(request.POST, taker=taker)
        if _done(form, lambda: _written(link, taker, form)):
            return _saved(request, _("The card is saved."))
        if _asks_for_json(request):
            return _unsaved(form)
    context = {**_seen(taker), "form": form, "token": _token(request)}
    return render(request, "tables/notes.html", context, status=UNSAVED if form.errors else 200)


@safe_link(NOTES_LINK)
def notes_now(request: HttpRequest, link: Link) -> HttpResponse:
    """The cards alone; nothing (304) while none has changed."""
    seen = _seen(own_taker(link))
    return answered(request, seen["mark"], "tables/parts/own_cards.html", {**seen, "token": _token(request)})


@safe_link(NOTES_LINK)
def card(request: HttpRequest, link: Link, card_id: str) -> HttpResponse:
    """One card: change it, delete it, bring it back, see how it was."""
    taker = own_taker(link)
    shown = own_card(taker, card_id)
    form = CardForm.of(taker, shown)
    if request.method == "POST":
        if act := _ACTS.get(request.POST.get("act", "")):
            act(link=link, taker=taker, card=shown, nonce=request.POST.get("nonce") or new_public_id())
            return redirect(request.path)
        form = CardForm(request.POST, taker=taker, card=shown)
        if _done(form, lambda: _changed(link, taker, shown, form)):
            return _saved(request, _("The card is saved."))
        if _asks_for_json(request):
            return _unsaved(form)
    context = {**_seen(taker), "form": form, "card": shown, "versions": _versions(shown)}
    context["token"] = _token(request)
    return render(request, "tables/card.html", context, status=UNSAVED if form.errors else 200)


_ACTS: dict[str, Callable[..., Card]] = {
    "delete": services.delete_card,
    "restore": services.restore_card,
}


def _seen(taker: NoteTaker) -> dict[str, Any]:
    """What all of these pages show."""
    cards = list(cards_for(taker))
    state = taker.event.notes.state
    return {
        "taker": taker,
        "event": taker.event,
        "cards": cards,
        "is_open": state == "open",
        "mark": mark_of(cards, state),
        "sitting": own_table(taker),
    }


def _versions(shown: Card) -> Any:
    return shown.versions.select_related("written_by").order_by("-number")


def _done(form: CardForm, act: Callable[[], Card]) -> bool:
    """Whether it is saved; else the reasons stand in the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except services.TwoHands as both:
        form.show_theirs(both.theirs, both.reason)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
    return not form.errors


def _written(link: Link, taker: NoteTaker, form: CardForm) -> Card:
    clean = form.cleaned_data
    return services.write_card(
        link=link, taker=taker, table=clean.get("table"), nonce=clean["nonce"], fields=clean
    )


def _changed(link: Link, taker: NoteTaker, shown: Card, form: CardForm) -> Card:
    clean = form.cleaned_data
    return services.change_card(
        link=link,
        taker=taker,
        card=shown,
        version=clean["version"] or 0,
        nonce=clean["nonce"],
        fields=clean,
    )


def _asks_for_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _saved(request: HttpRequest, text: str) -> HttpResponse:
    if _asks_for_json(request):
        return JsonResponse({"saved": True})
    messages.success(request, text)
    return redirect("tables:notes", token=_token(request))


def _unsaved(form: CardForm) -> HttpResponse:
    """The reasons, a sentence a field."""
    reasons = [" ".join(map(str, errors)) for errors in form.errors.values()]
    return JsonResponse({"errors": reasons}, status=UNSAVED)


def _token(request: HttpRequest) -> str:
    return str(request.resolver_match.kwargs["token"])  # type: ignore[union-attr]  # a view has a match
