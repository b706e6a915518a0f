"""What must hold of meetings; a breach: something was half done, or done behind the product's back."""

import hashlib
from collections.abc import Iterable

from django.db.models import Count

from forebild.deliberation.models import Decision, Minutes, Motion, StrawVote
from forebild.shared.audit.models import Record
from forebild.shared.invariants import invariant


@invariant("A straw vote has as many ballots as voters while it is open, and none when it is closed")
def ballots_apart_from_voters() -> Iterable[str]:
    """A ballot too many or too few, or one that was kept."""
    votes = StrawVote.objects.annotate(
        voter_count=Count("voters", distinct=True), ballot_count=Count("ballots", distinct=True)
    )
    for vote in votes:
        wanted = vote.voter_count if vote.state == "open" else 0
        if vote.ballot_count != wanted:
            yield f"straw vote {vote.public_id} has {vote.ballot_count} ballots, not {wanted}"
        if vote.state == "counted" and _sum(vote) != vote.voter_count:
            yield f"straw vote {vote.public_id} counts {_sum(vote)} votes of {vote.voter_count} voters"


def _sum(vote: StrawVote) -> int:
    return sum(filter(None, (vote.for_count, vote.against_count, vote.abstain_count)))


@invariant("What the meeting decided and what became of the motion agree")
def motions_apart_from_their_decision() -> Iterable[str]:
    """A motion carried without a decision, or a decision that says otherwise."""
    for motion in Motion.objects.filter(state__in=["carried", "fallen"], decision=None):
        yield f"motion {motion.public_id} is {motion.state} without a decision"
    for decision in Decision.objects.select_related("motion"):
        if decision.motion.state != ("carried" if decision.is_carried else "fallen"):
            yield f"decision {decision.public_id} and its motion disagree"


@invariant("Sealed minutes are the file whose hash the log keeps")
def minutes_apart_from_their_hash() -> Iterable[str]:
    """A file that was changed, or a hash that nobody recorded."""
    for minutes in Minutes.objects.filter(state__in=["sealed", "replaced"]):
        if hashlib.sha256(bytes(minutes.pdf or b"")).hexdigest() != minutes.sha256:
            yield f"minutes {minutes.public_id} are not the file that was sealed"
        recorded = Record.objects.about(minutes).filter(action="deliberation.minutes.sealed")
        if not recorded.filter(details_json__contains=minutes.sha256).exists():
            yield f"the hash of minutes {minutes.public_id} is not in the log"
