"""The conflict question, asked before anything but the names is shown, and what a yes closes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models.seats import Interest, Juror
from forebild.shared.models import PublicIdModel


class Declaration(models.Model):
    """A juror's word that nothing ties him or her to the entry's company. It opens the entry."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="declarations")
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "entry"], name="one_declaration_an_entry")]


class RecusalQuerySet(models.QuerySet["Recusal"]):
    def in_force(self) -> RecusalQuerySet:
        """Those not lifted."""
        return self.filter(lifted_at=None)


class Recusal(PublicIdModel):
    """A juror stands aside from an entry: everything of it is closed from the next request on."""

    class Source(models.TextChoices):
        DECLARED = "declared", _("declared by the juror")
        REGISTER = "register", _("known from the register")
        OFFICE = "office", _("recorded by the office")

    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="recusals")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="recusals")
    relation = models.CharField(_("relation"), max_length=10, choices=Interest.Relation)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)  # for the secretary's eyes
    source = models.CharField(max_length=8, choices=Source)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_reason = models.TextField(blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "entry"], condition=Q(lifted_at=None), name="one_recusal_in_force"
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                name="recusal_lifted_by_somebody",
            ),
        ]
