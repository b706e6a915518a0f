"""Several hands at one table at once: nothing is lost, nothing doubled. The controls hold nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from forebild.shared.invariants import problems
from forebild.tables.models import Card, CardVersion, Notes
from forebild.tables.services import cards as services
from forebild.tables.services import note_takers
from forebild.tables.tests.worlds import fields_of, make_round_table, taker_at, write
from tests.races import one_then_other

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def whole() -> Iterator[None]:
    yield
    assert list(problems()) == []


def _writer(who: Any, link: Any, nonce: str, text: str = "Text") -> Callable[[], Any]:
    return lambda: services.write_card(
        link=link, taker=who, table=None, nonce=nonce, fields=fields_of(text=text)
    )


def test_three_who_write_at_once_lose_and_double_nothing() -> None:
    plan = make_round_table(people=0)
    hands = [taker_at(plan)[:2] for _each in range(3)]

    def press(who: Any, link: Any) -> None:
        try:
            for number in (1, 2, 3):
                for _sent_twice in range(2):
                    _writer(who, link, f"n{number}", f"{who.name} {number}")()
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=hand) for hand in hands]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    texts = sorted(Card.objects.values_list("text", flat=True))
    assert texts == sorted(f"{who.name} {number}" for who, _link in hands for number in (1, 2, 3))
    assert CardVersion.objects.count() == 9


def test_the_same_press_sent_by_two_connections_is_one_card() -> None:
    who, link, _token = taker_at(make_round_table(people=0))
    press = _writer(who, link, "en")
    assert one_then_other(press, press) == ["", ""]
    assert Card.objects.count() == 1


def test_control_without_holding_the_notes_the_same_press_is_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then only the database's own rule stands between, and refuses with an error what should be no error."""
    who, link, _token = taker_at(make_round_table(people=0))
    _hold_nothing(monkeypatch)
    monkeypatch.setattr(services.links, "use", lambda _link: None)  # it too makes the second wait
    errors: list[str] = []
    press = _writer(who, link, "en")

    def second() -> None:
        try:
            with transaction.atomic():
                press()
        except IntegrityError as refused:
            errors.append(str(refused))

    one_then_other(press, second)
    assert len(errors) == 1
    assert "one_press_once" in errors[0]


def test_of_two_who_change_a_card_at_once_the_second_is_told() -> None:
    card, first, second = _two_hands()
    assert one_then_other(first, second) == ["", "TwoHands"]
    assert [each.fields["text"] for each in card.versions.all()] == ["Första", "Min"]


def test_control_without_holding_the_notes_the_second_overwrites_unseen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    card, first, second = _two_hands()
    _hold_nothing(monkeypatch)
    monkeypatch.setattr(services.links, "use", lambda _link: None)
    monkeypatch.setattr(services, "_note", lambda *_what: None)  # the history's own rule would refuse it
    assert one_then_other(first, second) == ["", ""]
    card.refresh_from_db()
    assert (card.text, card.version) == ("Din", 2)  # of "Min" nothing is left
    assert len(list(problems())) == 1
    card.versions.all().delete()
    card.delete()


def _two_hands() -> tuple[Card, Callable[[], Any], Callable[[], Any]]:
    plan = make_round_table(people=0)
    (one, one_link, _t), (other, other_link, _u) = taker_at(plan), taker_at(plan)
    card = write(one, one_link, "Första")

    def change(who: Any, link: Any, text: str) -> Callable[[], Any]:
        return lambda: services.change_card(
            link=link, taker=who, card=card, version=1, nonce=text, fields=fields_of(text=text)
        )

    return card, change(one, one_link, "Min"), change(other, other_link, "Din")


def test_nothing_is_written_after_the_notes_are_closed() -> None:
    plan = make_round_table(people=0)
    who, link, _token = taker_at(plan)
    close = lambda: note_takers.close_notes(actor=plan.made_by, event=plan.event)  # noqa: E731
    assert one_then_other(close, _writer(who, link, "en")) == ["", "NotNow"]
    assert not Card.objects.exists()


def test_control_without_holding_the_notes_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = make_round_table(people=0)
    who, link, _token = taker_at(plan)
    _hold_nothing(monkeypatch)
    close = lambda: note_takers.close_notes(actor=plan.made_by, event=plan.event)  # noqa: E731
    assert one_then_other(close, _writer(who, link, "en")) == ["", ""]
    assert Card.objects.count() == 1


def _hold_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "hold_notes", lambda event: Notes.objects.get(event=event))
