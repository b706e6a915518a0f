"""What a reader asks a company, or when he or she would like to visit it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.asking.models.reception import Reception
from forebild.asking.states import ENQUIRY, ERASED
from forebild.competition.closures import without_closed
from forebild.library.models import GoodExample
from forebild.programme.models import Role
from forebild.shared.models import PublicIdModel

REMINDED_AFTER = timedelta(days=7)  # the company, once
LATE_AFTER = timedelta(days=14)  # the office sees it
CONFIRMED_WITHIN = timedelta(days=7)
KEPT = timedelta(days=365)


class Kind(models.TextChoices):
    QUESTION = "question", _("question")
    VISIT = "visit", _("visit")


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def for_actor(self, actor: Any) -> EnquiryQuerySet:
        """For the office: what has reached the companies of its programmes.

        But for stories of entries that a conflict of interest has closed.
        """
        if not actor.is_authenticated:
            return self.none()
        programmes = Role.objects.current().filter(person=actor).values("programme")
        found = self.reached().filter(reception__programme__in=programmes)
        return without_closed(found, actor, "example__entry")

    def reached(self) -> EnquiryQuerySet:
        """Those that were confirmed, and so have reached the company, whatever came of them."""
        return self.filter(confirmed_at__isnull=False)


class Enquiry(PublicIdModel):
    """One question or wish. What was typed is the two parties' own, and is erased after a year."""

    reception = models.ForeignKey(Reception, on_delete=models.PROTECT, related_name="enquiries")
    example = models.ForeignKey(GoodExample, on_delete=models.PROTECT, related_name="enquiries")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    state = models.CharField(max_length=9, default=ENQUIRY.start, editable=False)
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    company = models.CharField(_("company"), max_length=160, blank=True)
    text = models.TextField(_("question"), max_length=2000, blank=True)
    head_count = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    when = models.CharField(_("when"), max_length=200, blank=True)
    language = models.CharField(max_length=2, default="sv")
    office_may_read = models.BooleanField(default=False)
    source = models.CharField(max_length=64, blank=True, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)  # of two presses one asks
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    waits_until = models.DateTimeField(editable=False)  # for the asker's confirmation
    remind_on = models.DateField(null=True, blank=True, editable=False)  # when the month was full
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    month = models.DateField(null=True, blank=True, editable=False)  # its first day: in which it counts
    place = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)  # among the month's
    turn_at = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # since when it is the company's turn
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(
        null=True, blank=True, editable=False
    )  # the first word from the company
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_time = models.DateTimeField(null=True, blank=True, editable=False)
    shows_email = models.BooleanField(default=False)  # to the company, once a visit is agreed
    is_abuse = models.BooleanField(default=False, editable=False)  # the company says so
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            ENQUIRY.constraint(),
            models.UniqueConstraint(
                fields=["reception", "kind", "month", "place"], name="each_place_of_a_month_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["typed", "lapsed", "withdrawn"])
                | Q(confirmed_at__isnull=False, month__isnull=False, place__isnull=False),
                name="nothing_reaches_a_company_unconfirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=ERASED) & Q(erased_at=None)
                | Q(erased_at__isnull=False, name="", email="", company="", text="", when="", source=""),
                name="what_is_erased_is_gone",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False, agreed_time__isnull=False),
                name="an_agreed_visit_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "confirmed_at"], name="enquiries_by_state"),
            models.Index(fields=["source", "asked_at"], name="enquiries_by_source"),
        ]

    @property
    def is_visit(self) -> bool:
        """Whether somebody wants to come."""
        return self.kind == Kind.VISIT

    @property
    def days(self) -> int | None:
        """How many whole days the company took; None while it has not answered."""
        if self.answered_at is None or self.confirmed_at is None:
            return None
        return (self.answered_at - self.confirmed_at).days

    @property
    def is_late(self) -> bool:
        """Whether the company has been reminded, and a week more has gone by."""
        return self.state == "sent" and self.reminded_at is not None and self.due_at < timezone.now()

    @property
    def due_at(self) -> datetime:
        """Until when an answer is awaited before the office looks at it."""
        return (self.turn_at or self.asked_at) + LATE_AFTER


def month_of(at: datetime) -> date:
    """The first day of the Swedish month that `at` lies in."""
    return timezone.localdate(at).replace(day=1)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return (month + timedelta(days=31)).replace(day=1)
