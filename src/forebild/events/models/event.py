"""An event: what it is, when, where or how, and who may come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forebild.events.states import EVENT
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Edition, Programme, Role
from forebild.shared.models import InLanguage, PublicIdModel


def usual_reminders() -> list[int]:
    """A week before, and the day before."""
    return [7, 1]


class Series(PublicIdModel):
    """Events that belong together: the forums of a spring, the steps of a tour."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="event_series")
    slug = models.SlugField(_("address"), max_length=80, editable=False)
    name_sv = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    body_sv = models.TextField(_("description in Swedish"), max_length=4000, blank=True)
    body_en = models.TextField(_("description in English"), max_length=4000, blank=True)

    name = InLanguage()
    body = InLanguage()

    class Meta:
        ordering = ["name_sv", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="one_series_an_address")]

    def __str__(self) -> str:
        return self.name_sv


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> EventQuerySet:
        """Those that the public may know of; one that was cancelled is shown as cancelled."""
        return self.exclude(state="draft")

    def listed(self) -> EventQuerySet:
        """Those that stand in the calendar, not only at their own address."""
        return self.public().filter(is_listed=True)

    def run_by(self, actor: Any) -> EventQuerySet:
        """Those that `actor` runs from the office, by a role in the programme or in the event's edition."""
        if not actor.is_authenticated:
            return self.none()
        roles = Role.objects.current().filter(person=actor)
        return self.filter(
            Q(programme__in=roles.filter(edition=None).values("programme"))
            | Q(edition__in=roles.exclude(edition=None).values("edition"))
        )

    def for_actor(self, actor: Any) -> EventQuerySet:
        """Public ones for everybody; drafts too for those who run them."""
        if not actor.is_authenticated:
            return self.public()
        return self.filter(~Q(state="draft") | Q(pk__in=Event.objects.run_by(actor).values("pk")))

    def coming(self, at: datetime | None = None) -> EventQuerySet:
        """Those that have not ended, the nearest first."""
        return self.filter(ends_at__gt=at or timezone.now()).order_by("begins_at", "pk")

    def past(self, at: datetime | None = None) -> EventQuerySet:
        """Those that have ended, the latest first."""
        return self.filter(ends_at__lte=at or timezone.now()).order_by("-begins_at", "-pk")

    def between(self, first: datetime, end: datetime) -> EventQuerySet:
        """Those that are held at some time from `first` until `end`, in order of time."""
        return self.filter(begins_at__lt=end, ends_at__gt=first).order_by("begins_at", "pk")


class Event(PublicIdModel):
    """One occasion where companies meet; `mode` says whether in a room, online, or both."""

    class Kind(models.TextChoices):
        FORUM = "forum", _("B2B forum")
        SEMINAR = "seminar", _("seminar")
        ROUND_TABLE = "round_table", _("round table")
        STUDY_VISIT = "study_visit", _("study visit")
        STUDY_TOUR = "study_tour", _("study tour")
        VIRTUAL_VISIT = "virtual_visit", _("virtual company visit")
        CEREMONY = "ceremony", _("award ceremony")

    class Mode(models.TextChoices):
        ROOM = "room", pgettext_lazy("an event", "in the room")
        HYBRID = "hybrid", _("in the room and online")
        ONLINE = "online", _("online")

    class Admission(models.TextChoices):
        OPEN = "open", _("anybody may register")
        CODE = "code", _("those who have the code may register")
        INVITED = "invited", _("those who are invited may register")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="events")
    edition = models.ForeignKey(
        Edition,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("edition"),
    )
    series = models.ForeignKey(
        Series,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("series"),
    )
    kind = models.CharField(_("kind"), max_length=13, choices=Kind)
    slug = models.SlugField(_("address"), max_length=80)
    title_sv = models.CharField(_("title in Swedish"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    summary_sv = models.CharField(_("in one sentence, Swedish"), max_length=240)
    summary_en = models.CharField(_("in one sentence, English"), max_length=240, blank=True)
    body_sv = models.TextField(_("description in Swedish"), max_length=8000, blank=True)
    body_en = models.TextField(_("description in English"), max_length=8000, blank=True)
    mode = models.CharField(_("how"), max_length=6, choices=Mode, default=Mode.ROOM)
    begins_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = models.CharField(_("venue"), max_length=120, blank=True)
    address = models.CharField(_("street address"), max_length=160, blank=True)
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    county = models.CharField(
        _("county"), max_length=2, blank=True, choices=[(c.code, c.name) for c in COUNTIES]
    )
    join_link = models.URLField(_("link to the online meeting"), max_length=500, blank=True)
    join_minutes = models.PositiveSmallIntegerField(_("the link opens, minutes before"), default=15)
    admission = models.CharField(_("who may register"), max_length=7, choices=Admission, default="open")
    code = models.CharField(_("code"), max_length=40, blank=True)
    is_listed = models.BooleanField(_("shown in the calendar"), default=True)
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    changes_until = models.DateTimeField(_("changes by oneself until"), null=True, blank=True)
    offer_hours = models.PositiveSmallIntegerField(_("an offered place is kept, hours"), default=48)
    contact_email = models.EmailField(_("questions to"), blank=True)
    asks_needs = models.BooleanField(_("food and access needs are asked for"), default=True)
    reminder_days = models.JSONField(_("reminders, days before"), default=usual_reminders, blank=True)
    state = models.CharField(max_length=9, default=EVENT.start, editable=False)
    announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_number = models.PositiveIntegerField(default=0, editable=False)  # of its registrations
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    title = InLanguage()
    summary = InLanguage()
    body = InLanguage()
    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["begins_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="one_event_an_address"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="event_ends_after_beginning"
            ),
            models.CheckConstraint(
                condition=~Q(admission="code") | ~Q(code=""), name="event_by_code_has_one"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                name="event_cancelled_at_some_time",
            ),
            EVENT.constraint(),
        ]
        indexes = [models.Index(fields=["state", "begins_at"], name="events_by_time")]

    def __str__(self) -> str:
        return self.title_sv

    @property
    def registration_ends_at(self) -> datetime:
        """When registration closes: at the time set, at the latest when the event begins."""
        return min(self.closes_at or self.begins_at, self.begins_at)

    @property
    def changes_end_at(self) -> datetime:
        """Until when people change and cancel by themselves."""
        return min(self.changes_until or self.begins_at, self.begins_at)

    @property
    def join_opens_at(self) -> datetime:
        """From when the link to the online meeting is told."""
        return self.begins_at - timedelta(minutes=self.join_minutes)

    @property
    def has_room(self) -> bool:
        """Whether some meet in a room."""
        return self.mode != self.Mode.ONLINE

    @property
    def is_remote(self) -> bool:
        """Whether some take part online."""
        return self.mode != self.Mode.ROOM

    @property
    def has_more(self) -> bool:
        """Whether there is a programme, or something to read, for those who have a place."""
        return self.sessions.planned().exists() or self.material.exists()

    def is_open_at(self, at: datetime) -> bool:
        """Whether people may register at that instant."""
        opened = self.opens_at is None or self.opens_at <= at
        return self.state == "announced" and opened and at < self.registration_ends_at

    def is_over_at(self, at: datetime) -> bool:
        """Whether it has ended."""
        return self.ends_at <= at

    def standing_at(self, at: datetime) -> str:
        """Its state, or `over` for one that has been held."""
        return "over" if self.state == "announced" and self.is_over_at(at) else self.state
