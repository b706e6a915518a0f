"""What must hold of what came of events; a breach: something was half done, or tells what it may not."""

from collections.abc import Iterable

from django.db.models import Count
from django.utils import timezone

from forebild.outcomes.models import Evaluation, FollowUp, Heap, Referral
from forebild.outcomes.models.evaluation import FEWEST
from forebild.shared.invariants import invariant
from forebild.shared.links.models import Link


@invariant("An evaluation has as many answers as have answered, and shows none of fewer than five")
def answers_apart_from_answerers() -> Iterable[str]:
    """A count that is not that of the notes, a heap with more than may be in it, or one shown too early."""
    for evaluation in Evaluation.objects.annotate(notes=Count("answered")):
        if evaluation.notes != evaluation.answer_count:
            counts = f"{evaluation.answer_count} answers of {evaluation.notes}"
            yield f"evaluation {evaluation.public_id} counts {counts}"
        if 0 < evaluation.shown_count < FEWEST:
            yield f"evaluation {evaluation.public_id} shows {evaluation.shown_count} answers"
    for heap in Heap.objects.select_related("question__evaluation"):
        whole = heap.question.evaluation
        most = (whole.shown_count, whole.ripe_count, whole.fresh_count)
        if any(
            len(pile) > limit for pile, limit in zip((heap.shown, heap.ripe, heap.fresh), most, strict=True)
        ):
            yield f"question {heap.question.public_id} has more answers than have answered"


@invariant("Nobody has a company's wish who may not have it any more")
def wishes_that_stay() -> Iterable[str]:
    """A wish taken back that is with an adviser still, or an adviser's link that opens what has ended."""
    for follow_up in FollowUp.objects.filter(state="withdrawn", referrals__in=Referral.objects.in_force()):
        yield f"follow-up {follow_up.public_id} is taken back and with an adviser"
    ended = Referral.objects.filter(state__in=["ended", "stopped"]).values("public_id")
    open_links = Link.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    for link in open_links.filter(purpose="outcomes.referral", subject_id__in=ended):
        yield f"a link opens the ended referral {link.subject_id}"
