"""Letters to entrants, and what comes back.

Letter ── LetterDecision    (approved, returned, taken up again: who, when, why)
  ├────── Dispatch          (those that leave together, held ten minutes; the thanks to the jurors too)
  └────── Answer            (the company's, once)
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.closures import without_closed
from forebild.competition.models import Entry
from forebild.feedback.states import DISPATCH, LETTER
from forebild.jury.models import LEADING, Juror
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel
from forebild.shared.outbox.held import HeldBatch

USEFULNESS = [(1, _("1: of no use")), (2, "2"), (3, "3"), (4, "4"), (5, _("5: of great use"))]


class Dispatch(HeldBatch):
    """Letters that leave together: to entrants, or the thanks to an edition's jurors."""

    class Kind(models.TextChoices):
        LETTERS = "letters", _("letters to entrants")
        THANKS = "thanks", _("thanks to the jurors")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="dispatches")
    kind = models.CharField(max_length=7, choices=Kind)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition"],
                condition=Q(kind="thanks") & ~Q(state="stopped"),
                name="jurors_thanked_once",
            ),
            DISPATCH.constraint(),
        ]


class LetterQuerySet(models.QuerySet["Letter"]):
    def for_actor(self, actor: Any) -> LetterQuerySet:
        """Those of editions that `actor` runs or leads the jury of, without entries closed to him or her."""
        if not actor.is_authenticated:
            return self.none()
        led = Juror.objects.serving().filter(person=actor, seat__in=LEADING).values("edition")
        visible = Q(entry__edition__in=led) | Q(entry__edition__in=Edition.objects.run_by(actor))
        return without_closed(self.filter(visible), actor, "entry")

    def delivered(self, now: datetime | None = None) -> LetterQuerySet:
        """Those that can no longer be stopped: their company has them."""
        return self.filter(state="sent", dispatch__held_until__lte=now or timezone.now())

    def own(self, actor: Any) -> LetterQuerySet:
        """Those to the companies that `actor` acts for; what is written to oneself is never closed."""
        return self.delivered().filter(entry__in=Entry.objects.own(actor))


class Letter(PublicIdModel):
    """What the jury says to one company of its entry, in the company's language.

    Its text is the document's: opening, strengths, opportunities. `content` is the whole letter as it was
    approved (its shape: feedback.content), which is what leaves.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="feedback_letter")
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2, default="sv")
    state = models.CharField(max_length=8, default=LETTER.start, editable=False)
    content = models.JSONField(null=True, blank=True, editable=False)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    dispatch = models.ForeignKey(
        Dispatch, on_delete=models.PROTECT, null=True, blank=True, related_name="letters"
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["approved", "sent"], content__isnull=False)
                | Q(state__in=["draft", "waiting"], content__isnull=True),
                name="letter_is_kept_as_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(dispatch__isnull=False), name="letter_sent_by_a_dispatch"
            ),
            LETTER.constraint(),
        ]


class LetterDecision(models.Model):
    """Approved, returned with what is wanted, or taken up again; about the text as it then stood."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned to the writer")
        REOPENED = "reopened", _("taken up again")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.TextField(_("what should be different"), max_length=1000, blank=True)
    revision = models.PositiveIntegerField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="returned") | ~Q(reason=""), name="returned_letter_says_why"
            ),
        ]


class AnswerQuerySet(models.QuerySet["Answer"]):
    def for_actor(self, actor: Any) -> AnswerQuerySet:
        """Those to letters that `actor` may handle."""
        return self.filter(letter__in=Letter.objects.for_actor(actor))


class Answer(PublicIdModel):
    """What the company says of its letter, once; kept as it was given."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="answer")
    usefulness = models.PositiveSmallIntegerField(_("usefulness"), choices=USEFULNESS)
    text = models.TextField(_("your words"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # who the link was sent to, or who was signed in
    answered_at = models.DateTimeField(default=timezone.now, editable=False)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    read_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(usefulness__gte=1, usefulness__lte=5), name="usefulness_from_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(read_by=None, read_at=None) | Q(read_by__isnull=False, read_at__isnull=False),
                name="answer_read_by_somebody",
            ),
        ]
