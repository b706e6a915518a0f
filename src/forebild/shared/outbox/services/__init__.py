"""What may be done with mail. Others write `from forebild.shared.outbox import services as outbox`."""

from forebild.shared.outbox.services.deliver import deliver_message, sweep
from forebild.shared.outbox.services.forget import forget_old_contents
from forebild.shared.outbox.services.handle import (
    give_up,
    release_batch,
    resend_failed,
    resend_unknown,
    stop_batch,
    stop_message,
)
from forebild.shared.outbox.services.holding import note_left, stop_held
from forebild.shared.outbox.services.queueing import HOLD_TIME, Addressee, Recipient, queue, queue_text
from forebild.shared.outbox.services.texts import edit_notice_text, restore_notice_text, send_test

__all__ = [
    "HOLD_TIME",
    "Addressee",
    "Recipient",
    "deliver_message",
    "edit_notice_text",
    "forget_old_contents",
    "give_up",
    "note_left",
    "queue",
    "queue_text",
    "release_batch",
    "resend_failed",
    "resend_unknown",
    "restore_notice_text",
    "send_test",
    "stop_batch",
    "stop_held",
    "stop_message",
    "sweep",
]
