"""Persons, the organisations they work for, and who may act for which.

Person ── Membership ── Organisation ── OrganisationFigures   (head count, turnover, … per year)
                              └──────── OrganisationIndustry  (scheme + code)
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.people.reference.counties import COUNTIES
from forebild.shared.models import PublicIdModel, swedish_order


class PersonManager(BaseUserManager["Person"]):
    """Persons are found by their address, letter case aside."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def known_as(self, email: str, **defaults: Any) -> Person:
        """The person with this address; made, without any right, where there is none."""
        person, _made = self.get_or_create(email=email.strip().lower(), defaults=defaults)
        return person


class Person(AbstractBaseUser, PublicIdModel):
    """Somebody with an e-mail address. There are no passwords: a code or a passkey lets one in."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=[("sv", "Svenska"), ("en", "English")], default="sv"
    )
    is_active = models.BooleanField(default=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(email=models.functions.Lower("email")), name="person_email_is_lower"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are stored in small letters, so that one person is one row; nobody has a password."""
        self.email = self.email.strip().lower()
        if not self.password:
            self.set_unusable_password()
        super().save(*args, **kwargs)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Chainable filters; lists begin with `for_actor`."""

    def for_actor(self, actor: Any) -> OrganisationQuerySet:
        """Those that `actor` acts for."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(pk__in=Membership.objects.current().filter(person=actor).values("organisation"))


class Organisation(PublicIdModel):
    """A company or other organisation, one row each, known by its number where it has one."""

    class Kind(models.TextChoices):
        LEGAL = "legal", _("legal person")
        SOLE_TRADER = "sole_trader", _("sole trader")
        FOREIGN = "foreign", _("foreign organisation")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.LEGAL)
    name = models.CharField(_("name"), max_length=160)
    name_order = models.CharField(max_length=200, editable=False, db_index=True)
    org_number = models.CharField(_("organisation number"), max_length=10, null=True, blank=True, unique=True)
    foreign_number = models.CharField(_("foreign number"), max_length=40, blank=True)
    country = models.CharField(_("country"), max_length=2, default="SE")
    # A sole trader's number is a personal identity number: only a keyed digest, to recognise a repeat.
    sole_trader_digest = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    county = models.CharField(
        _("county"), max_length=2, blank=True, choices=[(c.code, c.name) for c in COUNTIES]
    )
    municipality = models.CharField(_("municipality"), max_length=60, blank=True)
    website = models.URLField(_("website"), blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="legal", org_number__isnull=False) | ~Q(kind="legal") & Q(org_number=None),
                name="organisation_number_only_for_legal_persons",
            ),
            models.UniqueConstraint(
                fields=["country", "foreign_number"],
                condition=~Q(foreign_number=""),
                name="organisation_foreign_number_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the Swedish sorting key true."""
        self.name_order = swedish_order(self.name)
        super().save(*args, **kwargs)


class OrganisationFigures(models.Model):
    """One accounting year's size, in the amounts that the SME test reads."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="figures")
    year = models.PositiveSmallIntegerField(_("accounting year"))
    head_count = models.DecimalField(_("head count (full-time)"), max_digits=9, decimal_places=1)
    turnover_sek = models.BigIntegerField(_("turnover, SEK"), null=True, blank=True)
    balance_sheet_sek = models.BigIntegerField(_("balance sheet total, SEK"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year"], name="organisation_figures_once_a_year"),
            models.CheckConstraint(condition=Q(head_count__gte=0), name="head_count_not_negative"),
        ]


class OrganisationIndustry(models.Model):
    """What an organisation does: a code in a named scheme, the first rank being the main one."""

    class Scheme(models.TextChoices):
        SNI_2007 = "sni2007", "SNI 2007"
        NACE_2_1 = "nace2.1", "NACE 2.1"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="industries")
    scheme = models.CharField(_("scheme"), max_length=8, choices=Scheme)
    code = models.CharField(_("code"), max_length=6)
    rank = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scheme", "rank"], name="industry_rank_once"),
        ]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> MembershipQuerySet:
        """Those not ended."""
        return self.filter(ended_at=None)


class Membership(models.Model):
    """A person may act for an organisation, as its owner (one) or as an editor (several)."""

    class Part(models.TextChoices):
        OWNER = "owner", _("responsible")
        EDITOR = "editor", _("editor")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    part = models.CharField(max_length=8, choices=Part)
    since = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=Q(ended_at=None), name="one_current_membership"
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(ended_at=None, part="owner"), name="one_current_owner"
            ),
        ]
