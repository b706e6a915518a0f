"""A person's own named filters, orders and column choices."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.shared.models import PublicIdModel, swedish_order

LONGEST_NAME = 60
LONGEST_QUERY = 2000


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Chainable filters; lists begin with `for_actor`."""

    def for_actor(self, actor: Any) -> SavedViewQuerySet:
        """The person's own: nobody sees another's."""
        return self.filter(person_public_id=actor.public_id) if actor.is_authenticated else self.none()


class SavedView(PublicIdModel):
    """A list's address under a name. The person is known by public id only: shared knows no people."""

    person_public_id = models.CharField(max_length=26, editable=False)
    list_key = models.CharField(max_length=60)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    name_order = models.CharField(max_length=200, editable=False)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    saved_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person_public_id", "list_key", "name"], name="saved_view_once_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the Swedish sorting key true."""
        self.name_order = swedish_order(self.name)
        super().save(*args, **kwargs)
