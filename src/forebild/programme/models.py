"""The programme over the years, its editions and their dates, criteria, roles and editorial pages.

Programme ── Edition ── Phase        (dated stretches: nomination, application, …)
    │           └────── Criterion ── Anchor
    ├── Role            (who works here, on what, until when)
    └── EditorialPage   (about, rules, press, …)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.programme.states import EDITION
from forebild.shared.models import InLanguage, PublicIdModel


class Programme(PublicIdModel):
    """The whole, over years and editions."""

    name_sv = models.CharField(_("name in Swedish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    summary_sv = models.CharField(_("in one sentence, Swedish"), max_length=240)
    summary_en = models.CharField(_("in one sentence, English"), max_length=240, blank=True)
    organiser = models.CharField(_("organiser"), max_length=120)
    contact_email = models.EmailField(_("contact"))
    started_on = models.DateField(_("started"))
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    name = InLanguage()
    summary = InLanguage()

    def __str__(self) -> str:
        return self.name_sv


class EditionQuerySet(models.QuerySet["Edition"]):
    def public(self) -> EditionQuerySet:
        """Those that the public may know of."""
        return self.exclude(state="planned")

    def run_by(self, actor: Any) -> EditionQuerySet:
        """Those that `actor` runs from the office, by a role in the programme or in that edition alone."""
        if not actor.is_authenticated:
            return self.none()
        roles = Role.objects.current().filter(person=actor)
        return self.filter(
            Q(pk__in=roles.exclude(edition=None).values("edition"))
            | Q(programme__in=roles.filter(edition=None).values("programme"))
        )

    def for_actor(self, actor: Any) -> EditionQuerySet:
        """Public ones for everybody; planned ones too for those who run them."""
        return self.filter(~Q(state="planned") | Q(pk__in=Edition.objects.run_by(actor).values("pk")))


class Edition(PublicIdModel):
    """One year's round."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="editions")
    year = models.PositiveSmallIntegerField(_("year"))
    intro_sv = models.TextField(_("introduction in Swedish"), blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)
    state = models.CharField(max_length=10, default=EDITION.start, editable=False)
    reviews_per_entry = models.PositiveSmallIntegerField(_("reviews per entry"), default=3)
    finalist_count = models.PositiveSmallIntegerField(_("number of finalists"), default=5)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    intro = InLanguage()
    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "year"], name="one_edition_a_year"),
            models.CheckConstraint(
                condition=Q(released_at=None, state__in=["planned", "announced"])
                | Q(released_at__isnull=False, state__in=["released", "archived"]),
                name="edition_released_at_tells_the_state",
            ),
            EDITION.constraint(),
        ]

    def __str__(self) -> str:
        return f"{self.programme.name_sv} {self.year}"

    @property
    def name(self) -> str:
        """The programme's name and the year."""
        return f"{self.programme.name} {self.year}"


class Phase(models.Model):
    """A dated stretch of an edition. Instants are stored in UTC and set and shown in Swedish time."""

    class Kind(models.TextChoices):
        NOMINATION = "nomination", _("nomination")
        APPLICATION = "application", _("application")
        ELIGIBILITY = "eligibility", _("eligibility check")
        REVIEW = "review", _("the jury's review")
        DELIBERATION = "deliberation", _("the jury's meetings")
        ANNOUNCEMENT = "announcement", _("announcement")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    # Not told in advance: it saves the one whose line broke, it does not move the deadline.
    grace_minutes = models.PositiveSmallIntegerField(_("grace, minutes"), default=15)

    class Meta:
        ordering = ["opens_at"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind"], name="one_phase_of_a_kind"),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="phase_closes_after_opening"
            ),
        ]

    def accepts(self, at: datetime, *, extended_to: datetime | None = None) -> bool:
        """Whether something that began at `at` is in time: within the dates, the grace or an extension."""
        last = max(self.closes_at, extended_to or self.closes_at)
        return self.opens_at <= at < last + timedelta(minutes=self.grace_minutes)


class Criterion(PublicIdModel):
    """What the jury scores, with its weight and scale; `counted=False` is asked but not summed."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(default=1)
    name_sv = models.CharField(_("name in Swedish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80, blank=True)
    description_sv = models.TextField(_("description in Swedish"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    weight = models.DecimalField(_("weight"), max_digits=5, decimal_places=2, default=1)
    scale_min = models.SmallIntegerField(_("lowest score"), default=1)
    scale_max = models.SmallIntegerField(_("highest score"), default=5)
    counted = models.BooleanField(_("counts in the total"), default=True)

    name = InLanguage()
    description = InLanguage()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(scale_max__gt=F("scale_min")), name="criterion_scale_rises"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="criterion_weighs_something"),
        ]

    def __str__(self) -> str:
        return self.name_sv


class Anchor(models.Model):
    """What one step of a criterion's scale means."""

    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="anchors")
    value = models.SmallIntegerField(_("score"))
    text_sv = models.TextField(_("in Swedish"))
    text_en = models.TextField(_("in English"), blank=True)

    text = InLanguage()

    class Meta:
        ordering = ["value"]
        constraints = [models.UniqueConstraint(fields=["criterion", "value"], name="one_anchor_a_step")]


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self, at: datetime | None = None) -> RoleQuerySet:
        """Those that have begun and not ended."""
        at = at or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at)

    def for_actor(self, actor: Any) -> RoleQuerySet:
        """Those in the programmes that `actor` works in."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(programme__in=Role.objects.current().filter(person=actor).values("programme"))


class Role(models.Model):
    """What a person does in the programme, or in one edition of it, and until when."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("programme lead")
        COORDINATOR = "coordinator", _("coordinator")
        COMMUNICATIONS = "communications", _("communications")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roles")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="roles")
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )
    kind = models.CharField(_("role"), max_length=14, choices=Kind)
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="role_ends_after_it_began"
            ),
        ]


class EditorialPageQuerySet(models.QuerySet["EditorialPage"]):
    def for_actor(self, actor: Any) -> EditorialPageQuerySet:
        """All for those who work here; published ones for everybody else."""
        works_here = actor.is_authenticated and Role.objects.current().filter(person=actor).exists()
        return self.all() if works_here else self.filter(document__published_at__isnull=False)


class EditorialPage(PublicIdModel):
    """A page that the office writes: about, rules, press, accessibility, …"""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="pages")
    slug = models.SlugField(_("address"), max_length=40)
    position = models.PositiveSmallIntegerField(default=1)
    # title_sv, title_en, body_sv, body_en; readers see what is published of it
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")

    objects = EditorialPageQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["programme", "slug"], name="one_page_an_address")]

    def __str__(self) -> str:
        return str(self.document.fields.get("title_sv") or self.slug)
