"""The kinds of file that are taken; each is known by its first bytes and its name, which must agree."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput
from forebild.shared.files.names import extension_of

_MB = 1024 * 1024


class Kind(Enum):
    """Kind: stored name, type sent, extensions, most bytes."""

    PDF = ("pdf", "application/pdf", ("pdf",), 20 * _MB)
    PNG = ("png", "image/png", ("png",), 20 * _MB)
    JPEG = ("jpeg", "image/jpeg", ("jpg", "jpeg"), 20 * _MB)
    WEBP = ("webp", "image/webp", ("webp",), 20 * _MB)
    DOCX = (
        "docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx",),
        10 * _MB,
    )
    XLSX = ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",), 10 * _MB)

    def __init__(self, code: str, content_type: str, extensions: tuple[str, ...], most_bytes: int) -> None:
        self.code = code
        self.content_type = content_type
        self.extensions = extensions
        self.most_bytes = most_bytes

    @property
    def is_picture(self) -> bool:
        """Shown on a page, and so re-encoded."""
        return self in PICTURES

    @classmethod
    def of(cls, code: str) -> Kind:
        """The kind stored as `code`."""
        return next(kind for kind in cls if kind.code == code)


PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.WEBP})
DOCUMENTS = frozenset({Kind.PDF, Kind.DOCX, Kind.XLSX})
ALLOWED = PICTURES | DOCUMENTS


def recognise(name: str, head: bytes, kinds: Iterable[Kind] = ALLOWED) -> Kind:
    """The kind of a file called `name` that begins with `head` (16 bytes are enough).

    Raises InvalidInput, naming the file and why, for what is not among `kinds` or not what its name says.
    """
    kinds = frozenset(kinds)
    named = next((kind for kind in Kind if extension_of(name) in kind.extensions), None)
    if named is None or named not in kinds:
        raise refusal(name, _("Choose a file of another kind: %(kinds)s.") % {"kinds": in_words(kinds)})
    if not _begins_as(named, head):
        raise not_as_named(name, named)
    return named


def refusal(name: str, why: str) -> InvalidInput:
    """The refusal of a file: its name, and why."""
    return InvalidInput(_("“%(name)s” could not be taken. %(why)s") % {"name": name, "why": why})


def not_as_named(name: str, kind: Kind) -> InvalidInput:
    """The refusal of a file whose content is something else than its name says."""
    why = _("It is not the %(kind)s file that its name says. Open it and save it as %(kind)s.")
    return refusal(name, why % {"kind": kind.code.upper()})


def in_words(kinds: Iterable[Kind]) -> str:
    """The kinds as a person reads them: “PDF, PNG or JPEG”, in the order of the table."""
    chosen = frozenset(kinds)
    names = [kind.code.upper() for kind in Kind if kind in chosen]
    if len(names) == 1:
        return names[0]
    return _("%(others)s or %(last)s") % {"others": ", ".join(names[:-1]), "last": names[-1]}


def _begins_as(kind: Kind, head: bytes) -> bool:
    match kind:
        case Kind.PDF:
            return head.startswith(b"%PDF-")
        case Kind.PNG:
            return head.startswith(b"\x89PNG\r\n\x1a\n")
        case Kind.JPEG:
            return head.startswith(b"\xff\xd8\xff")
        case Kind.WEBP:
            return head.startswith(b"RIFF") and head[8:12] == b"WEBP"
        case _:
            return head.startswith(b"PK\x03\x04")
