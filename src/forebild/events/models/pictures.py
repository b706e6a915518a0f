"""What is shown around an event: pictures, those who arrange it together, what is left to read afterwards."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.models.event import Event
from forebild.events.models.removed import Present, Removable
from forebild.events.states import MATERIAL_LETTERS
from forebild.shared.files.models import PictureUse
from forebild.shared.models import InLanguage, PublicIdModel
from forebild.shared.outbox.held import HeldBatch


class EventPicture(PublicIdModel, PictureUse):
    """A picture at an event's page: what it shows, who took it, and who said that it may be shown."""

    class Use(models.TextChoices):
        AFTERWARDS = "afterwards", _("from the event")
        PORTRAIT = "portrait", _("portrait of a speaker")
        LOGO = "logo", _("logo of a co-host")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="pictures")
    use = models.CharField(max_length=10, choices=Use, default=Use.AFTERWARDS, editable=False)
    photographer = models.CharField(_("photographer"), max_length=120, blank=True)
    permitted_by = models.CharField(_("who has given permission"), max_length=120)
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["added_at", "pk"]


class CoHost(PublicIdModel, Removable):
    """Somebody who arranges the event together with the programme, in the order chosen."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="hosts")
    position = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(_("name"), max_length=120)
    link = models.URLField(_("link"), max_length=300, blank=True)
    logo = models.ForeignKey(
        EventPicture, on_delete=models.SET_NULL, null=True, blank=True, related_name="hosts"
    )

    objects = Present()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class MaterialQuerySet(models.QuerySet["Material"]):
    def public(self) -> MaterialQuerySet:
        """What everybody may see."""
        return self.filter(audience=Material.Audience.EVERYBODY)


class Material(PublicIdModel, Removable):
    """A file or a link about an event, for everybody or for those who are registered."""

    class Audience(models.TextChoices):
        EVERYBODY = "everybody", _("everybody")
        REGISTERED = "registered", _("those who have a place, by their own link")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="material")
    title_sv = models.CharField(_("title in Swedish"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    file = models.ForeignKey(
        "files.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.URLField(_("link"), max_length=500, blank=True)
    audience = models.CharField(
        _("who may see it"), max_length=10, choices=Audience, default=Audience.EVERYBODY
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    title = InLanguage()
    objects = Present.from_queryset(MaterialQuerySet)()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="") | Q(file=None) & ~Q(link=""),
                name="material_is_a_file_or_a_link",
            )
        ]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def size(self) -> Any:
        """Of the file, in bytes; None for a link."""
        return self.file.size if self.file else None


class MaterialLetters(HeldBatch):
    """The letter to those who took part that there is something to read. It waits ten minutes."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="material_letters")

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(state="held"), name="one_material_letter_waits"
            ),
            MATERIAL_LETTERS.constraint(),
        ]
