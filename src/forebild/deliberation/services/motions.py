"""Motions, and the decisions on them. What is decided of an entry is proposed as a ruling."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.deliberation.models import TEXT, AgendaItem, Decision, Dissent, Meeting, Motion
from forebild.deliberation.queries import motion_put, present_at
from forebild.deliberation.services.items import note_stood_aside
from forebild.deliberation.services.meetings import demand_open
from forebild.deliberation.states import MOTION
from forebild.jury.models import Juror, Ruling
from forebild.jury.services.rulings import propose_ruling
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@dataclass(frozen=True)
class Count:
    """The votes for, against, and neither; `chair` says "for" or "against" when the votes are equal."""

    favour: int
    against: int
    abstain: int
    chair: str = ""


@transaction.atomic
def put_motion(*, actor: Person, item: AgendaItem, outcome: str, text: str = "") -> Motion:
    """What the meeting is to decide about the item. One at a time; the next when this one is decided."""
    demand(actor, Permission.ITEM_LEAD, item)
    _demand_discussed(item)
    if motion_put(item) is not None:
        raise NotNow(_("There is a motion already. Decide on it, or take it back."))
    _demand_fits(item, outcome, text)
    motion = Motion.objects.create(item=item, outcome=outcome, text=text.strip(), put_by=actor)
    audit.record(actor, "deliberation.motion.put", motion, edition=item.meeting.edition, outcome=outcome)
    return motion


def outcomes_for(item: AgendaItem) -> list[str]:
    """What can be moved: about an entry what it may become; else that there is no award; or words."""
    about_entry = [one for one in Ruling.Outcome.values if one != Ruling.Outcome.NO_AWARD]
    return [*(about_entry if item.entry_id else [Ruling.Outcome.NO_AWARD.value]), TEXT]


def _demand_fits(item: AgendaItem, outcome: str, text: str) -> None:
    if outcome not in outcomes_for(item):
        raise InvalidInput(_("That cannot be moved here."), {"outcome": _("Choose one of the motions.")})
    if outcome == TEXT and not text.strip():
        raise InvalidInput(_("The motion says nothing."), {"text": _("Write the motion in words.")})


@transaction.atomic
def withdraw_motion(*, actor: Person, motion: Motion) -> None:
    """Take a motion back before it is decided; a straw vote about it ends uncounted."""
    demand(actor, Permission.ITEM_LEAD, motion.item)
    _demand_discussed(motion.item)
    _demand_no_straw_vote(motion)
    MOTION.move(motion, "withdraw")
    audit.record(actor, "deliberation.motion.withdrawn", motion, edition=motion.item.meeting.edition)


@transaction.atomic
def record_decision(
    *,
    actor: Person,
    motion: Motion,
    way: str,
    count: Count | None = None,
    reason: str,
    citation_sv: str = "",
    citation_en: str = "",
) -> Decision:
    """What the meeting decided about the motion.

    1. Enough are there who do not stand aside (the quorum). 2. The votes are those of who may vote.
    3. Equal votes: by the meeting's rule. 4. What is carried about an entry, or that there is no award, is
    proposed as a ruling, which a second person approves.
    """
    item = motion.item
    demand(actor, Permission.ITEM_LEAD, item)
    _demand_discussed(item)
    _demand_no_straw_vote(motion)
    voters = list(present_at(item))
    if len(voters) < item.meeting.quorum:
        raise NotNow(
            _("The meeting has no quorum for this: %(here)d may vote, and it takes %(quorum)d.")
            % {"here": len(voters), "quorum": item.meeting.quorum}
        )
    is_carried, by_chair = _result(item.meeting, voters, way, count)
    MOTION.move(motion, "carry" if is_carried else "fall")
    decision = Decision.objects.create(
        motion=motion,
        way=way,
        entitled_count=len(voters),
        **_counts(way, count),
        by_chair=by_chair,
        is_carried=is_carried,
        reason=_demanded_reason(reason),
        citation_sv=citation_sv.strip(),
        citation_en=citation_en.strip(),
        ruling=_ruling(actor, motion, reason, citation_sv, citation_en) if is_carried else None,
        recorded_by=actor,
    )
    note_stood_aside(item)
    audit.record(
        actor,
        "deliberation.decision.recorded",
        decision,
        edition=item.meeting.edition,
        outcome=motion.outcome,
        carried=is_carried,
    )
    return decision


def _counts(way: str, count: Count | None) -> dict[str, int]:
    """The votes as columns; none where nothing was counted."""
    if count is None or way == Decision.Way.UNANIMOUS:
        return {}
    return {"for_count": count.favour, "against_count": count.against, "abstain_count": count.abstain}


def _demanded_reason(reason: str) -> str:
    if not reason.strip():
        raise InvalidInput(_("Say why the meeting decided so."), {"reason": _("Say why: it goes on record.")})
    return reason.strip()


def _result(meeting: Meeting, voters: list[Juror], way: str, count: Count | None) -> tuple[bool, bool]:
    """(carried, by the chair's vote)."""
    if way == Decision.Way.UNANIMOUS:
        return True, False
    if way not in Decision.Way.values or count is None:
        raise InvalidInput(_("Say how it was decided."), {"way": _("Choose one of the ways.")})
    if min(count.favour, count.against, count.abstain) < 0 or (
        count.favour + count.against + count.abstain != len(voters)
    ):
        said = _("The votes do not add up: %(here)d may vote. Who does not vote abstains.")
        raise InvalidInput(_("The votes do not add up."), {"abstain": said % {"here": len(voters)}})
    if count.favour != count.against:
        return count.favour > count.against, False
    if meeting.tie_rule == Meeting.TieRule.FALLS or _chair(voters) is None:
        return False, False
    if count.chair not in ("for", "against"):
        raise InvalidInput(
            _("The votes are equal."), {"chair": _("The votes are equal: say how the chair voted.")}
        )
    return count.chair == "for", True


def _chair(voters: list[Juror]) -> Juror | None:
    """The chair, else the deputy, among those who may vote; without either, equal votes let it fall."""
    seats = {juror.seat: juror for juror in voters}
    return seats.get(Juror.Seat.CHAIR) or seats.get(Juror.Seat.DEPUTY)


def _ruling(actor: Person, motion: Motion, reason: str, citation_sv: str, citation_en: str) -> Ruling | None:
    """The proposal that the decision becomes; none for words."""
    if motion.outcome == TEXT:
        return None
    return propose_ruling(
        actor=actor,
        edition=motion.item.meeting.edition,
        outcome=motion.outcome,
        entry=motion.item.entry,
        reason=reason,
        citation_sv=citation_sv,
        citation_en=citation_en,
    )


@transaction.atomic
def note_own_dissent(*, actor: Person, decision: Decision, juror: Juror, text: str = "") -> Dissent:
    """A juror wants it in the minutes that he or she did not agree."""
    demand(actor, Permission.DISSENT_NOTE, decision)
    return _note_dissent(actor, decision, juror, text)


@transaction.atomic
def note_dissent_of(*, actor: Person, decision: Decision, juror: Juror, text: str = "") -> Dissent:
    """The secretary notes it for somebody who asks for it and took part in the decision."""
    item = decision.motion.item
    demand(actor, Permission.ITEM_LEAD, item)
    if not present_at(item).filter(pk=juror.pk).exists():
        raise InvalidInput(
            _("Only somebody who took part in the decision can disagree with it."),
            {"juror": _("Choose somebody who took part in the decision.")},
        )
    return _note_dissent(actor, decision, juror, text)


def _note_dissent(actor: Person, decision: Decision, juror: Juror, text: str) -> Dissent:
    demand_open(decision.motion.item.meeting)
    dissent, is_new = Dissent.objects.get_or_create(
        decision=decision, juror=juror, defaults={"text": text.strip(), "noted_by": actor}
    )
    if is_new:
        edition = decision.motion.item.meeting.edition
        audit.record(actor, "deliberation.dissent.noted", decision, edition=edition, juror=juror.public_id)
    return dissent


def _demand_discussed(item: AgendaItem) -> None:
    """The meeting is open and this is what it discusses."""
    demand_open(item.meeting)
    item.refresh_from_db(fields=["state"])
    if item.state != "current":
        raise NotNow(_("The item is not being discussed."))


def _demand_no_straw_vote(motion: Motion) -> None:
    if motion.straw_votes.filter(state="open").exists():
        raise NotNow(_("A straw vote is open. Close it first."))
