from django.core.mail.backends.base import BaseEmailBackend


class RefusingBackend(BaseEmailBackend):
    """Refuses: mail leaves through the outbox only."""

    def send_messages(self, email_messages):  # type: ignore[no-untyped-def]
        raise RuntimeError("Mail is sent through forebild.shared.outbox, never directly.")
