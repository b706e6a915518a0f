"""Two doors at once: whoever is second sees what the first has done. The control has nobody holding."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError

from forebild.door.models import Door, Guest
from forebild.door.queries import figures_of
from forebild.door.services import acts
from forebild.door.services.acts import Act
from forebild.door.tests.worlds import let_in, link_of, make_door, make_event_today, walk_in
from forebild.events.models import Event
from forebild.events.tests.worlds import come
from forebild.shared.errors import Refusal
from forebild.shared.invariants import problems
from tests.races import one_then_other
from tests.worlds import make_office, make_programme

pytestmark = pytest.mark.django_db(transaction=True)


class _Broken(Refusal):
    """The database has stopped what the lock should have."""


def telling(door: Door, act: Act) -> Callable[[], Any]:
    link = link_of(door)

    def tell() -> None:
        try:
            acts.take_acts(link=link, door=door, acts=[act])
        except IntegrityError as error:
            raise _Broken(str(error)) from error

    return tell


@pytest.fixture
def event() -> Event:
    return make_event_today(make_office(make_programme()))


def same_at_both(event: Event, kind: str) -> list[str]:
    """Both doors let the same one in, who was registered or just came."""
    person = come(event, "Anna")[0]
    made = [let_in(person) if kind == "in" else walk_in("Eva", email="eva@exempel.example") for _ in range(2)]
    doors = [make_door(event, name) for name in ("Dörr 1", "Dörr 2")]
    return one_then_other(*(telling(door, act) for door, act in zip(doors, made, strict=True)))


@pytest.mark.parametrize("kind", ["in", "walk_in"])
def test_the_same_one_at_two_doors_is_one_guest(event: Event, kind: str) -> None:
    assert same_at_both(event, kind) == ["", ""]
    assert Guest.objects.count() == figures_of(event).came == 1
    assert event.registrations.count() == (1 if kind == "in" else 2)
    assert list(problems()) == []


def test_control_where_nobody_holds_the_doors_the_second_one_breaks(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "hold_doors", lambda event: None)
    assert same_at_both(event, "in") == ["", "_Broken"]
