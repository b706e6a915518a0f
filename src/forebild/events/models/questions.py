"""What the office asks of those who register: at an event, or at every event of a kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from forebild.events.models.event import Event
from forebild.programme.models import Programme
from forebild.shared.models import InLanguage, PublicIdModel


class Question(PublicIdModel):
    """One thing asked. `key` names the answer and survives rewording.

    Either an event's own, or one of the usual ones of an event kind, which a new event takes over. `asked_if`
    is a question before it with answers to choose among: this one is asked where `asked_if_value` was chosen.
    """

    class Kind(models.TextChoices):
        SHORT = "short", _("short text")
        LONG = "long", _("long text")
        CHOICE = "choice", _("one of several")
        CHOICES = "choices", _("any of several")
        YES_NO = "yes_no", _("yes or no")
        NUMBER = "number", _("number with unit")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="event_questions")
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, blank=True, related_name="questions"
    )
    event_kind = models.CharField(max_length=13, blank=True, choices=Event.Kind)  # of a usual one
    position = models.PositiveSmallIntegerField(default=1)
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    label_sv = models.CharField(_("question in Swedish"), max_length=200)
    label_en = models.CharField(_("question in English"), max_length=200, blank=True)
    hint_sv = models.CharField(_("help in Swedish"), max_length=300, blank=True)
    hint_en = models.CharField(_("help in English"), max_length=300, blank=True)
    required = models.BooleanField(_("must be answered"), default=True)
    choices = models.JSONField(_("choices"), default=list, blank=True)  # [{"value", "sv", "en"}, …]
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    max_length = models.PositiveIntegerField(_("most characters"), null=True, blank=True)
    asked_if = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,  # with its event it goes
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("asked only if this was answered"),
    )
    asked_if_value = models.CharField(max_length=40, blank=True)

    label = InLanguage()
    hint = InLanguage()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "key"], name="event_question_key_once"),
            models.UniqueConstraint(
                fields=["programme", "event_kind", "key"],
                condition=Q(event=None),
                name="usual_question_key_once",
            ),
            models.CheckConstraint(
                condition=Q(event=None) & ~Q(event_kind="") | Q(event__isnull=False, event_kind=""),
                name="question_of_an_event_or_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(asked_if=None, asked_if_value="")
                | Q(asked_if__isnull=False) & ~Q(asked_if_value=""),
                name="question_asked_if_something",
            ),
        ]

    def __str__(self) -> str:
        return self.label_sv

    def is_asked_after(self, answers: Mapping[str, Any]) -> bool:
        """Whether what has been answered before leads to this question."""
        if self.asked_if is None:
            return True
        given = answers.get(self.asked_if.key)
        return self.asked_if_value in (given if isinstance(given, list) else [given])
