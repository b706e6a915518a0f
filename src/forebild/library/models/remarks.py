"""What is said about a draft: by colleagues in the office, and by the company through its link."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forebild.library.models.example import GoodExample
from forebild.people.models import Person
from forebild.shared.models import PublicIdModel


class Remark(PublicIdModel):
    """One thing said. A remark that answers another has no end of its own: the thread is open or settled."""

    class Voice(models.TextChoices):
        OFFICE = "office"
        COMPANY = "company"

    example = models.ForeignKey(GoodExample, on_delete=models.CASCADE, related_name="remarks")
    answers = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="replies")
    voice = models.CharField(max_length=7, choices=Voice, default=Voice.OFFICE)
    text = models.TextField()
    said_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    said_by_name = models.CharField(max_length=120, blank=True)
    revision = models.PositiveIntegerField()  # the text as it stood when it was said
    said_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(answers=None), name="only_a_thread_is_settled"
            ),
        ]

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.settled_at is not None

    @property
    def is_wish(self) -> bool:
        """Whether the company has said it."""
        return self.voice == self.Voice.COMPANY
