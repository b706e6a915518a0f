"""The office's own words for a notice."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.outbox.markup import Text
from forebild.shared.outbox.models import Message, NoticeText
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services.queueing import Recipient, queue
from forebild.shared.outbox.texts import problems
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def edit_notice_text(*, actor: Actor, notice: Notice, language: str, subject: str, body: str) -> NoticeText:
    """Use these words from now on; letters already queued keep theirs.

    Raises InvalidInput (fields `subject`, `body`), naming an unknown placeholder or a missing button.
    """
    demand(actor, Permission.OUTBOX_HANDLE)
    text = Text(subject.strip(), "\n".join(body.strip().splitlines()))
    wrong = problems(notice, text)
    if wrong:
        raise InvalidInput(_("The text cannot be used yet."), wrong)
    edited, _is_new = NoticeText.objects.update_or_create(
        kind=notice.kind,
        language=language,
        defaults={
            "subject": text.subject,
            "body": text.body,
            "edited_by": actor.public_id,
            "edited_at": timezone.now(),
        },
    )
    audit.record(actor, "outbox.text.edited", None, kind=notice.kind, language=language)
    return edited


@transaction.atomic
def restore_notice_text(*, actor: Actor, notice: Notice, language: str) -> None:
    """Go back to the shipped words."""
    demand(actor, Permission.OUTBOX_HANDLE)
    NoticeText.objects.filter(kind=notice.kind, language=language).delete()
    audit.record(actor, "outbox.text.restored", None, kind=notice.kind, language=language)


def send_test(*, actor: Actor, notice: Notice, language: str) -> Message:
    """Send the current words, with the sample values, to oneself."""
    demand(actor, Permission.OUTBOX_HANDLE)
    to = Recipient(actor.email, language, actor.public_id)
    key = f"test:{notice.kind}:{secrets.token_hex(8)}"
    return queue(notice=notice, to=to, values=notice.samples, key=key, actor=actor)
