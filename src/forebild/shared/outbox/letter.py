"""A message as it goes over the line."""

from __future__ import annotations

import hashlib
import re
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, parseaddr

from django.conf import settings

from forebild.shared.outbox.models import Message
from forebild.shared.outbox.smtp import sender_address


def message_id(key: str) -> str:
    """The same for the same key, so that receivers fold a resent letter into the first; tells nothing."""
    digest = hashlib.blake2b(key.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16)
    return f"<{digest.hexdigest()}@{sender_address().partition('@')[2]}>"


def envelope_address(email: str) -> str:
    """The address as every mail server takes it: the domain in its ASCII form."""
    local, _at, domain = email.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def compose(message: Message) -> bytes:
    """Headers, plain text, HTML, attachments; 7-bit throughout, CRLF line ends."""
    mail = EmailMessage(policy=SMTP)
    name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    mail["From"] = Address(name, addr_spec=sender)
    mail["To"] = Address(addr_spec=envelope_address(message.to_email))
    mail["Date"] = localtime()
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", charset="utf-8", cte="quoted-printable")
    for attachment in message.attachments.all():
        plain, _semicolon, method = attachment.content_type.partition("; method=")
        main, _slash, sub = plain.partition("/")
        mail.add_attachment(
            bytes(attachment.content),
            maintype=main,
            subtype=sub,
            filename=attachment.name,
            # What a calendar is to do with it, and how to read its å (RFC 6047 asks for both).
            params={"method": method, "charset": "utf-8"} if method else None,
        )
    mail["Content-Language"] = message.language  # last: setting the content clears what describes it
    return _subject_line(message.subject) + mail.as_bytes()


def _subject_line(subject: str) -> bytes:
    """The subject's header, encoded by us.

    EmailMessage would read an encoded word in the text (`=?utf-8?q?x=0D=0ABcc:…?=`) and, on some versions of
    Python, write its line ends out: a header of a stranger's choice.
    """
    if re.search(r"[\r\n]", subject):
        raise ValueError("A subject has one line.")
    is_plain = subject.isascii() and "=?" not in subject
    coded = Header(subject, "us-ascii" if is_plain else "utf-8", maxlinelen=75, header_name="Subject")
    return b"Subject: " + coded.encode(linesep="\r\n").encode("ascii") + b"\r\n"
