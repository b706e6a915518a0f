"""What a meeting takes up, and who was out of the room for it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.deliberation.models.meetings import Meeting
from forebild.deliberation.states import ITEM
from forebild.jury.models import Juror, Recusal
from forebild.shared.models import PublicIdModel


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def for_actor(self, actor: Any) -> AgendaItemQuerySet:
        """Those of one's meetings, without those about an entry from which one stands aside."""
        if not actor.is_authenticated:
            return self.none()
        closed = Recusal.objects.in_force().filter(juror__person=actor).values("entry")
        return self.filter(meeting__in=Meeting.objects.for_actor(actor)).exclude(entry__in=closed)


class AgendaItem(PublicIdModel):
    """An entry to decide on, or anything else under a title of its own."""

    class Pin(models.TextChoices):
        FIRST = "first", _("among the first")
        FREE = "free", _("anywhere")
        LAST = "last", _("among the last")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=160, blank=True)
    position = models.PositiveSmallIntegerField()
    pin = models.CharField(_("place on the agenda"), max_length=5, choices=Pin, default=Pin.FREE)
    minutes_planned = models.PositiveSmallIntegerField(_("length in minutes"), default=10)
    state = models.CharField(max_length=7, default=ITEM.start, editable=False)
    taken_up_at = models.DateTimeField(null=True, blank=True, editable=False)
    timer_ends_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "entry"], name="entry_once_an_agenda"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="current"), name="one_item_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(entry=None) & ~Q(title="") | Q(entry__isnull=False, title=""),
                name="item_is_an_entry_or_has_a_title",
            ),
            models.CheckConstraint(
                condition=~Q(state="current") | Q(taken_up_at__isnull=False), name="item_taken_up_at_a_time"
            ),
            ITEM.constraint(),
        ]

    def __str__(self) -> str:
        return self.entry.organisation.name if self.entry else self.title


class StoodAside(models.Model):
    """A juror was out for the item: noted when it is taken up, decided and settled, and kept."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="stood_aside")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "juror"], name="stood_aside_once")]
