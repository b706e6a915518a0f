"""Site visits: two of the jury see with their own eyes whether what an entry says is so.

Visit ── Claim          (what to verify, quoted from the entry)
  │  ├── Visitor        (of the jury; signs)
  │  ├── OfferedTime ── (what the company may choose among)
  │  ├── TimeAnswer     (what it answered)
  │  └── VisitPicture
  └ writing.Document    (the protocol, while it is written and as it was handed in)
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.closures import without_closed
from forebild.competition.models import Entry
from forebild.jury.models import LEADING, Assignment, Juror
from forebild.people.models import Membership
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel
from forebild.visits.states import READABLE, VISIT


class VisitorQuerySet(models.QuerySet["Visitor"]):
    def current(self) -> VisitorQuerySet:
        """Those who are to go, or went: not taken off, and still in the jury."""
        return self.filter(ended_at=None, juror__state="serving")

    def for_actor(self, actor: Any) -> VisitorQuerySet:
        """One's own current places; none that a conflict has closed, none in a cancelled visit."""
        if not actor.is_authenticated:
            return self.none()
        own = self.current().filter(juror__person=actor).exclude(visit__state="cancelled")
        return without_closed(own, actor, "visit__entry")


class VisitQuerySet(models.QuerySet["Visit"]):
    def for_actor(self, actor: Any) -> VisitQuerySet:
        """All of an edition for those who run it or lead its jury; a visitor's own; to a juror who has handed
        in a review of the entry, those with a protocol. Never one of an entry that a conflict has closed.
        """
        if not actor.is_authenticated:
            return self.none()
        led = Juror.objects.serving().filter(person=actor, seat__in=LEADING).values("edition")
        own = Visitor.objects.current().filter(juror__person=actor).values("visit")
        was_in = Q(review__state="submitted") | Q(review__scores_before__isnull=False)
        read = Assignment.objects.for_actor(actor).filter(was_in).values("entry")
        seen = (
            Q(entry__edition__in=led)
            | Q(entry__edition__in=Edition.objects.run_by(actor))
            | Q(pk__in=own)
            | Q(state__in=READABLE, entry__in=read)
        )
        return without_closed(self.filter(seen), actor, "entry")

    def of_company(self, actor: Any) -> VisitQuerySet:
        """Those to the companies that `actor` acts for, once the company has been told of them."""
        if not actor.is_authenticated:
            return self.none()
        own = Membership.objects.current().filter(person=actor).values("organisation")
        return self.filter(entry__organisation__in=own).exclude(state__in=["planned", "cancelled"])


class Visit(PublicIdModel):
    """One visit to a company with an entry, in the place or by video."""

    class Form(models.TextChoices):
        PHYSICAL = "physical", _("at the company")
        VIRTUAL = "virtual", _("by video")

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="visits")
    form = models.CharField(_("how"), max_length=8, choices=Form, default=Form.PHYSICAL)
    place = models.CharField(_("address"), max_length=200, blank=True)
    link = models.URLField(_("link to the video meeting"), blank=True)
    travel_note = models.TextField(_("how to get there"), max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=90)
    contact_name = models.CharField(_("who is asked at the company"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    state = models.CharField(max_length=9, default=VISIT.start, editable=False)
    # finding_<claim>, note_<claim>, met, took_place, impression
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=timezone.now, editable=False)
    offer_round = models.PositiveSmallIntegerField(default=0, editable=False)
    begins_at = models.DateTimeField(null=True, blank=True, editable=False)
    booked_at = models.DateTimeField(null=True, blank=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)  # of the calendar file
    # What the company said when it chose: whom to ask for, what to think of.
    host_name = models.CharField(max_length=120, blank=True)
    host_phone = models.CharField(max_length=40, blank=True)
    host_note = models.TextField(max_length=1000, blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(  # nobody: the entry left the competition
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancelled_because = models.TextField(max_length=500, blank=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=~Q(state="cancelled"), name="one_visit_an_entry"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["booked", "handed_in", "signed"]) | Q(begins_at__isnull=False),
                name="booked_visit_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["handed_in", "signed"])
                | Q(handed_in_at__isnull=False, handed_in_by__isnull=False),
                name="protocol_handed_in_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                name="visit_cancelled_at_some_time",
            ),
            VISIT.constraint(),
        ]

    @property
    def is_virtual(self) -> bool:
        """By video."""
        return self.form == self.Form.VIRTUAL

    @property
    def where(self) -> str:
        """The address, or the link."""
        return self.link if self.is_virtual else self.place


class Claim(PublicIdModel):
    """Something that the entry says, and what to look for."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="claims")
    position = models.PositiveSmallIntegerField(default=1)
    question_key = models.CharField(max_length=40)
    quote = models.TextField(_("what the entry says"), max_length=1000)
    look_for = models.TextField(_("what to look for"), max_length=1000, blank=True)

    class Meta:
        ordering = ["position", "pk"]


class Visitor(PublicIdModel):
    """A juror who goes. One who stands aside later is taken off and sees nothing more of it."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="visitors")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="visits")
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_because = models.CharField(max_length=8, blank=True, editable=False)  # recusal, replaced
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = VisitorQuerySet.as_manager()

    class Meta:
        ordering = ["juror__person__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "juror"], condition=Q(ended_at=None), name="visitor_once_a_visit"
            )
        ]


class OfferedTime(PublicIdModel):
    """A time that the company may choose; of the latest round only."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="offered_times")
    offer_round = models.PositiveSmallIntegerField()
    begins_at = models.DateTimeField()

    class Meta:
        ordering = ["begins_at"]
        constraints = [
            models.UniqueConstraint(fields=["visit", "offer_round", "begins_at"], name="offered_once_a_round")
        ]


class TimeAnswer(models.Model):
    """What the company, or the office for it, said about the times: never changed."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("chose a time")
        DECLINED = "declined", _("no time fits")
        REOPENED = "reopened", _("needs another time")
        BOOKED = "booked", _("agreed with the office")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=8, choices=Kind)
    begins_at = models.DateTimeField(null=True, blank=True)
    words = models.TextField(max_length=1000, blank=True)
    name = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-answered_at", "-pk"]


class VisitPicture(PublicIdModel):
    """A picture from the visit: what it shows, and that whoever can be recognised has said yes."""

    class People(models.TextChoices):
        NOBODY = "nobody", _("Nobody can be recognised")
        AGREED = "agreed", _("Those who can be recognised have said yes")

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="pictures")
    claim = models.ForeignKey(
        Claim, on_delete=models.SET_NULL, null=True, blank=True, related_name="pictures"
    )
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    caption = models.CharField(_("what the picture shows"), max_length=250)
    people = models.CharField(_("people in the picture"), max_length=6, choices=People)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["added_at", "pk"]
