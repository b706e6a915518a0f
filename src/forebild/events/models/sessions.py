"""An event's programme: what happens when, in which room, by whom, and who has chosen it."""

from __future__ import annotations

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.models.event import Event
from forebild.events.models.pictures import EventPicture
from forebild.events.models.places import Registration
from forebild.events.models.removed import Present, Removable
from forebild.events.states import HOLDING
from forebild.shared.models import InLanguage, PublicIdModel


class Speaker(PublicIdModel, Removable):
    """Somebody who speaks at an event, at one session or several."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("title"), max_length=120, blank=True)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    bio_sv = models.TextField(_("about the speaker, in Swedish"), max_length=1000, blank=True)
    bio_en = models.TextField(_("about the speaker, in English"), max_length=1000, blank=True)
    picture = models.ForeignKey(
        EventPicture, on_delete=models.SET_NULL, null=True, blank=True, related_name="speakers"
    )

    bio = InLanguage()
    objects = Present()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def role(self) -> str:
        """What one does and where: “vd, Bergs Mekaniska AB”."""
        return ", ".join(part for part in (self.title, self.organisation) if part)


class SessionQuerySet(models.QuerySet["Session"]):
    def planned(self) -> SessionQuerySet:
        """Those that are to be held, in order of time."""
        return self.filter(removed_at=None).order_by("begins_at", "ends_at", "room", "pk")

    def counted(self) -> SessionQuerySet:
        """With `taken`: how many have chosen each."""
        return self.annotate(taken=Count("seats", filter=Q(seats__registration__state__in=HOLDING)))


class Session(PublicIdModel):
    """A part of the programme. With `places` one chooses it, and no more than so many may.

    One that is removed stays, since that can be undone, and is shown to nobody; who has chosen it keeps the
    seat for then.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("talk")
        WORKSHOP = "workshop", _("workshop")
        PANEL = "panel", _("panel discussion")
        BREAK = "break", _("break")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TALK)
    title_sv = models.CharField(_("title in Swedish"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    abstract_sv = models.TextField(_("what it is about, in Swedish"), max_length=2000, blank=True)
    abstract_en = models.TextField(_("what it is about, in English"), max_length=2000, blank=True)
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    room = models.CharField(_("room"), max_length=80, blank=True)
    track = models.CharField(_("track"), max_length=80, blank=True)
    places = models.PositiveSmallIntegerField(_("seats to choose"), null=True, blank=True)
    speakers = models.ManyToManyField(
        Speaker, blank=True, related_name="sessions", verbose_name=_("speakers")
    )
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    title = InLanguage()
    abstract = InLanguage()
    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["begins_at", "ends_at", "room", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="session_ends_after_beginning"
            ),
            models.CheckConstraint(
                condition=~Q(kind="break") | Q(places=None), name="nobody_chooses_a_break"
            ),
        ]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def is_planned(self) -> bool:
        """Whether it is to be held, as far as the programme is concerned."""
        return self.removed_at is None

    def meets(self, other: Session) -> bool:
        """Whether nobody can be at both from beginning to end."""
        return self.begins_at < other.ends_at and other.begins_at < self.ends_at


class Seat(models.Model):
    """Somebody registered has chosen a session with limited seats."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="seats")
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="seats")
    taken_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "registration"], name="one_seat_each_at_a_session")
        ]


class SessionChange(models.Model):
    """What a session was before a change that those concerned have not been told of. Gone once they have."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="untold")
    at = models.DateTimeField(default=timezone.now, editable=False)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=80, blank=True)
    is_planned = models.BooleanField()

    class Meta:
        ordering = ["at", "pk"]
