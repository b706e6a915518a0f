"""A set of questions in one version: what is asked stays as it was asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.assessment.states import QUESTION_SET
from forebild.programme.queries import works_in_office
from forebild.shared.models import InLanguage, PublicIdModel


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    def open(self) -> QuestionSetQuerySet:
        """Those that companies can answer."""
        return self.filter(state="open")

    def latest_of_each(self) -> QuestionSetQuerySet:
        """Of each set the latest version that has been opened."""
        opened = QuestionSet.objects.exclude(state="draft").filter(key=OuterRef("key")).order_by("-version")
        return self.filter(pk=Subquery(opened.values("pk")[:1]))

    def for_actor(self, actor: Any) -> QuestionSetQuerySet:
        """All for the office; for others those that they can answer."""
        return self.all() if works_in_office(actor) else self.open()


class QuestionSet(PublicIdModel):
    """Questions under one key, version by version. `data` is what `engine.maturity` reads.

    Once somebody has begun to answer it, the data is never changed: another wording is another version.
    """

    class Source(models.TextChoices):
        SHIPPED = "shipped", _("comes with the product")
        OWN = "own", _("made by the office")

    key = models.SlugField(_("key"), max_length=40)
    version = models.PositiveSmallIntegerField(_("version"))
    name_sv = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    data: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    position = models.PositiveSmallIntegerField(default=100)  # among those that one can choose
    source = models.CharField(_("source"), max_length=7, choices=Source, default=Source.OWN)
    state = models.CharField(max_length=6, default=QUESTION_SET.start, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)

    name = InLanguage()
    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_question_set_a_version"),
            models.UniqueConstraint(fields=["key"], condition=Q(state="open"), name="one_open_version_a_set"),
            QUESTION_SET.constraint(),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"
