"""A site visit in Swedish: planned by the office, answered by the company, signed by two jurors."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.journeys.jury_cast import JURY, OFFICE, Cast
from tests.journeys.steps import go, press, to_room

LOOK_FOR = "Mät en omställning, från sista gjutna till första godkända."
FOUND = "Vi mätte två omställningar: 19 och 24 minuter."


def plan(office: Any, *, company: str, quote: str) -> None:
    """To whom, where, and what to verify."""
    to_room(office, "Företagsbesök")
    go(office, "Planera ett besök")
    office.select_option("[name=entry]", label=company)
    office.fill("[name=place]", "Verkstadsgatan 1")
    press(office, "Gå vidare till påståendena")
    office.select_option("[name=question_key]", "challenge")
    office.fill("[name=quote]", quote)
    office.fill("[name=look_for]", LOOK_FOR)
    press(office, "Lägg till påståendet")
    assert "Påståendet är tillagt." in office.inner_text("main")


def choose_visitors(office: Any, names: list[str]) -> None:
    go(office, "Välj besökare", within="main .page-header")
    for name in names:
        office.locator("main label.choice", has_text=name).locator("input").check()
    press(office, "Välj dem")
    assert "Besökarna är valda och har fått veta det." in office.inner_text("main")


def offer_times(office: Any) -> None:
    """Two, in the days to come."""
    go(office, "Erbjud tider", within="main .page-header")
    now = datetime.now(ZoneInfo("Europe/Stockholm"))
    for number in (1, 2):
        time = (now + timedelta(days=number)).replace(hour=10, minute=0)
        office.fill(f"[name=time_{number}]", time.strftime("%Y-%m-%dT%H:%M"))
    press(office, "Skicka tiderna")
    assert "Företaget har fått frågan." in office.inner_text("main")


def answer_from_the_mail(cast: Cast, email: str, *, company: str, visitors: list[str]) -> None:
    """The company chooses, without signing in; all who come get it for their calendars."""
    asked = cast.product.letter_to(email, about=f"Juryn vill besöka {company}")
    page = cast.visit(cast.product.path_in(asked, "/besok/svar/"))
    assert f"Juryn besöker {company}" in page.inner_text("h1")
    assert LOOK_FOR not in page.content()  # what is to be verified is the jury's
    page.locator("[name=time]").first.check()
    page.fill("[name=name]", "Vera i porten")
    press(page, "Vi väljer den här tiden")
    assert "Besöket är bokat" in page.inner_text("main")
    told = [cast.product.letter_to(email, about=f"Juryns besök hos {company} är bokat")]
    told += [cast.letter(name, about=f"Besöket hos {company} är bokat") for name in visitors]
    assert all(one.content_type == "text/calendar" for letter in told for one in letter.attachments)
    assert [len(letter.attachments) for letter in told] == [1] * (1 + len(visitors))
    assert "Vera i porten" in told[1].text


def write_protocol(cast: Cast, name: str, company: str) -> None:
    """The first of the two, at the company: what was found, whom they met; signed at once."""
    page = cast.at(name, f"{JURY}besok/")
    go(page, company, within="main")
    go(page, "Skriv protokollet")
    claim = page.locator("main section.claim")
    assert LOOK_FOR in claim.inner_text()
    claim.locator("input[value=partly]").check()
    claim.locator("textarea").fill(FOUND)
    page.fill("[name=met]", "Vera Verkmästare och två operatörer.")
    page.fill("[name=impression]", "De vet vad de gör och visar det gärna.")
    press(page, "Lämna in och skriv under")
    shown = page.inner_text("main")
    assert FOUND in shown
    assert f"Underskrivet av {name}." in shown


def sign_protocol(cast: Cast, name: str, company: str) -> None:
    """The second, from the letter."""
    page = cast.from_letter(name, about=f"skriv under protokollet från {company}", part="/besok/")
    assert FOUND in page.inner_text("main")
    press(page, "Skriv under protokollet")
    assert f"Underskrivet av {name}." in page.inner_text("main")


def change_a_score(cast: Cast, name: str, company: str, *, place: int, step: int, reason: str) -> None:
    """The review is in and its time is over; the visit opens it, and a changed score needs its reason."""
    page = cast.at(name, JURY)
    go(page, company, within=".desk-rows")
    assert "Något nytt har kommit fram" in page.inner_text("main")
    press(page, "Öppna bedömningen igen")
    changed = page.locator("[data-score]").nth(place)
    changed.locator(f"input[value='{step}']").check()
    with cast.visit.refusing(422):
        press(page, "Lämna in bedömningen")
    changed = page.locator("[data-score]").nth(place)
    assert "Säg vad du har fått veta som ändrar poängen." in changed.inner_text()
    changed.locator("textarea[name^=reason_]").fill(reason)
    press(page, "Lämna in bedömningen")
    assert "Din bedömning är inlämnad." in page.inner_text("main")


def changed_scores(cast: Cast) -> list[list[str]]:
    """What the office reads of them: company, juror, criterion, before, after, reason."""
    office = cast.at("lead", f"{OFFICE}besok/")
    go(office, "Poäng som har ändrats efter ett besök")
    rows = office.locator("main table tbody tr").all_inner_texts()
    return [[cell.strip() for cell in row.split("\t")][:6] for row in rows]
