"""Hours of support to an organisation that the office types; each change is kept as a version."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.people.models import Organisation
from forebild.programme.models import Programme, Role
from forebild.shared.models import PublicIdModel

HOURS_LIMIT = 12


class Support(models.Model):
    """What an entry says, and what each of its versions said."""

    class Kind(models.TextChoices):
        ADVICE = "advice", _("advice")
        VISIT = "visit", _("a visit")
        TRAINING = "training", _("training")
        TECHNOLOGY = "technology", _("test bed or technology")
        OTHER = "other", _("something else")

    on = models.DateField(_("day"))
    hours = models.DecimalField(_("hours"), max_digits=6, decimal_places=1)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value_sek = models.PositiveIntegerField(_("value in kronor"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_removed = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def facts(self) -> dict[str, Any]:
        """What it says, by field."""
        return {field.name: getattr(self, field.name) for field in Support._meta.get_fields()}


class SupportEntryQuerySet(models.QuerySet["SupportEntry"]):
    def for_actor(self, actor: Any) -> SupportEntryQuerySet:
        """Those of the programmes whose office `actor` works in, for all years."""
        if not actor.is_authenticated:
            return self.none()
        roles = Role.objects.current().filter(person=actor, edition=None)
        return self.filter(programme__in=roles.values("programme"))


class SupportEntry(PublicIdModel, Support):
    """Some hours on a day, for an organisation."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="support_entries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="support_entries")

    objects = SupportEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0, hours__lte=1000), name="support_takes_some_time")
        ]


class SupportVersion(Support):
    """What an entry said after a change; the highest number is how it stands."""

    entry = models.ForeignKey(SupportEntry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="support_version_once")]


class SupportLimit(models.Model):
    """From how many hours in a year on somebody should look."""

    programme = models.OneToOneField(Programme, on_delete=models.CASCADE, related_name="support_limit")
    hours = models.DecimalField(
        _("hours"),
        max_digits=6,
        decimal_places=1,
        default=HOURS_LIMIT,
        validators=[MinValueValidator(Decimal("0.1"))],
    )
