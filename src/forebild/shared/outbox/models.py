"""Everything that leaves by mail.

Message ── Attachment       a letter as it was written, to one person, and how far it has come
NoticeText                  the office's own words for a notice, in place of the shipped ones
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from forebild.shared.closures import OUTBOX as OUTBOX_ROOM
from forebild.shared.closures import without_closed
from forebild.shared.models import PublicIdModel
from forebild.shared.outbox.states import FAILED, HELD, NEW, OUTBOX, SENDING, SENT, STOPPED, UNKNOWN
from forebild.shared.permissions import Permission, may

LANGUAGES = ["sv", "en"]
JOB_LOCK = "outbox:"  # with the public id: at most one waiting job a message
_ONE_LINE = r"^[^\r\n]+$"
_ADDRESS = r"^[^\s@]+@[^\s@]+$"
_CONTENT_TYPE = r"^[a-z]+/[a-z0-9.+-]+(; method=[A-Z]+)?$"  # a method: for calendars


class MessageQuerySet(models.QuerySet["Message"]):
    """Chainable filters; lists begin with `for_actor`."""

    def for_actor(self, actor: Any) -> MessageQuerySet:
        """All but what a conflict of interest has closed, for whoever handles the outbox; none for others."""
        if not may(actor, Permission.OUTBOX_HANDLE).allowed:
            return self.none()
        return without_closed(self.all(), actor, OUTBOX_ROOM)

    def due(self, now: datetime) -> MessageQuerySet:
        """Those to be sent now, with no worker at them."""
        return self.filter(
            Q(not_before=None) | Q(not_before__lte=now),
            Q(lease_until=None) | Q(lease_until__lte=now),
            state=NEW,
        )

    def without_job(self) -> MessageQuerySet:
        """Those that no waiting job will take up."""
        waiting = ProcrastinateJob.objects.filter(
            status="todo", queueing_lock=Concat(Value(JOB_LOCK), OuterRef("public_id"))
        )
        return self.filter(~Exists(waiting))


class Message(PublicIdModel):
    """One letter to one person. Its words are fixed when it is queued: what was decided is what is sent."""

    class State(models.TextChoices):
        NEW = NEW, _("to be sent")
        HELD = HELD, _("held back")
        SENDING = SENDING, _("being sent")
        SENT = SENT, _("sent")
        UNKNOWN = UNKNOWN, _("uncertain")
        FAILED = FAILED, _("failed")
        STOPPED = STOPPED, _("stopped")

    # Chosen by the business action: the same notice of the same thing is queued once.
    key = models.CharField(max_length=200, unique=True)
    # Derived from the key: a resend carries the same, and many receivers fold the two.
    message_id = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=80)
    batch = models.CharField(max_length=120, blank=True)
    to_email = models.EmailField()
    to_person = models.CharField(max_length=26, blank=True)  # a public id; shared knows no persons
    queued_by = models.CharField(max_length=26, blank=True)  # likewise
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField()
    is_private = models.BooleanField(default=False)  # a sign-in code or the like: not for the office's eyes
    is_urgent = models.BooleanField(default=False)

    state = models.CharField(max_length=8, choices=State, default=NEW)
    not_before = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            OUTBOX.constraint(),
            models.CheckConstraint(
                condition=~Q(state=SENDING) | Q(lease_until__isnull=False) & ~Q(worker=""),
                name="outbox_sending_has_worker_and_lease",
            ),
            models.CheckConstraint(
                condition=Q(state=SENT, sent_at__isnull=False) | ~Q(state=SENT) & Q(sent_at=None),
                name="outbox_sent_has_its_time",
            ),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="outbox_language_is_known"),
            models.CheckConstraint(condition=Q(subject__regex=_ONE_LINE), name="outbox_subject_is_one_line"),
            models.CheckConstraint(condition=Q(to_email__regex=_ADDRESS), name="outbox_has_an_address"),
            models.CheckConstraint(condition=~Q(key=""), name="outbox_has_a_key"),
        ]
        indexes = [
            models.Index(
                fields=["state", "not_before"],
                condition=Q(state__in=[NEW, HELD, SENDING]),
                name="outbox_under_way",
            ),
            models.Index(fields=["state", "-created_at"], name="outbox_by_state"),
            models.Index(fields=["batch"], condition=~Q(batch=""), name="outbox_by_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.to_email}"


class Attachment(models.Model):
    """A file in a letter, kept with it: a receipt is what it was when it was promised."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(name__regex=_ONE_LINE), name="outbox_attachment_name_is_one_line"
            ),
            models.CheckConstraint(
                condition=Q(content_type__regex=_CONTENT_TYPE), name="outbox_attachment_type_is_plain"
            ),
        ]


class NoticeText(models.Model):
    """The office's own words for a notice in one language; without a row the shipped words hold."""

    kind = models.CharField(max_length=80)
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    edited_by = models.CharField(max_length=26)  # a public id
    edited_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="notice_text_once_a_language"),
            models.CheckConstraint(condition=Q(language__in=LANGUAGES), name="notice_text_language_is_known"),
            models.CheckConstraint(
                condition=Q(subject__regex=_ONE_LINE), name="notice_text_subject_is_one_line"
            ),
        ]
