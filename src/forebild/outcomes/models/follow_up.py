"""A wish for help after an event, the adviser whom it is handed to, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.events.models import Event, Registration
from forebild.outcomes.states import FOLLOW_UP, IN_FORCE, OPEN, REFERRAL, STANDING
from forebild.people.models import Organisation
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Programme, Role
from forebild.shared.models import PublicIdModel, in_language

DUE_AFTER = timedelta(days=7)  # nobody should wait longer for somebody to take care of it


class Topic(models.TextChoices):
    DIGITAL = "digital", _("an adviser on digitalisation")
    FINANCE = "finance", _("financing")
    SKILLS = "skills", _("skills")
    TEST_BED = "test_bed", _("a test bed or technology")
    VISIT = "visit", _("a visit to a company that I heard of")
    OTHER = "other", _("something else")


class Outcome(models.TextChoices):
    MET = "met", _("we have met")
    ADVICE = "advice", _("advice was given")
    APPLICATION = "application", _("an application was made")
    PROJECT = "project", _("a project has started")
    NOTHING = "nothing", _("nothing came of it")


def words_of(topics: list[str]) -> str:
    """The topics in words."""
    return ", ".join(str(Topic(topic).label) for topic in topics)


class AdviserQuerySet(models.QuerySet["Adviser"]):
    def for_actor(self, actor: Any) -> AdviserQuerySet:
        """Those of the programmes whose office `actor` works in."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(programme__in=Role.objects.current().filter(person=actor).values("programme"))


class Adviser(PublicIdModel):
    """Somebody whom a company can be handed to."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="advisers")
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=160)
    email = models.EmailField(_("e-mail"))
    language = models.CharField(_("language"), max_length=2, default="sv")
    topics = models.JSONField(_("fields"), default=list)
    counties = models.JSONField(_("counties"), default=list)  # codes; none: the whole country
    is_active = models.BooleanField(_("takes on companies"), default=True)

    objects = AdviserQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint("programme", models.functions.Lower("email"), name="one_adviser_an_email")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}"

    @property
    def topics_in_words(self) -> str:
        """What he or she knows."""
        return words_of(self.topics)

    @property
    def counties_in_words(self) -> str:
        """Where; nothing for the whole country."""
        return ", ".join(county.name for county in COUNTIES if county.code in self.counties)


class FollowUpQuerySet(models.QuerySet["FollowUp"]):
    def for_actor(self, actor: Any) -> FollowUpQuerySet:
        """Those from the events that `actor` runs; from elsewhere, those of the programme's own office."""
        if not actor.is_authenticated:
            return self.none()
        offices = Role.objects.current().filter(person=actor, edition=None).values("programme")
        return self.filter(Q(event__in=Event.objects.run_by(actor)) | Q(event=None, programme__in=offices))

    def standing(self) -> FollowUpQuerySet:
        """Those that somebody waits for."""
        return self.filter(state__in=STANDING)


class FollowUp(PublicIdModel):
    """Somebody asks for help to take the next step, and agrees that an adviser is told.

    After an event, with the registration; or from a self-assessment, with neither.
    Name, address, company and wish are those that the words of the consent are about; a wish taken back is
    erased.
    """

    class Helped(models.TextChoices):
        YES = "yes", _("it helped")
        PARTLY = "partly", _("it helped a little")
        NO = "no", _("it did not help")

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="follow_ups")
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    registration = models.ForeignKey(
        Registration, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("organisation"),
    )
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    county = models.CharField(
        _("county"), max_length=2, blank=True, choices=[(c.code, c.name) for c in COUNTIES]
    )
    language = models.CharField(max_length=2, default="sv")
    topics = models.JSONField(_("what about"), default=list)
    wish = models.TextField(_("wish"), max_length=2000, blank=True)
    consent_version = models.PositiveSmallIntegerField()
    consent_text = models.TextField()
    consented_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=9, default=FOLLOW_UP.start, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome, blank=True)
    outcome_text = models.TextField(_("in words"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    helped_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    helped = models.CharField(_("did it help"), max_length=6, choices=Helped, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["-consented_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(state__in=STANDING),
                name="one_standing_follow_up_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | Q(wish="", withdrawn_at__isnull=False),
                name="a_wish_taken_back_is_erased",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(outcome="") & Q(closed_at__isnull=False),
                name="a_closed_follow_up_has_an_outcome",
            ),
            models.UniqueConstraint(
                "programme",
                models.functions.Lower("email"),
                condition=Q(state__in=STANDING, event=None),
                name="one_standing_follow_up_an_email",
            ),
            models.CheckConstraint(
                condition=Q(event=None, registration=None)
                | Q(event__isnull=False, registration__isnull=False),
                name="follow_up_has_event_and_registration",
            ),
            FOLLOW_UP.constraint(),
        ]
        indexes = [models.Index(fields=["event", "state"], name="follow_ups_by_event")]

    def occasion_in(self, language: str) -> str:
        """What it came after, in that language: the event's title, or a self-assessment."""
        if self.event is not None:
            return in_language(self.event, "title", language)
        with override(language):
            return _now("a self-assessment")

    @property
    def occasion(self) -> str:
        """The same, in the page's language."""
        return self.occasion_in(get_language() or "sv")

    @property
    def company(self) -> str:
        """The organisation's own name where it is known, else as typed."""
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def topics_in_words(self) -> str:
        """What about."""
        return words_of(self.topics)

    @property
    def due_at(self) -> datetime:
        """Until when somebody should take care of it."""
        return self.consented_at + DUE_AFTER

    @property
    def is_late(self) -> bool:
        """Whether nobody has taken care of it in time."""
        return self.state == "new" and self.due_at < timezone.now()


class ReferralQuerySet(models.QuerySet["Referral"]):
    def for_actor(self, actor: Any) -> ReferralQuerySet:
        """Those of the requests that `actor` handles."""
        return self.filter(follow_up__in=FollowUp.objects.for_actor(actor))

    def in_force(self) -> ReferralQuerySet:
        """Those whose adviser has the company's wish."""
        return self.filter(state__in=IN_FORCE)


class Referral(PublicIdModel):
    """A company's wish in an adviser's hands."""

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="referrals")
    adviser = models.ForeignKey(Adviser, on_delete=models.PROTECT, related_name="referrals")
    state = models.CharField(max_length=8, default=REFERRAL.start, editable=False)
    note = models.TextField(_("a word to the adviser"), max_length=1000, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    held_until = models.DateTimeField(editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("why not"), max_length=300, blank=True)
    asked_count = models.PositiveSmallIntegerField(default=0, editable=False)  # for the outcome

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up"], condition=Q(state__in=OPEN), name="one_adviser_at_a_time"
            ),
            REFERRAL.constraint(),
        ]

    @property
    def may_be_stopped(self) -> bool:
        """Whether the letter has not left."""
        return self.state == "sent" and timezone.now() < self.held_until


class Report(models.Model):
    """What the adviser tells has come of it; the last one holds. `hours` are all so far."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="reports")
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome)
    text = models.TextField(_("in words"), max_length=2000, blank=True)
    hours = models.DecimalField(_("hours in all"), max_digits=6, decimal_places=1)
    told_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-told_at", "-pk"]
