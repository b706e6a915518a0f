"""Motions, quorum and equal votes, what a decision becomes, dissent."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.deliberation.models import Decision, Dissent, Motion
from forebild.deliberation.services import items, motions
from forebild.deliberation.services.motions import Count
from forebild.deliberation.services.straw import open_straw_vote
from forebild.deliberation.tests.sitting import gather, make_sitting, recuse
from forebild.jury.models import Ruling
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_carried_motion_about_an_entry_is_proposed_as_a_ruling() -> None:
    sitting = make_sitting()
    decision = sitting.decide(sitting.move("second"))
    ruling = Ruling.objects.get()
    assert decision.ruling == ruling
    assert (ruling.entry, ruling.outcome, ruling.state) == (sitting.entries["second"], "winner", "proposed")
    assert (ruling.citation_sv, ruling.citation_en, ruling.reason) == ("För modet.", "For it.", "Enhälligt.")
    assert ruling.proposed_by == sitting.people["secretary"]
    assert (decision.entitled_count, decision.for_count, decision.is_carried) == (4, None, True)
    assert list(problems()) == []


def test_control_a_motion_apart_from_its_decision_is_found() -> None:
    sitting = make_sitting()
    decision = sitting.decide(sitting.move("second"))
    Motion.objects.update(state="fallen")
    Motion.objects.create(
        item=sitting.items["first"], outcome="mention", state="carried", put_by=decision.recorded_by
    )
    sentence = "What the meeting decided and what became of the motion agree"
    assert [said for said, _what in problems()] == [sentence] * 2


def test_several_winners_mentions_and_no_award() -> None:
    sitting = make_sitting()
    for name, outcome in (("first", "mention"), ("second", "mention")):
        sitting.decide(sitting.move(name, outcome))
        items.settle(actor=sitting.people["secretary"], item=sitting.item(name))
    sitting.decide(sitting.move("other", "no_award"))
    outcomes = list(Ruling.objects.order_by("pk").values_list("outcome", "entry"))
    assert [outcome for outcome, _entry in outcomes] == ["mention", "mention", "no_award"]
    assert outcomes[-1][1] is None


def test_what_the_jury_refuses_undoes_the_whole_decision() -> None:
    """A winner beside "no award": nothing is half recorded."""
    sitting = make_sitting()
    sitting.decide(sitting.move("other", "no_award"))
    items.settle(actor=sitting.people["secretary"], item=sitting.item("other"))
    motion = sitting.move("second")
    with pytest.raises(NotNow, match="no award this year"):
        sitting.decide(motion)
    motion.refresh_from_db()
    assert (motion.state, Decision.objects.count()) == ("put", 1)
    with pytest.raises(InvalidInput) as refusal:
        sitting.decide(motion, citation_sv="")
    assert "citation_sv" in refusal.value.fields


def test_a_motion_in_words_and_one_that_falls_become_no_ruling() -> None:
    sitting = make_sitting()
    words = sitting.move("second", "text", text=" Bordlägg. ")
    assert str(words) == "Bordlägg."
    assert sitting.decide(words).ruling is None
    fallen = sitting.decide(sitting.move("second"), way="count", count=Count(1, 2, 1))
    assert (fallen.is_carried, fallen.ruling, fallen.motion.state) == (False, None, "fallen")
    assert not Ruling.objects.exists()


@pytest.mark.parametrize(
    ("item", "outcome", "text", "field"),
    [
        ("first", "no_award", "", "outcome"),
        ("other", "winner", "", "outcome"),
        ("other", "text", " ", "text"),
    ],
)
def test_what_can_be_moved(item: str, outcome: str, text: str, field: str) -> None:
    sitting = make_sitting()
    with pytest.raises(InvalidInput) as refusal:
        sitting.move(item, outcome, text=text)
    assert set(refusal.value.fields) == {field}


def test_one_motion_at_a_time_about_what_is_discussed() -> None:
    sitting = make_sitting()
    secretary = sitting.people["secretary"]
    with pytest.raises(NotNow, match="not being discussed"):
        motions.put_motion(actor=secretary, item=sitting.item("second"), outcome="winner")
    motion = sitting.move("second")
    with pytest.raises(NotNow, match="motion already"):
        sitting.move("second", "mention")
    for act in (items.settle, items.put_off):
        with pytest.raises(NotNow, match="not decided"):
            act(actor=secretary, item=sitting.item("second"))
    motions.withdraw_motion(actor=secretary, motion=motion)
    with pytest.raises(NotNow):
        sitting.decide(motion)
    sitting.move("second", "mention")
    assert [one.state for one in Motion.objects.order_by("pk")] == ["withdrawn", "put"]


def test_no_decision_without_a_quorum_of_those_who_do_not_stand_aside() -> None:
    sitting = make_sitting()
    motion = sitting.move("first")  # chair, bo, cia: three, which is the quorum
    recuse(sitting.seats["bo"], sitting.entries["first"])
    with pytest.raises(NotNow, match="2 may vote, and it takes 3"):
        sitting.decide(motion)
    gather(sitting, cia="")
    with pytest.raises(NotNow, match="1 may vote"):
        sitting.decide(motion)
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("way", "count", "field"),
    [
        ("lot", Count(4, 0, 0), "way"),
        ("count", None, "way"),
        ("count", Count(3, 0, 0), "abstain"),
        ("open", Count(5, 0, -1), "abstain"),
        ("count", Count(2, 2, 0), "chair"),
    ],
)
def test_votes_must_add_up_and_lots_are_not_drawn(way: str, count: Count | None, field: str) -> None:
    sitting = make_sitting()
    with pytest.raises(InvalidInput) as refusal:
        sitting.decide(sitting.move("second"), way=way, count=count)
    assert set(refusal.value.fields) == {field}


def test_a_decision_says_why() -> None:
    sitting = make_sitting()
    with pytest.raises(InvalidInput) as refusal:
        sitting.decide(sitting.move("second"), reason=" ")
    assert set(refusal.value.fields) == {"reason"}


@pytest.mark.parametrize(("chair", "carried"), [("for", True), ("against", False)])
def test_equal_votes_are_settled_by_the_chair(chair: str, carried: bool) -> None:
    sitting = make_sitting()
    decision = sitting.decide(sitting.move("second"), way="count", count=Count(2, 2, 0, chair))
    assert (decision.is_carried, decision.by_chair) == (carried, True)


def test_equal_votes_let_it_fall_by_the_other_rule_and_without_a_chair() -> None:
    sitting = make_sitting(tie_rule="falls")
    fallen = sitting.decide(sitting.move("second"), way="open", count=Count(2, 2, 0, "for"))
    assert (fallen.is_carried, fallen.by_chair) == (False, False)


def test_without_a_chair_in_the_room_equal_votes_let_it_fall() -> None:
    sitting = make_sitting()
    type(sitting.meeting).objects.update(quorum=1)
    sitting.meeting.refresh_from_db()
    gather(sitting, chair="", cia="")
    decision = sitting.decide(sitting.move("second"), way="count", count=Count(1, 1, 0))
    assert (decision.is_carried, decision.by_chair, decision.entitled_count) == (False, False, 2)


def test_no_decision_while_a_straw_vote_is_open() -> None:
    sitting = make_sitting()
    motion = sitting.move("second")
    open_straw_vote(actor=sitting.people["chair"], motion=motion)
    with pytest.raises(NotNow, match="straw vote is open"):
        sitting.decide(motion)
    with pytest.raises(NotNow, match="straw vote is open"):
        motions.withdraw_motion(actor=sitting.people["chair"], motion=motion)


def test_a_leader_who_stands_aside_does_nothing_with_the_item() -> None:
    sitting = make_sitting()
    motion = sitting.move("first")
    recuse(sitting.seats["chair"], sitting.entries["first"])
    chair = sitting.people["chair"]
    acts: list[tuple[Any, dict[str, Any]]] = [
        (items.settle, {"item": sitting.item("first")}),
        (items.put_off, {"item": sitting.item("first")}),
        (items.add_time, {"item": sitting.item("first"), "minutes": 5}),
        (motions.put_motion, {"item": sitting.item("first"), "outcome": "winner"}),
        (motions.withdraw_motion, {"motion": motion}),
        (motions.record_decision, {"motion": motion, "way": "unanimous", "reason": "Ja."}),
        (open_straw_vote, {"motion": motion}),
    ]
    for act, things in acts:
        with pytest.raises(NotAllowed, match="stand aside"):
            act(actor=chair, **things)


def test_dissent_is_noted_once_at_ones_own_request_or_by_the_secretary() -> None:
    sitting = make_sitting()
    decision = sitting.decide(sitting.move("first"))
    bo, anna = sitting.seats["bo"], sitting.seats["anna"]
    for text in ("För tidigt.", "Igen."):
        motions.note_own_dissent(actor=bo.person, decision=decision, juror=bo, text=text)
    motions.note_dissent_of(actor=sitting.people["secretary"], decision=decision, juror=sitting.seats["cia"])
    found = list(Dissent.objects.order_by("pk").values_list("juror", "text"))
    assert found == [(bo.pk, "För tidigt."), (sitting.seats["cia"].pk, "")]
    with pytest.raises(NotAllowed, match="took part"):
        motions.note_own_dissent(actor=anna.person, decision=decision, juror=anna)
    with pytest.raises(InvalidInput) as refusal:
        motions.note_dissent_of(actor=sitting.people["secretary"], decision=decision, juror=anna)
    assert set(refusal.value.fields) == {"juror"}


def test_dissent_is_noted_before_the_meeting_is_over() -> None:
    sitting = make_sitting()
    decision = sitting.decide(sitting.move("second"))
    type(sitting.meeting).objects.update(
        state="closed", closed_at=sitting.meeting.starts_at, closed_by=sitting.people["chair"]
    )
    decision.motion.item.meeting.refresh_from_db()
    bo = sitting.seats["bo"]
    with pytest.raises(NotAllowed, match="over"):
        motions.note_own_dissent(actor=bo.person, decision=decision, juror=bo)
