"""A stored file, and the description that goes with each use of a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.shared.files import disk
from forebild.shared.files.kinds import Kind
from forebild.shared.files.pictures import height_at
from forebild.shared.models import InLanguage, PublicIdModel


class StoredFile(PublicIdModel):
    """One file on disk. It has no address of its own: the app that it belongs to decides who may have it."""

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=4, choices=[(kind.code, kind.code.upper()) for kind in Kind])
    folder = models.CharField(max_length=26, unique=True, editable=False)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    rendition_widths: Any = models.JSONField(default=list)
    stored_at = models.DateTimeField(default=timezone.now)
    stored_by = models.CharField(max_length=64, blank=True)  # a public_id

    def __str__(self) -> str:
        return self.name

    @property
    def content_type(self) -> str:
        """The type it is sent as."""
        return Kind.of(self.kind).content_type

    @property
    def is_picture(self) -> bool:
        """May be shown on a page."""
        return Kind.of(self.kind).is_picture

    @property
    def renditions(self) -> list[tuple[int, int]]:
        """Width and height of each smaller picture, the smallest first: for `srcset`."""
        whole = (self.width or 1, self.height or 1)
        return [(width, height_at(width, *whole)) for width in self.rendition_widths]

    def path(self, rendition: int | None = None) -> Path:
        """The file on disk; with `rendition`, the smallest picture at least so wide, else the whole one."""
        wide_enough = [width for width in self.rendition_widths if rendition and width >= rendition]
        return disk.folder(self.folder) / (f"{wide_enough[0]}.webp" if wide_enough else disk.ORIGINAL)


class PictureUse(models.Model):
    """A picture where it is used: what it shows is said there, in both languages."""

    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    alt_sv = models.CharField(_("what the picture shows, in Swedish"), max_length=250)
    alt_en = models.CharField(_("what the picture shows, in English"), max_length=250, blank=True)

    alt = InLanguage()

    class Meta:
        abstract = True
