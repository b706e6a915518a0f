"""Two doors at one event without network, each in a telephone of its own; afterwards both tell the same.

The office opens two doors, and two helpers get a link each. The network goes. Anna is let in at both doors;
Bo is scanned, and his colleague with him; Cia, who registered meanwhile, is known by her code alone; David is
let in by mistake and taken back; Eva comes without having registered; one telephone is started anew. The
network comes back.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import Opener, assert_accessible, assert_reflows, wait_until
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press, to_room, window_of

pytestmark = pytest.mark.browser

TITLE = "Forum vid dörren"

# How one registers is told elsewhere: the event and those who come are made by the product's own services,
# and Cia after the doors have fetched their lists.
_MAKE = """
from datetime import timedelta
from django.utils import timezone
from forebild.events.models import Event
from forebild.events.services.events import announce_event, create_event
from forebild.events.services.registering import Contact, From, Participant, register
from forebild.programme.models import Programme
programme = Programme.objects.get()
lead = programme.roles.get(kind="lead").person
begins = timezone.now() + timedelta(minutes=30)
facts = dict(kind="forum", title_sv="{title}", summary_sv="Kort.", mode="room", begins_at=begins,
             ends_at=begins + timedelta(hours=3), venue="Folkets hus", municipality="Gnosjö")
event = announce_event(actor=lead, event=create_event(actor=lead, programme=programme, facts=facts))
def come(key, company, *names):
    people = [Participant(each, each.split()[0].lower() + "@dorren.example") for each in names]
    register(actor=lead, event=event, quota=event.quotas.get(), contact=Contact(names[0], people[0].email),
             participants=people, organisation=From(company), key=key)
come("a", "Annas AB", "Anna Ek")
come("b", "Bergs AB", "Bo Ström", "Britt Öst")
come("d", "Dals AB", "David Al")
"""
_COME_LATE = """
from forebild.events.models import Event
from forebild.events.services.registering import Contact, From, Participant, register
from forebild.programme.models import Programme
lead = Programme.objects.get().roles.get(kind="lead").person
event = Event.objects.get(title_sv="{title}")
register(actor=lead, event=event, quota=event.quotas.get(), contact=Contact("Cia Lind", "cia@dorren.example"),
         participants=[Participant("Cia Lind", "cia@dorren.example")], organisation=From("Cias AB"), key="c")
"""
_CODES = """
from forebild.door.codes import signed_code
from forebild.events.models import Registration
for each in Registration.objects.filter(event__title_sv="{title}").select_related("event__door_key"):
    private = bytes(each.event.door_key.private)
    print(each.name, signed_code(private, each.event.public_id, each.public_id), sep="|")
"""


def test_two_doors_without_network_come_to_the_same(product: Product, visit: Opener) -> None:
    product.shell(_MAKE.format(title=TITLE))
    office = window_of(visit, product.demo_links()["Programme lead"])
    addresses = [opened(office, product, name) for name in ("Dörr 1", "Dörr 2")]
    one, two = (
        door_at(visit, address, width=width) for address, width in zip(addresses, (360, 820), strict=True)
    )
    for door in (one, two):
        door.context.set_offline(True)
    product.shell(_COME_LATE.format(title=TITLE))
    codes = dict(line.split("|") for line in product.shell(_CODES.format(title=TITLE)).splitlines())

    check_in(one, "Anna Ek")
    check_in(two, "Anna Ek")
    scan(two, codes["Bo Ström"])
    assert "1 till från samma anmälan: Britt Öst" in said(two)
    two.get_by_role("button", name="Checka in alla").click()
    check_in(one, "David Al")
    one.locator("[data-result]").get_by_role("button", name="Ångra").click()
    assert "Taget tillbaka" in said(one)
    scan(one, codes["Cia Lind"])  # registered after the list was fetched: the signature says that she is
    assert "Koden är äkta" in said(one)
    scan(two, codes["Cia Lind"][:28] + codes["David Al"][28:])  # her number with his signature
    assert "gäller inte det här evenemanget" in said(two)
    walk_in(two, "Eva Ny", "Nya AB")
    assert_reflows(one)
    assert_accessible(one)
    assert (counts(one), counts(two)) == (["2", "3", "4"], ["4", "1", "4"])
    assert "Inget nät" in status(one)

    one.reload()  # without network, as if the telephone had restarted
    wait_until(one, "document.querySelector('[data-count=in]')?.textContent === '2'")
    assert "Väntar på att skickas: 4." in status(one)

    for door in (two, one):
        door.context.set_offline(False)
    for door in (one, two):
        wait_until(door, "document.querySelector('[data-count=in]').textContent === '5'", 25)
        wait_until(door, "document.querySelector('[data-status]').textContent.includes('Allt är skickat')")
    assert counts(one) == counts(two) == ["5", "1", "5"]
    assert names_in(one) == names_in(two) == ["Anna Ek", "Bo Ström", "Britt Öst", "Cia Lind", "Eva Ny"]
    assert "Redan inne" in said(two)  # Anna, at door 1
    assert "Dörr 1" in said(two)

    go(office, "Tillbaka till dörren", within="main")
    go(office, "Vilka som kom", within="main")
    assert names_of(office) == ["Anna Ek", "Bo Ström", "Britt Öst", "Cia Lind", "Eva Ny"]
    assert_accessible(office)


def opened(office: Any, product: Product, name: str) -> str:
    """A door, opened by the office; the path of its link."""
    go(office, "Kansliet", within="header")
    to_room(office, "Evenemang")
    go(office, TITLE, within="main")
    go(office, "Dörren", within="main")
    office.fill("[name=name]", name)
    press(office, "Öppna dörren")
    return str(office.locator(".door-address").inner_text()).removeprefix(product.address)


def door_at(visit: Opener, address: str, *, width: int) -> Any:
    """A telephone that has opened the link once, where there was network."""
    page = visit(address, width=width, height=740)
    wait_until(page, "document.querySelector('#door').dataset.isKept === 'yes'")
    assert_accessible(page)
    assert_reflows(page)
    return page


def check_in(door: Any, name: str) -> None:
    door.get_by_role("button", name=f"Checka in {name}", exact=True).click()
    assert "Välkommen in" in said(door)
    assert name in said(door)


def scan(door: Any, code: str) -> None:
    """As a hand scanner does: it types, and ends with Enter."""
    box = door.locator("[data-search] input")
    box.fill(code)
    before = said(door)
    box.press("Enter")
    wait_until(door, f"document.querySelector('[data-result]').innerText !== {before!r}")


def walk_in(door: Any, name: str, company: str) -> None:
    door.get_by_text("Någon som inte är anmäld").click()
    door.fill("[name=name]", name)
    door.fill("[name=organisation]", company)
    door.locator("[data-walk-in]").get_by_role("button", name="Checka in").click()
    assert name in said(door)


def said(door: Any) -> str:
    """What came of the last press."""
    return str(door.locator("[data-result]").inner_text())


def status(door: Any) -> str:
    return str(door.locator("[data-status]").inner_text())


def counts(door: Any) -> list[str]:
    """In, to come, expected."""
    return [str(text) for text in door.locator("[data-count]").all_inner_texts()]


def names_in(door: Any) -> list[str]:
    door.get_by_role("link", name="Inne", exact=True).click()
    return [str(text) for text in door.locator("[data-rows] strong").all_inner_texts()]


def names_of(office: Any) -> list[str]:
    return [
        str(text).strip()
        for text in office.locator("main tbody th, main tbody td:first-child").all_inner_texts()
    ]
