"""A full event goes from the room to the screen by one press, stopped once before anybody has heard of it.

Sixty have a place and ten wait. The office sees first what happens; decides, and stops it: nothing has
happened and no letter has left. It decides again, and does it at once: all seventy have a place, each has one
letter with a file that puts the calendar right, and nobody's page tells the link before its time.
"""

from __future__ import annotations

from typing import Any

import pytest

from forebild.shared.outbox import mailbox
from forebild.shared.outbox.mailbox import Delivered
from tests.browser import Opener, assert_accessible, assert_reflows
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press, to_room, window_of
from tests.journeys.test_events import calendar_of

pytestmark = pytest.mark.browser

TITLE = "Seminarium om spårbarhet"
MEETING = "https://mote.exempel.example/sparbarhet"
SEATED, WAITING = 60, 10

_MAKE = f"""
from datetime import timedelta
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from forebild.events.services.events import announce_event, create_event
from forebild.events.services.quotas import change_quota
from forebild.events.services.registering import Contact, From, Participant, register
from forebild.programme.models import Role
from forebild.programme.queries import current_programme
programme = current_programme()
office = Role.objects.filter(programme=programme, edition=None).order_by("pk")[0].person
begins = timezone.now() + timedelta(days=20)
event = create_event(actor=office, programme=programme, facts=dict(
    kind="seminar", title_sv="{TITLE}", summary_sv="Så följer ni varje detalj.", mode="room",
    begins_at=begins, ends_at=begins + timedelta(hours=3), venue="Folkets hus", municipality="Gnosjö"))
quota = event.quotas.get()
change_quota(actor=office, quota=quota, facts=dict(places={SEATED}, per_company=None))
event = announce_event(actor=office, event=event)
for n in range(1, {SEATED + WAITING} + 1):
    who = Participant(f"Person {{n:02}}", f"p{{n:02}}@spar.example", field="p0_")
    register(actor=AnonymousUser(), event=event, quota=quota, contact=Contact(who.name, who.email),
             participants=[who], organisation=From(name=f"Verkstad {{n:02}} AB"), key=f"switch-{{n}}")
"""


def test_a_full_event_goes_online_and_can_be_stopped(product: Product, visit: Opener) -> None:
    product.shell(_MAKE)
    first, last = product.letter_to(of(1), about="Du har en plats"), product.letter_to(of(70), about="i kön")
    office = window_of(visit, product.demo_links()["Programme lead"])
    to_event(office)

    decide(office)
    assert "Från och med nu: digitalt" in office.inner_text("main")
    press(office, "Stoppa")
    assert "Ingen har fått något besked" in office.inner_text("body")
    assert places_told(office) == f"{SEATED} av {SEATED} · {WAITING} väntar"
    assert letters_about(product, "Nytt sätt att delta") == []

    decide(office)
    press(office, "Gör det direkt")
    assert "alla har fått besked" in office.inner_text("body")
    moved = product.letter_to(of(1), about="Nytt sätt att delta")
    seated = product.letter_to(of(70), about="Nytt sätt att delta")
    before, after = calendar_of(first).events[0], calendar_of(moved).events[0]
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert not last.attachments
    assert calendar_of(seated)["METHOD"] == "REQUEST"

    own = visit(product.path_in(seated, "/anmalan/"), width=360)
    assert "Du har en plats" in own.inner_text("main")
    assert MEETING not in own.content()  # it is told from a quarter of an hour before
    assert_accessible(own)
    assert_reflows(own)
    told = sorted(each.to for each in letters_about(product, "Nytt sätt att delta"))
    assert told == [of(n) for n in range(1, SEATED + WAITING + 1)]


def of(number: int) -> str:
    return f"p{number:02}@spar.example"


def to_event(office: Any) -> None:
    go(office, "Kansliet", within="header")
    to_room(office, "Evenemang")
    go(office, TITLE, within="main")


def decide(office: Any) -> None:
    """From the event's page: first what happens, then the decision."""
    go(office, "På plats eller digitalt", within="main")
    office.get_by_label("digitalt", exact=True).check()
    office.fill("[name=join_link]", MEETING)
    press(office, "Visa vad som händer")
    shown = office.inner_text("main")
    assert f"{SEATED} personer med plats har en plats även på det nya sättet." in shown, shown
    assert f"{WAITING} personer som väntar får en plats." in shown, shown
    assert_accessible(office)
    press(office, "Ändra")
    assert "Ändringen görs om tio minuter" in office.inner_text("body")


def places_told(office: Any) -> str:
    """How the places stand, on the office's page of the event."""
    return " ".join(office.locator("main ul.rows .numbers").first.inner_text().split())


def letters_about(product: Product, words: str) -> list[Delivered]:
    return [each for each in mailbox.read(product.home / "mailbox") if words in each.subject]
