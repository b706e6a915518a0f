"""The secret straw vote. Who has voted and what was voted are never in one row, nor in one order."""

from __future__ import annotations

import secrets
from collections import Counter

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.deliberation.models import AgendaItem, Ballot, Motion, StrawVote, StrawVoter
from forebild.deliberation.queries import out_for, present_at
from forebild.deliberation.services.meetings import demand_open
from forebild.deliberation.states import STRAW_VOTE
from forebild.jury.models import Juror
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.permissions import Permission, demand

FEWEST = 3  # votes: a count of fewer would say who voted what


@transaction.atomic
def open_straw_vote(*, actor: Person, motion: Motion) -> StrawVote:
    """Ask how the jury leans; each who is there and does not stand aside has one vote."""
    item = motion.item
    demand(actor, Permission.ITEM_LEAD, item)
    _demand_put(motion)
    if motion.straw_votes.filter(state="open").exists():
        raise NotNow(_("A straw vote is open already."))
    if present_at(item).count() < FEWEST:
        raise NotNow(
            _("A secret vote takes at least %(fewest)d who may vote: with fewer, the count would tell.")
            % {"fewest": FEWEST}
        )
    straw_vote = StrawVote.objects.create(motion=motion, opened_by=actor)
    audit.record(actor, "deliberation.straw_vote.opened", straw_vote, edition=item.meeting.edition)
    return straw_vote


@transaction.atomic
def cast_straw_vote(*, actor: Person, straw_vote: StrawVote, juror: Juror, choice: str) -> None:
    """Cast one's vote. It cannot be changed or taken back: nobody can find it again.

    1. Hold the vote, so that ballots are written one after the other. 2. Note that the juror has voted; the
    database lets nobody do so twice. 3. Write all ballots anew, in an order drawn by lot: afterwards none is
    the newest, neither by its key nor by its place or transaction in the table.

    Nothing is recorded in the log: its time beside the ballots' would be one thread too many.
    """
    straw_vote = StrawVote.objects.select_for_update(of=["self"]).get(pk=straw_vote.pk)
    demand(actor, Permission.STRAW_VOTE_CAST, straw_vote)
    if choice not in Ballot.Choice.values:
        raise InvalidInput(_("Choose for, against or abstain."), {"choice": _("Choose one of the three.")})
    if straw_vote.state != "open":
        raise NotNow(_("The straw vote is closed."))
    try:
        with transaction.atomic():
            StrawVoter.objects.create(straw_vote=straw_vote, juror=juror)
    except IntegrityError:
        raise Overtaken(_("You have voted already.")) from None
    choices = [*straw_vote.ballots.values_list("choice", flat=True), choice]
    secrets.SystemRandom().shuffle(choices)
    straw_vote.ballots.all().delete()
    Ballot.objects.bulk_create(Ballot(straw_vote=straw_vote, choice=one) for one in choices)


@transaction.atomic
def close_straw_vote(*, actor: Person, straw_vote: StrawVote) -> bool:
    """Count, and keep the sums alone. Whether it was counted.

    Thrown away uncounted when fewer than FEWEST have voted, and when somebody who has voted must stand aside
    by now: his or her ballot cannot be found to be taken out.
    """
    item = straw_vote.motion.item
    demand(actor, Permission.ITEM_LEAD, item)
    demand_open(item.meeting)
    straw_vote = StrawVote.objects.select_for_update(of=["self"]).get(pk=straw_vote.pk)
    sums = Counter(straw_vote.ballots.values_list("choice", flat=True))
    counts = {f"{choice}_count": sums[choice] for choice in Ballot.Choice.values}
    is_counted = sums.total() >= FEWEST and not _voter_stands_aside(straw_vote, item)
    STRAW_VOTE.move(
        straw_vote,
        "count" if is_counted else "void",
        closed_at=timezone.now(),
        **(counts if is_counted else {}),
    )
    straw_vote.ballots.all().delete()
    verb = "deliberation.straw_vote.counted" if is_counted else "deliberation.straw_vote.voided"
    audit.record(actor, verb, straw_vote, edition=item.meeting.edition)
    return is_counted


def _voter_stands_aside(straw_vote: StrawVote, item: AgendaItem) -> bool:
    return straw_vote.voters.filter(juror__in=out_for(item).order_by()).exists()


def _demand_put(motion: Motion) -> None:
    demand_open(motion.item.meeting)
    motion.refresh_from_db(fields=["state"])
    if motion.state != "put":
        raise NotNow(_("The motion is decided, or was taken back."))
