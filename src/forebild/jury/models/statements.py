"""What the jury says of an entry as one voice: agreed by its team, or written from the reviews; and approved.

ConsensusChoice                       whether an edition's teams agree on scores
Statement ── AgreedScore, Stand       one an entry; its text lives in a document

Agreed scores lie beside the independent ones and never touch them.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.models import Entry
from forebild.jury.models.assignments import Assignment
from forebild.jury.models.conflicts import Recusal
from forebild.jury.models.reviews import Marking
from forebild.jury.models.seats import LEADING, Juror
from forebild.jury.states import STATEMENT
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel


class ConsensusChoice(models.Model):
    """In this edition the readers of an entry agree on scores, once each has scored alone: who chose so."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="consensus_choice")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)


class StatementQuerySet(models.QuerySet["Statement"]):
    def for_actor(self, actor: Any) -> StatementQuerySet:
        """Those of the entries that `actor` reads, leads the jury of, or runs the edition of.

        Never one of an entry from which one stands aside, whatever else one is.
        """
        if not actor.is_authenticated:
            return self.none()
        entry = OuterRef("entry")
        reads = Assignment.objects.current().filter(juror__person=actor, juror__state="serving", entry=entry)
        led = Juror.objects.serving().filter(person=actor, seat__in=LEADING).values("edition")
        recused = Recusal.objects.in_force().filter(juror__person=actor, entry=entry)
        return self.filter(
            Q(Exists(reads))
            | Q(entry__edition__in=led)
            | Q(entry__edition__in=Edition.objects.run_by(actor)),
            entry__state="eligible",
        ).exclude(Exists(recused))


class Statement(PublicIdModel):
    """Strengths and opportunities for one entry, and where a team agrees also its scores.

    `is_joint`: a team writes it; else the secretary or the office does, from the reviews. `lead` calls the
    team together and hands over; nobody does when that reader no longer reads.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="statement")
    is_joint = models.BooleanField(editable=False)
    lead = models.ForeignKey(Juror, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # strengths, opportunities: a point on each line, in the entry's language; where it is joint also
    # score_, comment_ and reason_ with the criterion's public id
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default=STATEMENT.start, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_because = models.TextField(_("why the team did not wait"), max_length=1000, blank=True)
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_at = models.DateTimeField(null=True, blank=True, editable=False)
    agreed_revision = models.PositiveIntegerField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    reopened_because = models.TextField(_("why it was taken up again"), max_length=1000, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        constraints = [
            STATEMENT.constraint(),
            models.CheckConstraint(
                condition=Q(state="approved", approved_by__isnull=False, approved_at__isnull=False)
                | ~Q(state="approved") & Q(approved_by=None, approved_at=None),
                name="statement_approved_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "approved"])
                | Q(agreed_by__isnull=False, agreed_at__isnull=False, agreed_revision__isnull=False),
                name="statement_agreed_by_somebody",
            ),
        ]


class AgreedScore(Marking):
    """What the team gave one criterion when it handed the statement over; `reason` where it lies far off."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="scores")
    reason = models.TextField(blank=True, max_length=4000)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "criterion"], name="one_agreed_score_a_criterion"),
            models.CheckConstraint(
                condition=Q(value__isnull=False, not_applicable=False) | Q(value=None, not_applicable=True),
                name="agreed_is_a_step_or_not_applicable",
            ),
        ]


class Stand(models.Model):
    """A member's word about what was handed over: stands behind it, or does not, and why."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="stands")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()  # of the text that it is about; void when that is changed
    stands_behind = models.BooleanField()
    dissent = models.TextField(_("dissent"), max_length=2000, blank=True)
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "juror"], name="one_stand_a_member"),
            models.CheckConstraint(
                condition=Q(stands_behind=True, dissent="") | Q(stands_behind=False) & ~Q(dissent=""),
                name="dissent_says_why",
            ),
        ]
