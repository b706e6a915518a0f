"""Seats in an edition's jury."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.jury.states import JUROR
from forebild.people.models import Organisation
from forebild.people.reference.counties import COUNTIES
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel

LEADING = ("chair", "deputy", "secretary")  # the seats that lead the jury


class JurorQuerySet(models.QuerySet["Juror"]):
    def serving(self) -> JurorQuerySet:
        """Those who have accepted and not left."""
        return self.filter(state="serving")

    def for_actor(self, actor: Any) -> JurorQuerySet:
        """One's own seats; the whole jury for those who lead it and for the office."""
        if not actor.is_authenticated:
            return self.none()
        led = Juror.objects.serving().filter(person=actor, seat__in=LEADING).values("edition")
        return self.filter(
            Q(person=actor) | Q(edition__in=led) | Q(edition__in=Edition.objects.run_by(actor))
        )


class Juror(PublicIdModel):
    """A person's seat in one edition's jury; it ends with the round."""

    class Seat(models.TextChoices):
        MEMBER = "member", _("juror")
        CHAIR = "chair", _("chair")
        DEPUTY = "deputy", _("deputy chair")
        SECRETARY = "secretary", _("secretary")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="jurors")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    seat = models.CharField(_("seat"), max_length=9, choices=Seat, default=Seat.MEMBER)
    employer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    employer_name = models.CharField(_("employer"), max_length=160, blank=True)
    county = models.CharField(
        _("county"), max_length=2, blank=True, choices=[(county.code, county.name) for county in COUNTIES]
    )
    presentation_sv = models.TextField(_("presentation in Swedish"), blank=True)
    presentation_en = models.TextField(_("presentation in English"), blank=True)
    reads_english = models.BooleanField(_("reads entries in English"), default=True)
    max_load = models.PositiveSmallIntegerField(_("most entries"), null=True, blank=True)
    state = models.CharField(max_length=8, default=JUROR.start, editable=False)
    invited_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    terms_version = models.CharField(max_length=20, blank=True, editable=False)  # accepted at answered_at

    objects = JurorQuerySet.as_manager()

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="one_seat_a_person"),
            models.UniqueConstraint(
                fields=["edition"], condition=Q(seat="chair", state="serving"), name="one_serving_chair"
            ),
            JUROR.constraint(),
        ]


class Expertise(models.Model):
    """What a juror says to know: a sector (scheme and code), or a topic in words."""

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="expertise")
    scheme = models.CharField(max_length=8, blank=True)  # empty: a topic
    code = models.CharField(_("sector or topic"), max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["juror", "scheme", "code"], name="expertise_once")]


class Interest(PublicIdModel):
    """What ties a juror to an organisation, known before any entry is read."""

    class Relation(models.TextChoices):
        EMPLOYER = "employer", _("employer")
        OWNER = "owner", _("owner")
        BOARD = "board", _("board or advisory board")
        CUSTOMER = "customer", _("customer")
        SUPPLIER = "supplier", _("supplier or consultant")
        FUNDER = "funder", _("funder")
        FAMILY = "family", _("family or close friend")
        GROUP = "group", _("same group of companies")
        COMPETITOR = "competitor", _("competitor")
        OTHER = "other", _("other")

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="interests")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    relation = models.CharField(_("relation"), max_length=10, choices=Relation)
    since_year = models.PositiveSmallIntegerField(_("since"), null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(_("until"), null=True, blank=True)
    stated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["juror", "organisation", "relation"], name="interest_once_a_relation"
            ),
        ]
