"""Each invariant is silent over a world that is whole, and names what is half done."""

from __future__ import annotations

import pytest
from django.utils import timezone

from forebild.competition.invariants import (
    awards_before_the_release,
    handed_in_without_submission,
    submissions_with_another_hash,
)
from forebild.competition.models import Award, Entry, Submission
from forebild.competition.services.awards import Result, publish_awards
from forebild.competition.services.entries import submit_entry
from forebild.people.models import Person
from tests.worlds import make_edition, make_entry

pytestmark = pytest.mark.django_db


def test_an_entry_that_was_handed_in_has_its_submission(complete: Entry, writer: Person) -> None:
    assert list(handed_in_without_submission()) == []  # a draft needs none
    submit_entry(actor=writer, entry=complete)
    assert list(handed_in_without_submission()) == []
    Submission.objects.all().delete()
    assert list(handed_in_without_submission()) == [
        f"entry {complete.public_id} is submitted without a submission"
    ]


def test_a_submission_is_what_its_hash_says(complete: Entry, writer: Person) -> None:
    submission = submit_entry(actor=writer, entry=complete)
    assert list(submissions_with_another_hash()) == []
    Submission.objects.update(content={**submission.content, "language": "en"})
    assert list(submissions_with_another_hash()) == [
        f"submission {submission.public_id} is not what its hash says"
    ]


def test_an_award_does_not_come_before_its_edition() -> None:
    edition = make_edition(2027, state="released", released_at=timezone.now())
    result = Result(make_entry(edition), Award.Outcome.FINALIST)
    [award] = publish_awards(edition=edition, results=[result], published_at=timezone.now())
    assert list(awards_before_the_release()) == []
    type(edition).objects.update(state="announced", released_at=None)
    assert list(awards_before_the_release()) == [
        f"award {award.public_id} is there before its edition is released"
    ]
