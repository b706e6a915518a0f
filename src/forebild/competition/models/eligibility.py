"""May the company take part? A checklist with dated evidence, and a person's ruling."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models.entry import Entry
from forebild.programme.models import Edition
from forebild.shared.models import InLanguage, PublicIdModel


class EligibilityRule(PublicIdModel):
    """One thing that must hold in an edition."""

    class Kind(models.TextChoices):
        SME = "sme", _("small or medium-sized, by the EU's definition")
        SECTOR = "sector", _("sector")
        COUNTY = "county", _("county")
        MANUAL = "manual", _("checked by a person")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="eligibility_rules")
    position = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    text_sv = models.CharField(_("rule in Swedish"), max_length=240)
    text_en = models.CharField(_("rule in English"), max_length=240, blank=True)
    # sector: {"scheme", "codes": [divisions or sections]}; county: {"codes": […]}
    settings = models.JSONField(default=dict, blank=True)

    text = InLanguage()

    class Meta:
        ordering = ["position", "pk"]


class EligibilityFinding(models.Model):
    """What was found about one rule for one entry, on which evidence, of which date."""

    class Outcome(models.TextChoices):
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")
        BORDERLINE = "borderline", _("borderline")
        UNKNOWN = "unknown", _("not known")

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="findings")
    rule = models.ForeignKey(EligibilityRule, on_delete=models.CASCADE, related_name="findings")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    evidence = models.TextField(_("evidence"), blank=True)
    evidence_on = models.DateField(_("date of the evidence"), null=True, blank=True)
    calculation = models.JSONField(default=dict, blank=True)  # the SME test's own steps, as it quoted them
    found_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # none: found by rule
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "rule"], name="one_finding_a_rule")]


class EligibilityRuling(models.Model):
    """The decision that an entry may, or may not, compete: a row of its own, never overwritten."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="eligibility_rulings")
    eligible = models.BooleanField()
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-ruled_at"]
        constraints = [
            models.CheckConstraint(condition=Q(eligible=True) | ~Q(reason=""), name="no_without_a_reason"),
        ]
