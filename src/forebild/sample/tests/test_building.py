"""The sample is written into an empty database as the product would write it; everything in it is marked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction

from forebild.competition.models import Award
from forebild.events.models import Event, Registration
from forebild.jury.models import Statement
from forebild.jury.queries.calibration import agreement, own_measure
from forebild.people.models import Organisation, Person
from forebild.programme.models import Edition, EditorialPage, Programme
from forebild.programme.queries import timeline
from forebild.sample.building import STEPS, build
from forebild.shared import invariants

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 10, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[list[str]]:
    """The sample, built once for all tests here and taken back after them."""
    from django.test import override_settings

    files = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_DIR=files),
        time_machine.travel(NOW, tick=False),
        transaction.atomic(),
    ):
        yield list(build(NOW))
        transaction.set_rollback(True)


def test_every_part_is_told(told: list[str]) -> None:
    assert told == [name for name, _step in STEPS]


def test_nothing_in_it_breaks_an_invariant(told: list[str]) -> None:
    assert list(invariants.problems()) == []


def test_six_winners_and_nine_mentions_are_published(told: list[str]) -> None:
    assert Award.objects.filter(outcome="winner").count() == 6
    assert Award.objects.filter(outcome="mention").count() == 9


def test_2027_is_under_review_and_the_earlier_ones_are_decided(told: list[str]) -> None:
    current = Edition.objects.get(year=2027)
    assert current.state == "announced"
    assert "review" in [each.phase.kind for each in timeline(current, NOW) if each.state == "current"]
    assert set(Edition.objects.exclude(year=2027).values_list("state", flat=True)) == {"released"}
    assert not Award.objects.filter(edition=current).exists()


def test_the_jury_of_2027_has_tried_the_scale_and_written_its_first_statements(told: list[str]) -> None:
    current = Edition.objects.get(year=2027)
    calibration = current.calibration_round
    found = agreement(calibration, current.jurors.get(seat="chair").person)
    assert (calibration.state, len(found.trials), found.tells) == ("closed", 3, True)
    measures = [own_measure(juror) for juror in current.jurors.serving()]
    assert {measure.other_count for measure in measures if measure is not None} == {len(measures) - 1}
    statements = Statement.objects.filter(entry__edition=current)
    assert sorted(statements.values_list("state", flat=True)) == ["approved", "open"]


def test_everything_is_marked_as_a_sample(told: list[str]) -> None:
    for model in (Programme, Organisation, Person):
        assert model.objects.exists()  # type: ignore[attr-defined]
        assert not model.objects.filter(is_sample=False).exists()  # type: ignore[attr-defined]


def test_the_editorial_pages_are_published(told: list[str]) -> None:
    pages = EditorialPage.objects.filter(document__published_at__isnull=False)
    assert set(pages.values_list("slug", flat=True)) == {
        "om", "regler", "press", "tillganglighet", "personuppgifter",
    }  # fmt: skip


def test_a_database_that_is_not_empty_is_left_alone(told: list[str]) -> None:
    before = Person.objects.count()
    with pytest.raises(CommandError, match="only for an empty database"):
        call_command("build_sample")
    assert Person.objects.count() == before


def test_the_links_for_trying_out_lead_to_several_roles(told: list[str], capsys: Any) -> None:
    call_command("demo_links")
    lines = capsys.readouterr().out.splitlines()
    assert all("/logga-in/demo/" in line for line in lines)
    labels = {line[2:24].strip() for line in lines}
    assert {"Programme lead", "Jury chair", "Juror", "Company, submitted", "Company, draft"} <= labels


def test_1500_different_people_were_met_in_the_first_phase(told: list[str]) -> None:
    first = Registration.objects.filter(event__begins_at__lt=datetime(2019, 3, 1, tzinfo=UTC))
    assert first.values("person").distinct().count() == 1500
    assert first.count() > 1800  # some came more than once
    assert Event.objects.past(NOW).count() == 44
    assert set(Event.objects.past(NOW).values_list("kind", flat=True)) == set(Event.Kind.values)


def test_two_events_are_open_and_one_of_them_has_a_queue(told: list[str]) -> None:
    coming = list(Event.objects.coming(NOW).filter(state="announced"))
    assert [event.is_open_at(NOW) for event in coming] == [True, True]
    counts = [
        (event.registrations.filter(state=state).count())
        for event in coming
        for state in ("registered", "waiting")
    ]
    assert counts == [31, 0, 20, 6]
