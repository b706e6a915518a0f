"""The copy of an entry that its company keeps."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import translation
from django.utils.translation import gettext as _

from forebild.shared.pdf.dates import moment
from forebild.shared.pdf.render import render_pdf


class Visibility(StrEnum):
    """Who may come to read an answer."""

    PUBLIC = "public"
    AWARDED = "awarded"  # public if the entry is awarded
    NEVER = "never"


@dataclass(frozen=True)
class Answer:
    """One question and what was answered, as text; an empty text reads "not answered"."""

    question: str
    text: str
    visibility: Visibility = Visibility.NEVER


@dataclass(frozen=True)
class Section:
    """Some answers under a heading."""

    title: str
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Receipt:
    """An entry as it was submitted."""

    programme: str
    edition: str
    company: str
    entry: str  # the entry's own title
    submitted_by: str
    submitted_at: datetime
    content_hash: str  # SHA-256 in hex of the content (writing.queries.content_hash)
    sections: Sequence[Section]


def receipt_pdf(receipt: Receipt, *, language: str) -> bytes:
    """The receipt as PDF in `language`; the same receipt makes the same bytes."""
    with translation.override(language):
        data = {
            **asdict(receipt),
            "submitted_at": moment(receipt.submitted_at),
            "content_hash": " ".join(_groups(receipt.content_hash)),
            "labels": _labels(),
        }
        title = _("Copy of the entry: %(entry)s") % {"entry": receipt.entry}
    return render_pdf("receipt.typ", data, title=title, language=language, created_at=receipt.submitted_at)


def _groups(digits: str) -> list[str]:
    """Eight at a time, to be compared by eye."""
    return [digits[at : at + 8] for at in range(0, len(digits), 8)]


def _labels() -> dict[str, str]:
    return {
        "copy": _("Copy of the entry"),
        "company": _("Company"),
        "submitted": _("Submitted"),
        "by": _("By"),
        "empty": _("Not answered"),
        "hash": _("Content hash (SHA-256)"),
        "hash_explained": _(
            "Whoever holds the same content gets the same hash. It shows that nothing has been changed."
        ),
        "public": _("Public"),
        "awarded": _("Public if awarded"),
        "never": _("Never public"),
        "page": _("Page"),
        "of": _("of"),
    }
