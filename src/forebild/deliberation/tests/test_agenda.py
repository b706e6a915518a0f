"""What is on the agenda, in which order, and an item's way through the meeting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forebild.deliberation.models import AgendaItem, StoodAside
from forebild.deliberation.order import order_of
from forebild.deliberation.queries import addable_entries, items_of
from forebild.deliberation.services import agenda, items
from forebild.deliberation.tests.sitting import Sitting, make_sitting, recuse
from forebild.engine.agenda.check import Violation
from forebild.jury.models import Recusal
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import make_company, make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def titles(sitting: Sitting, name: str = "secretary") -> list[str]:
    return [
        str(item).removeprefix("Bolaget ").removesuffix(" AB")
        for item in items_of(sitting.meeting, sitting.people[name])
    ]


def test_whoever_stands_aside_does_not_see_the_item() -> None:
    sitting = make_sitting()
    assert titles(sitting) == ["first", "second", "Årets pris"]
    assert titles(sitting, "anna") == ["second", "Årets pris"]


def test_entries_stand_on_it_once_and_only_those_in_competition() -> None:
    sitting = make_sitting(is_open=False)
    secretary, meeting = sitting.people["secretary"], sitting.meeting
    for entry in (sitting.entries["first"], make_entry(sitting.edition, state="submitted")):
        with pytest.raises(InvalidInput, match="already, or not"):
            agenda.add_entries(actor=secretary, meeting=meeting, entries=[entry])
    third = make_entry(sitting.edition, make_company("Bolaget third AB"))
    assert list(addable_entries(meeting, secretary)) == [third]
    recuse(sitting.seats["secretary"], third)
    assert list(addable_entries(meeting, secretary)) == []
    with pytest.raises(InvalidInput):
        agenda.add_entries(actor=secretary, meeting=meeting, entries=[third])
    assert titles(sitting) == ["first", "second", "Årets pris"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"title": " "}, "title"), ({"pin": "middle"}, "pin"), ({"minutes_planned": 0}, "minutes_planned")],
)
def test_an_item_says_what_where_and_how_long(values: dict[str, object], field: str) -> None:
    sitting = make_sitting(is_open=False)
    given = {"title": "Inledning"} | values
    with pytest.raises(InvalidInput) as refusal:
        agenda.add_item(actor=sitting.people["chair"], meeting=sitting.meeting, **given)  # type: ignore[arg-type]
    assert set(refusal.value.fields) == {field}


def test_moving_is_one_step_among_what_one_sees() -> None:
    sitting = make_sitting(is_open=False)
    secretary = sitting.people["secretary"]
    agenda.move_item(actor=secretary, item=sitting.item("other"), up=True)
    assert titles(sitting) == ["first", "Årets pris", "second"]
    agenda.move_item(actor=secretary, item=sitting.item("first"), up=True)
    assert titles(sitting) == ["first", "Årets pris", "second"]
    recuse(sitting.seats["secretary"], sitting.entries["first"])
    agenda.move_item(actor=secretary, item=sitting.item("second"), up=True)
    assert titles(sitting) == ["second", "Årets pris"]
    with pytest.raises(NotAllowed, match="stand aside"):
        agenda.move_item(actor=secretary, item=sitting.item("first"), up=False)


def test_an_item_is_placed_and_taken_off_as_long_as_it_waits() -> None:
    sitting = make_sitting()
    secretary, item = sitting.people["secretary"], sitting.item("second")
    agenda.place_item(actor=secretary, item=item, pin="first", minutes_planned=25)
    stored = sitting.item("second")
    assert (stored.pin, stored.minutes_planned) == ("first", 25)
    agenda.remove_item(actor=secretary, item=sitting.item("other"))
    items.take_up(actor=secretary, item=item)
    for act in (agenda.remove_item, lambda **who: agenda.move_item(**who, up=True)):
        with pytest.raises(NotNow, match="taken up"):
            act(actor=secretary, item=item)
    items.put_off(actor=secretary, item=item)
    with pytest.raises(NotNow, match="has been discussed"):
        agenda.remove_item(actor=secretary, item=item)
    assert titles(sitting) == ["first", "second"]


def test_the_agenda_is_arranged_so_that_people_go_out_seldom() -> None:
    sitting = make_sitting(is_open=False)
    secretary, meeting = sitting.people["secretary"], sitting.meeting
    third = make_entry(sitting.edition, make_company("Bolaget third AB"))
    agenda.add_entries(actor=secretary, meeting=meeting, entries=[third])
    recuse(sitting.seats["anna"], third)
    before = order_of(meeting, secretary)
    assert (before.exits, before.fewest, before.is_proved) == (2, 1, True)
    assert [[str(juror.person) for juror in row.goes_out] for row in before.rows] == [
        ["Anna"],
        [],
        [],
        ["Anna"],
    ]
    agenda.arrange(actor=secretary, meeting=meeting)
    after = order_of(meeting, secretary)
    assert (after.exits, after.fewest) == (1, 1)
    assert titles(sitting) == ["second", "first", "third", "Årets pris"]
    assert [len(row.out) for row in after.rows] == [0, 1, 1, 0]
    assert order_of(meeting, sitting.people["anna"]).exits == 0  # she learns nothing of her own items


def test_an_order_that_the_check_faults_is_never_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    sitting = make_sitting(is_open=False)
    monkeypatch.setattr(agenda, "check", lambda problem, order: [Violation("worse")])
    with pytest.raises(RuntimeError, match="fewer goings out"):
        agenda.arrange(actor=sitting.people["chair"], meeting=sitting.meeting)
    assert titles(sitting) == ["first", "second", "Årets pris"]


def test_nobody_signed_in_sees_anything() -> None:
    sitting = make_sitting()
    assert not AgendaItem.objects.for_actor(AnonymousUser()).exists()
    assert not type(sitting.meeting).objects.for_actor(AnonymousUser()).exists()


def test_what_has_been_taken_up_keeps_its_place() -> None:
    sitting = make_sitting()
    secretary = sitting.people["secretary"]
    items.take_up(actor=secretary, item=sitting.item("second"))
    agenda.arrange(actor=secretary, meeting=sitting.meeting)
    assert titles(sitting) == ["second", "first", "Årets pris"]
    with pytest.raises(NotAllowed):
        agenda.arrange(actor=sitting.people["bo"], meeting=sitting.meeting)


def test_one_item_at_a_time_and_only_while_the_meeting_is_open() -> None:
    sitting = make_sitting()
    secretary = sitting.people["secretary"]
    items.take_up(actor=secretary, item=sitting.item("first"))
    with pytest.raises(NotNow, match="Another item"):
        items.take_up(actor=secretary, item=sitting.item("second"))
    items.settle(actor=secretary, item=sitting.item("first"))
    items.take_up(actor=secretary, item=sitting.item("first"))  # again
    item = sitting.item("first")
    assert (item.state, item.settled_at) == ("current", None)
    planned = make_sitting_next_year()
    with pytest.raises(NotNow, match="not open"):
        items.take_up(actor=planned.people["secretary"], item=planned.item("first"))


def make_sitting_next_year() -> Sitting:
    """Another jury's meeting, not open yet."""
    AgendaItem.objects.all().delete()
    Recusal.objects.all().delete()
    from forebild.programme.models import Edition

    Edition.objects.update(year=2020)
    return make_sitting(is_open=False)


def test_who_was_out_is_kept_also_when_the_recusal_is_lifted() -> None:
    sitting = make_sitting()
    secretary, item = sitting.people["secretary"], sitting.item("first")
    items.take_up(actor=secretary, item=item)
    recuse(sitting.seats["bo"], sitting.entries["first"])
    items.settle(actor=secretary, item=item)
    Recusal.objects.update(lifted_at=timezone.now(), lifted_by=secretary)
    names = {str(each.juror.person) for each in StoodAside.objects.all()}
    assert names == {"Anna", "Bo"}


def test_time_is_given_from_the_planned_end_or_from_now() -> None:
    sitting = make_sitting()
    secretary, item = sitting.people["secretary"], sitting.item("second")
    with pytest.raises(NotNow, match="not being discussed"):
        items.add_time(actor=secretary, item=item, minutes=5)
    items.take_up(actor=secretary, item=item)
    ends = item.timer_ends_at
    assert timedelta(minutes=9) < ends - timezone.now() <= timedelta(minutes=10)
    items.add_time(actor=secretary, item=item, minutes=5)
    assert sitting.item("second").timer_ends_at == ends + timedelta(minutes=5)
    AgendaItem.objects.filter(pk=item.pk).update(timer_ends_at=timezone.now() - timedelta(hours=1))
    items.add_time(actor=secretary, item=item, minutes=5)
    assert sitting.item("second").timer_ends_at > timezone.now() + timedelta(minutes=4)
    with pytest.raises(InvalidInput):
        items.add_time(actor=secretary, item=item, minutes=61)
