"""What is written, and every version of it.

    Document ── Version    (history: one row per sitting, or per named save)
        └────── Presence   (who has it open right now)

A document's fields are the draft. What readers see is `published_fields`, a copy that only `publish`
and the release at an instant replace.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from forebild.shared.models import PublicIdModel

Value = str | int | float | bool | list[str | int | float | bool] | None
Fields = dict[str, Value]


class DocumentQuerySet(models.QuerySet["Document"]):
    """Chainable filters."""

    def published(self) -> DocumentQuerySet:
        """Those that have something for readers."""
        return self.filter(published_at__isnull=False)

    def due(self, now: datetime) -> DocumentQuerySet:
        """Those whose release is due at `now` and has not happened."""
        return self.filter(release_at__lte=now)


class Document(PublicIdModel):
    """One text or form being written; an app's row (an entry, a page, a story) owns exactly one."""

    kind = models.CharField(max_length=40)  # the owner's word for it: "entry", "page", "example"
    fields: models.JSONField[Fields, Fields] = models.JSONField(default=dict)
    # {name: {"revision": when last changed, "at": ISO instant, "hand": whose hand}}: what a conflict and
    # an outdated translation are recognised by.
    field_changes: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.CharField(max_length=26, blank=True)  # a person's public_id; "" is the system
    updated_by_name = models.CharField(max_length=120, blank=True)

    published_fields: models.JSONField[Fields | None, Fields | None] = models.JSONField(null=True)
    published_revision = models.PositiveIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    release_revision = models.PositiveIntegerField(null=True)
    release_at = models.DateTimeField(null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, published_fields__isnull=True, published_revision=None)
                | Q(published_at__isnull=False, published_fields__isnull=False, published_revision__gte=1),
                name="published_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(release_at=None, release_revision=None)
                | Q(release_at__isnull=False, release_revision__gte=1),
                name="release_has_a_revision",
            ),
        ]
        indexes = [
            models.Index(
                fields=["release_at"], name="document_release", condition=Q(release_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_published(self) -> bool:
        """Whether readers see anything."""
        return self.published_at is not None

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the draft says something else than what readers see."""
        return self.is_published and self.fields != self.published_fields

    def published_value(self, name: str) -> Value:
        """What readers see in one field; None when nothing is published."""
        return (self.published_fields or {}).get(name)


class Version(PublicIdModel):
    """The whole document as it stood after a save; never changed but by the sitting that is writing it."""

    class Note(models.TextChoices):
        """Why a version is kept on its own. An empty note is an autosave."""

        CREATED = "created"
        SUBMITTED = "submitted"
        RESTORED = "restored"
        CONFLICT = "conflict"
        SCHEDULED = "scheduled"
        PUBLISHED = "published"

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    fields: models.JSONField[Fields, Fields] = models.JSONField(default=dict)
    changed: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    saved_by = models.CharField(max_length=26, blank=True)
    saved_by_name = models.CharField(max_length=120, blank=True)
    hand = models.CharField(max_length=80, blank=True, editable=False)
    begun_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "revision"],
                condition=~Q(note="conflict"),
                name="version_once_a_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} revision {self.revision}"

    @property
    def is_conflict(self) -> bool:
        """Whether this is what somebody typed while another changed the same field."""
        return self.note == self.Note.CONFLICT


class Presence(models.Model):
    """Somebody has the document open; `seen_at` moves with every autosave."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="presences")
    person = models.CharField(max_length=26)
    name = models.CharField(max_length=120, blank=True)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "person"], name="presence_once_a_person"),
        ]
