"""The door itself, on a telephone: one page that goes on without network, and works without a script."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forebild.door.forms import BadTelling, WalkInForm, telling_of
from forebild.door.models import Door
from forebild.door.queries import door_of_link, key_of
from forebild.door.rows import SIDES, Board, board_of, is_code, whose_code
from forebild.door.services.acts import Act, take_acts
from forebild.door.services.doors import LINK
from forebild.door.telling import told_to
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link
from forebild.shared.models import new_public_id
from forebild.shared.pages import page
from forebild.shared.permissions import Permission

_WORKER = Path(__file__).parents[1] / "static" / "door" / "worker.js"


def _door(link: Link) -> Door:
    found = door_of_link(link.subject_id)
    if found is None:
        raise Http404
    return found


@safe_link(LINK)
def door(request: HttpRequest, link: Link) -> HttpResponse:
    """The whole door. A form sent from it is what a browser without a script does."""
    here, form = _door(link), WalkInForm(request.POST if "walk_in" in request.POST else None)
    board = board_of(told := told_to(here, timezone.now()))
    if request.method == "POST" and (acts := _acts(request, board, form)):
        _tell(request, link, here, acts)
        asked = {name: request.GET[name] for name in ("q", "show") if request.GET.get(name)}
        return redirect(f"{request.path}?{urlencode(asked)}" if asked else request.path)
    return render(request, "door/door.html", _context(request, here, told, board, form))


def _acts(request: HttpRequest, board: Board, form: WalkInForm) -> list[Act]:
    """What was pressed; nothing where the form for somebody new is not filled in as it must be."""
    now, sent = timezone.now(), request.POST
    acts = [Act(new_public_id(), now, guest=ref) for ref in sent.getlist("in")]
    if (row := board.row(sent.get("undo", ""))) is not None and row.nonces:
        acts.append(Act(new_public_id(), now, undoes=row.nonces))
    if form.is_bound and form.is_valid():
        acts.append(Act(new_public_id(), now, walk_in=form.walk_in))
    return acts


def _tell(request: HttpRequest, link: Link, here: Door, acts: Sequence[Act]) -> None:
    result = take_acts(link=link, door=here, acts=acts)
    for reason in result.refused.values():
        messages.error(request, reason)
    if result.taken:
        messages.success(request, _("Saved."))


def _context(
    request: HttpRequest, here: Door, told: dict[str, Any], board: Board, form: WalkInForm
) -> dict[str, Any]:
    words = request.GET.get("q", "").strip()
    side = request.GET.get("show", "")
    side, key = side if side in SIDES else SIDES[0], key_of(here.event)
    found = whose_code(words, board, public=key, event_id=here.event.public_id)
    return {
        "door": here,
        "event": here.event,
        "told": told,
        "board": board,
        "rows": [] if is_code(words) and not found else board.shown(side, words, found),
        "words": words,
        "side": side,
        "sides": zip(SIDES, (_("To come"), _("In"), _("All")), strict=True),
        "is_nobodys": is_code(words) and not found,
        "is_known": found is None or board.row(found) is not None,
        "found": found,
        "form": form,
        "public_key": key,
        "is_early": not told["isOpen"] and here.state == "open" and timezone.now() < here.lists_until,
    }


@safe_link(LINK)
@require_POST
def door_tell(request: HttpRequest, link: Link) -> HttpResponse:
    """What the door did, told by its script; back comes how it went, and how things stand."""
    here = _door(link)
    try:
        acts, clock, mark = telling_of(request.body)
    except BadTelling:
        return HttpResponseBadRequest()
    result = take_acts(link=link, door=here, acts=acts, clock=clock)
    told = told_to(here, timezone.now(), mark)
    return JsonResponse({"taken": result.taken, "refused": result.refused, "told": told})


@page(Permission.PUBLIC)
@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps the door's page for when there is no network; it stands here for its reach."""
    headers = {"Cache-Control": "no-cache"}
    return HttpResponse(_WORKER.read_text("utf-8"), content_type="text/javascript", headers=headers)
