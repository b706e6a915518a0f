"""What a company answers, the times it proposes, and what of it both have let be public."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.asking.models.enquiry import Enquiry
from forebild.shared.models import PublicIdModel


class Reply(PublicIdModel):
    """One word from the company, as it was written; further words are further rows."""

    class Kind(models.TextChoices):
        ANSWER = "answer", _("answer")
        TIMES = "times", _("times for a visit")
        DECLINE = "decline", _("a friendly no")

    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=7, choices=Kind)
    text = models.TextField(_("in words"), max_length=4000, blank=True)
    address = models.EmailField(_("the company's own address"), blank=True)  # only where it wants to show it
    office_may_read = models.BooleanField(default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    replied_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["replied_at", "pk"]


class VisitTime(PublicIdModel):
    """A time that the company proposes."""

    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="times")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["reply", "starts_at"], name="a_time_is_proposed_once")]


class PublicAnswer(PublicIdModel):
    """A question and its answer on the story's page: without names, and only while both say yes."""

    class By(models.TextChoices):
        ASKER = "asker", _("the one who asked")
        COMPANY = "company", _("the company")
        OFFICE = "office", _("the office")

    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="public_answer")
    question = models.TextField(max_length=2000, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    language = models.CharField(max_length=2)
    company_yes_at = models.DateTimeField(default=timezone.now, editable=False)
    asker_yes_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_away_at = models.DateTimeField(null=True, blank=True, editable=False)
    taken_away_by = models.CharField(max_length=7, choices=By, blank=True, editable=False)

    class Meta:
        ordering = ["asker_yes_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_away_at=None) | Q(question="", answer=""),
                name="what_is_taken_away_is_erased",
            ),
        ]

    @property
    def is_public(self) -> bool:
        """Whether both have said yes, and nobody has taken it away since."""
        return self.asker_yes_at is not None and self.taken_away_at is None
