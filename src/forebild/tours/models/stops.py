"""A stop at a host's, and what the host asks of those who come."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, ModeChange
from forebild.people.models import Organisation
from forebild.shared.models import PublicIdModel
from forebild.tours.states import STOP


class StopQuerySet(models.QuerySet["Stop"]):
    def for_actor(self, actor: Any) -> StopQuerySet:
        """Those of the events that `actor` runs."""
        return self.filter(event__in=Event.objects.run_by(actor).values("pk"))

    def standing(self) -> StopQuerySet:
        """Those that have not been removed."""
        return self.filter(removed_at=None)


class Stop(PublicIdModel):
    """A host, from when to when. The lower half is the host's own to say, by a safe link."""

    class Photos(models.TextChoices):
        FREE = "free", _("Photographing is free")
        ASK = "ask", _("Ask before you photograph")
        NONE = "none", _("Do not photograph")

    class Asked(models.TextChoices):
        FULL_NAME = "full_name", _("full name, as in a passport or identity card")
        BIRTH_DATE = "birth_date", _("date of birth")
        NATIONALITY = "nationality", _("nationality")
        VEHICLE = "vehicle", _("the car's registration number")
        PHONE = "phone", _("mobile number on the day")

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="stops")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="stops"
    )
    host_name = models.CharField(max_length=160)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    venue = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=160, blank=True)
    municipality = models.CharField(max_length=60, blank=True)
    is_virtual = models.BooleanField(default=False)
    virtual_since = models.ForeignKey(
        ModeChange, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    host_until = models.DateTimeField(null=True, blank=True)
    # What the host says
    seats = models.PositiveIntegerField(null=True, blank=True)  # nothing: no limit
    per_company = models.PositiveSmallIntegerField(null=True, blank=True)
    unwelcome = models.TextField(max_length=2000, blank=True)  # a company a line, by name or number
    keeps_out_industry = models.BooleanField(default=False)
    safety = models.TextField(max_length=4000, blank=True)
    safety_version = models.PositiveSmallIntegerField(default=0, editable=False)
    asks = models.JSONField(default=list, blank=True)  # of `Asked`; empty: no list of identities
    asks_version = models.PositiveSmallIntegerField(default=0, editable=False)
    identity_until = models.DateTimeField(null=True, blank=True)
    terms = models.ForeignKey(
        "tours.Terms", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )  # those in force
    photos = models.CharField(max_length=4, choices=Photos, default=Photos.ASK)
    clothes = models.CharField(max_length=300, blank=True)
    food = models.CharField(max_length=300, blank=True)
    agenda = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=8, default=STOP.start, editable=False)
    draft = models.JSONField(default=dict, editable=False)  # what the host has typed and not handed in
    draft_saved_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answers_published_at = models.DateTimeField(null=True, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)  # the identity details
    removed_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = StopQuerySet.as_manager()

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="stop_ends_after_beginning"),
            models.CheckConstraint(
                condition=Q(asks=[]) | Q(identity_until__isnull=False), name="identities_have_a_deadline"
            ),
            STOP.constraint(),
        ]

    def __str__(self) -> str:
        return self.host_name

    @property
    def host_ends_at(self) -> datetime:
        """Until when the host changes what it has said."""
        return min(self.host_until or self.begins_at, self.begins_at)

    @property
    def list_opens_at(self) -> datetime:
        """From when the host sees who comes: when the details are due, else a day's work before."""
        return self.identity_until or self.host_ends_at

    @property
    def asked_words(self) -> list[str]:
        """What the host asks to know of each visitor, in words."""
        return [str(self.Asked(each).label) for each in self.Asked.values if each in self.asks]

    @property
    def is_received_in_person(self) -> bool:
        """Whether people go there."""
        return not self.is_virtual and self.removed_at is None


class Terms(models.Model):
    """What is not to be told of the visit, in one version; a text that somebody has accepted stays."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="all_terms")
    version = models.PositiveSmallIntegerField()
    text = models.TextField(max_length=8000)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["stop", "version"], name="terms_version_once")]


class KitChange(models.Model):
    """A line of what the host, or the office in its place, has said otherwise than before."""

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="kit_changes")
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )  # nobody: the host, by the link
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-at", "pk"]
