"""The sample is written into an empty database as the product would write it; everything in it is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.forms.models import model_to_dict

from forebild.asking.models import Enquiry, PublicAnswer, Reception
from forebild.assessment.models import Assessment, Benchmark, EventTheme, FigureRelease
from forebild.assessment.queries.sittings import own_assessments, standing_steps
from forebild.competition.models import Award, Entry
from forebild.events.models import Event, ModeChange, Registration
from forebild.events.timetable import sessions_of, warnings_of
from forebild.jury.models import Statement
from forebild.jury.queries.calibration import agreement, own_measure
from forebild.library.collections.models import Collection
from forebild.library.collections.queries import stories_of
from forebild.library.collections.rule import TEXT_FIELDS, rule_of
from forebild.library.models import ExampleFacts, ExamplePicture, GoodExample, Remark
from forebild.library.search.need import Need
from forebild.library.search.queries import find
from forebild.library.services.facts import note_facts
from forebild.people.models import Organisation, Person
from forebild.programme.models import Edition, EditorialPage, Programme
from forebild.programme.queries import timeline
from forebild.sample.building import STEPS, build
from forebild.sample.building.assessments import release_figures
from forebild.shared import invariants
from forebild.tables.models import Card, TablePlan
from forebild.tables.problems import Board
from forebild.tours.models import Identity, Question, Seat

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


def test_a_visit_to_come_has_its_kit_and_a_past_one_nobodys_details(told: list[str]) -> None:
    coming, past = (
        Event.objects.get(title_sv=title)
        for title in ("Studiebesök hos Näverholms Såg", "Studieresa i Östergötland")
    )
    assert [len(event.stops.all()) for event in (coming, past)] == [1, 3]
    assert [len(event.legs.all()) for event in (coming, past)] == [2, 3]
    seats = Seat.objects.filter(stop__event=coming).with_lacks()
    assert [seats.filter(lacks=lacks).count() for lacks in (True, False)] == [5, 9]
    assert Identity.objects.filter(seat__stop__event=coming).count() == 9
    assert not Identity.objects.filter(seat__stop__event=past).exists()
    questions = Question.objects.filter(stop__event__kind="virtual_visit")
    assert set(questions.values_list("state", flat=True)) == {"answered"}
    assert questions.count() == 7


def test_three_events_are_open_and_one_of_them_has_a_queue(told: list[str]) -> None:
    coming = list(Event.objects.coming(NOW).filter(state="announced"))
    assert [event.is_open_at(NOW) for event in coming] == [True, True, True]
    counts = [
        (event.registrations.filter(state=state).count())
        for event in coming
        for state in ("registered", "waiting")
    ]
    assert counts == [31, 0, 22, 0, 20, 6]


def test_the_past_round_tables_have_their_cards_and_the_coming_one_a_draft(told: list[str]) -> None:
    plans = TablePlan.objects.order_by("event__begins_at")
    assert [plan.state for plan in plans] == ["published"] * 6 + ["draft"]
    assert Card.objects.count() == 60
    assert Card.objects.filter(is_secret=True).count() == 4
    named = [card for card in Card.objects.select_related("said_by__organisation") if card.named]
    assert len(named) == Card.objects.exclude(attribution="none").count() == 10
    coming = Board.of(plans.last())
    assert (len(coming.seated), coming.unseated, coming.standing.repeats) == (22, [], 0)


def test_the_coming_forum_has_a_programme_that_collides_nowhere(told: list[str]) -> None:
    forum = Event.objects.coming(NOW).get(kind="forum")
    sessions = sessions_of(forum)
    assert warnings_of(forum, sessions) == {}
    assert [(each.taken, each.places) for each in sessions if each.places] == [(9, 16), (12, 12)]
    assert (forum.hosts.count(), forum.speakers.exclude(picture=None).count()) == (3, 2)
    assert set(Event.objects.filter(kind="forum").values_list("series__slug", flat=True)) == {"b2b-forum"}


def test_what_went_from_the_room_to_the_screen_in_the_spring_of_2020_has_its_decision(
    told: list[str],
) -> None:
    changes = ModeChange.objects.select_related("event").order_by("done_at")
    assert [(each.before, each.event.mode, each.state) for each in changes] == [
        ("room", "online", "done")
    ] * 2
    assert [f"{each.decided_at:%Y-%m-%d}" for each in changes] == ["2020-03-13", "2020-04-02"]
    assert all(each.done_at < each.event.begins_at for each in changes)


def test_stories_are_out_and_four_are_on_their_way_or_back(told: list[str]) -> None:
    states = GoodExample.objects.values_list("state", flat=True)
    assert Counter(states) == {"published": 60, "draft": 1, "asked": 1, "approved": 1, "withdrawn": 1}
    public = GoodExample.objects.public()
    assert public.filter(award__isnull=False).count() == 15
    assert len(set(public.values_list("organisation__county", flat=True))) == 21
    assert not public.filter(first_published_at__gt=NOW).exists()


def test_a_storys_facts_are_those_that_the_product_would_lay_down(told: list[str]) -> None:
    for example in GoodExample.objects.public().select_related("facts", "document", "organisation", "award"):
        noted = model_to_dict(example.facts)
        with transaction.atomic():
            note_facts(example)
            example.facts.refresh_from_db()
            assert model_to_dict(example.facts) | {"noted_at": noted["noted_at"]} == noted
            transaction.set_rollback(True)
    assert ExampleFacts.objects.count() == 60


def test_every_public_story_has_its_picture_with_words_in_both_languages(told: list[str]) -> None:
    shown = {row.document.published_value("picture") for row in GoodExample.objects.public()}
    pictures = ExamplePicture.objects.filter(public_id__in=shown)
    assert pictures.count() == 60
    assert not pictures.filter(alt_sv="").exists()
    assert not pictures.filter(alt_en="").exists()
    assert pictures.values("file").distinct().count() == 8


def test_the_companies_have_said_lately_that_their_stories_are_right(told: list[str]) -> None:
    a_year_ago = NOW - timedelta(days=371)
    for example in GoodExample.objects.public():
        assert example.checked_at is not None
        assert a_year_ago < example.checked_at <= NOW, example.slug
        assert not example.afterwards.filter(told_at__gt=NOW).exists()


def test_companies_have_assessed_themselves_in_groups_large_enough_to_be_told(told: list[str]) -> None:
    counted = Assessment.objects.counted().filter(question_set__key="six")
    companies = counted.values_list("organisation", flat=True).distinct()
    assert 90 <= companies.count() <= 100
    assert counted.filter(previous__isnull=False).count() >= 30
    assert set(counted.values_list("year", flat=True)) >= set(range(2020, 2027))
    for size in ("micro", "small", "medium"):
        assert counted.filter(size=size).values("organisation").distinct().count() > 5
    assert Assessment.objects.shared_with_office().exists()


def test_the_demos_own_company_has_its_result_of_today_and_of_last_year(told: list[str]) -> None:
    entry = Entry.objects.filter(edition__year=2027, state="eligible").order_by("pk").first()
    assert entry is not None
    owner = entry.organisation.memberships.get(part="owner").person
    latest, earlier = own_assessments(owner).filter(question_set__key="six")
    assert (latest.state, latest.handed_in_at, latest.previous) == ("handed_in", NOW, earlier)
    assert latest.answerings.filter(done_at__isnull=False).count() == 1
    first, colleague = latest.answerings.all()
    assert first.document.fields != colleague.document.fields


def test_coming_events_say_what_they_help_with(told: list[str]) -> None:
    coming = Event.objects.filter(begins_at__gt=NOW)
    assert coming.exclude(themes=None).count() == 4
    assert EventTheme.objects.count() == 8


def test_five_collections_are_public_with_stories_in_each(told: list[str]) -> None:
    programme = Programme.objects.get()
    collections = Collection.objects.public()
    assert collections.count() == 5
    for collection in collections:
        rule = rule_of(collection.document.published_fields or {})
        assert 4 <= stories_of(programme, rule).count() <= 20, str(collection)
        assert all((collection.document.published_fields or {})[name] for name in TEXT_FIELDS)


def test_the_next_steps_of_ones_own_company_point_to_stories_and_to_an_event(told: list[str]) -> None:
    latest = Assessment.objects.get(handed_in_at=NOW)
    steps = standing_steps(latest)
    assert [step.place for step in steps] == [1, 2, 3]
    assert all(step.example_id for step in steps)
    assert any(step.event_id for step in steps)


def test_a_need_in_other_words_finds_a_story(told: list[str]) -> None:
    found = find(Programme.objects.get(), Need(words="lärlingar till glasblåsning"))
    assert found.hits[0].example.organisation.name == "Kyttedals Hyttglas AB"


def test_companies_have_been_asked_and_some_of_it_is_public(told: list[str]) -> None:
    states = Counter(Enquiry.objects.values_list("state", flat=True))
    assert states == {"answered": 4, "sent": 2, "proposed": 1, "agreed": 1, "declined": 1}
    assert PublicAnswer.objects.filter(asker_yes_at__isnull=False, taken_away_at=None).count() == 2
    assert Reception.objects.filter(takes_questions=True).count() > 40
    assert not Enquiry.objects.filter(answered_at__gt=NOW).exists()


def test_the_draft_has_been_talked_over(told: list[str]) -> None:
    threads = Remark.objects.filter(answers=None, example__state="draft")
    assert [thread.is_settled for thread in threads] == [True, False, False]


def test_the_demo_has_figures_of_companies_alike_on_its_first_day(told: list[str]) -> None:
    release_figures()
    assert all(benchmark.data["groups"] for benchmark in Benchmark.objects.all())
    assert Benchmark.objects.count() == FigureRelease.objects.count() == 2
