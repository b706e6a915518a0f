"""The edition under way has a real borderline, and one more review resolves it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import override_settings
from django.urls import reverse

from forebild.jury.certainty import UNSURE, standings_of
from forebild.jury.extra_reviews import Borderline, borderline, readers_of
from forebild.jury.models import Review
from forebild.jury.queries import judged_entries, ranking_state, tie_breaks_in
from forebild.jury.services.conflicts import declare_no_conflict
from forebild.jury.services.extra_reviews import ask_one_more
from forebild.jury.services.reviews import Mark, save_review, submit_review
from forebild.programme.models import Edition
from forebild.sample.building import build
from tests.worlds import client_of

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 10, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def edition(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Edition]:
    """The sample's edition under way, built once for all tests here and taken back after them."""
    files = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_DIR=files),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        list(build(NOW))
        yield Edition.objects.get(year=2027)
        transaction.set_rollback(True)


@pytest.fixture
def lead(edition: Edition) -> Any:
    return edition.programme.roles.get(kind="lead").person


def queue_of(edition: Edition, actor: Any) -> list[Borderline]:
    entries = {entry.public_id: entry for entry in judged_entries(edition, actor)}
    found = standings_of(edition, actor, ranking_state(edition).basis)
    return borderline(found, entries, readers_of(edition, actor))


def test_the_page_shows_what_is_near_the_line_and_whom_to_ask(edition: Edition, lead: Any) -> None:
    rows = queue_of(edition, lead)
    assert len(rows) >= 3
    assert all(row.proposed for row in rows)
    with time_machine.travel(NOW, tick=False):
        page = client_of(lead).get(reverse("jury:near_line", args=[2027]))
    for row in rows:
        assert row.entry.organisation.name in page.text
        assert f"Fråga {row.proposed.person}" in page.text


def test_one_more_review_resolves_a_borderline(edition: Edition, lead: Any) -> None:
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        row = queue_of(edition, lead)[-1]  # the least in doubt of those in doubt
        before = row.standing.adjusted
        extra = ask_one_more(actor=lead, entry=row.entry, juror=row.proposed)
        person, assignment = extra.assignment.juror.person, extra.assignment
        declare_no_conflict(actor=person, assignment=assignment)
        step = 5 if before.p_top > 0.5 else 2
        marks = {criterion.public_id: Mark(step) for criterion in edition.criteria.all()}
        save_review(actor=person, assignment=assignment, marks=marks)
        submit_review(actor=person, assignment=assignment)
        after = standings_of(edition, lead, "adjusted").by_entry[row.entry.public_id].adjusted
        assert UNSURE[0] < before.p_top < UNSURE[1]
        assert not UNSURE[0] < after.p_top < UNSURE[1]
        assert (after.p_top > before.p_top) == (step == 5)
        transaction.set_rollback(True)


def test_what_ranks_was_decided_before_the_scores_were_opened(edition: Edition, lead: Any) -> None:
    state = ranking_state(edition)
    assert state.opening is not None
    assert state.choice is not None
    assert (state.basis, state.late_choices) == ("adjusted", ())
    assert state.choice.chosen_at < edition.phases.get(kind="review").opens_at < state.opening.opened_at
    first = Review.objects.filter(assignment__entry__edition=edition).earliest("saved_at")
    assert state.choice.chosen_at < first.saved_at


def test_jurors_are_comparing_what_is_most_in_doubt(edition: Edition, lead: Any) -> None:
    (tie_break,) = tie_breaks_in(edition, lead)
    assert (tie_break.state, tie_break.seats.count(), tie_break.comparisons.counted().count()) == (
        "open",
        3,
        2,
    )
    unsure = {row.entry.pk for row in queue_of(edition, lead)}
    assert {each.entry_id for each in tie_break.candidates.all()} <= unsure
