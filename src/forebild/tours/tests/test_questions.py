"""Questions before a virtual visit: asked, moderated, wished for by others, answered, told afterwards."""

from __future__ import annotations

import pytest
import time_machine

from forebild.events.models import Registration
from forebild.events.services.registrations import give_up_place
from forebild.events.tests.worlds import link_to
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from forebild.tours.models import Question, Vote
from forebild.tours.queries import questions_for_host
from forebild.tours.services import questions as services
from forebild.tours.tests.worlds import JOIN, Tour, host_link, make_tour, visitor
from tests.worlds import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour() -> Tour:
    return make_tour(kind="virtual_visit", mode="online", join_link=JOIN)


@pytest.fixture
def anna(tour: Tour) -> Registration:
    return visitor(tour)


def ask(tour: Tour, registration: Registration, text: str = "Vad kostade det?", **how: bool) -> Question:
    return services.ask_question(
        link=link_to(registration), registration=registration, stop=tour.press, text=text, **how
    )


def vote(registration: Registration, question: Question, *, wishes: bool = True) -> None:
    services.vote_for(link=link_to(registration), registration=registration, question=question, wishes=wishes)


def test_a_stop_of_an_event_without_a_room_is_virtual(tour: Tour) -> None:
    assert tour.press.is_virtual


def test_the_office_reads_a_question_before_the_host_does(tour: Tour, anna: Registration) -> None:
    asked, kept = ask(tour, anna), ask(tour, anna, "Vem är du?")
    assert not questions_for_host(tour.press)
    services.show_question(actor=tour.office, question=asked)
    services.hide_question(actor=tour.office, question=kept)
    assert list(questions_for_host(tour.press)) == [asked]
    services.hide_question(actor=tour.office, question=asked)
    assert not questions_for_host(tour.press)
    services.show_question(actor=tour.office, question=asked)
    with pytest.raises(NotAllowed):
        services.hide_question(actor=make_person(), question=asked)


def test_what_more_want_to_know_comes_first(tour: Tour, anna: Registration) -> None:
    bo, cia = visitor(tour, "Bo"), visitor(tour, "Cia")
    first, second = ask(tour, anna), ask(tour, bo, "Hur lång tid tog det?")
    for each in (first, second):
        services.show_question(actor=tour.office, question=each)
    for _press in range(2):
        vote(cia, second)
    vote(anna, second)
    assert [each.vote_count for each in questions_for_host(tour.press)] == [2, 0]  # type: ignore[attr-defined]
    assert list(questions_for_host(tour.press)) == [second, first]
    vote(cia, second, wishes=False)
    assert Vote.objects.count() == 1
    with pytest.raises(NotNow):
        vote(anna, first)  # one's own
    services.hide_question(actor=tour.office, question=first)
    with pytest.raises(NotNow):
        vote(cia, first)


def test_a_question_says_something_and_nobody_asks_without_end(tour: Tour, anna: Registration) -> None:
    with pytest.raises(InvalidInput):
        ask(tour, anna, " ")
    for number in range(services.MOST_QUESTIONS):
        ask(tour, anna, f"Fråga {number}?")
    with pytest.raises(InvalidInput, match="Kontrollera"):
        ask(tour, anna)


def test_questions_end_when_the_visit_begins_and_with_ones_place(tour: Tour, anna: Registration) -> None:
    bo = visitor(tour, "Bo")
    with time_machine.travel(tour.press.begins_at), pytest.raises(NotNow):
        ask(tour, anna)
    give_up_place(link=link_to(bo), registration=bo)
    with pytest.raises(NotNow):
        ask(tour, bo)
    in_room = make_tour(tour.office)
    with pytest.raises(NotNow):
        ask(in_room, visitor(in_room, "Dag"))


def test_the_host_answers_in_writing_or_live_and_all_are_told_once(tour: Tour, anna: Registration) -> None:
    visitor(tour, "Bo")
    first, second, third = (ask(tour, anna, text) for text in ("Ett?", "Två?", "Tre?"))
    link = host_link(tour.press)
    with pytest.raises(NotNow):
        services.answer_question(link=link, question=third, text="Ja.", is_live=False)
    with pytest.raises(NotNow):
        services.publish_answers(actor=tour.office, stop=tour.press)
    for each in (first, second):
        services.show_question(actor=tour.office, question=each)
    with pytest.raises(InvalidInput):
        services.answer_question(link=link, question=first, text=" ", is_live=False)
    services.answer_question(link=link, question=first, text="Fyra kronor.", is_live=False)
    services.answer_question(link=link, question=first, text="Fem kronor.", is_live=False)
    services.answer_question(link=link, question=second, text="", is_live=True)
    assert services.publish_answers(actor=tour.office, stop=tour.press) == 2
    assert Message.objects.filter(kind="tours.answers").count() == 2
    with pytest.raises(NotNow):
        services.publish_answers(actor=tour.office, stop=tour.press)
    first.stop.refresh_from_db()
    with pytest.raises(NotNow):
        services.answer_question(link=link, question=first, text="Sex.", is_live=False)
    first.refresh_from_db()
    assert first.answer == "Fem kronor."
