"""Round-table notes by three people at once, on phones, one of them without network for a while.

The office publishes the plan of the sample's coming round table and makes a link for each of three. They
write at the same table: every card is on the office's wall exactly once, whoever was offline meanwhile. What
stays in the room, and who is not to be named, is in no file.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import Opener, assert_accessible, assert_reflows, wait_until
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press, to_room, window_of

pytestmark = pytest.mark.browser

TITLE = "Rundabord: tillverka mer med färre händer"
TABLE = "Bord 1, Kompetens"
NAMES = ("Ada", "Bo", "Cia")
SECRET = "Vi säger upp tio i mars."


def test_three_write_at_once_and_the_office_has_each_card_once(product: Product, visit: Opener) -> None:
    office = window_of(visit, product.demo_links()["Programme lead"])
    to_the_plan(office)
    links = [link_for(office, name) for name in NAMES]
    ada, bo, cia = phones = [visit(link, width=360, height=740) for link in links]
    look_over(ada)
    assert "ingen får veta vem som sa det" in ada.inner_text("main")

    for page, name in zip(phones, NAMES, strict=True):
        write(page, f"{name} ett")
    bo.context.set_offline(True)
    for number in ("två", "tre"):
        write(bo, f"Bo {number}")
    wait_until(bo, "document.querySelectorAll('[data-queue] li').length === 2")
    assert "Ingen kontakt" in bo.inner_text("[data-notes-status]")
    quiet, named = say_who(ada, "Ada två", "none"), say_who(cia, "Cia två", "person")
    ada.locator("[name=is_secret]").check()
    write(ada, SECRET)
    bo.context.set_offline(False)

    written = ["Ada ett", "Ada två", "Bo ett", "Bo tre", "Bo två", "Cia ett", "Cia två"]
    for page in phones:
        wait_until(page, "document.querySelectorAll('[data-live] .note-card').length === 8", seconds=30)
        assert sorted(texts(page)) == sorted([*written, SECRET])
    assert bo.locator("[data-queue] li").count() == 0
    look_over(bo)

    to_the_wall(office)
    assert sorted(texts(office)) == sorted([*written, SECRET])  # the lead alone reads what stays in the room
    file = office.request.get(office.url.partition("?")[0] + "?format=csv").text()
    told = [file.count(words) for words in (*written, SECRET, quiet, named)]
    assert told == [*[1] * len(written), 0, 0, 1]
    visit.expect_errors()  # the second is told by a 422
    change_while_another_does(ada, cia, "Ada ett")


def to_the_plan(office: Any) -> None:
    """From the front page to the plan, which is published."""
    go(office, "Kansliet", within="header")
    to_room(office, "Evenemang")
    go(office, TITLE, within="main")
    go(office, "Till bordsplaceringen", within="main")
    assert "Ingen möter samma person två gånger." in office.inner_text("main")
    assert_accessible(office)
    press(office, "Publicera", within="body")
    assert "Nu ser var och en sina bord" in office.inner_text("body")
    go(office, "Vilka som antecknar", within="main")


def link_for(office: Any, name: str) -> str:
    """Somebody's link, as the page shows it this once."""
    office.fill("[name=name]", name)
    office.select_option("[name=table]", label=TABLE)
    press(office, "Skapa en länk")
    address = str(office.inner_text(".own-link"))
    return address[address.index("/anteckna/") :]


def look_over(page: Any) -> None:
    assert_accessible(page)
    assert_reflows(page)


def write(page: Any, text: str) -> None:
    page.fill("[name=text]", text)
    page.get_by_role("button", name="Spara kortet").click()


def say_who(page: Any, text: str, attribution: str) -> str:
    """A card with who said it; whose name that is."""
    page.get_by_text("Vem som sa det", exact=True).first.click()
    page.select_option("[name=said_by]", index=1 if attribution == "none" else 2)
    name = page.locator("[name=said_by] option:checked").inner_text().partition(",")[0]
    page.locator(f"[name=attribution][value={attribution}]").check()
    write(page, text)
    return str(name)


def texts(page: Any) -> list[str]:
    return list(page.locator("[data-live] .note-text").all_inner_texts())


def to_the_wall(office: Any) -> None:
    go(office, "Anteckningar", within="nav.crumbs")
    wait_until(office, "document.querySelectorAll('[data-live] .note-card').length === 8")
    assert_accessible(office)


def change_while_another_does(one: Any, other: Any, text: str) -> None:
    """Both open the same card; whoever saves last sees both texts, and neither is lost."""
    for page in (one, other):
        with page.expect_navigation():
            page.locator(".note-card", has_text=text).get_by_role("link").click()
    one.fill("[name=text]", "Adas ord")
    press(one, "Spara")
    assert "Adas ord" in texts(one)
    other.fill("[name=text]", "Cias ord")
    other.get_by_role("button", name="Spara", exact=True).click()
    other.get_by_text("«Adas ord»").first.wait_for()
    assert other.input_value("[name=text]") == "Cias ord"
    press(other, "Spara")
    assert "Cias ord" in texts(other)
