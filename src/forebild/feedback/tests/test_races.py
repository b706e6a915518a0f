"""Two at once: a company never has its letter twice, and nothing leaves that was not read when approved."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.competition.tests.test_form_races import one_then_other
from forebild.feedback.content import compose
from forebild.feedback.models import Answer, Dispatch, Letter
from forebild.feedback.services import answers, letters, sending
from forebild.feedback.tests.years import Year, breaches, owner_of
from forebild.people.models import Membership
from forebild.shared.outbox.models import Message
from tests.worlds import make_office, make_person

pytestmark = pytest.mark.django_db(transaction=True)
TWICE = "A company has its letter once"


def test_two_presses_send_each_letter_once() -> None:
    year = Year(4, 3)
    year.approved()
    colleague = make_office(name="Kim")

    def send(actor: Any) -> None:
        sending.send_letters(actor=actor, edition=year.edition, expected_count=2)

    assert one_then_other(lambda: send(year.office), lambda: send(colleague)) == ["", "Overtaken"]
    assert (Dispatch.objects.count(), Message.objects.count()) == (1, 2)
    assert breaches() == {}


def test_control_without_the_letters_state_they_would_go_twice() -> None:
    year = Year(4)
    year.approved()

    def send_unheld() -> None:
        [(letter, people)] = sending.sendable_letters(year.edition, year.office)
        dispatch = sending._dispatch(year.office, year.edition, Dispatch.Kind.LETTERS, 1)
        sending._queue_letter(year.office, letter, people[0], dispatch)

    assert one_then_other(send_unheld, send_unheld) == ["", ""]
    assert TWICE in breaches()


def test_whoever_saves_while_another_approves_comes_too_late() -> None:
    year = Year(4)
    [letter] = year.waiting()
    revision = letter.document.revision

    def approve() -> None:
        letters.approve_letter(actor=year.chair.person, letter=letter, expected_revision=revision)

    assert one_then_other(approve, _write(year)) == ["", "NotNow"]
    [stored] = year.letters()
    assert stored.content["strengths"] == stored.document.fields["strengths"] != "Smyg."


def test_whoever_approves_while_another_saves_reads_it_once_more() -> None:
    year = Year(4)
    [letter] = year.waiting()
    revision = letter.document.revision

    def approve() -> None:
        letters.approve_letter(actor=year.chair.person, letter=letter, expected_revision=revision)

    assert one_then_other(_write(year), approve) == ["", "Overtaken"]
    assert year.letters()[0].state == "waiting"


def test_control_without_holding_the_text_another_would_be_approved_than_is_kept() -> None:
    year = Year(4)
    [letter] = year.waiting()

    def approve_unheld() -> None:
        Letter.objects.filter(pk=letter.pk).update(state="approved", content=compose(letter))

    assert one_then_other(_write(year), approve_unheld) == ["", ""]
    [stored] = year.letters()
    assert stored.content["strengths"] != stored.document.fields["strengths"] == "Smyg."


def _write(year: Year) -> Any:
    """The deputy saves another text."""
    [letter] = year.letters()
    return lambda: letters.save_letter(
        actor=year.deputy.person,
        document=letter.document,
        changes={"strengths": "Smyg."},
        base_revision=letter.document.revision,
    )


def test_of_two_colleagues_one_answers() -> None:
    year = Year(4)
    [letter] = year.sent()
    colleague = make_person("Ann")
    Membership.objects.create(person=colleague, organisation=letter.entry.organisation, part="editor")

    def answer(actor: Any) -> None:
        answers.answer_letter(actor=actor, letter=letter, usefulness=3, text=str(actor))

    owner = owner_of(letter.entry)
    assert one_then_other(lambda: answer(owner), lambda: answer(colleague)) == ["", "NotNow"]
    assert Answer.objects.get().text == str(owner)
