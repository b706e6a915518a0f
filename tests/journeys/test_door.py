"""Two doors at one event without network, each in a telephone of its own; afterwards both tell the same.

The office opens two doors, and two helpers get a link each. The network goes. Anna is let in at both doors;
Bo is scanned, and his colleague with him; Cia, who registered meanwhile, is known by her code alone; David is
let in by mistake and taken back; Eva comes without having registered; one telephone is started anew. The
network comes back.

At another door a telephone's camera scans, in a browser that reads no codes itself: a code with another's
signature, Anna's as her own page draws it, Bo's with black and white changed over. The page was opened once;
then the network goes, what the browser keeps by itself is thrown away, and the page is loaded anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import ImageOps

from tests.browser import Opener, assert_accessible, assert_reflows, wait_until
from tests.journeys.camera_steps import drawn, filmed, shown_on, telephone
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
_MAKE_FOR_CAMERA = """
from datetime import timedelta
from django.utils import timezone
from forebild.door.codes import signed_code
from forebild.door.services.doors import open_door
from forebild.events.services.events import announce_event, create_event
from forebild.events.services.letters import own_token
from forebild.events.services.registering import Contact, From, Participant, register
from forebild.programme.models import Programme
from forebild.shared.dates import in_swedish_time
programme = Programme.objects.get()
lead = programme.roles.get(kind="lead").person
begins = timezone.now() + timedelta(minutes=30)
facts = dict(kind="forum", title_sv="Framför kameran", summary_sv="Kort.", mode="room", begins_at=begins,
             ends_at=begins + timedelta(hours=3), venue="Folkets hus", municipality="Gnosjö")
event = announce_event(actor=lead, event=create_event(actor=lead, programme=programme, facts=facts))
_, token = open_door(actor=lead, event=event, name="Entrén", day=in_swedish_time(begins).date())
print(f"/dorr/{token}/")
for name in ("Anna Ek", "Bo Ström", "Cia Lind"):
    email = name.split()[0].lower() + "@kameran.example"
    register(actor=lead, event=event, quota=event.quotas.get(), contact=Contact(name, email),
             participants=[Participant(name, email)], organisation=From(name.split()[0] + " AB"), key=email)
    one = event.registrations.get(name=name)
    code = signed_code(bytes(event.door_key.private), event.public_id, one.public_id)
    print(code, f"/evenemang/anmalan/{own_token(one)}/", sep="|")
"""

# All that was said, in order: a look later it may say something else.
_LISTEN = """
window.said = [];
const result = document.querySelector("[data-result]");
new MutationObserver(() => said.push(result.innerText.split("\\n").filter(Boolean).slice(0, 2).join(" · ")))
  .observe(result, { childList: true });
"""
_HIDE = """(isHidden) => {
  Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
_IS_LOOKING = "document.querySelector('[data-camera] video').srcObject?.active === true"
_UNKEEP = "caches.open('door-1').then((kept) => kept.delete(document.querySelector('#door').dataset.reader))"


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


@pytest.fixture(scope="module")
def made(product: Product) -> list[str]:
    """The door's path; then, for Anna, Bo and Cia each, the code and the path of one's own page."""
    return product.shell(_MAKE_FOR_CAMERA).splitlines()


def test_whoever_holds_a_code_before_the_camera_is_in(
    product: Product, chromium: Any, visit: Opener, made: list[str], tmp_path: Path
) -> None:
    door_path, (anna, anna_page), (_, bo_page), (cia, _) = made[0], *(each.split("|") for each in made[1:])
    annas, bos = (shown_on(visit(path, width=360)) for path in (anna_page, bo_page))
    film = tmp_path / "film.y4m"
    forged = drawn(cia[:28] + anna[28:])  # her number with another's signature
    film.write_bytes(filmed(forged, annas, ImageOps.invert(bos)))
    with telephone(chromium, product, f"--use-file-for-fake-video-capture={film}") as open_page:
        door = opened_once(open_page, door_path)
        assert door.locator("[data-camera]").is_hidden()
        door.evaluate(_LISTEN)

        door.get_by_role("button", name="Skanna").click()
        wait_until(door, "said.length >= 3", 15)
        assert sorted(door.evaluate("said")) == [
            "Koden gäller inte det här evenemanget.",
            "Välkommen in · Anna Ek",
            "Välkommen in · Bo Ström",
        ]
        assert door.locator("[data-count]").all_inner_texts() == ["2", "1", "3"]
        assert_accessible(door)
        assert_reflows(door)

        door.evaluate(_HIDE, True)
        assert not door.evaluate(_IS_LOOKING)
        door.evaluate(_HIDE, False)
        wait_until(door, _IS_LOOKING)
        stream = door.evaluate_handle("document.querySelector('[data-camera] video').srcObject")
        door.get_by_role("button", name="Stäng kameran").click()
        assert stream.evaluate("(it) => it.getTracks().map((each) => each.readyState)") == ["ended"]
        assert door.locator("[data-camera]").is_hidden()

        door.context.set_offline(False)
        door.evaluate("dispatchEvent(new Event('focus'))")  # taken up again: it tells at once
        wait_until(door, "document.querySelector('[data-status]').textContent.includes('Allt är skickat')")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--use-fake-ui-for-media-stream=deny"], "Den här sidan får inte använda kameran."),
        (["--use-fake-device-for-media-stream=device-count=0"], "Ingen kamera hittades."),
        ([], "Det som läser koderna är inte hämtat än."),
    ],
)
def test_why_there_is_no_camera_is_said(
    product: Product, chromium: Any, made: list[str], flags: list[str], said: str
) -> None:
    with telephone(chromium, product, *flags) as open_page:
        door = opened_once(open_page, made[0])
        if not flags:
            door.evaluate(_UNKEEP)  # it is what the page keeps that reads, and nothing else
        door.get_by_role("button", name="Skanna").click()
        wait_until(door, "document.querySelector('[data-result]').innerText !== ''")
        assert said in door.locator("[data-result]").inner_text()
        assert door.locator("[data-camera]").is_hidden()
        assert door.get_by_role("button", name="Skanna").is_visible()


def opened_once(open_page: Opener, path: str) -> Any:
    """The door's page as kept at its one visit: without network, and without the browser's own cache."""
    page = open_page(path, width=360, height=740)
    wait_until(page, "document.querySelector('#door').dataset.isKept === 'yes'")
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    page.context.set_offline(True)
    page.reload()
    wait_until(page, "document.querySelector('[data-status]').dataset.state === 'offline'")
    return page


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
