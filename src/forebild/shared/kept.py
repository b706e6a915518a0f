"""What was typed into a form by somebody whose session had ended when the button was pressed: kept, not lost.

It waits in the session of the browser that sent it, for a day. Once its writer has signed in and stands
before the same page again, the page first offers to send it. Nothing is done with it before that.
"""

from __future__ import annotations

import time
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

_KEY = "typed_when_signed_out"
_MOST = 300_000  # characters: more than any form asks for
_LONGEST_ID = 40
_SECONDS = 24 * 3600
_ASIDE = {"csrfmiddlewaretoken"}
DROP = "throw_away_what_was_kept"  # the name of the button that does it


def typed_in(request: HttpRequest) -> list[str]:
    """The texts that a person has written into the form that was sent."""
    fields = [text for name, texts in request.POST.lists() if name not in _ASIDE for text in texts]
    return [text for text in fields if _is_typed(text)]


def keep(request: HttpRequest) -> None:
    """Keep a form's texts that came in without a session. A press on a mere button leaves nothing to keep."""
    fields = [(name, text) for name, texts in request.POST.lists() if name not in _ASIDE for text in texts]
    if typed_in(request) and sum(len(text) for _name, text in fields) <= _MOST:
        request.session[_KEY] = {"path": request.path, "fields": fields, "at": int(time.time())}


def offer(request: HttpRequest) -> HttpResponse | None:
    """Before a page is shown: what waits for it, with a button. Anything sent to the page ends the wait."""
    waiting = _waiting(request)
    if waiting is None:
        return None
    if request.method == "POST":
        del request.session[_KEY]
        return redirect(request.get_full_path()) if DROP in request.POST else None
    texts = [text for _name, text in waiting["fields"] if _is_typed(text)]
    return render(request, "ui/kept.html", {"fields": waiting["fields"], "texts": texts, "drop": DROP})


def _is_typed(text: str) -> bool:
    """More than a choice, a number or an id."""
    return " " in text.strip() or len(text) > _LONGEST_ID


def _waiting(request: HttpRequest) -> dict[str, Any] | None:
    waiting = getattr(request, "session", {}).get(_KEY)  # a request outside the middleware has no session
    if not waiting or waiting["path"] != request.path or waiting["at"] + _SECONDS < time.time():
        return None
    return dict(waiting)
