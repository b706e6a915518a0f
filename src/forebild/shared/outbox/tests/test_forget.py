"""Attachments and letters with codes are not kept for ever; nothing that may still be sent is touched."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forebild.shared.outbox import tasks
from forebild.shared.outbox.models import Attachment, Message
from forebild.shared.outbox.services import Recipient, queue_text
from forebild.shared.outbox.services.forget import forget_old_contents

pytestmark = pytest.mark.django_db


def letter(name: str, state: str, days: float, *, private: bool = False) -> Message:
    """A letter with an attachment, in `state` for so many days."""
    message = queue_text(
        kind="test.kind", to=Recipient("a@b.example"), subject=name, text=name, key=name, private=private
    )
    Attachment.objects.create(message=message, name="kopia.pdf", content_type="application/pdf", content=b"x")
    at = timezone.now() - timedelta(days=days)
    sent_at = at if state == "sent" else None
    Message.objects.filter(pk=message.pk).update(state=state, changed_at=at, sent_at=sent_at)
    return message


def kept() -> tuple[set[str], set[str]]:
    """Subjects of the letters that are left, and of those that still have their attachment."""
    return (
        set(Message.objects.values_list("subject", flat=True)),
        set(Attachment.objects.values_list("message__subject", flat=True)),
    )


def test_attachments_go_after_ninety_days_and_their_letters_stay():
    for state in ("sent", "stopped", "failed"):
        letter(f"old {state}", state, 90.1)
        letter(f"young {state}", state, 89.9)
    letter("old unknown", "unknown", 400)
    letter("old new", "new", 400)
    assert forget_old_contents() == (3, 0)
    letters, with_attachment = kept()
    assert len(letters) == 8
    assert letters - with_attachment == {"old sent", "old stopped", "old failed"}


def test_letters_with_codes_go_after_a_week_and_others_stay():
    letter("code, old", "sent", 7.1, private=True)
    letter("code, young", "sent", 6.9, private=True)
    letter("code, on its way", "new", 30, private=True)
    letter("no code", "sent", 30)
    tasks.forget(timestamp=0)
    assert kept()[0] == {"code, young", "code, on its way", "no code"}
