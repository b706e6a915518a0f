"""Answers without names: one each, in steps of five, and nothing by which an answer leads to a person."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F

from forebild.events.models import Registration
from forebild.outcomes.models import Answered, Evaluation, Heap
from forebild.outcomes.queries.evaluations import results_of
from forebild.outcomes.services.answers import answer_evaluation
from forebild.outcomes.services.evaluations import close_evaluation
from forebild.outcomes.services.questions import add_question
from forebild.outcomes.tests.worlds import answer, guests, past_event, sent
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.invariants import problems
from forebild.shared.links.models import Link
from tests.races import one_then_other
from tests.worlds import make_office

pytestmark = pytest.mark.django_db


def shown(evaluation: Evaluation, key: str = "overall") -> list[object]:
    return list(Heap.objects.get(question__evaluation=evaluation, question__key=key).shown)


def whole(evaluation: Evaluation) -> list[object]:
    heap = Heap.objects.get(question__evaluation=evaluation, question__key="overall")
    return sorted([*heap.shown, *heap.ripe, *heap.fresh])


def test_no_column_joins_an_answer_to_a_person() -> None:
    assert {field.name for field in Heap._meta.get_fields()} == {"id", "question", "shown", "ripe", "fresh"}
    assert {field.name for field in Answered._meta.get_fields()} == {"id", "evaluation", "registration"}


def test_answers_are_shown_in_steps_of_five_and_never_fewer() -> None:
    office = make_office()
    event = past_event(office, people=13)
    people, evaluation, seen = guests(event), sent(office, event), []
    for place, person in enumerate(people[:12]):
        evaluation = answer(evaluation, person, overall=place % 5 + 1)
        seen.append((evaluation.answer_count, len(shown(evaluation))))
        assert list(problems()) == []
    assert [count for _answers, count in seen] == [0] * 9 + [5] * 3
    assert all(answers - count >= 5 for answers, count in seen if count)
    close_evaluation(actor=office, evaluation=evaluation)
    evaluation.refresh_from_db()
    assert (len(shown(evaluation)), evaluation.shown_count, evaluation.answer_count) == (12, 12, 12)
    assert list(problems()) == []


def test_what_is_shown_is_sorted_by_what_it_says() -> None:
    office = make_office()
    event = past_event(office, people=10)
    evaluation = sent(office, event)
    for place, person in enumerate(guests(event)):
        words = f"{'zyxwvutsrq'[place]} ord"
        evaluation = answer(evaluation, person, overall=5 - place % 5, differently=words)
    assert shown(evaluation) == [1, 2, 3, 4, 5]
    assert shown(evaluation, "differently") == ["v ord", "w ord", "x ord", "y ord", "z ord"]


def test_answers_of_fewer_than_five_are_thrown_away_when_it_is_closed() -> None:
    office = make_office()
    event = past_event(office, people=5)
    evaluation = answer(sent(office, event), *guests(event)[:4])
    close_evaluation(actor=office, evaluation=evaluation)
    evaluation.refresh_from_db()
    assert (evaluation.answer_count, evaluation.shown_count, whole(evaluation)) == (4, 0, [])
    assert not any(result.is_shown for result in results_of(evaluation))
    assert list(problems()) == []


def test_a_question_that_fewer_than_five_have_answered_shows_nothing() -> None:
    office = make_office()
    event = past_event(office, people=6)
    people, evaluation = guests(event), sent(office, event)
    evaluation = answer(evaluation, *people[:2])
    evaluation = answer(evaluation, *people[2:], recommend=None)
    close_evaluation(actor=office, evaluation=evaluation)
    evaluation.refresh_from_db()
    found = {result.question.key: result for result in results_of(evaluation)}
    assert found["overall"].is_shown
    assert (found["recommend"].is_shown, found["recommend"].count) == (False, 2)


def test_nobody_who_reads_the_database_can_tell_who_answered_last() -> None:
    """All notes are of one transaction with the heaps, and neither the log nor the link says when."""
    office = make_office()
    event = past_event(office, people=7)
    evaluation, people = sent(office, event), guests(event)
    before = set(Record.objects.values_list("pk", flat=True))
    keys: set[int] = set()
    for number, person in enumerate(people[:4], start=1):
        answer(evaluation, person)
        now = set(Answered.objects.values_list("pk", flat=True))
        assert len(now) == number
        assert not now & keys
        keys |= now
    assert set(Record.objects.values_list("pk", flat=True)) == before
    assert not Link.objects.exclude(used_at=None).exists()


def test_the_place_of_a_note_is_drawn_by_lot() -> None:
    """Of twelve who answer one after the other, the newest does not always lie last (1 in 12!)."""
    office = make_office()
    event = past_event(office, people=12)
    evaluation, lies_last = sent(office, event), []
    for person in guests(event):
        answer(evaluation, person)
        with connection.cursor() as cursor:
            cursor.execute("SELECT registration_id FROM outcomes_answered ORDER BY ctid")
            lies_last.append(cursor.fetchall()[-1] == (person.pk,))
    assert not all(lies_last)


def test_one_answer_each() -> None:
    office = make_office()
    event = past_event(office)
    evaluation, people = sent(office, event), guests(event)
    answer(evaluation, people[0])
    with pytest.raises(Overtaken, match="redan svarat"):
        answer(evaluation, people[0], overall=1)
    assert whole(evaluation) == [4]


def test_who_cannot_answer() -> None:
    office = make_office()
    event, other = past_event(office), past_event(office, title_sv="Ett annat")
    evaluation = sent(office, event)
    with pytest.raises(NotNow, match="inte skickad till dig"):
        answer(evaluation, guests(other)[0])
    close_evaluation(actor=office, evaluation=evaluation)
    with pytest.raises(NotNow, match="stängd"):
        answer(evaluation, guests(event)[0])


def test_what_is_no_answer_is_refused_beside_its_question() -> None:
    office = make_office()
    event = past_event(office)
    evaluation = begun_with_several(office, event)
    [person, *_others] = guests(event)
    several = evaluation.questions.get(kind="several").key
    for wrong in (
        {"overall": 6},
        {"recommend": -1},
        {"contacts": 4},
        {several: [0, 7]},
        {"better": "x" * 2001},
    ):
        with pytest.raises(InvalidInput) as refused:
            answer(evaluation, person, **wrong)
        assert refused.value.fields.keys() == wrong.keys()
    with pytest.raises(InvalidInput, match="minst en fråga"):
        answer_evaluation(evaluation=evaluation, registration=person, answers={"better": "  "})
    assert whole(evaluation) == []
    answer(evaluation, person, **{several: [2, 0, 2]})
    assert Heap.objects.get(question__key=several).fresh == [[0, 2]]


def begun_with_several(office: Person, event: object) -> Evaluation:
    evaluation = sent(office, event)  # type: ignore[arg-type]
    facts = {"kind": "several", "text_sv": "Vad?", "text_en": "", "choices_sv": "A\nB\nC", "choices_en": ""}
    add_question(actor=office, evaluation=evaluation, facts=facts)
    return evaluation


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_by_one_person_at_once_one_counts() -> None:
    office = make_office()
    event = past_event(office)
    evaluation, person = sent(office, event), guests(event)[0]
    found = one_then_other(
        lambda: answer(evaluation, person, overall=1), lambda: answer(evaluation, person, overall=5)
    )
    assert (found, whole(evaluation)) == (["", "Overtaken"], [1])
    assert list(problems()) == []


@pytest.mark.django_db(transaction=True)
def test_control_looking_first_and_then_answering_would_count_both() -> None:
    """The same without the held row and the notes' constraint."""
    office = make_office()
    event = past_event(office)
    evaluation, person = sent(office, event), guests(event)[0]

    def answer_unheld() -> None:
        assert not Answered.objects.filter(evaluation=evaluation, registration=person).exists()
        heap = Heap.objects.get(question__evaluation=evaluation, question__key="overall")
        Heap.objects.filter(pk=heap.pk).update(fresh=[*heap.fresh, 4])
        Evaluation.objects.filter(pk=evaluation.pk).update(fresh_count=F("fresh_count") + 1)

    assert one_then_other(answer_unheld, answer_unheld) == ["", ""]
    assert [what.partition(" ")[2].partition(" ")[2] for _sentence, what in problems()] == [
        "counts 2 answers of 0"
    ]


@pytest.mark.django_db(transaction=True)
def test_two_persons_at_once_both_count() -> None:
    office = make_office()
    event = past_event(office)
    evaluation, people = sent(office, event), guests(event)
    found = one_then_other(
        lambda: answer(evaluation, people[0], overall=1), lambda: answer(evaluation, people[1], overall=5)
    )
    assert (found, whole(evaluation)) == (["", ""], [1, 5])
    assert Registration.objects.filter(pk__in=Answered.objects.values("registration")).count() == 2
    assert list(problems()) == []
