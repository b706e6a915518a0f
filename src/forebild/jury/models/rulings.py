"""What the jury decides, by two persons, and the instant at which the world may know."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models.rankings import RankingRecord
from forebild.jury.states import LETTERS, RELEASE, RULING
from forebild.programme.models import Edition
from forebild.shared.models import InLanguage, PublicIdModel
from forebild.shared.outbox.held import HeldBatch


class RulingQuerySet(models.QuerySet["Ruling"]):
    def standing(self) -> RulingQuerySet:
        """Those not retracted."""
        return self.exclude(state="retracted")


class Ruling(PublicIdModel):
    """One decision of the jury about one entry, or that there is no award this year."""

    class Outcome(models.TextChoices):
        WINNER = "winner", _("winner")
        MENTION = "mention", _("honourable mention")
        FINALIST = "finalist", _("finalist")
        NOT_AWARDED = "not_awarded", _("not awarded")
        NO_AWARD = "no_award", _("no award this year")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="rulings")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings")
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome)
    reason = models.TextField(_("reason, for the record"), max_length=2000)
    citation_sv = models.TextField(_("citation in Swedish"), max_length=1000, blank=True)
    citation_en = models.TextField(_("citation in English"), max_length=1000, blank=True)
    state = models.CharField(max_length=9, default=RULING.start, editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    retracted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    retracted_because = models.TextField(_("why it was taken back"), max_length=1000, blank=True)
    # How all entries were ranked when this was proposed; none for what is not on the list.
    ranking = models.ForeignKey(
        RankingRecord, on_delete=models.PROTECT, null=True, blank=True, related_name="rulings", editable=False
    )

    citation = InLanguage()
    objects = RulingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry"], condition=~Q(state="retracted"), name="one_standing_ruling_an_entry"
            ),
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(outcome="no_award") & ~Q(state="retracted"),
                name="one_standing_no_award",
            ),
            models.CheckConstraint(
                condition=Q(outcome="no_award", entry=None) | ~Q(outcome="no_award") & Q(entry__isnull=False),
                name="ruling_is_about_an_entry_or_none",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")), name="ruling_by_two_persons"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="retracted", retracted_by__isnull=False)
                | ~Q(state="retracted") & Q(retracted_by=None),
                name="retracted_by_somebody",
            ),
            RULING.constraint(),
        ]


class Release(PublicIdModel):
    """The instant at which an edition's result becomes public, set by one person, confirmed by another."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="releases")
    release_at = models.DateTimeField(_("release at"))
    state = models.CharField(max_length=10, default=RELEASE.start, editable=False)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scheduled_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition"], condition=~Q(state="called_off"), name="one_release_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("scheduled_by")),
                name="release_by_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "released"]) | Q(confirmed_by__isnull=False),
                name="release_confirmed_by_somebody",
            ),
            RELEASE.constraint(),
        ]


class LetterBatch(HeldBatch):
    """Letters of one kind to exactly those whose ruling says so, held so that they can be stopped."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="letter_batches")
    outcome = models.CharField(max_length=11, choices=Ruling.Outcome)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "outcome"], condition=~Q(state="stopped"), name="letters_once_an_outcome"
            ),
            LETTERS.constraint(),
        ]
