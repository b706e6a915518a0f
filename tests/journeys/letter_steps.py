"""The letters to the entrants in Swedish: begun by the office, approved by the chair, sent, answered once."""

from __future__ import annotations

from typing import Any

from tests.journeys.jury_cast import OFFICE, Cast
from tests.journeys.steps import go, press, to_room


def begin(office: Any, count: int) -> None:
    """From what the jurors have written."""
    to_room(office, "Brev till deltagare")
    press(office, f"Påbörja {count} brev")
    assert f"{count} brev är påbörjade." in office.inner_text("main")


def hand_over(office: Any, company: str, *, opening: str) -> None:
    """One letter: read, its opening written anew, left to the jury's leaders."""
    go(office, company, within="main .feedback-rows")
    assert f"Hos {company} mäter alla." in office.input_value("[name=strengths]")
    assert office.input_value("[name=opportunities]").startswith("Berätta vad det kostade.")
    office.fill("[name=opening]", opening)
    press(office, "Lämna för godkännande")
    assert "Brevet väntar på juryns ordförande." in office.inner_text("main")


def approve_in_queue(page: Any, companies: list[str], count: int) -> None:
    """The chair reads these, one after the other, as the queue brings them."""
    go(page, f"Läs och godkänn {count} brev")
    for company in companies:
        assert page.inner_text("h1") == company
        press(page, "Godkänn")
        assert f"Brevet till {company} är godkänt." in page.inner_text("main")


def send(cast: Cast, count: int) -> None:
    """All that is approved; held for ten minutes."""
    office = cast.at("lead", f"{OFFICE}aterkoppling/")
    go(office, "Skicka det som är godkänt")
    press(office, f"Skicka {count} brev")
    assert office.get_by_role("button", name="Stoppa breven").count() == 1


def answer(page: Any, *, usefulness: int, words: str) -> None:
    """The company, from its mail, without signing in."""
    page.check(f"[name=usefulness][value='{usefulness}']")
    page.fill("[name=text]", words)
    press(page, "Skicka svaret")
    assert page.inner_text("h1") == "Tack"


def read_the_answer(cast: Cast, company: str, words: str) -> None:
    """The office, from the page of letters."""
    office = cast.at("lead", f"{OFFICE}aterkoppling/")
    go(office, "Läs svaren")
    given = office.locator("main .feedback-answer", has=office.get_by_role("heading", name=company))
    assert words in given.inner_text()
    press(office, "Jag har läst det")
    assert "Läst av" in given.inner_text()
