"""What is noted at the tables, by whom, and every wording that it has had."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, Registration
from forebild.shared.models import PublicIdModel
from forebild.tables.models.plan import RoundTable
from forebild.tables.reference import Addressee, Attribution, Kind
from forebild.tables.states import NOTE_TAKER, NOTES

LONGEST = 1000  # characters of a card


class Notes(PublicIdModel):
    """An event's notes: open for writing, or closed. Everything that is written goes through this row."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="notes")
    state = models.CharField(max_length=6, default=NOTES.start, editable=False)

    class Meta:
        constraints = [NOTES.constraint()]


class NoteTakerQuerySet(models.QuerySet["NoteTaker"]):
    def in_force(self) -> NoteTakerQuerySet:
        """Those whose link works."""
        return self.filter(state="invited")


class NoteTaker(PublicIdModel):
    """Somebody who writes by a safe link, without an account; at one table, or at any."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="note_takers")
    name = models.CharField(_("name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    table = models.ForeignKey(
        RoundTable, on_delete=models.PROTECT, null=True, blank=True, related_name="note_takers"
    )
    state = models.CharField(max_length=7, default=NOTE_TAKER.start, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = NoteTakerQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "name"], condition=Q(state="invited"), name="one_note_taker_a_name"
            ),
            NOTE_TAKER.constraint(),
        ]

    def __str__(self) -> str:
        return self.name


class CardQuerySet(models.QuerySet["Card"]):
    def standing(self) -> CardQuerySet:
        """Those not deleted."""
        return self.filter(deleted_at=None)

    def open_to_all(self) -> CardQuerySet:
        """Those that are not kept in the room."""
        return self.filter(is_secret=False)

    def for_taker(self, taker: NoteTaker) -> CardQuerySet:
        """Those of the taker's table, secret ones too; whoever has all tables sees all."""
        cards = self.filter(table__plan__event=taker.event_id)
        return cards if taker.table_id is None else cards.filter(table=taker.table_id)

    def for_actor(self, actor: Any) -> CardQuerySet:
        """Those of events that `actor` runs, without what is kept in the room."""
        return self.open_to_all().filter(table__plan__event__in=Event.objects.run_by(actor))


class Card(PublicIdModel):
    """One thing that was said. `said_by` is told outside the table only as far as `attribution` allows."""

    table = models.ForeignKey(RoundTable, on_delete=models.PROTECT, related_name="cards")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    text = models.TextField(_("what was said"), max_length=LONGEST)
    addressee = models.CharField(
        _("addressed to"), max_length=10, choices=Addressee, default=Addressee.NOBODY
    )
    said_by = models.ForeignKey(
        Registration, on_delete=models.SET_NULL, null=True, blank=True, related_name="cards"
    )
    attribution = models.CharField(
        _("may be named"), max_length=12, choices=Attribution, default=Attribution.NONE
    )
    is_secret = models.BooleanField(_("stays in the room"), default=False)
    version = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(NoteTaker, on_delete=models.PROTECT, related_name="cards")
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CardQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def named(self) -> str:
        """Who said it, as far as it may be told outside the table; "" for nobody."""
        if self.said_by is None or self.attribution == Attribution.NONE:
            return ""
        organisation = self.said_by.organisation_shown
        if self.attribution == Attribution.ORGANISATION:
            return organisation
        return ", ".join(part for part in (self.said_by.name, organisation) if part)


class CardVersion(models.Model):
    """A card as it stood after one press. `nonce` is the press's own: sent twice it is done once."""

    class Act(models.TextChoices):
        WRITTEN = "written", _("written")
        CHANGED = "changed", _("changed")
        DELETED = "deleted", _("deleted")
        RESTORED = "restored", _("brought back")

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act)
    fields = models.JSONField()
    nonce = models.CharField(max_length=64)
    written_by = models.ForeignKey(NoteTaker, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["card", "number"], name="card_version_once"),
            models.UniqueConstraint(fields=["written_by", "nonce"], name="one_press_once"),
        ]
