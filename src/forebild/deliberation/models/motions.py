"""What is put to the meeting, what it decided, and who wants it noted that he or she did not agree."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.deliberation.models.agenda import AgendaItem
from forebild.deliberation.states import MOTION
from forebild.jury.models import Juror, Ruling
from forebild.shared.models import InLanguage, PublicIdModel

TEXT = "text"  # a motion in words of its own; it becomes no ruling


class OfItems(models.QuerySet[Any]):
    """What hangs on items is closed with them; `path` leads there."""

    def for_actor(self, actor: Any) -> OfItems:
        """Those of the items that `actor` may know of."""
        path = self.model.path_to_item
        return self.filter(**{f"{path}__in": AgendaItem.objects.for_actor(actor)})


class Motion(PublicIdModel):
    """That an entry wins, is mentioned, … or anything in words."""

    path_to_item = "item"

    class Outcome(models.TextChoices):
        WINNER = "winner", _("winner")
        MENTION = "mention", _("honourable mention")
        FINALIST = "finalist", _("finalist")
        NOT_AWARDED = "not_awarded", _("not awarded")
        NO_AWARD = "no_award", _("no award this year")
        TEXT = TEXT, _("something else")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="motions")
    outcome = models.CharField(_("motion"), max_length=11, choices=Outcome)
    text = models.TextField(_("in words"), max_length=1000, blank=True)
    state = models.CharField(max_length=9, default=MOTION.start, editable=False)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OfItems.as_manager()

    class Meta:
        ordering = ["put_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(state="put"), name="one_motion_at_a_time"),
            models.CheckConstraint(condition=~Q(outcome=TEXT) | ~Q(text=""), name="motion_says_something"),
            MOTION.constraint(),
        ]

    def __str__(self) -> str:
        return self.text if self.outcome == TEXT else str(self.get_outcome_display()).capitalize()


class Decision(PublicIdModel):
    """What became of a motion, with the votes as counts."""

    path_to_item = "motion__item"

    class Way(models.TextChoices):
        UNANIMOUS = "unanimous", _("all agreed, without a count")
        COUNT = "count", _("by a count of votes")
        OPEN = "open", _("by an open vote, one after the other")

    motion = models.OneToOneField(Motion, on_delete=models.CASCADE, related_name="decision")
    way = models.CharField(_("how it was decided"), max_length=9, choices=Way)
    entitled_count = models.PositiveSmallIntegerField()
    for_count = models.PositiveSmallIntegerField(_("for"), null=True, blank=True)
    against_count = models.PositiveSmallIntegerField(_("against"), null=True, blank=True)
    abstain_count = models.PositiveSmallIntegerField(_("abstain"), null=True, blank=True)
    by_chair = models.BooleanField(default=False)  # equal votes, settled by the chair's
    is_carried = models.BooleanField()
    reason = models.TextField(_("reason, for the record"), max_length=2000)
    citation_sv = models.TextField(_("citation in Swedish"), max_length=1000, blank=True)
    citation_en = models.TextField(_("citation in English"), max_length=1000, blank=True)
    ruling = models.OneToOneField(
        Ruling, on_delete=models.PROTECT, null=True, blank=True, related_name="decision"
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    citation = InLanguage()
    objects = OfItems.as_manager()

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way="unanimous", for_count=None, against_count=None, abstain_count=None)
                | ~Q(way="unanimous")
                & Q(for_count__isnull=False, against_count__isnull=False, abstain_count__isnull=False),
                name="decision_counted_or_unanimous",
            ),
        ]


class Dissent(models.Model):
    """Noted at a juror's own request."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="dissents")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("why"), max_length=1000, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "juror"], name="dissent_once")]
