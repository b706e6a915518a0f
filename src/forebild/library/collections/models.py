"""Collections: good examples that belong together, by a rule, by hand, or both."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.programme.models import Programme
from forebild.programme.queries import works_in_office
from forebild.shared.models import PublicIdModel


class CollectionQuerySet(models.QuerySet["Collection"]):
    def public(self) -> CollectionQuerySet:
        """Those that readers see."""
        return self.filter(document__published_at__isnull=False)

    def for_actor(self, actor: Any) -> CollectionQuerySet:
        """All for the office; for everybody else, and for nobody in particular (None), what is public."""
        if actor is None or not works_in_office(actor):
            return self.public()
        return self.all()


class Collection(PublicIdModel):
    """A theme. Texts, rule and picked stories lie in the document (see `rule`)."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="collections")
    slug = models.SlugField(_("address"), max_length=60)
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="collection_address_once"),
        ]

    def __str__(self) -> str:
        return str(self.document.fields.get("title_sv") or self.slug)
