"""What the public sees of a result: written in the release's one transaction, empty until then.

Only the wording of a citation can change afterwards, by a correction that two persons stand for.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models.entry import Entry
from forebild.competition.states import CORRECTION
from forebild.people.models import Organisation
from forebild.programme.models import Edition
from forebild.shared.models import InLanguage, PublicIdModel


class Award(PublicIdModel):
    """A winner, an honourable mention or a finalist, as published. Its public id is its proof address."""

    CITATION_LENGTH = 1000

    class Outcome(models.TextChoices):
        WINNER = "winner", _("winner")
        MENTION = "mention", _("honourable mention")
        FINALIST = "finalist", _("finalist")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="awards")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="award")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="awards")
    organisation_name = models.CharField(max_length=160)  # as it was called then
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome)
    citation_sv = models.TextField(blank=True)
    citation_en = models.TextField(blank=True)
    chair_name = models.CharField(max_length=120, blank=True)  # who signs the diploma: the jury's chair then
    published_at = models.DateTimeField()

    citation = InLanguage()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="finalist") | ~models.Q(citation_sv=""),
                name="prizes_have_a_citation",
            ),
        ]


class CitationCorrection(PublicIdModel):
    """Another wording of a published citation: proposed by one person, public when another approves it."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="corrections")
    before_sv = models.TextField(blank=True)
    before_en = models.TextField(blank=True)
    citation_sv = models.TextField(_("citation in Swedish"), max_length=Award.CITATION_LENGTH, blank=True)
    citation_en = models.TextField(_("citation in English"), max_length=Award.CITATION_LENGTH, blank=True)
    reason = models.TextField(_("reason"), max_length=1000)
    state = models.CharField(max_length=9, default=CORRECTION.start, editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # who approved it, or took it back
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["award"], condition=Q(state="proposed"), name="one_correction_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | ~Q(settled_by=F("proposed_by")),
                name="correction_by_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", settled_by=None, settled_at=None)
                | ~Q(state="proposed") & Q(settled_by__isnull=False, settled_at__isnull=False),
                name="correction_settled_by_somebody",
            ),
            CORRECTION.constraint(),
        ]
