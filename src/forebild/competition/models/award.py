"""What the public sees of a result: written in the release's one transaction, empty until then."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from forebild.competition.models.entry import Entry
from forebild.people.models import Organisation
from forebild.programme.models import Edition
from forebild.shared.models import InLanguage, PublicIdModel


class Award(PublicIdModel):
    """A winner, an honourable mention or a finalist, as published. Its public id is its proof address."""

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
