"""Places and those who take them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forebild.events.models.event import Event
from forebild.events.states import HOLDING, LIVE, REGISTRATION
from forebild.people.models import Organisation
from forebild.shared.models import InLanguage, PublicIdModel


class Quota(PublicIdModel):
    """Places of one kind at an event, for those whom it is for, with a queue of its own."""

    class Way(models.TextChoices):
        ROOM = "room", pgettext_lazy("an event", "in the room")
        ONLINE = "online", _("online")

    class Audience(models.TextChoices):
        ANYBODY = "anybody", _("anybody")
        COMPANIES = "companies", _("companies")
        OTHERS = "others", _("others than companies")

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="quotas")
    position = models.PositiveSmallIntegerField(default=1)
    name_sv = models.CharField(_("name in Swedish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    way = models.CharField(_("how"), max_length=6, choices=Way, default=Way.ROOM)
    audience = models.CharField(_("for whom"), max_length=9, choices=Audience, default=Audience.ANYBODY)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)  # nothing: no limit
    per_company = models.PositiveSmallIntegerField(_("most from one company"), null=True, blank=True)
    opens_at = models.DateTimeField(_("opens later than the registration"), null=True, blank=True)

    name = InLanguage()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(per_company=None) | Q(per_company__gte=1), name="a_company_may_send_one"
            )
        ]

    def __str__(self) -> str:
        return self.name_sv

    def is_open_at(self, at: datetime) -> bool:
        """Whether its places may be booked at that instant, as far as they alone are concerned."""
        return self.opens_at is None or self.opens_at <= at


class Booking(PublicIdModel):
    """One contact registers one or several persons, all at once. `key` makes a repeat the same booking."""

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="bookings")
    key = models.CharField(max_length=64, unique=True)
    contact_name = models.CharField(_("name"), max_length=120)
    contact_email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, default="sv")
    source = models.CharField(max_length=64, blank=True)  # see shared.pace
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="bookings_by_time")]


class RegistrationQuerySet(models.QuerySet["Registration"]):
    def live(self) -> RegistrationQuerySet:
        """Those who have a place, are offered one, or wait for one."""
        return self.filter(state__in=LIVE)

    def holding(self) -> RegistrationQuerySet:
        """Those who take up a place."""
        return self.filter(state__in=HOLDING)

    def for_actor(self, actor: Any) -> RegistrationQuerySet:
        """All of the events that `actor` runs, and one's own."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(Q(event__in=Event.objects.run_by(actor)) | Q(person=actor))


class Registration(PublicIdModel):
    """A person at an event. `number` is the receipt's, in the order in which they came; `queue_number` the
    place in the quota's queue, which never changes while one waits.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="registrations")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="registrations")
    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="registrations")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="registrations"
    )
    number = models.PositiveIntegerField()
    queue_number = models.PositiveIntegerField(null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    company = models.CharField(max_length=200, blank=True)  # by what colleagues are counted together
    no_photo = models.BooleanField(_("rather not be in pictures"), default=False)
    answers = models.JSONField(_("answers"), default=dict, blank=True)  # by the questions' keys
    state = models.CharField(max_length=10, default=REGISTRATION.start, editable=False)
    registered_at = models.DateTimeField(default=timezone.now, editable=False)
    moved_at = models.DateTimeField(default=timezone.now, editable=False)
    offered_until = models.DateTimeField(null=True, blank=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)  # of the calendar file

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="registration_number_once"),
            models.UniqueConstraint(fields=["event", "email"], name="one_registration_a_person"),
            models.UniqueConstraint(fields=["quota", "queue_number"], name="queue_number_once"),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "offered"]) | Q(queue_number__isnull=False),
                name="whoever_waits_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offered_until__isnull=False)
                | ~Q(state="offered") & Q(offered_until=None),
                name="an_offer_has_an_end",
            ),
            REGISTRATION.constraint(),
        ]
        indexes = [models.Index(fields=["quota", "state"], name="registrations_by_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def organisation_shown(self) -> str:
        """The organisation's own name where it is known, else as typed."""
        return self.organisation.name if self.organisation else self.organisation_name


class PlaceChange(models.Model):
    """A line of a quota's log: what was done with a place, by whom, and why. Never changed.

    Written as `engine.waiting_list.replay` reads it: the log leads to the places as they stand.
    """

    quota = models.ForeignKey(Quota, on_delete=models.PROTECT, related_name="changes")
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    action = models.CharField(max_length=8)
    number = models.PositiveIntegerField(default=0)
    company = models.CharField(max_length=200, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    per_company = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["registration"], name="place_changes_by_claim")]

    @property
    def words(self) -> str:
        """What was done, in words."""
        return str(_ACTIONS[self.action]) % {
            "name": self.registration.name if self.registration else "",
            "number": self.number,
            "places": _("no limit") if self.places is None else self.places,
        }


_ACTIONS = {
    "places": _("Places: %(places)s"),
    "seat": _("%(name)s took a free place"),
    "wait": _("%(name)s got number %(number)d in the queue"),
    "offer": _("%(name)s was offered a place"),
    "accept": _("%(name)s took the place offered"),
    "decline": _("%(name)s said no to the place"),
    "expire": _("%(name)s did not answer the offer in time"),
    "leave": _("%(name)s left the queue"),
    "cancel": _("%(name)s gave up the place"),
    "company": _("%(name)s is counted with another organisation"),
    "move_out": _("%(name)s went over to the other places"),
    "move_in": _("%(name)s came over with a place"),
    "give": _("%(name)s was given a place out of turn"),
    "walk_in": _("%(name)s was let in at the door"),
}
