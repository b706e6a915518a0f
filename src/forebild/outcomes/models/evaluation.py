"""An event's evaluation: what is asked, who was asked, who has answered, and apart from them all what.

Nothing joins an answer to a person: what was answered lies in heaps, one a question, sorted by what it says.
See the decision record, 27.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, Registration
from forebild.outcomes.states import EVALUATION, SENDING
from forebild.shared.models import InLanguage, PublicIdModel
from forebild.shared.outbox.held import HeldBatch

FEWEST = 5  # answers: of fewer nothing is shown, and no two looks differ by fewer
HOURS_AFTER = 2


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def for_actor(self, actor: Any) -> EvaluationQuerySet:
        """Those of the events that `actor` runs."""
        return self.filter(event__in=Event.objects.run_by(actor))


class Evaluation(PublicIdModel):
    """What those who came think of it. The last answers are held back until five more have come.

    `shown_count` of the answers are in what is shown; `ripe_count` and `fresh_count` wait.
    """

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="evaluation")
    state = models.CharField(max_length=7, default=EVALUATION.start, editable=False)
    usual_version = models.PositiveSmallIntegerField(editable=False)
    hours_after = models.PositiveSmallIntegerField(null=True, blank=True, default=HOURS_AFTER)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    closes_at = models.DateTimeField(null=True, blank=True)
    shown_count = models.PositiveIntegerField(default=0, editable=False)
    ripe_count = models.PositiveIntegerField(default=0, editable=False)
    fresh_count = models.PositiveIntegerField(default=0, editable=False)

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed"], sent_at__isnull=False, closes_at__isnull=False)
                | Q(state__in=["planned", "skipped"], sent_at=None),
                name="evaluation_sent_at_some_time",
            ),
            models.CheckConstraint(condition=Q(fresh_count__lt=FEWEST), name="evaluation_ripens_by_five"),
            EVALUATION.constraint(),
        ]

    @property
    def answer_count(self) -> int:
        """How many have answered."""
        return self.shown_count + self.ripe_count + self.fresh_count

    @property
    def send_at(self) -> datetime | None:
        """When it is sent by itself; None: only by a press."""
        if self.hours_after is None:
            return None
        return self.event.ends_at + timedelta(hours=self.hours_after)

    @property
    def has_answers(self) -> bool:
        """Whether anybody has answered: then what is asked stays."""
        return self.answer_count > 0


class Question(PublicIdModel):
    """Something that is asked. `key` is the same at every event for the usual ones, so that they compare."""

    class Kind(models.TextChoices):
        FIVE = "five", _("scale from 1 to 5")
        TEN = "ten", _("scale from 0 to 10")
        CHOICE = "choice", _("one of several")
        SEVERAL = "several", _("any of several")
        TEXT = "text", _("own words")

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    kind = models.CharField(_("how it is answered"), max_length=7, choices=Kind)
    text_sv = models.CharField(_("question in Swedish"), max_length=200)
    text_en = models.CharField(_("question in English"), max_length=200, blank=True)
    choices_sv = models.TextField(_("choices in Swedish"), max_length=1000, blank=True)  # one a line
    choices_en = models.TextField(_("choices in English"), max_length=1000, blank=True)
    is_usual = models.BooleanField(default=False, editable=False)

    text = InLanguage()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["evaluation", "key"], name="one_question_a_key")]

    @property
    def choices(self) -> list[str]:
        """The choices in the page's language, in order; a missing English one is the Swedish."""
        swedish = self.choices_sv.splitlines()
        english = self.choices_en.splitlines()
        is_english = (get_language() or "sv").startswith("en")
        return english if is_english and len(english) == len(swedish) else swedish


class Heap(models.Model):
    """What was answered to a question, sorted by what it says: by nobody in particular, at no time.

    `shown` is what the office sees, `ripe` the five answers before the last, `fresh` the last.
    """

    question = models.OneToOneField(Question, on_delete=models.CASCADE, related_name="heap")
    shown = models.JSONField(default=list)
    ripe = models.JSONField(default=list)
    fresh = models.JSONField(default=list)


class Asked(models.Model):
    """Somebody was asked."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="asked")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "registration"], name="asked_once")]


class Answered(models.Model):
    """Somebody has answered. There is no time here, and nothing of what."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="answered")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["evaluation", "registration"], name="answered_once")]


class Sending(HeldBatch):
    """The letters of an evaluation that the office sends by a press: held ten minutes, to be stopped."""

    evaluation = models.ForeignKey(Evaluation, on_delete=models.CASCADE, related_name="sendings")

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [SENDING.constraint()]
