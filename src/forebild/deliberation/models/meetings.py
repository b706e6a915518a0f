"""A meeting of an edition's jury, and who was there."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.deliberation.states import MEETING
from forebild.jury.models import LEADING, Juror
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def for_actor(self, actor: Any) -> MeetingQuerySet:
        """Those of juries in which one serves, once one has been called; all for who leads or runs it."""
        if not actor.is_authenticated:
            return self.none()
        seats = Juror.objects.serving().filter(person=actor)
        called = ~Q(state="planned") | Q(called_at__isnull=False)
        return self.filter(
            Q(edition__in=Edition.objects.run_by(actor))
            | Q(edition__in=seats.filter(seat__in=LEADING).values("edition"))
            | Q(edition__in=seats.values("edition")) & called
        )


class Meeting(PublicIdModel):
    """When and where the jury meets, and by which rules it decides; they are set before it opens."""

    class TieRule(models.TextChoices):
        """What becomes of a motion with as many votes for as against. Lots are not drawn."""

        CHAIR = "chair", _("the chair's vote decides")
        FALLS = "falls", _("the motion falls")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField(_("starts at"))
    place = models.CharField(_("place, or the address of the video call"), max_length=300, blank=True)
    quorum = models.PositiveSmallIntegerField(_("quorum"))
    tie_rule = models.CharField(_("when votes are equal"), max_length=5, choices=TieRule)
    state = models.CharField(max_length=10, default=MEETING.start, editable=False)
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now, editable=False)
    called_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(quorum__gte=1), name="quorum_of_somebody"),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "called_off"], opened_at=None)
                | Q(state__in=["open", "closed"], opened_at__isnull=False, opened_by__isnull=False),
                name="meeting_opened_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") & Q(closed_at=None)
                | Q(state="closed", closed_at__isnull=False, closed_by__isnull=False),
                name="meeting_closed_by_somebody",
            ),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(state="open"), name="one_open_meeting_an_edition"
            ),
            MEETING.constraint(),
        ]


class StayQuerySet(models.QuerySet["Stay"]):
    def now(self) -> StayQuerySet:
        """Of those who are there."""
        return self.filter(left_at=None)


class Stay(models.Model):
    """A juror is at the meeting from one time to another, in the room or by telephone or video."""

    class Way(models.TextChoices):
        ROOM = "room", _("in the room")
        REMOTE = "remote", _("at a distance")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="stays")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="stays")
    way = models.CharField(max_length=6, choices=Way)
    arrived_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = StayQuerySet.as_manager()

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "juror"], condition=Q(left_at=None), name="at_a_meeting_once"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=F("arrived_at")), name="left_after_arriving"
            ),
        ]
