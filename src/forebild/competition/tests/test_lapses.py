"""Asked companies that never answered: their case lapses when the call has closed, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from forebild.competition import tasks
from forebild.competition.models import Case
from forebild.competition.queries import application_phase
from forebild.competition.services.lapses import lapse_unanswered
from forebild.programme.models import Edition
from forebild.shared.audit.models import Record
from forebild.shared.outbox.models import Message
from tests.worlds import make_company, make_edition

pytestmark = pytest.mark.django_db


def make_cases(edition: Edition, *states: str) -> list[Case]:
    return [Case.objects.create(edition=edition, organisation=make_company(), state=each) for each in states]


def states(edition: Edition) -> list[str]:
    return list(edition.cases.order_by("pk").values_list("state", flat=True))


def test_they_lapse_when_the_call_has_closed_with_its_grace() -> None:
    edition = make_edition(2027, open_phase="application")
    everything = ("asked", "new", "accepted", "declined", "dismissed", "asked")
    first, *_others, last = make_cases(edition, *everything)
    phase = application_phase(edition)
    assert phase is not None
    end = phase.closes_at + timedelta(minutes=phase.grace_minutes)
    for moment in (phase.opens_at, phase.closes_at, end - timedelta(seconds=1)):
        assert lapse_unanswered(now=moment) == 0
    assert states(edition) == list(everything)
    assert lapse_unanswered(now=end) == 2
    assert states(edition) == ["lapsed", "new", "accepted", "declined", "dismissed", "lapsed"]
    recorded = Record.objects.filter(action="competition.case.lapsed", edition=edition.public_id, actor="")
    assert set(recorded.values_list("subject_id", flat=True)) == {first.public_id, last.public_id}
    assert not Message.objects.exists()
    assert lapse_unanswered(now=end) == 0


def test_every_hour_and_only_where_the_call_has_closed() -> None:
    closed, still_open = make_edition(2026, open_phase="review"), make_edition(2027, open_phase="application")
    undated = make_edition(2025)
    undated.phases.all().delete()
    for edition in (closed, still_open, undated):
        make_cases(edition, "asked")
    tasks.lapse_cases(timestamp=0)
    assert [states(edition) for edition in (closed, still_open, undated)] == [
        ["lapsed"],
        ["asked"],
        ["asked"],
    ]


@pytest.mark.django_db(transaction=True)
def test_a_case_that_is_being_answered_is_left_to_its_answer() -> None:
    edition = make_edition(2027, open_phase="review")
    answered, silent = make_cases(edition, "asked", "asked")
    held = connection.copy()
    try:
        held.set_autocommit(False)
        with held.cursor() as cursor:
            cursor.execute("UPDATE competition_case SET state = 'declined' WHERE id = %s", [answered.pk])
            assert lapse_unanswered() == 1
        held.commit()
    finally:
        held.close()
    assert states(edition) == ["declined", "lapsed"]
    assert silent.pk > answered.pk
