"""A secret straw vote: who has voted stands apart from what was voted.

Nothing joins the two tables, neither a key nor a time nor an order. Each vote cast writes all ballots of its
straw vote anew, with new ids and in an order drawn by lot; when the vote is closed only the sums are kept.
See the decision record, 12.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.deliberation.models.motions import Motion, OfItems
from forebild.deliberation.states import STRAW_VOTE
from forebild.jury.models import Juror
from forebild.shared.models import PublicIdModel, new_public_id


class StrawVote(PublicIdModel):
    """How the jury leans about a motion, before it decides."""

    path_to_item = "motion__item"

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="straw_votes")
    state = models.CharField(max_length=7, default=STRAW_VOTE.start, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    for_count = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    against_count = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    abstain_count = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)

    objects = OfItems.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["motion"], condition=Q(state="open"), name="one_straw_vote_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(
                    state="counted",
                    for_count__isnull=False,
                    against_count__isnull=False,
                    abstain_count__isnull=False,
                )
                | ~Q(state="counted") & Q(for_count=None, against_count=None, abstain_count=None),
                name="straw_vote_shown_when_counted",
            ),
            STRAW_VOTE.constraint(),
        ]


class StrawVoter(models.Model):
    """Somebody has voted. There is no time here, and nothing of what."""

    straw_vote = models.ForeignKey(StrawVote, on_delete=models.CASCADE, related_name="voters")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["straw_vote", "juror"], name="one_vote_a_juror")]


class Ballot(models.Model):
    """A vote that was cast, by nobody in particular; gone when the vote is counted."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstain")

    id = models.CharField(primary_key=True, max_length=26, default=new_public_id, editable=False)
    straw_vote = models.ForeignKey(StrawVote, on_delete=models.CASCADE, related_name="ballots")
    choice = models.CharField(max_length=7, choices=Choice)
