"""An evaluation's life: sent by the clock or by a press, stopped, reminded, closed; and what it asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from forebild.events.models import Event
from forebild.outcomes.models import Evaluation, Heap
from forebild.outcomes.queries.evaluations import earlier_means, office_evaluations, results_of
from forebild.outcomes.results import mean_of
from forebild.outcomes.services import evaluations as services
from forebild.outcomes.services import questions
from forebild.outcomes.tasks import evaluations_by_the_clock
from forebild.outcomes.tests.worlds import answer, guests, past_event, sent
from forebild.people.models import Person
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems
from forebild.shared.links.models import Link
from forebild.shared.outbox.models import Message
from tests.worlds import make_office, make_person

pytestmark = pytest.mark.django_db
OWN = {"kind": "choice", "text_sv": "Maten?", "text_en": "", "choices_sv": "Bra\nSvår", "choices_en": ""}


def asked(kind: str = "outcomes.evaluation") -> list[str]:
    return sorted(
        Message.objects.filter(kind=kind).exclude(state="stopped").values_list("to_email", flat=True)
    )


def begun(office: Person, event: Event) -> Evaluation:
    return services.begin_evaluation(actor=office, event=event)


def test_two_hours_after_the_end_those_who_came_are_asked_once() -> None:
    office = make_office()
    event = past_event(office, hours_ago=1.9)
    past_event(office, hours_ago=24 * 8, title_sv="För länge sedan")
    past_event(office, people=4, hours_ago=3, title_sv="För få")
    assert services.send_due() == 0
    assert services.send_due(now=timezone.now() + timedelta(hours=1)) == 1
    evaluation = Evaluation.objects.get(event=event)
    assert (evaluation.state, evaluation.asked.count(), len(asked())) == ("open", 6, 6)
    evaluations_by_the_clock(timestamp=0)
    assert len(asked()) == 6
    assert [q.key for q in evaluation.questions.all()] == [
        "overall",
        "recommend",
        "contacts",
        "differently",
        "better",
    ]


def test_the_office_sets_the_time_or_asks_nobody() -> None:
    office = make_office()
    event = past_event(office, hours_ago=3)
    evaluation = services.change_hours(actor=office, evaluation=begun(office, event), hours_after=4)
    assert services.send_due() == 0
    services.change_hours(actor=office, evaluation=evaluation, hours_after=None)
    assert services.send_due(now=timezone.now() + timedelta(days=2)) == 0
    services.change_hours(actor=office, evaluation=evaluation, hours_after=3)
    services.skip_evaluation(actor=office, evaluation=evaluation)
    assert services.send_due() == 0
    with pytest.raises(NotNow):
        services.send_evaluation(actor=office, evaluation=evaluation)
    evaluation.refresh_from_db()
    services.plan_evaluation(actor=office, evaluation=evaluation)
    assert services.send_due() == 1


def test_nobody_is_asked_before_the_end_or_of_what_was_called_off() -> None:
    office = make_office()
    event = past_event(office, hours_ago=-1)
    evaluation = begun(office, event)
    for changes in ({}, {"state": "cancelled", "cancelled_at": timezone.now(), "ends_at": timezone.now()}):
        Event.objects.filter(pk=event.pk).update(**changes)
        with pytest.raises(NotNow, match="när evenemanget är slut"):
            services.send_evaluation(actor=office, evaluation=evaluation)


def test_too_few_and_nothing_to_ask() -> None:
    office = make_office()
    with pytest.raises(NotNow, match="Färre än 5 kom"):
        sent(office, past_event(office, people=4))
    evaluation = begun(office, past_event(office, title_sv="Utan frågor"))
    evaluation.questions.all().delete()
    with pytest.raises(NotNow, match="ingen fråga"):
        services.send_evaluation(actor=office, evaluation=evaluation)
    services.change_hours(actor=office, evaluation=evaluation, hours_after=0)
    assert services.send_due() == 0


def test_a_press_is_held_ten_minutes_and_can_be_stopped() -> None:
    office = make_office()
    evaluation = sent(office, past_event(office))
    sending = evaluation.sendings.get()
    assert Message.objects.filter(batch=sending.public_id, state="held").count() == 6
    services.stop_evaluation(actor=office, sending=sending)
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.hours_after, evaluation.asked.count()) == ("planned", None, 0)
    assert not asked()
    assert not Link.objects.filter(purpose="outcomes.evaluation", revoked_at=None).exists()
    assert not Heap.objects.exists()
    services.send_evaluation(actor=office, evaluation=evaluation)
    assert len(asked()) == 6
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        with pytest.raises(NotNow, match="tio minuter"):
            services.stop_evaluation(actor=office, sending=evaluation.sendings.get(state="held"))
        assert services.note_sendings_left() == 1


def test_one_reminder_after_four_days_to_those_who_have_not_answered() -> None:
    office = make_office()
    event = past_event(office)
    evaluation, people = sent(office, event), guests(event)
    answer(evaluation, *people[:2])
    now = timezone.now()
    assert services.remind_due(now=now + timedelta(days=3, hours=23)) == 0
    assert services.remind_due(now=now + timedelta(days=4, minutes=1)) == 4
    assert services.remind_due(now=now + timedelta(days=5)) == 0
    assert asked("outcomes.evaluation_reminder") == sorted(person.email for person in people[2:])


def test_it_closes_in_time_or_when_the_office_says() -> None:
    office = make_office()
    first, second = (sent(office, past_event(office, title_sv=name)) for name in ("Ett", "Två"))
    later = timezone.now() + timedelta(days=20)
    services.change_closing(actor=office, evaluation=first, closes_at=later)
    with pytest.raises(InvalidInput, match="tiden"):
        services.change_closing(actor=office, evaluation=first, closes_at=timezone.now())
    assert services.close_due(now=timezone.now() + timedelta(days=15)) == 1
    second.refresh_from_db()
    assert second.state == "closed"
    with pytest.raises(NotNow):
        services.change_closing(actor=office, evaluation=second, closes_at=later)
    assert services.remind_due(now=timezone.now() + timedelta(days=15)) == 6  # the first's alone
    services.close_evaluation(actor=office, evaluation=first)
    with pytest.raises(NotNow):
        services.close_evaluation(actor=office, evaluation=first)


@pytest.mark.parametrize(
    "act",
    [
        lambda who, found: services.begin_evaluation(actor=who, event=found.event),
        lambda who, found: services.change_hours(actor=who, evaluation=found, hours_after=1),
        lambda who, found: services.skip_evaluation(actor=who, evaluation=found),
        lambda who, found: services.plan_evaluation(actor=who, evaluation=found),
        lambda who, found: services.send_evaluation(actor=who, evaluation=found),
        lambda who, found: services.change_closing(actor=who, evaluation=found, closes_at=timezone.now()),
        lambda who, found: services.close_evaluation(actor=who, evaluation=found),
        lambda who, found: questions.add_question(actor=who, evaluation=found, facts=OWN),
        lambda who, found: questions.change_question(actor=who, question=found.questions.all()[0], facts=OWN),
        lambda who, found: questions.move_question(actor=who, question=found.questions.all()[0], up=True),
        lambda who, found: questions.remove_question(actor=who, question=found.questions.all()[0]),
    ],
)
def test_only_who_runs_the_event_may(act: Any) -> None:
    evaluation = begun(make_office(), past_event(make_office(), people=1))
    with pytest.raises(NotAllowed):
        act(make_person("Nils"), evaluation)


def test_only_who_runs_the_event_may_stop_it() -> None:
    evaluation = sent(make_office(), past_event(make_office()))
    with pytest.raises(NotAllowed):
        services.stop_evaluation(actor=make_person("Nils"), sending=evaluation.sendings.get())


class TestQuestions:
    def test_the_office_adds_changes_moves_and_removes_its_own(self) -> None:
        office = make_office()
        evaluation = begun(office, past_event(office, people=1))
        own = questions.add_question(actor=office, evaluation=evaluation, facts=OWN)
        questions.change_question(actor=office, question=own, facts=OWN | {"text_sv": "Lunchen?"})
        questions.move_question(actor=office, question=own, up=False)  # it is last already
        questions.move_question(actor=office, question=own, up=True)
        first = evaluation.questions.all()[0]
        questions.remove_question(actor=office, question=first)
        assert [q.text_sv for q in evaluation.questions.all()][-2:] == [
            "Lunchen?",
            "Vad borde vi göra bättre?",
        ]
        assert not evaluation.questions.filter(pk=first.pk).exists()

    def test_once_somebody_has_answered_only_a_missing_translation_is_added(self) -> None:
        office = make_office()
        event = past_event(office)
        evaluation = sent(office, event)
        own = questions.add_question(actor=office, evaluation=evaluation, facts=OWN)
        answer(evaluation, guests(event)[0])
        english = OWN | {"text_en": "The food?", "choices_en": "Good\nDifficult"}
        changed = questions.change_question(actor=office, question=own, facts=english)
        assert changed.text_en == "The food?"
        for act in (
            lambda: questions.change_question(actor=office, question=own, facts=english | {"text_en": "X"}),
            lambda: questions.change_question(actor=office, question=own, facts=english | {"text_sv": "X"}),
            lambda: questions.move_question(actor=office, question=own, up=True),
            lambda: questions.remove_question(actor=office, question=own),
            lambda: questions.add_question(actor=office, evaluation=evaluation, facts=OWN),
        ):
            with pytest.raises(NotNow, match="har svarat"):
                act()
        services.close_evaluation(actor=office, evaluation=evaluation)
        with pytest.raises(NotNow):
            questions.change_question(actor=office, question=own, facts=english | {"text_en": ""})
        assert list(problems()) == []

    def test_what_is_usual_keeps_its_words(self) -> None:
        office = make_office()
        evaluation = begun(office, past_event(office, people=1))
        overall = evaluation.questions.get(key="overall")
        with pytest.raises(NotNow):
            questions.change_question(actor=office, question=overall, facts=OWN | {"kind": "five"})

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"choices_sv": "En"}, "choices_sv"),
            ({"choices_en": "One"}, "choices_en"),
        ],
    )
    def test_choices_are_two_at_least_and_as_many_in_english(self, wrong: dict[str, str], field: str) -> None:
        office = make_office()
        evaluation = begun(office, past_event(office, people=1))
        with pytest.raises(InvalidInput) as refused:
            questions.add_question(actor=office, evaluation=evaluation, facts=OWN | wrong)
        assert refused.value.fields.keys() == {field}

    def test_there_is_an_end(self) -> None:
        office = make_office()
        evaluation = begun(office, past_event(office, people=1))
        for _number in range(10):
            questions.add_question(actor=office, evaluation=evaluation, facts=OWN | {"kind": "text"})
        with pytest.raises(NotNow, match="15 frågor"):
            questions.add_question(actor=office, evaluation=evaluation, facts=OWN)


class TestResults:
    def test_a_mean_says_how_sure_it_is(self) -> None:
        unsure, sure = mean_of([1, 2, 3, 4, 5], 5, asked=50), mean_of([4, 4, 5, 5, 4], 5, asked=5)
        assert (unsure.value, unsure.is_sure, unsure.high <= 5, unsure.low >= 1) == (3, False, True, True)
        assert (round(unsure.low, 2), round(unsure.high, 2)) == (1.67, 4.33)
        assert (sure.value, sure.is_sure, sure.low, sure.high) == (4.4, True, 4.4, 4.4)

    def test_it_is_compared_with_earlier_ones_only_when_there_are_enough(self) -> None:
        office = make_office()
        for number in range(3):
            event = past_event(office, people=10, title_sv=f"Forum {number}", hours_ago=100 + number)
            evaluation = answer(sent(office, event), *guests(event), overall=number + 2)
            services.close_evaluation(actor=office, evaluation=evaluation)
            if number == 1:
                assert earlier_means(sent(office, past_event(office, title_sv="Nästan"))) == {}
        seminar = sent(office, past_event(office, kind="seminar", title_sv="Annan sort"))
        assert earlier_means(seminar) == {}
        event = past_event(office, people=10, title_sv="Det senaste")
        latest = answer(sent(office, event), *guests(event))
        overall, *_rest = results_of(latest)
        assert overall.earlier is not None
        assert (overall.earlier.mean, overall.earlier.events, overall.earlier.answers) == (3, 3, 30)

    def test_the_list_shows_means_of_what_may_be_shown(self) -> None:
        office = make_office()
        event = past_event(office, people=10)
        evaluation = answer(sent(office, event), *guests(event)[:9])
        assert office_evaluations(office).get().overall is None
        answer(evaluation, guests(event)[9])
        found = office_evaluations(office).get()
        assert (found.overall, found.recommend, found.answers, found.asked_count) == (4, 8, 10, 10)
        assert not office_evaluations(make_person("Nils")).exists()
