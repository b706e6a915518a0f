"""What keeps a published story true: rechecks, what happened afterwards, withdrawals."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.library.models.example import GoodExample
from forebild.people.models import Person
from forebild.shared.models import InLanguage, PublicIdModel


class Recheck(PublicIdModel):
    """Once a year the company is asked whether the story is still right."""

    class Answer(models.TextChoices):
        RIGHT = "right", _("still right")
        CHANGES = "changes", _("something has changed")
        TAKE_BACK = "take_back", _("take it back")

    example = models.ForeignKey(GoodExample, on_delete=models.CASCADE, related_name="rechecks")
    email = models.EmailField()
    asked_at = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    answered_by_name = models.CharField(max_length=120, blank=True)
    ended_at = models.DateTimeField(null=True)  # nobody answered, or the story was taken up or back

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["example"],
                condition=Q(answered_at=None, ended_at=None),
                name="one_recheck_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="recheck_answered_whole",
            ),
        ]


class Afterwards(PublicIdModel):
    """What happened one, two or three years after the story; public when somebody has said yes to it."""

    YEARS = ((1, _("after one year")), (2, _("after two years")), (3, _("after three years")))

    example = models.ForeignKey(GoodExample, on_delete=models.CASCADE, related_name="afterwards")
    years = models.PositiveSmallIntegerField(_("when"), choices=YEARS)
    text_sv = models.TextField(_("what happened, in Swedish"), blank=True)
    text_en = models.TextField(_("what happened, in English"), blank=True)
    told_by_name = models.CharField(_("who at the company has told it"), max_length=120)
    told_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    published_by_name = models.CharField(max_length=120, blank=True)

    text = InLanguage()

    class Meta:
        ordering = ["years"]
        constraints = [
            models.UniqueConstraint(fields=["example", "years"], name="afterwards_once_a_year"),
            models.CheckConstraint(condition=Q(years__in=[1, 2, 3]), name="afterwards_within_three_years"),
        ]


class Withdrawal(models.Model):
    """A story was taken from the public. The reason is for the office; readers are told since when."""

    class Wish(models.TextChoices):
        COMPANY = "company", _("the company")
        OFFICE = "office", _("the programme office")

    example = models.ForeignKey(GoodExample, on_delete=models.CASCADE, related_name="withdrawals")
    wish = models.CharField(_("by whose wish"), max_length=7, choices=Wish)
    reason = models.TextField(_("why"))
    name = models.CharField(_("who said it"), max_length=120)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-withdrawn_at", "-pk"]
