"""Drawings on disk, each under a name made of what it says: DRAWN_DIR/<key>/<name>.png, one per language.

Nothing here is worth a backup: what is missing is drawn again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from dataclasses import astuple
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from forebild.shared.sharing.drawing import LOOK, Card, draw

_AGE = 3600  # seconds that others may keep it: a story that is withdrawn is soon gone there too


def picture_response(request: HttpRequest, card: Card, *, key: str) -> HttpResponse:
    """The card's picture; `key` names the thing (and the language) that it is of."""
    name = name_of(card)
    headers = {"Cache-Control": f"public, max-age={_AGE}", "ETag": f'"{name}"'}
    asked = get_conditional_response(request, etag=headers["ETag"])
    if asked is not None and asked.status_code == 304:
        asked.headers["Cache-Control"] = headers["Cache-Control"]
        return asked
    return HttpResponse(kept(card, key, name), content_type="image/png", headers=headers)


def name_of(card: Card) -> str:
    """The drawing's name: the same as long as it says, and looks, the same."""
    return hashlib.sha256(repr((LOOK, astuple(card))).encode()).hexdigest()[:24]


def kept(card: Card, key: str, name: str) -> bytes:
    """The drawing as it lies on disk; drawn, and the one before it taken away, where it does not."""
    place = Path(settings.DRAWN_DIR) / key / f"{name}.png"
    try:
        return place.read_bytes()
    except FileNotFoundError:
        content = draw(card)
        _put(place, content)
        return content


def _put(place: Path, content: bytes) -> None:
    """Whole or not at all, also when two draw the same at once; what lay there before is old."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    old = [each for each in place.parent.glob("*.png") if each != place]
    handle, fresh = tempfile.mkstemp(dir=place.parent, suffix=".new")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(fresh).replace(place)
    for each in old:
        each.unlink(missing_ok=True)
