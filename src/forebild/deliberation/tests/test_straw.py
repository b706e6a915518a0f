"""The secret straw vote: one a juror, and nothing by which a vote leads to its voter."""

from __future__ import annotations

import pytest
from django.db import connection

from forebild.deliberation.models import Ballot, StrawVote, StrawVoter
from forebild.deliberation.services import straw
from forebild.deliberation.tests.sitting import Sitting, gather, make_sitting, recuse
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.invariants import problems
from tests.races import one_then_other

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def open_vote(sitting: Sitting, name: str = "second") -> StrawVote:
    return straw.open_straw_vote(actor=sitting.people["secretary"], motion=sitting.move(name))


def cast(sitting: Sitting, vote: StrawVote, name: str, choice: str = "for") -> None:
    seat = sitting.seats[name]
    straw.cast_straw_vote(actor=seat.person, straw_vote=vote, juror=seat, choice=choice)


def close(sitting: Sitting, vote: StrawVote) -> bool:
    return straw.close_straw_vote(actor=sitting.people["secretary"], straw_vote=vote)


def test_only_the_sums_are_kept() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    for name, choice in (("anna", "for"), ("bo", "against"), ("chair", "for"), ("cia", "abstain")):
        cast(sitting, vote, name, choice)
    assert list(problems()) == []
    assert close(sitting, vote)
    vote.refresh_from_db()
    assert (vote.state, vote.for_count, vote.against_count, vote.abstain_count) == ("counted", 2, 1, 1)
    assert not Ballot.objects.exists()
    assert list(problems()) == []


def test_no_column_joins_a_ballot_to_a_voter() -> None:
    assert {field.name for field in Ballot._meta.get_fields()} == {"id", "straw_vote", "choice"}
    assert {field.name for field in StrawVoter._meta.get_fields()} == {"id", "straw_vote", "juror"}


def test_nobody_who_reads_the_database_can_tell_who_voted_last() -> None:
    """All ballots are of one transaction, with new ids after each vote, and the log says nothing."""
    sitting = make_sitting()
    vote = open_vote(sitting)
    seen: set[str] = set()
    for number, name in enumerate(("anna", "bo", "cia", "chair"), start=1):
        cast(sitting, vote, name)
        ids = set(Ballot.objects.values_list("pk", flat=True))
        assert len(ids) == number
        assert not ids & seen
        seen |= ids
    verbs = set(Record.objects.values_list("action", flat=True))
    assert {verb for verb in verbs if "straw" in verb} == {"deliberation.straw_vote.opened"}
    assert not Record.objects.filter(actor=sitting.people["bo"].public_id).exists()


def test_the_place_in_the_table_is_drawn_by_lot() -> None:
    """Thirty times one against three: the odd one, cast last, does not always lie last (1 in 4^30)."""
    sitting = make_sitting()
    places = set()
    for _round in range(30):
        vote = open_vote(sitting) if not StrawVote.objects.exists() else _again(sitting)
        for name, choice in (("anna", "for"), ("bo", "for"), ("cia", "for"), ("chair", "against")):
            cast(sitting, vote, name, choice)
        places.add(_physical_choices(vote).index("against"))
        close(sitting, vote)
    assert len(places) > 1


def _again(sitting: Sitting) -> StrawVote:
    motion = StrawVote.objects.latest("pk").motion
    return straw.open_straw_vote(actor=sitting.people["secretary"], motion=motion)


def _physical_choices(vote: StrawVote) -> list[str]:
    """In the order in which the rows lie in the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT choice FROM deliberation_ballot WHERE straw_vote_id = %s ORDER BY ctid", [vote.pk]
        )
        return [choice for (choice,) in cursor.fetchall()]


def test_one_vote_each_and_only_one_of_three() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    cast(sitting, vote, "bo")
    with pytest.raises(Overtaken, match="voted already"):
        cast(sitting, vote, "bo", "against")
    with pytest.raises(InvalidInput):
        cast(sitting, vote, "cia", "maybe")
    assert (Ballot.objects.count(), StrawVoter.objects.count()) == (1, 1)


@pytest.mark.parametrize("name", ["anna", "secretary", "away"])
def test_who_has_no_vote(name: str) -> None:
    """Who stands aside, the secretary, who is not there."""
    sitting = make_sitting()
    type(sitting.meeting).objects.update(quorum=1)
    if name == "away":
        recuse(sitting.seats["chair"], sitting.entries["second"])
        gather(sitting, bo="")
        name = "bo"
        vote = StrawVote.objects.create(motion=sitting.move("first"), opened_by=sitting.office)
    else:
        vote = open_vote(sitting, "first")
    with pytest.raises(NotAllowed, match="do not stand aside"):
        cast(sitting, vote, name)
    assert not Ballot.objects.exists()


def test_a_vote_by_too_few_is_not_opened_and_not_counted() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    cast(sitting, vote, "bo")
    cast(sitting, vote, "cia")
    assert not close(sitting, vote)
    vote.refresh_from_db()
    assert (vote.state, vote.for_count, Ballot.objects.count()) == ("void", None, 0)
    gather(sitting, bo="", cia="")
    with pytest.raises(NotNow, match="at least 3"):
        _again(sitting)


def test_one_at_a_time_about_a_motion_that_is_put() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    with pytest.raises(NotNow, match="open already"):
        _again(sitting)
    close(sitting, vote)
    with pytest.raises(NotNow):
        cast(sitting, vote, "bo")
    with pytest.raises(NotNow):
        close(sitting, vote)
    sitting.decide(vote.motion)
    with pytest.raises(NotNow, match="decided"):
        _again(sitting)


def test_a_voter_who_must_stand_aside_afterwards_voids_the_vote() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    for name in ("anna", "bo", "cia", "chair"):
        cast(sitting, vote, name)
    recuse(sitting.seats["bo"], sitting.entries["second"])
    assert not close(sitting, vote)
    vote.refresh_from_db()
    assert (vote.state, vote.for_count) == ("void", None)


def test_control_a_sum_that_is_not_that_of_the_voters_is_found() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    for name in ("anna", "bo", "cia"):
        cast(sitting, vote, name)
    close(sitting, vote)
    StrawVote.objects.update(for_count=4)
    assert [what.split(" counts ")[1] for _sentence, what in problems()] == ["4 votes of 3 voters"]


@pytest.mark.django_db(transaction=True)
def test_of_two_votes_by_one_person_at_once_one_counts() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    found = one_then_other(lambda: cast(sitting, vote, "bo"), lambda: cast(sitting, vote, "bo", "against"))
    assert found == ["", "Overtaken"]
    assert list(Ballot.objects.values_list("choice", flat=True)) == ["for"]
    assert list(problems()) == []


@pytest.mark.django_db(transaction=True)
def test_control_looking_first_and_then_voting_would_count_both() -> None:
    """The same without the held row and the table of voters."""
    sitting = make_sitting()
    vote = open_vote(sitting)

    def cast_unheld() -> None:
        assert not StrawVoter.objects.filter(straw_vote=vote, juror=sitting.seats["bo"]).exists()
        Ballot.objects.create(straw_vote=vote, choice="for")

    assert one_then_other(cast_unheld, cast_unheld) == ["", ""]
    assert Ballot.objects.count() == 2
    assert [sentence for sentence, _what in problems()] == [
        "A straw vote has as many ballots as voters while it is open, and none when it is closed"
    ]


@pytest.mark.django_db(transaction=True)
def test_two_persons_at_once_both_count() -> None:
    sitting = make_sitting()
    vote = open_vote(sitting)
    cast(sitting, vote, "chair", "abstain")
    found = one_then_other(lambda: cast(sitting, vote, "bo"), lambda: cast(sitting, vote, "cia", "against"))
    assert found == ["", ""]
    assert sorted(Ballot.objects.values_list("choice", flat=True)) == ["abstain", "against", "for"]
