"""The release: not a second early, exactly once, whole or not at all."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from forebild.competition.models import Award
from forebild.jury import tasks
from forebild.jury.models import Release
from forebild.jury.services import release as releases
from forebild.jury.services.rulings import approve_ruling, propose_ruling, retract_ruling
from forebild.jury.signals import edition_released
from forebild.jury.tests.decided import make_confirmed, make_decided, soon
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import make_edition, make_entry, make_juror, make_office, make_person

INSTANT = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_a_release_is_refused_until_the_result_is_complete() -> None:
    edition, office, other = make_decided("mention")
    with pytest.raises(NotNow, match="not complete"):  # neither a winner nor the word that there is none
        releases.schedule_release(actor=office, edition=edition, release_at=soon())
    no_award = propose_ruling(actor=office, edition=edition, outcome="no_award", reason="Ingen nådde upp.")
    with pytest.raises(NotNow, match="not complete"):  # its second person is missing
        releases.schedule_release(actor=office, edition=edition, release_at=soon())
    approve_ruling(actor=other, ruling=no_award)
    undecided = make_entry(edition)
    with pytest.raises(NotNow, match="not complete"):  # an entry has no decision
        releases.schedule_release(actor=office, edition=edition, release_at=soon())
    edition.entries.filter(pk=undecided.pk).update(state="withdrawn")
    release = releases.schedule_release(actor=office, edition=edition, release_at=soon())
    with pytest.raises(NotNow, match="already scheduled"):
        releases.schedule_release(actor=office, edition=edition, release_at=soon())
    with pytest.raises(IntegrityError, match="release_by_two_persons"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(confirmed_by=office)
    with pytest.raises(IntegrityError, match="release_confirmed_by_somebody"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(state="confirmed")


def test_who_may_schedule_and_confirm() -> None:
    edition, office, other = make_decided("winner")
    of_another_year = make_person()
    make_edition(2028).roles.create(person=of_another_year, programme=edition.programme, kind="lead")
    for stranger in (make_person(), make_juror(edition, seat="chair").person, of_another_year):
        with pytest.raises(NotAllowed):
            releases.schedule_release(actor=stranger, edition=edition, release_at=soon())
    release = releases.schedule_release(actor=office, edition=edition, release_at=soon())
    with pytest.raises(NotAllowed, match="two persons"):
        releases.confirm_release(actor=office, release=release)
    releases.confirm_release(actor=other, release=release)
    with pytest.raises(NotNow):
        releases.confirm_release(actor=make_office(), release=release)
    releases.call_off_release(actor=office, release=release)
    with pytest.raises(NotNow):
        releases.call_off_release(actor=office, release=release)


def test_a_time_that_has_passed_is_refused() -> None:
    edition, office, other = make_decided("winner")
    with pytest.raises(InvalidInput) as refusal:
        releases.schedule_release(actor=office, edition=edition, release_at=timezone.now())
    assert set(refusal.value.fields) == {"release_at"}
    release = releases.schedule_release(actor=office, edition=edition, release_at=soon())
    with time_machine.travel(release.release_at), pytest.raises(NotNow, match="without a second person"):
        releases.confirm_release(actor=other, release=release)


def test_an_edition_that_is_not_under_way_cannot_be_released() -> None:
    edition, office, _other = make_decided("winner")
    Edition.objects.filter(pk=edition.pk).update(state="planned")
    edition.refresh_from_db()
    with pytest.raises(NotNow, match="under way"):
        releases.schedule_release(actor=office, edition=edition, release_at=soon())


@pytest.mark.parametrize(("seconds", "is_out"), [(-1, False), (0, True), (1, True)])
def test_not_a_second_early(seconds: int, is_out: bool) -> None:
    with time_machine.travel(INSTANT - timedelta(hours=1), tick=False):
        edition, one, other = make_decided("winner", "winner", "mention", "finalist", "not_awarded")
        make_juror(edition, seat="chair", person=make_person("Kim Exempel"))
        release = make_confirmed(edition, one, other, INSTANT)
    with time_machine.travel(INSTANT + timedelta(seconds=seconds), tick=False):
        tasks.release_edition(release_id=release.pk)
    edition.refresh_from_db()
    assert (edition.state == "released", Award.objects.exists()) == (is_out, is_out)
    if is_out:
        assert sorted(Award.objects.values_list("outcome", flat=True)) == [
            *("finalist", "mention", "winner", "winner"),
        ]
        mention = Award.objects.get(outcome="mention")
        assert (mention.citation_sv, mention.citation_en, mention.organisation_name) == (
            "För att Bolag mention 2 AB vågade.",
            "Because Bolag mention 2 AB dared.",
            "Bolag mention 2 AB",
        )
        assert (mention.published_at, mention.chair_name) == (edition.released_at, "Kim Exempel")


def test_the_sweep_carries_out_what_its_own_job_has_lost_and_only_once() -> None:
    edition, one, other = make_decided("winner")
    release = make_confirmed(edition, one, other, soon())
    tasks.due_releases(timestamp=0)
    assert not Award.objects.exists()
    with time_machine.travel(release.release_at):
        tasks.due_releases(timestamp=0)
        tasks.release_edition(release_id=release.pk)
        tasks.due_releases(timestamp=0)
    assert Award.objects.count() == 1


def test_the_job_is_there_from_the_confirmation_and_due_at_the_instant() -> None:
    edition, one, other = make_decided("winner")
    release = releases.schedule_release(actor=one, edition=edition, release_at=soon())
    jobs = ProcrastinateJob.objects.filter(task_name=tasks.release_edition.name)
    assert not jobs.exists()
    releases.confirm_release(actor=other, release=release)
    assert list(jobs.values_list("args", "queue_name", "scheduled_at", "status")) == [
        ({"release_id": release.pk}, "release", release.release_at, "todo")
    ]


def test_no_award_is_released_with_its_mentions_and_no_winner() -> None:
    edition, one, other = make_decided("mention")
    ruling = propose_ruling(actor=one, edition=edition, outcome="no_award", reason="Ingen nådde upp.")
    approve_ruling(actor=other, ruling=ruling)
    release = make_confirmed(edition, one, other, soon())
    with time_machine.travel(release.release_at):
        assert releases.carry_out_release(release=release) is True
    award = Award.objects.get()
    assert (award.outcome, award.chair_name) == ("mention", "")


def test_called_off_stays_called_off() -> None:
    edition, one, other = make_decided("winner")
    release = make_confirmed(edition, one, other, soon())
    releases.call_off_release(actor=other, release=release)
    with time_machine.travel(release.release_at):
        assert releases.carry_out_release(release=release) is False
    assert not Award.objects.exists()


def test_a_winner_that_withdraws_stops_the_release_and_no_other(caplog: Any) -> None:
    edition, one, other = make_decided("winner")
    fine, third, fourth = make_decided("winner", year=2028)
    release = make_confirmed(edition, one, other, soon())
    make_confirmed(fine, third, fourth, release.release_at)
    edition.entries.update(state="withdrawn")
    with time_machine.travel(release.release_at):
        with pytest.raises(NotNow, match="not complete"):
            releases.carry_out_release(release=release)
        assert releases.carry_out_due_releases() == 1
    assert "could not be carried out" in caplog.text
    assert set(Award.objects.values_list("edition__year", flat=True)) == {2028}


def test_what_a_withdrawn_company_was_to_get_is_not_published() -> None:
    edition, one, other = make_decided("winner", "mention")
    release = make_confirmed(edition, one, other, soon())
    edition.entries.filter(rulings__outcome="mention").update(state="withdrawn")
    with time_machine.travel(release.release_at):
        releases.carry_out_release(release=release)
    assert [award.outcome for award in Award.objects.all()] == ["winner"]


def test_a_listener_that_fails_takes_the_whole_release_back() -> None:
    edition, one, other = make_decided("winner")
    release = make_confirmed(edition, one, other, soon())

    def fail(**_news: Any) -> None:
        raise RuntimeError("no")

    edition_released.connect(fail)
    try:
        with time_machine.travel(release.release_at), pytest.raises(RuntimeError):
            releases.carry_out_release(release=release)
    finally:
        edition_released.disconnect(fail)
    release.refresh_from_db()
    edition.refresh_from_db()
    assert (release.state, edition.state, Award.objects.count()) == ("confirmed", "announced", 0)


def test_a_ruling_of_a_released_year_cannot_be_taken_back() -> None:
    edition, one, other = make_decided("winner")
    release = make_confirmed(edition, one, other, soon())
    with time_machine.travel(release.release_at):
        releases.carry_out_release(release=release)
    ruling = edition.rulings.select_related("edition").get()
    with pytest.raises(NotAllowed, match="result is out"):
        retract_ruling(actor=one, ruling=ruling, reason="Ångrar.")


def _at_once(work: Any) -> list[Any]:
    """What two workers answer, or raise, when they do the same at the same time."""
    start, answers = threading.Barrier(2), []

    def worker() -> None:
        try:
            start.wait(5)
            answers.append(work())
        except Exception as error:
            answers.append(type(error))
        finally:
            connection.close()

    workers = [threading.Thread(target=worker) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join(20) for worker in workers]
    return answers


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_release_once() -> None:
    edition, one, other = make_decided("winner", "mention")
    release = make_confirmed(edition, one, other, soon())
    told: list[Any] = []

    def listen(**news: Any) -> None:
        told.append(news["edition"])

    edition_released.connect(listen)
    try:
        with time_machine.travel(release.release_at):
            answers = _at_once(lambda: releases.carry_out_release(release=Release.objects.get(pk=release.pk)))
    finally:
        edition_released.disconnect(listen)
    assert (sorted(answers), len(told), Award.objects.count()) == ([False, True], 1, 2)


@pytest.mark.django_db(transaction=True)
def test_control_without_compare_and_set_two_workers_both_do_it() -> None:
    edition, one, other = make_decided("winner")
    release = make_confirmed(edition, one, other, soon())
    both_have_read, done = threading.Barrier(2), []

    def naive() -> None:
        read = Release.objects.get(pk=release.pk)
        both_have_read.wait(5)
        if read.state == "confirmed":
            Release.objects.filter(pk=release.pk).update(state="released")
            done.append(read)

    _at_once(naive)
    assert len(done) == 2
