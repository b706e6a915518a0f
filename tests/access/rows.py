"""How the table of who gets what is written, and how an answer is read into its letters."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpResponseBase

from tests.access.world import ACTORS

# A letter an actor, in the order of ACTORS: outside │ companies │ jury │ office.
LETTERS = {200: ".", 403: "f", 404: "n", 405: "p", 409: "c", 410: "g", 422: "x"}
REFUSED = "sfn"  # sent to sign in, forbidden, not found


class Row(NamedTuple):
    """An address, whose parts it is made of (a kind of `World.parts`), and what each gets by a GET.

    `own` is for the first of the parts (mostly the owner's thing), `other` for the second. `posted`: what
    each gets by a POST, where the view refuses the GET before it asks who it is.
    """

    name: str
    kind: str
    own: str
    other: str = ""
    posted: str = ""

    def letters(self, whose: str) -> dict[str, str]:
        """The letter by actor."""
        return dict(zip(ACTORS, getattr(self, whose).replace(" ", ""), strict=True))


def letter_of(response: HttpResponseBase) -> str:
    """`.` shown, `s` to the page of signing in, `2` to that of the second factor, `m` elsewhere."""
    if response.status_code == 302:
        target = response.headers["Location"]
        return "s" if "/logga-in/" in target else "2" if "/tva-steg/" in target else "m"
    return LETTERS.get(response.status_code, "?")


def spaced(letters: dict[str, str]) -> str:
    """The letters as the table has them."""
    text = "".join(letters.values())
    return f"{text[:2]} {text[2:6]} {text[6:12]} {text[12:]}"
