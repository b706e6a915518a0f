"""Editions are planned, copied with weekday and wall clock kept, announced, archived and reopened."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from forebild.people.models import Person
from forebild.programme.models import Edition, Phase, Role
from forebild.programme.services.editions import (
    announce_edition,
    archive_edition,
    copy_edition,
    plan_edition,
    reopen_edition,
    set_phase,
    shift_between,
)
from forebild.shared.audit.models import Record
from forebild.shared.dates import in_swedish_time, swedish_instant
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from tests.worlds import make_criterion, make_edition, make_office, make_person, make_programme


def actions() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("action", flat=True))


def bare(year: int = 2027, **changes: Any) -> Edition:
    """An edition without dates and criteria."""
    return Edition.objects.create(programme=make_programme(), year=year, **changes)


def dated(edition: Edition, kind: str, opens: str, closes: str, grace: int = 15) -> Phase:
    """A phase between two wall-clock times in Sweden."""
    return Phase.objects.create(
        edition=edition,
        kind=kind,
        opens_at=swedish_instant(datetime.fromisoformat(opens)),
        closes_at=swedish_instant(datetime.fromisoformat(closes)),
        grace_minutes=grace,
    )


def wall(instant: datetime) -> tuple[int, str]:
    """The weekday (Monday 0) and the clock, in Sweden."""
    local = in_swedish_time(instant)
    return local.weekday(), local.strftime("%H:%M")


def test_a_year_is_begun_empty(lead):
    edition = plan_edition(actor=lead, programme=make_programme(), year=2028)
    assert (edition.year, edition.state, edition.phases.count(), edition.criteria.count()) == (
        2028,
        "planned",
        0,
        0,
    )
    assert actions() == ["programme.edition.planned"]


@pytest.mark.parametrize(
    ("begin", "where"),
    [
        (plan_edition, lambda edition: {"programme": edition.programme}),
        (copy_edition, lambda edition: {"source": edition}),
    ],
)
def test_a_year_has_one_edition(lead, begin, where):
    source = bare(2027)
    with pytest.raises(InvalidInput) as refused:
        begin(actor=lead, year=2027, **where(source))
    assert refused.value.reason == "There is an edition for that year already."
    assert refused.value.fields == {"year": "Choose another year."}
    assert (Edition.objects.count(), actions()) == (1, [])


def test_only_the_office_begins_a_year(stranger):
    source = bare(2027)
    with pytest.raises(NotAllowed):
        plan_edition(actor=stranger, programme=source.programme, year=2028)
    with pytest.raises(NotAllowed):
        copy_edition(actor=stranger, source=source, year=2028)
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("year", range(2026, 2041))
def test_a_copys_dates_keep_weekday_and_wall_clock_over_summer_time(lead, year):
    source = bare(2025)
    dated(source, "application", "2025-03-04 08:00", "2025-04-01 23:59", grace=30)
    dated(source, "review", "2025-10-24 09:00", "2025-10-31 12:00")
    copy = copy_edition(actor=lead, source=source, year=year)
    before, after = list(source.phases.all()), list(copy.phases.all())
    assert [phase.kind for phase in after] == ["application", "review"]
    assert [phase.grace_minutes for phase in after] == [30, 15]
    for old, new in zip(before, after, strict=True):
        assert wall(new.opens_at) == wall(old.opens_at)
        assert wall(new.closes_at) == wall(old.closes_at)
        there = in_swedish_time(old.opens_at).date().replace(year=year)
        assert abs(in_swedish_time(new.opens_at).date() - there) <= timedelta(days=4)


def test_whole_weeks_come_nearest_to_the_years_between():
    assert shift_between(2026, 2027) == timedelta(weeks=52)
    assert shift_between(2025, 2031) == timedelta(weeks=313)
    assert shift_between(2027, 2026) == timedelta(weeks=-52)


def test_a_copy_carries_words_numbers_and_criteria_and_knows_its_source(lead):
    source = bare(2026, intro_sv="Inledning", intro_en="Intro", reviews_per_entry=4, finalist_count=7)
    make_criterion(source, position=1, weight="2.50", scale_max=5)
    make_criterion(source, position=2, counted=False)
    copy = copy_edition(actor=lead, source=source, year=2027)
    copy.refresh_from_db()
    assert (copy.state, copy.copied_from) == ("planned", source)
    assert (copy.intro_sv, copy.intro_en) == ("Inledning", "Intro")
    assert (copy.reviews_per_entry, copy.finalist_count) == (4, 7)
    first, second = copy.criteria.all()
    assert (first.name_sv, str(first.weight), first.counted) == ("Nyhet", "2.50", True)
    assert (second.name_sv, second.counted) == ("Nytta", False)
    assert [(each.value, each.text_sv, each.text_en) for each in first.anchors.all()] == [
        (1, "Inget nytt.", "Nothing new."),
        (5, "Helt nytt.", "All new."),
    ]
    assert source.criteria.count() == 2
    assert not set(source.criteria.values_list("public_id")) & set(copy.criteria.values_list("public_id"))
    assert actions() == ["programme.edition.copied"]


def test_a_released_edition_is_copied_as_a_plan(lead):
    source = bare(2026, state="released", released_at=datetime(2026, 11, 1, tzinfo=UTC))
    copy = copy_edition(actor=lead, source=source, year=2027)
    assert (copy.state, copy.released_at) == ("planned", None)


def test_an_edition_is_announced_when_dates_and_criteria_are_there(lead):
    edition = bare()
    with pytest.raises(NotNow, match="Set the dates first: application, the jury's review"):
        announce_edition(actor=lead, edition=edition)
    dated(edition, "application", "2027-01-10 08:00", "2027-02-10 08:00")
    with pytest.raises(NotNow, match=r"Set the dates first: the jury's review\."):
        announce_edition(actor=lead, edition=edition)
    dated(edition, "review", "2027-03-10 08:00", "2027-04-10 08:00")
    with pytest.raises(NotNow, match="Add at least one criterion first"):
        announce_edition(actor=lead, edition=edition)
    assert list(Edition.objects.public()) == []
    make_criterion(edition)
    announce_edition(actor=lead, edition=edition)
    assert list(Edition.objects.public()) == [edition]
    assert actions() == ["programme.edition.announced"]


def test_an_edition_is_announced_once(lead):
    edition = make_edition(2027, state="planned")
    stale = Edition.objects.get(pk=edition.pk)
    announce_edition(actor=lead, edition=edition)
    with pytest.raises(NotNow):
        announce_edition(actor=lead, edition=edition)
    with pytest.raises(Overtaken):
        announce_edition(actor=lead, edition=stale)
    assert actions() == ["programme.edition.announced"]


def test_a_stranger_announces_nothing(stranger):
    edition = make_edition(2027, state="planned")
    with pytest.raises(NotAllowed, match="for the programme office"):
        announce_edition(actor=stranger, edition=edition)
    edition.refresh_from_db()
    assert edition.state == "planned"


def released(year: int = 2026) -> Edition:
    return bare(year, state="released", released_at=datetime(year, 11, 1, tzinfo=UTC))


def test_an_archived_edition_is_history_until_the_lead_reopens_it(lead):
    edition, coordinator = released(), make_office(kind="coordinator")
    archive_edition(actor=coordinator, edition=edition)
    with pytest.raises(NotAllowed, match=r"This edition is archived\. Reopen it to change it\."):
        set_review(lead, edition)
    with pytest.raises(NotAllowed, match="Only the programme lead"):
        reopen_edition(actor=coordinator, edition=edition)
    reopen_edition(actor=lead, edition=edition)
    edition.refresh_from_db()
    assert (edition.state, edition.released_at) == ("released", datetime(2026, 11, 1, tzinfo=UTC))
    set_review(lead, edition)
    assert actions() == [
        "programme.edition.archived",
        "programme.edition.reopened",
        "programme.phase.set",
    ]


def test_an_edition_without_a_result_is_not_archived(lead):
    edition = make_edition(2027)
    with pytest.raises(NotNow):
        archive_edition(actor=lead, edition=edition)
    with pytest.raises(NotAllowed):
        archive_edition(actor=make_person(), edition=released())


def test_the_lead_of_another_programme_reopens_nothing_here(lead):
    edition = released()
    archive_edition(actor=lead, edition=edition)
    other = make_programme(name_sv="Annat program", started_on=date(2010, 1, 1))
    with pytest.raises(NotAllowed, match="Only the programme lead"):
        reopen_edition(actor=make_office(other), edition=edition)


def set_review(actor: Person, edition: Edition, **changes: Any) -> Phase:
    values = {
        "kind": "review",
        "opens_at": datetime(2027, 3, 1, tzinfo=UTC),
        "closes_at": datetime(2027, 4, 1, tzinfo=UTC),
        "grace_minutes": 10,
    }
    return set_phase(actor=actor, edition=edition, **values | changes)


def test_a_phase_is_set_and_moved_and_the_log_tells_from_when(lead):
    edition = bare()
    first = set_review(lead, edition)
    again = set_review(lead, edition, closes_at=datetime(2027, 5, 1, tzinfo=UTC), grace_minutes=0)
    assert (again.pk, edition.phases.count()) == (first.pk, 1)
    assert (again.closes_at, again.grace_minutes) == (datetime(2027, 5, 1, tzinfo=UTC), 0)
    details = [record.details for record in Record.objects.order_by("pk")]
    assert details[0]["closed_before"] is None
    assert details[1]["closed_before"] == "2027-04-01T00:00:00+00:00"
    assert details[1]["closes_at"] == "2027-05-01T00:00:00+00:00"


def test_a_phase_ends_after_it_begins(lead):
    edition = bare()
    with pytest.raises(InvalidInput) as refused:
        set_review(lead, edition, closes_at=datetime(2027, 3, 1, tzinfo=UTC))
    assert refused.value.fields == {"closes_at": "The end must come after the beginning."}
    assert edition.phases.count() == 0


def test_who_works_on_one_edition_plans_that_one_alone(db):
    edition, other = make_edition(2026), make_edition(2027)
    person = make_person()
    Role.objects.create(person=person, programme=edition.programme, edition=edition, kind="coordinator")
    set_review(person, edition)
    with pytest.raises(NotAllowed):
        set_review(person, other)


def test_a_phase_accepts_from_its_opening_to_the_end_of_its_grace(db):
    opens, closes = datetime(2027, 3, 1, 8, tzinfo=UTC), datetime(2027, 3, 2, 8, tzinfo=UTC)
    phase = Phase(kind="application", opens_at=opens, closes_at=closes, grace_minutes=15)
    instant, grace = timedelta(microseconds=1), timedelta(minutes=15)
    assert not phase.accepts(opens - instant)
    assert phase.accepts(opens)
    assert phase.accepts(closes + grace - instant)
    assert not phase.accepts(closes + grace)
    longer = closes + timedelta(days=1)
    assert phase.accepts(longer + grace - instant, extended_to=longer)
    assert not phase.accepts(longer + grace, extended_to=longer)
    assert phase.accepts(closes, extended_to=opens), "an extension never shortens"
