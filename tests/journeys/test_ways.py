"""The same ways in other circumstances: in English, without a script, by keyboard alone, on a phone.

The sample programme stands in the middle of the jury's reading; its call is opened beside that.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import Opener
from tests.journeys import office_steps as office
from tests.journeys.company_steps import enter_alone
from tests.journeys.conftest import Product
from tests.journeys.jury_steps import judge
from tests.journeys.steps import TEXT, enter, go, open_the_call, press, tab_to, to_room, window_of

pytestmark = pytest.mark.browser

_UNANSWERED = "jävsfrågan obesvarad"
_DESK = "Juryn 2027"  # the card on a juror's own page: what is most urgent there may be something else

# Notes whenever a page is wider than its window: when it has come, and when it is left, after all that was
# opened and typed in it. The note outlives the page.
_WATCH_WIDTH = """
for (const moment of ["load", "pagehide"]) addEventListener(moment, () => {
  if (document.documentElement.scrollWidth <= innerWidth) return;
  sessionStorage.tooWide = `${sessionStorage.tooWide ?? ""}${location.pathname}\\n`;
});
"""


@pytest.fixture(scope="module")
def links(product: Product) -> dict[str, str]:
    open_the_call(product)
    return product.demo_links()


def phone(visit: Opener, path: str) -> Any:
    """A window of 360 px that notes which pages are too wide for it."""
    page = visit("/", width=360, height=740)
    page.context.add_init_script(_WATCH_WIDTH)
    page.goto(visit.address + path)
    return page


def too_wide(page: Any) -> list[str]:
    """The pages that have been too wide so far."""
    return str(page.evaluate("sessionStorage.tooWide ?? ''")).splitlines()


def unanswered(page: Any) -> str:
    """On a juror's desk: a company about which the conflict question is not answered."""
    return str(page.locator(".desk-row", has_text=_UNANSWERED).first.locator("a").inner_text())


def test_in_english_anybody_finds_the_winner_and_its_example(links: dict[str, str], visit: Opener) -> None:
    page = visit("/")
    go(page, "In English")
    go(page, "The competition")
    go(page, "2022", within="main")
    winner = page.inner_text(".winner h3")
    citation = page.inner_text(".winner blockquote")
    go(page, winner, within="main")
    assert "This award is genuine" in page.inner_text("main")
    assert citation in page.inner_text("main")
    go(page, "Good examples")
    page.fill("#need", winner)
    press(page, "Search", within="main form.need")
    go(page, str(page.locator("main article, main .card", has_text=winner).locator("a").first.inner_text()))
    assert "A first step for others" in page.inner_text("main")
    assert page.url.startswith(f"{visit.address}/en/exempel/")
    assert page.get_attribute("html", "lang") == "en"


def test_without_script_a_juror_scores_and_the_office_decides(links: dict[str, str], visit: Opener) -> None:
    juror = window_of(visit, links["Juror"], javascript=False)
    go(juror, _DESK, within="main")
    judge(juror, unanswered(juror), 5)

    lead = window_of(visit, links["Programme lead"], javascript=False)
    go(lead, "Kansliet", within="header")
    to_room(lead, "Beslut")
    company = lead.locator(".decision", has_text="Inget beslut").first.locator("h2").inner_text()
    office.propose(
        lead,
        company,
        outcome="mention",
        reason="Högt i rangordningen.",
        citation=("De delar med sig.", "They share what they know."),
    )
    second = window_of(visit, links["Coordinator"], javascript=False)
    office.approve_all(second, 1)
    row = second.locator(".decision", has=second.locator("h2", has_text=company))
    assert "Godkänt" in row.inner_text()


def test_by_keyboard_alone_a_company_writes_and_hands_in(links: dict[str, str], visit: Opener) -> None:
    page = visit(links["Company, draft"])
    tab_to(page, "main form button")
    enter(page)
    tab_to(page, "main .panel a.button-primary")
    enter(page)
    tab_to(page, "main a.button-primary")
    enter(page)
    sections = 0
    while "/avsnitt/" in page.url:
        _answer_by_keyboard(page)
        tab_to(page, "main .actions button.button-primary")
        enter(page)
        sections += 1
    assert sections >= 2
    for way in ("main a[href$='/lamna-in/']", "main form button.button-primary"):
        tab_to(page, way)
        enter(page)
    assert page.inner_text("h1") == "Bidraget är inlämnat"


def _answer_by_keyboard(page: Any) -> None:
    """Every question of the section that has no answer yet; the mouse is not touched."""
    for control in page.locator("main .question textarea, main .question input[type=text]").all():
        if control.input_value():
            continue
        name = control.get_attribute("name")
        tab_to(page, f"[name='{name}']")
        page.keyboard.type("5" if control.get_attribute("inputmode") else TEXT[:60])
    for group in page.locator("main .question fieldset").all():
        if group.locator("input:checked").count():
            continue
        name = group.locator("input[type=radio]").first.get_attribute("name")
        tab_to(page, f"[name='{name}']")
        page.keyboard.press("Space")
        assert page.locator(f"[name='{name}']:checked").count() == 1


def test_on_a_phone_a_company_enters_and_hands_in(
    product: Product, links: dict[str, str], visit: Opener
) -> None:
    page = phone(visit, "/")
    enter_alone(page, product, company="Fickformat AB", number="559999-9090", email="fia@fickformat.example")
    go(page, "Se vad som händer nu")
    assert "Bidraget är inlämnat" in page.inner_text("main")
    assert too_wide(page) == []
    page.evaluate("document.body.style.minWidth = '500px'")  # the watch itself works
    go(page, "Dina bidrag")
    assert len(too_wide(page)) == 1


def test_on_a_phone_a_juror_reads_and_scores(links: dict[str, str], visit: Opener) -> None:
    page = phone(visit, links["Juror"])
    with page.expect_navigation():
        page.click("main form button")
    go(page, _DESK, within="main")
    company = unanswered(page)
    judge(page, company, 3)
    go(page, company, within=".desk-rows")
    assert "Du har lämnat in bedömningen." in page.inner_text("main")
    go(page, "Mina bidrag", within=".crumbs")
    assert too_wide(page) == []
