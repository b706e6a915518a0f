"""A notice's words as they stand now, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.shared.outbox.markup import (
    Letter,
    Text,
    button_links,
    fill,
    outside_buttons,
    placeholders,
    stray_braces,
)
from forebild.shared.outbox.models import LANGUAGES, NoticeText
from forebild.shared.outbox.notices import NOTICES, Notice, checked_values, shipped_text

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def current_text(notice: Notice, language: str) -> Text:
    """The office's own words if there are any, else the shipped ones."""
    edited = NoticeText.objects.filter(kind=notice.kind, language=language).order_by()[:1]
    return next((Text(each.subject, each.body) for each in edited), None) or shipped_text(notice, language)


def write(
    notice: Notice, language: str, values: Mapping[str, StrOrPromise], text: Text | None = None
) -> Letter:
    """The letter in `language`, of the current words or of `text`. ValueError for wrong values."""
    with override(language):  # lazily translated values speak the recipient's language, not the actor's
        plain = checked_values(notice, values)
        words = text or current_text(notice, language)
        if notice.asks:
            words = Text(_("Action needed: %(subject)s") % {"subject": words.subject}, words.body)
        return fill(words, plain, language)


def preview(notice: Notice, language: str, text: Text | None = None) -> Letter:
    """The letter with the sample values."""
    return write(notice, language, notice.samples, text)


def problems(notice: Notice, text: Text) -> dict[str, str]:
    """What keeps `text` from being used, a sentence per field (subject, body); empty when all is well."""
    found: dict[str, str] = {}
    for field, source in (("subject", text.subject), ("body", text.body)):
        for sentence in _wrong_names(notice, source):
            found.setdefault(field, sentence)
    if not text.subject.strip() or "\n" in text.subject:
        found.setdefault("subject", _("Write a subject of one line."))
    if not text.body.strip():
        found.setdefault("body", _("Write a text."))
    for sentence in _wrong_links(notice, text):
        found.setdefault("subject" if placeholders(text.subject) & notice.links else "body", sentence)
    return found


def assert_notice_texts_complete() -> None:
    """For a test: each declared notice has words in each language, each placeholder used, none unknown.

    Raises AssertionError that names all that is wrong.
    """
    wrong = [sentence for notice in NOTICES.values() for sentence in _shipped_faults(notice)]
    assert not wrong, "\n".join(wrong)  # noqa: S101 this is a test's own assertion


def _shipped_faults(notice: Notice) -> Iterator[str]:
    for language in LANGUAGES:
        where = f"{notice.kind}.{language}"
        try:
            text = shipped_text(notice, language)
        except (OSError, ValueError) as error:
            yield f"{where}: {error}"
            continue
        yield from (f"{where}: {field}: {sentence}" for field, sentence in problems(notice, text).items())
        unused = set(notice.placeholders) - placeholders(text.subject) - placeholders(text.body)
        yield from (f"{where}: {{{name}}} is declared, but not used" for name in sorted(unused))


def _wrong_names(notice: Notice, source: str) -> Iterator[str]:
    unknown = [f"{{{name}}}" for name in sorted(placeholders(source) - set(notice.placeholders))]
    for wrong in unknown + stray_braces(source):
        yield _("%(name)s is not known here. You can use: %(known)s.") % {
            "name": wrong,
            "known": ", ".join(f"{{{name}}}" for name in notice.placeholders) or "–",
        }


def _wrong_links(notice: Notice, text: Text) -> Iterator[str]:
    """Addresses stand in buttons, each at least once; nothing else does."""
    in_buttons, outside = button_links(text.body), outside_buttons(text.body) | placeholders(text.subject)
    for name in sorted(notice.links & outside):
        yield _("{%(name)s} is an address: it stands in a button, [Text]({%(name)s}), alone on its line.") % {
            "name": name
        }
    for name in sorted(notice.links - in_buttons - outside):
        yield _("The button with {%(name)s} is missing: the reader could go nowhere.") % {"name": name}
    for name in sorted(in_buttons & set(notice.placeholders) - notice.links):
        yield _("{%(name)s} is no address and cannot be a button's.") % {"name": name}
