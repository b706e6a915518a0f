"""What the outbox does not keep for ever: copies in attachments, and letters that hold a code."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forebild.shared.outbox.models import Attachment, Message
from forebild.shared.outbox.states import FAILED, SENT, STOPPED

# After this nobody sends the letter again; what it was a copy of lies with the entry.
ATTACHMENTS_ARE_KEPT = timedelta(days=90)
PRIVATE_ARE_KEPT = timedelta(days=7)
_OVER = [SENT, STOPPED, FAILED]


@transaction.atomic
def forget_old_contents(*, now: datetime | None = None) -> tuple[int, int]:
    """Delete attachments 90 days after their letter was settled, and private letters after seven days.

    How many of each. What is still on its way, or uncertain, is left alone.
    """
    now = now or timezone.now()
    settled = Message.objects.filter(state__in=_OVER)
    private = settled.filter(is_private=True, changed_at__lt=now - PRIVATE_ARE_KEPT)
    enclosed = Attachment.objects.filter(
        message__in=settled.filter(changed_at__lt=now - ATTACHMENTS_ARE_KEPT)
    )
    private_count = private.count()
    attachment_count, _by_model = enclosed.delete()
    private.delete()
    return attachment_count, private_count
