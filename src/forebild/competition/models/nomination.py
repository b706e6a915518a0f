"""Nominations, and the one case that all nominations of a company become."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.closures import without_closed
from forebild.competition.states import CASE
from forebild.people.models import Organisation
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel


class CaseQuerySet(models.QuerySet["Case"]):
    def for_actor(self, actor: Any) -> CaseQuerySet:
        """The office's, but for companies whose entry a conflict of interest has closed.

        A company meets its own case by its safe link.
        """
        open_cases = self.filter(edition__in=Edition.objects.run_by(actor))
        return without_closed(open_cases, actor, "entry")


class Case(PublicIdModel):
    """One company that somebody has pointed at, in one edition. It is asked once."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="cases")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=10, default=CASE.start, editable=False)
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact person's e-mail"), blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answer_reason = models.TextField(blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "organisation"], name="one_case_a_company"),
            CASE.constraint(),
        ]


class Nomination(PublicIdModel):
    """One person's word that a company should take part."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="nominations")
    nominator = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="nominations"
    )
    nominator_name = models.CharField(_("your name"), max_length=120)
    nominator_email = models.EmailField(_("your e-mail"))
    nominator_organisation = models.CharField(_("your organisation"), max_length=120, blank=True)
    nominator_language = models.CharField(max_length=2, default="sv")
    reason = models.TextField(_("why this company?"), max_length=2000)
    may_be_named = models.BooleanField(_("the company may know who nominated it"), default=True)
    # Where it came from, as a keyed digest that changes every day: to slow down a flood, not to know anybody.
    source = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "nominator_email"], name="one_nomination_a_person"),
        ]
        indexes = [
            models.Index(fields=["source", "created_at"], name="nomination_by_source"),
            models.Index(fields=["nominator_email", "created_at"], name="nomination_by_email"),
        ]
