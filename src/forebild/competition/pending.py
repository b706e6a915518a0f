"""What was typed by somebody whose session had ended when the button was pressed: kept, not lost.

It waits in the session of the browser that sent it, and is shown again in the form once its writer has signed
in. Nothing is stored in the entry before that person saves it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from forebild.competition.models import Entry

_KEY = "entry_typed"
_MOST = 300_000  # characters: more than any form asks for
_ASIDE = {"csrfmiddlewaretoken", "revision", "stay", "upload", "file"}

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Typed:
    """Answers by the fields' names, and the revision that they were typed on."""

    typed: dict[str, Any]
    revision: int


def kept_when_signed_out(view: View) -> View:
    """Keep the text of a form that comes in after its writer's session has ended; then as the view does."""

    @wraps(view)
    def keeping(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if request.method == "POST" and not request.user.is_authenticated:
            _keep(request, parts["entry_id"])
            request.is_kept = True  # type: ignore[attr-defined]  # shared.kept need not do it once more
        return view(request, **parts)

    return keeping


def take(request: HttpRequest, entry: Entry) -> Typed | None:
    """What waits for this entry, once: then it is gone from the session."""
    kept = request.session.get(_KEY)
    if not kept or kept["entry"] != entry.public_id:
        return None
    del request.session[_KEY]
    return Typed(kept["typed"], kept["revision"])


def _keep(request: HttpRequest, entry_id: str) -> None:
    posted = request.POST
    typed = {name: _value(posted.getlist(name)) for name in posted if name not in _ASIDE}
    given = posted.get("revision", "")
    revision = int(given) if given.isascii() and given.isdigit() else 0
    if sum(len(str(value)) for value in typed.values()) <= _MOST:
        request.session[_KEY] = {"entry": entry_id, "typed": typed, "revision": revision}


def _value(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else [str(value) for value in values]
