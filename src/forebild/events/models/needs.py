"""What somebody needs at an event, of food and to be able to take part: kept apart, and not for long."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.models.places import Registration

KEPT_AFTER = timedelta(days=14)


class Diet(models.TextChoices):
    VEGETARIAN = "vegetarian", _("vegetarian")
    VEGAN = "vegan", _("vegan")
    NO_PORK = "no_pork", _("no pork")
    NO_LACTOSE = "no_lactose", _("no lactose")
    NO_GLUTEN = "no_gluten", _("no gluten")
    NO_NUTS = "no_nuts", _("allergic to nuts")
    NO_FISH = "no_fish", _("no fish or shellfish")


class Access(models.TextChoices):
    WHEELCHAIR = "wheelchair", _("comes with a wheelchair or walker")
    HEARING = "hearing", _("needs a hearing loop")
    CAPTIONS = "captions", _("needs captions")
    SIGN = "sign", _("needs a sign language interpreter")
    SIGHT = "sight", _("needs large print or texts read out")
    COMPANION = "companion", _("comes with an assistant")


class Needs(models.Model):
    """Data of health, and perhaps of faith: only with consent, in its own words. Erased, never archived."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="needs")
    diet = models.JSONField(_("food"), default=list)  # of Diet
    diet_other = models.CharField(_("other food needs"), max_length=200, blank=True)
    access = models.JSONField(_("access"), default=list)  # of Access
    access_other = models.CharField(_("other needs"), max_length=200, blank=True)
    consent = models.TextField()  # the words that were said yes to
    consented_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("food and access needs")

    def __str__(self) -> str:
        return str(self.pk)

    @staticmethod
    def erased_at(ends_at: datetime) -> datetime:
        """When what is kept for an event that ends then is erased, at the latest."""
        return ends_at + KEPT_AFTER
