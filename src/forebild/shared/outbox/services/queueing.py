"""Putting a letter in the outbox, in the transaction of the business action that it tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput
from forebild.shared.outbox.jobs import schedule
from forebild.shared.outbox.letter import envelope_address, message_id
from forebild.shared.outbox.markup import Letter, Paragraph, clean, letter, one_line
from forebild.shared.outbox.models import LANGUAGES, Attachment, Message
from forebild.shared.outbox.notices import NOTICES, Notice
from forebild.shared.outbox.states import HELD, NEW
from forebild.shared.outbox.texts import write
from forebild.shared.permissions import Actor

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HOLD_TIME = timedelta(minutes=10)  # between sending a batch and its leaving: time to press stop
ATTACHMENTS_LIMIT = 10 * 1024 * 1024  # bytes in one letter; many servers refuse more


Attached = tuple[str, str, bytes]  # file name, content type, content


class Addressee(Protocol):
    """Whom a letter goes to: a Person, or a Recipient."""

    @property
    def email(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def public_id(self) -> str: ...


@dataclass(frozen=True)
class Recipient:
    """Somebody without an account."""

    email: str
    language: str = "sv"
    public_id: str = ""


def queue(
    *,
    notice: Notice,
    to: Addressee,
    values: Mapping[str, StrOrPromise],
    key: str,
    actor: Actor = None,
    not_before: datetime | None = None,
    hold: bool = False,
    batch: str = "",
    attachments: Sequence[Attached] = (),
) -> Message:
    """Write a notice to somebody; it leaves once the surrounding transaction is committed.

    `key` names the occasion and the recipient (`"entry_received:" + entry.public_id + …`): a second call
    with it returns the first message. `hold` keeps it until it is released, or until `not_before`.
    `attachments` are (file name, content type, content).

    Raises ValueError for a mistake in code (undeclared notice, wrong values, a key used for another letter),
    InvalidInput for an address that no mail can go to.
    """
    if NOTICES.get(notice.kind) is not notice:
        raise ValueError(f"The notice {notice.kind} is not declared.")
    if not re.fullmatch(r"[\w.:-]{0,120}", batch):
        raise ValueError(f"A batch's name stands in an address, so it cannot be {batch!r}.")
    message = _draft(notice.kind, to, write(notice, _language(to), values), key, actor)
    message.is_private, message.is_urgent = notice.private, notice.urgent
    message.state, message.not_before, message.batch = (HELD if hold else NEW), not_before, batch
    return _store(message, attachments)


def queue_text(
    *,
    kind: str,
    to: Addressee,
    subject: str,
    text: str,
    key: str,
    actor: Actor = None,
    private: bool = False,
    urgent: bool = False,
) -> Message:
    """Queue words that somebody else has written, as they stand: no markup, no placeholders, no links.

    For notices from libraries. The HTML part is the text, escaped. Errors as `queue`.
    """
    paragraphs = [Paragraph(piece.strip("\n")) for piece in re.split(r"\n\s*\n", clean(text).strip())]
    words = letter(one_line(subject), paragraphs, _language(to))
    message = _draft(kind, to, words, key, actor)
    message.is_private, message.is_urgent = private, urgent
    return _store(message, ())


def _draft(kind: str, to: Addressee, words: Letter, key: str, actor: Actor) -> Message:
    return Message(
        kind=kind,
        key=key,
        message_id=message_id(key),
        to_email=checked_address(to.email),
        to_person=to.public_id,
        queued_by=getattr(actor, "public_id", ""),
        language=_language(to),
        subject=words.subject,
        text=words.text,
        html=words.html,
    )


def _store(message: Message, attachments: Sequence[Attached]) -> Message:
    """1. The row, or the first one with its key. 2. What is enclosed. 3. The job, unless it is held."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            _enclose(message, attachments)
            if message.state == NEW:
                schedule(message, is_new=True)
    except IntegrityError:
        first = Message.objects.filter(key=message.key).first()
        if first is None:
            raise
        return _same_letter(first, message)
    return message


def _same_letter(first: Message, again: Message) -> Message:
    """The first, if this is the same letter again; a key shared by two letters would lose one of them."""
    known = bool(first.to_person and again.to_person)  # a person may have changed address in between
    same = first.to_person == again.to_person if known else first.to_email == again.to_email
    if first.kind != again.kind or not same:
        raise ValueError(f"The key {first.key!r} belongs to another letter.")
    return first


def _enclose(message: Message, attachments: Sequence[Attached]) -> None:
    if sum(len(content) for _name, _type, content in attachments) > ATTACHMENTS_LIMIT:
        raise ValueError(f"More than {ATTACHMENTS_LIMIT} bytes are attached to {message.key!r}.")
    for name, content_type, content in attachments:
        Attachment.objects.create(
            message=message, name=_file_name(name), content_type=content_type, content=content
        )


def _file_name(name: str) -> str:
    """The name with nothing in it that a header or a file system could misread."""
    return re.sub(r"[^\w .,()+-]", "_", one_line(name))[-120:]


def checked_address(email: str) -> str:
    """The address. Raises InvalidInput where no mail can go."""
    try:
        validate_email(email)
        envelope_address(email)
    except (ValidationError, UnicodeError):
        email = ""
    if not email or '"' in email:
        raise InvalidInput(_("Mail cannot be sent to this address."), {"email": _("Check the address.")})
    return email


def _language(to: Addressee) -> str:
    return to.language if to.language in LANGUAGES else LANGUAGES[0]
