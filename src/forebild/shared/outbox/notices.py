"""Notices: what the product says by mail, declared by the app that says it.

    # competition/notices.py
    ENTRY_RECEIVED = register(
        Notice("competition.entry_received", {"company": "Exempelbolaget AB", "link": "https://…"})
    )

The words lie in `templates/competition/mail/entry_received.sv.txt` and `.en.txt`: first line `Subject: …`, a
blank line, the body (see `markup`). Each placeholder has a sample value, for previews and tests. One called
`link`, or ending in `_link`, is an address on our own site and stands in a button.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings

from forebild.shared.outbox.markup import Text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Notice:
    """One kind of letter. `kind` is `<app>.<name>`; `placeholders` maps each name to a sample value."""

    kind: str
    placeholders: Mapping[str, str]
    urgent: bool = False  # goes before all that waits: somebody sits and waits for it
    asks: bool = False  # the recipient must do something: the subject says so
    private: bool = False  # holds a code or the like: the office sees that it went, not what it says
    folder: Path | None = None  # where the words lie, if not in the app's own templates

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z_]+\.[a-z][a-z0-9_]*", self.kind):
            raise ValueError(f"A notice's kind is <app>.<name>, not {self.kind!r}.")

    @property
    def links(self) -> set[str]:
        """The names of the placeholders that are addresses."""
        return {name for name in self.placeholders if name == "link" or name.endswith("_link")}

    @property
    def samples(self) -> dict[str, str]:
        """A value for each placeholder; addresses lead to our own front page."""
        return dict(self.placeholders) | dict.fromkeys(self.links, f"{settings.SITE_URL}/")


NOTICES: dict[str, Notice] = {}


def register(notice: Notice) -> Notice:
    """Register a notice; two of one kind are a mistake."""
    if notice.kind in NOTICES:
        raise RuntimeError(f"The notice {notice.kind} is declared twice.")
    NOTICES[notice.kind] = notice
    return notice


def shipped_text(notice: Notice, language: str) -> Text:
    """The words that came with the product. FileNotFoundError, or ValueError for a file without subject."""
    place = _folder(notice) / f"{notice.kind.partition('.')[2]}.{language}.txt"
    head, _blank, body = place.read_text(encoding="utf-8").partition("\n\n")
    if not head.startswith("Subject: ") or "\n" in head or not body.strip():
        raise ValueError(f"{place} must begin with `Subject: …`, then a blank line, then the text.")
    return Text(head.removeprefix("Subject: ").strip(), body.strip())


def checked_values(notice: Notice, values: Mapping[str, StrOrPromise]) -> dict[str, str]:
    """The values as plain text, exactly those declared, addresses made absolute and our own.

    Raises ValueError: a name too many or too few, or an address that leads elsewhere, is a mistake in code.
    """
    if set(values) != set(notice.placeholders):
        raise ValueError(
            f"{notice.kind} needs exactly {sorted(notice.placeholders)}, but was given {sorted(values)}."
        )
    return {
        name: own_address(str(value)) if name in notice.links else str(value)
        for name, value in values.items()
    }


def own_address(address: str) -> str:
    """An address on our own site, absolute; a path gets the site put before it."""
    full = settings.SITE_URL + address if re.match(r"/(?!/)", address) else address
    ours, parts = urlsplit(settings.SITE_URL), urlsplit(full)
    same_place = (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc)
    if not same_place or not re.fullmatch(r"[!-~]+", full) or set(full) & set("\"'<>\\"):
        raise ValueError(f"A letter's button leads to our own pages only, not to {address!r}.")
    return full


def _folder(notice: Notice) -> Path:
    app = notice.kind.partition(".")[0]
    return notice.folder or Path(apps.get_app_config(app).path) / "templates" / app / "mail"
