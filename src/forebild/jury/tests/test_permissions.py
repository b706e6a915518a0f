"""A conflict of interest beats every role, in every predicate that is about one entry."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.jury.models import Juror, Recusal, Release, Ruling
from forebild.programme.models import Edition
from forebild.shared.permissions import Permission, may
from tests.worlds import (
    declare_free,
    make_assignment,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition()


@pytest.fixture
def seats(edition: Edition) -> dict[str, Juror]:
    """A juror, the chair, and somebody of the office who also sits in the jury."""
    office = make_office()
    return {
        "juror": make_juror(edition),
        "chair": make_juror(edition, seat="chair"),
        "office": make_juror(edition, person=office),
    }


def subjects(juror: Juror) -> dict[Permission, Any]:
    """What each permission about one entry is asked of, all about the same entry."""
    entry = make_entry(juror.edition)
    declare_free(juror, entry)
    assignment = make_assignment(juror, entry)
    ruling = Ruling.objects.create(
        edition=juror.edition, entry=entry, outcome="finalist", proposed_by=make_person(), reason="Bra."
    )
    return {
        Permission.REVIEW_WRITE: assignment,
        Permission.RECUSAL_RECORD: entry,
        Permission.RULING_PROPOSE: entry,
        Permission.RULING_APPROVE: ruling,
    }


LEADERS = {Permission.RECUSAL_RECORD, Permission.RULING_PROPOSE, Permission.RULING_APPROVE}


@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("juror", {Permission.REVIEW_WRITE}),
        ("chair", {Permission.REVIEW_WRITE, *LEADERS}),
        ("office", {Permission.REVIEW_WRITE, *LEADERS}),
    ],
)
def test_who_stands_aside_may_nothing_of_the_entry_and_others_may(
    seats: dict[str, Juror], who: str, allowed: set[Permission]
) -> None:
    juror = seats[who]
    asked = subjects(juror)
    assert {each for each, subject in asked.items() if may(juror.person, each, subject).allowed} == allowed
    recusal = Recusal.objects.create(
        juror=juror,
        entry=asked[Permission.RULING_PROPOSE],
        relation="family",
        source="declared",
        recorded_by=juror.person,
    )
    answers = {each: may(juror.person, each, subject) for each, subject in asked.items()}
    assert not any(answer.allowed for answer in answers.values())
    assert all(answer.reason for answer in answers.values())
    # … nor may one lift one's own recusal, or decide through the ruling instead of the entry
    assert not may(juror.person, Permission.RECUSAL_RECORD, recusal).allowed
    assert not may(juror.person, Permission.RULING_PROPOSE, asked[Permission.RULING_APPROVE]).allowed


def test_a_review_waits_for_the_answer_to_the_conflict_question(edition: Edition) -> None:
    juror = make_juror(edition)
    assignment = make_assignment(juror, make_entry(edition))
    assert not may(juror.person, Permission.REVIEW_WRITE, assignment).allowed
    declare_free(juror, assignment.entry)
    assert may(juror.person, Permission.REVIEW_WRITE, assignment).allowed
    assignment.juror.state = "ended"
    assert not may(juror.person, Permission.REVIEW_WRITE, assignment).allowed


def test_the_jurys_rooms_are_for_those_who_sit_in_it(edition: Edition) -> None:
    juror, stranger = make_juror(edition), make_person()
    assert may(juror.person, Permission.JURY_SERVE).allowed
    assert not may(stranger, Permission.JURY_SERVE).allowed
    assert not may(stranger, Permission.JURY_SERVE, juror).allowed
    juror.edition.state = "archived"
    assert not may(juror.person, Permission.JURY_SERVE, juror).allowed


def test_a_decision_is_not_changed_once_the_result_is_out(edition: Edition) -> None:
    office, entry = make_office(), make_entry(edition)
    assert may(office, Permission.RULING_PROPOSE, entry).allowed
    entry.edition.state = "released"
    assert not may(office, Permission.RULING_PROPOSE, entry).allowed


def test_a_release_takes_two_and_letters_take_the_release(edition: Edition) -> None:
    one, other = make_office(), make_office()
    release = Release.objects.create(edition=edition, release_at="2030-01-01T00:00Z", scheduled_by=one)
    assert may(other, Permission.RELEASE_SCHEDULE, release).allowed
    assert not may(one, Permission.RELEASE_SCHEDULE, release).allowed
    assert not may(make_person(), Permission.RELEASE_SCHEDULE, release).allowed
    assert not may(one, Permission.LETTER_SEND, edition).allowed
    edition.released_at = release.release_at  # type: ignore[assignment]  # any instant will do
    assert may(one, Permission.LETTER_SEND, edition).allowed
    assert not may(make_juror(edition, seat="chair").person, Permission.LETTER_SEND, edition).allowed
