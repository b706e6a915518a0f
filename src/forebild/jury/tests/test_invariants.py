"""Each invariant is silent over a result that is whole, and names what is half done."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine

from forebild.competition.models import Award, Entry
from forebild.jury.invariants import (
    awards_apart_from_their_ruling,
    batches_with_letters_missing,
    releases_apart_from_their_edition,
    statements_handed_over_in_part,
    trial_reviews_of_the_recused,
)
from forebild.jury.models import CalibrationEntry, CalibrationRound, CalibrationSheet, Release, Ruling
from forebild.jury.services.letters import send_letters, stop_letters
from forebild.jury.services.release import carry_out_release
from forebild.jury.tests.decided import make_confirmed, make_decided, make_recusal, soon
from forebild.jury.tests.statements import make_team
from forebild.programme.models import Edition
from forebild.shared.outbox.models import Message
from tests.worlds import make_edition, make_entry, make_juror

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


@pytest.fixture
def released() -> tuple[Edition, Any, Release]:
    edition, one, other = make_decided("winner", "not_awarded")
    release = make_confirmed(edition, one, other, soon())
    with time_machine.travel(release.release_at):
        assert carry_out_release(release=release)
    edition.refresh_from_db()
    return edition, one, release


def test_a_release_and_its_edition_go_together(released: tuple[Edition, Any, Release]) -> None:
    edition, _one, release = released
    assert list(releases_apart_from_their_edition()) == []
    Edition.objects.update(state="announced", released_at=None)
    assert list(releases_apart_from_their_edition()) == [
        f"release {release.public_id} has happened, but its edition is not released"
    ]
    Edition.objects.update(state="archived", released_at=release.release_at)
    Release.objects.update(state="confirmed")
    assert list(releases_apart_from_their_edition()) == [
        f"edition {edition.year} is archived without a release"
    ]


def test_what_is_public_is_what_was_decided(released: tuple[Edition, Any, Release]) -> None:
    assert list(awards_apart_from_their_ruling()) == []
    award = Award.objects.get()
    Ruling.objects.filter(outcome="winner").update(outcome="mention")
    ruling = Ruling.objects.get(outcome="mention")
    assert list(awards_apart_from_their_ruling()) == [f"award {award.public_id} has no approved ruling"]
    Award.objects.all().delete()
    assert list(awards_apart_from_their_ruling()) == [f"ruling {ruling.public_id} was left out of the result"]
    Entry.objects.update(state="withdrawn")  # the company took it back before the release
    assert list(awards_apart_from_their_ruling()) == []


def test_a_decision_before_its_release_is_not_public_yet() -> None:
    make_decided("winner")
    assert list(awards_apart_from_their_ruling()) == []
    assert list(releases_apart_from_their_edition()) == []


def test_a_batch_has_all_its_letters(released: tuple[Edition, Any, Release]) -> None:
    edition, one, _release = released
    batch = send_letters(actor=one, edition=edition, outcome="winner", expected_count=1)
    assert list(batches_with_letters_missing()) == []
    stop_letters(actor=one, batch=batch)
    assert list(batches_with_letters_missing()) == []  # stopped ones are still there
    Message.objects.filter(batch=batch.public_id).delete()
    assert list(batches_with_letters_missing()) == [f"batch {batch.public_id} has 0 letters of 1"]


def test_what_readers_agree_is_handed_over_whole() -> None:
    team = make_team(3, 4)
    assert list(statements_handed_over_in_part()) == []  # still open
    team.agree()
    assert list(statements_handed_over_in_part()) == []
    team.statement.scores.first().delete()  # type: ignore[union-attr]
    assert list(statements_handed_over_in_part()) == [
        f"statement {team.statement.public_id} lacks an agreed score"
    ]


def test_whoever_stands_aside_has_no_trial_review() -> None:
    edition = make_edition()
    juror, entry = make_juror(edition), make_entry(edition)
    round_ = CalibrationRound.objects.create(edition=edition, closes_at=soon(), opened_by=juror.person)
    trial = CalibrationEntry.objects.create(round=round_, entry=entry)
    sheet = CalibrationSheet.objects.create(trial=trial, juror=juror)
    assert list(trial_reviews_of_the_recused()) == []
    make_recusal(juror, entry)
    assert list(trial_reviews_of_the_recused()) == [
        f"calibration sheet {sheet.public_id} is of a juror who stands aside"
    ]
    CalibrationSheet.objects.update(state="void")
    assert list(trial_reviews_of_the_recused()) == []
