"""What a company takes of questions and visits: whom they go to, and how many a month."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from forebild.people.models import Organisation
from forebild.programme.models import Programme, Role
from forebild.shared.models import PublicIdModel

MOST_A_MONTH = 100
_A_MONTH = [MinValueValidator(1), MaxValueValidator(MOST_A_MONTH)]


class ReceptionQuerySet(models.QuerySet["Reception"]):
    def for_actor(self, actor: Any) -> ReceptionQuerySet:
        """Those of the programmes whose office `actor` works in."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(programme__in=Role.objects.current().filter(person=actor).values("programme"))


class Reception(PublicIdModel):
    """One company's word on questions and visits, over all its stories in a programme.

    Until the company has said something it takes nothing: that it was asked is all that the row tells then.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="receptions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="receptions")
    name = models.CharField(_("who answers"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, default="sv")
    takes_questions = models.BooleanField(_("takes questions"), default=False)
    takes_visits = models.BooleanField(_("takes visits"), default=False)
    question_cap = models.PositiveSmallIntegerField(_("questions a month"), default=5, validators=_A_MONTH)
    visit_cap = models.PositiveSmallIntegerField(_("visits a month"), default=2, validators=_A_MONTH)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    set_at = models.DateTimeField(null=True, blank=True, editable=False)  # the company's latest word

    objects = ReceptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "organisation"], name="one_reception_a_company"),
            models.CheckConstraint(
                condition=models.Q(question_cap__range=(1, MOST_A_MONTH), visit_cap__range=(1, MOST_A_MONTH)),
                name="a_month_has_room_for_some",
            ),
            models.CheckConstraint(
                condition=models.Q(set_at__isnull=False)
                | models.Q(takes_questions=False, takes_visits=False),
                name="nothing_is_taken_without_the_companys_word",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def takes(self, kind: str) -> bool:
        """Whether the company takes this kind at all."""
        return self.takes_visits if kind == "visit" else self.takes_questions

    def cap(self, kind: str) -> int:
        """How many of this kind a month."""
        return self.visit_cap if kind == "visit" else self.question_cap

    @property
    def is_open(self) -> bool:
        """Whether it takes anything."""
        return self.takes_questions or self.takes_visits
