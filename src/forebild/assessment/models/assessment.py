"""A company's sitting, and what each of its people has answered."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.assessment.models.question_set import QuestionSet
from forebild.assessment.states import ASSESSMENT
from forebild.people.models import Organisation
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Edition, Programme
from forebild.shared.models import PublicIdModel


class Size(models.TextChoices):
    """By number of employees; it says nothing of owners (see `people.reference.sme`)."""

    MICRO = "micro", _("1–9 employees")
    SMALL = "small", _("10–49 employees")
    MEDIUM = "medium", _("50–249 employees")
    LARGE = "large", _("250 employees or more")


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def for_actor(self, actor: Any) -> AssessmentQuerySet:
        """One's own: saved with one's own address, or by somebody for a company that one acts for.

        What somebody who acts for a company has saved follows the company, not the person. A company that was
        only named stays with whoever named it: anybody can write a number. The office sees none here.
        """
        if not actor.is_authenticated:
            return self.none()
        acts_for = Organisation.objects.for_actor(actor).values("pk")
        return self.filter(
            Q(is_vouched=True, organisation__in=acts_for)
            | Q(is_vouched=False, confirmed_at__isnull=False, email=actor.email)
        ).exclude(state="withdrawn")

    def handed_in(self) -> AssessmentQuerySet:
        """Those with a result."""
        return self.filter(state="handed_in")

    def counted(self) -> AssessmentQuerySet:
        """Those that figures are made of: with a result, saved by somebody, for a company that is known."""
        return self.handed_in().filter(confirmed_at__isnull=False, organisation__isnull=False)

    def shared_with_office(self) -> AssessmentQuerySet:
        """Those whose company has said that the office may read its own result."""
        return self.counted().filter(shared_at__isnull=False)


class Assessment(PublicIdModel):
    """One company answers one set of questions, once. It begins without any name.

    `scores` is what `engine.maturity` said when it was handed in; `settled` holds the company's common answer
    where several people answered differently. A withdrawn one is erased but for its days.
    """

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="assessments")
    question_set = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="assessments")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(_("company"), max_length=160, blank=True)  # as typed, without number
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, null=True, blank=True, related_name="assessments"
    )
    year = models.PositiveSmallIntegerField(_("year"))
    previous = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="following"
    )
    state = models.CharField(max_length=9, default=ASSESSMENT.start, editable=False)
    language = models.CharField(max_length=2, default="sv")
    # What companies alike are found by; as the company said it, or as its organisation says.
    county = models.CharField(
        _("county"), max_length=2, blank=True, choices=[(c.code, c.name) for c in COUNTIES]
    )
    division = models.CharField(_("industry"), max_length=2, blank=True)  # two digits of SNI
    size = models.CharField(_("size"), max_length=6, choices=Size, blank=True)
    # Who saved it. Nobody, until somebody wants to.
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_vouched = models.BooleanField(default=False, editable=False)  # by somebody who acts for the company
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)  # the office may read it
    settled: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    scores: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Asked once, after a year, whether to do it again; unless one would rather not be.
    asked_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    may_be_asked_again = models.BooleanField(default=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            ASSESSMENT.constraint(),
            models.CheckConstraint(
                condition=~Q(state="handed_in") | Q(handed_in_at__isnull=False) & ~Q(scores={}),
                name="a_result_has_scores_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(
                    withdrawn_at__isnull=False,
                    organisation=None,
                    organisation_name="",
                    person=None,
                    email="",
                    county="",
                    division="",
                    size="",
                    scores={},
                    settled={},
                    shared_at=None,
                ),
                name="a_withdrawn_assessment_is_erased",
            ),
            models.CheckConstraint(
                condition=Q(is_vouched=False) | Q(organisation__isnull=False, confirmed_at__isnull=False),
                name="vouched_for_a_company",
            ),
        ]
        indexes = [
            models.Index(fields=["question_set", "state"], name="assessments_by_set"),
            models.Index(fields=["email"], name="assessments_by_email"),
        ]

    @property
    def company(self) -> str:
        """What the company is called; "" while nobody has said."""
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def is_saved(self) -> bool:
        """Whether somebody has said where it belongs, and proved it."""
        return self.confirmed_at is not None


class Answering(PublicIdModel):
    """What one person has answered, each alone. The first is whoever began.

    The document's fields: `q_<key>` an answer (a text, or a list where several may be ticked), `e_<key>` what
    it rests on.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answerings")
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    is_first = models.BooleanField(default=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    part = models.CharField(_("what he or she does there"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    invited_at = models.DateTimeField(null=True, blank=True, editable=False)
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-is_first", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(is_first=True), name="one_who_began_an_assessment"
            ),
            models.UniqueConstraint(
                "assessment",
                models.functions.Lower("email"),
                condition=~Q(email=""),
                name="one_answering_a_colleague",
            ),
        ]
