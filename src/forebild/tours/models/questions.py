"""What those who take part in a virtual visit would like to know."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.shared.models import PublicIdModel
from forebild.tours.models.stops import Stop
from forebild.tours.states import OPEN_QUESTIONS, QUESTION


class QuestionQuerySet(models.QuerySet["Question"]):
    def for_actor(self, actor: Any) -> QuestionQuerySet:
        """Those of the events that `actor` runs."""
        return self.filter(stop__event__in=Event.objects.run_by(actor).values("pk"))

    def open(self) -> QuestionQuerySet:
        """Those that the office has let through."""
        return self.filter(state__in=OPEN_QUESTIONS)


class Question(PublicIdModel):
    """A question to the host. The office sees who asks; the host does not where that is wished."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="questions")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField(max_length=1000)
    is_anonymous = models.BooleanField(default=False)
    state = models.CharField(max_length=8, default=QUESTION.start, editable=False)
    answer = models.TextField(max_length=4000, blank=True)
    is_live = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [QUESTION.constraint()]

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """“I want to know too.”"""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="votes")
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "registration"], name="one_vote_a_person")]
