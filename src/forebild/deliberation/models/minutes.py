"""A meeting's minutes: written, sent round, approved by those who were there, sealed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.deliberation.models.agenda import AgendaItem
from forebild.deliberation.models.meetings import Meeting
from forebild.deliberation.states import MINUTES
from forebild.jury.models import Juror
from forebild.shared.models import PublicIdModel
from forebild.shared.writing.models import Document


class Minutes(PublicIdModel):
    """One version. `content` is what was sent round (see minutes_content); `pdf` what was sealed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=MINUTES.start, editable=False)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    round = models.PositiveSmallIntegerField(default=0)  # how many times it has been sent round
    content: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    circulated_at = models.DateTimeField(null=True, blank=True, editable=False)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    sealed_at = models.DateTimeField(null=True, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    pdf = models.BinaryField(null=True, blank=True, editable=False)
    because = models.TextField(_("why there is a new version"), max_length=1000, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_numbered_once"),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(state__in=["draft", "circulated"]),
                name="one_version_being_written",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "circulated"], sealed_at=None, sha256="")
                | Q(
                    state__in=["sealed", "replaced"],
                    sealed_at__isnull=False,
                    sealed_by__isnull=False,
                    pdf__isnull=False,
                )
                & ~Q(sha256=""),
                name="sealed_with_hash_and_file",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(because=""), name="new_version_says_why"),
            MINUTES.constraint(),
        ]


class Approval(models.Model):
    """A juror who was there has read what was sent round, and agrees."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="approvals")
    round = models.PositiveSmallIntegerField()
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["minutes", "round", "juror"], name="approved_once_a_round"),
        ]


class RemarkQuerySet(models.QuerySet["Remark"]):
    def for_actor(self, actor: Any) -> RemarkQuerySet:
        """Without those about an item that is closed to `actor`."""
        return self.filter(Q(item=None) | Q(item__in=AgendaItem.objects.for_actor(actor)))


class Remark(models.Model):
    """A juror asks for another wording; about an item, or about the rest."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="remarks")
    round = models.PositiveSmallIntegerField()
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    text = models.TextField(_("what should be changed"), max_length=1000)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
