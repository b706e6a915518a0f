"""Who has been invited to an event, and what they said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.models.event import Event
from forebild.events.models.places import Booking
from forebild.events.states import INVITATION, INVITATIONS
from forebild.shared.models import PublicIdModel
from forebild.shared.outbox.held import HeldBatch


class InvitationBatch(HeldBatch):
    """So many invitations sent together; their letters wait ten minutes."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitation_batches")

    class Meta:
        ordering = ["-prepared_at"]
        constraints = [INVITATIONS.constraint()]


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def standing(self) -> InvitationQuerySet:
        """Those that were not stopped before they left."""
        return self.exclude(state="stopped")

    def unanswered(self) -> InvitationQuerySet:
        """Those whose letter has left and that have led to nothing yet."""
        return self.filter(state="sent", batch__held_until__lte=timezone.now())


class Invitation(PublicIdModel):
    """One person is asked to come, and may bring colleagues. Answered once, by the link in the letter."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="invitations")
    batch = models.ForeignKey(InvitationBatch, on_delete=models.CASCADE, related_name="invitations")
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, default="sv")
    colleagues = models.PositiveSmallIntegerField(_("colleagues that one may bring"), default=0)
    state = models.CharField(max_length=10, default=INVITATION.start, editable=False)
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    booking = models.ForeignKey(
        Booking, on_delete=models.SET_NULL, null=True, blank=True, related_name="invitations", editable=False
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"], condition=~Q(state="stopped"), name="invited_once"
            ),
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="invited_email_is_lower"
            ),
            INVITATION.constraint(),
        ]

    def __str__(self) -> str:
        return self.name or self.email
