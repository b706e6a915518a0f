"""From the calibration round to the borderline, in Swedish: what the office presses and what a juror sees."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.journeys.jury_cast import JURY, OFFICE, Cast, answer_free, give
from tests.journeys.office_steps import readers_shown
from tests.journeys.steps import go, press, to_room

_PAST = "(2022)"  # the latest year of the sample programme with a result

# The calibration round


def open_calibration(cast: Cast) -> list[str]:
    """Two awarded entries of an earlier year; the companies."""
    office = cast.at("lead", f"{OFFICE}samstamning/")
    companies = []
    for choice in office.locator("main label.choice", has_text=_PAST).all()[:2]:
        choice.locator("input").check()
        companies.append(str(choice.inner_text()).removesuffix(_PAST).strip())
    office.fill("[name=last_day]", f"{timezone.localdate() + timedelta(days=5):%Y-%m-%d}")
    press(office, "Öppna och meddela juryn")
    assert "Samstämningen är öppen. Juryn har fått veta det." in office.inner_text("main")
    return companies


def score_trials(page: Any, companies: list[str], steps: tuple[int, ...]) -> None:
    """From the letter's page: each trial entry, for good; and back there."""
    for company in companies:
        go(page, f"{company} {_PAST}", within=".desk-rows")
        answer_free(page)
        give(page, steps)
        press(page, "Lämna in provbedömningen")
        page.goto(page.url.partition("/samstamning/")[0] + "/samstamning/")
    assert page.locator(".desk-row", has_text="Inlämnad").count() == len(companies)


def sharpen(page: Any, criterion: str, step: int, words: str) -> None:
    """A step of a criterion described anew, with the reason."""
    page.locator("main summary", has_text=criterion).click()
    go(page, f"Beskriv på nytt – {criterion}, {step}", within="main")
    page.fill("[name=swedish]", words)
    page.fill("[name=reason]", "Femman lästes olika.")
    press(page, "Spara beskrivningen")
    described = page.locator("main li", has_text=f"{criterion}, {step}.").inner_text()
    assert words in described
    assert "Femman lästes olika." in described


def close_calibration(office: Any) -> None:
    go(office, "Stäng samstämningen nu")
    press(office, "Stäng samstämningen")
    assert "Samstämningen är stängd." in office.inner_text("main")


# Who reads what


def propose(office: Any, *, variant: int = 0) -> dict[str, list[str]]:
    """A proposal; company → its readers."""
    office.fill("[name=seed]", str(variant))
    press(office, "Föreslå")
    return readers_shown(office)


def settle(office: Any, juror: str, company: str) -> None:
    """On the page of who reads what: the juror always reads the company."""
    settling = office.locator("main section", has=office.get_by_role("heading", name="Bestämda platser"))
    settling.get_by_label("I varje förslag").select_option("pin")
    settling.get_by_label("Jurymedlem").select_option(label=juror)
    settling.get_by_label("Bidrag", exact=True).select_option(label=company)
    press(office, "Bestäm platsen")
    assert f"Från nästa förslag läser {juror} alltid bidraget från {company}." in office.inner_text("main")


def pin_from_why(office: Any, juror: str, company: str) -> None:
    """From the proposal: why this juror, and then for always."""
    go(office, f"{juror} – varför? {company}", within="main")
    assert f"Varför {juror} för {company}" in office.inner_text("h1")
    press(office, "Alltid, i varje nytt förslag")


def change_by_hand(cast: Cast, company: str, *, gives: str, takes: str) -> None:
    """In the proposal: the warning first, then with a tick for it."""
    office = cast.window("lead")
    go(office, "Ändra för hand", within="main")
    office.get_by_label("Bidrag", exact=True).select_option(label=company)
    office.get_by_label("Ge det till").select_option(label=gives)
    office.get_by_label("Ta det från").select_option(label=takes)
    with cast.visit.refusing(422):
        press(office, "Ändra förslaget")
    assert "Jurymedlemmen läser då 5 bidrag, fler än någon annan." in office.inner_text("main")
    office.get_by_label("Jag har läst varningarna. Gör det ändå").check()
    press(office, "Ändra förslaget")
    assert "Förslaget är ändrat. Inget har skickats." in office.inner_text("main")


# The ranking


def open_scores(office: Any) -> None:
    """What ranks is chosen before anybody sees a score."""
    to_room(office, "Rangordning")
    office.check("[name=basis][value=adjusted]")
    press(office, "Bestäm och öppna poängen")


def ranked(office: Any) -> list[tuple[str, str]]:
    """(company, side of the line), best first, on the page of the ranking."""
    rows = office.locator("main table:visible").first.locator("tbody tr").all_inner_texts()
    cells = [row.split("\t") for row in rows]
    return [(row[1].strip(), row[-1].strip()) for row in cells]


def stand_aside(page: Any, company: str) -> str:
    """From one's own review that is in: something ties me to the company after all. Where it was."""
    go(page, company, within=".desk-rows")
    address = str(page.url)
    go(page, "Jag har upptäckt något som binder mig till företaget")
    page.check("[name=tied][value=yes]")
    page.select_option("[name=relation]", label="familj eller nära vän")
    page.fill("[name=reason]", "Min syster har börjat där.")
    press(page, "Svara")
    assert "Tack. Du avstår, och bidraget är stängt för dig." in page.inner_text("main")
    assert page.locator(".desk-row", has_text=company).count() == 0
    return address


def near_the_line(office: Any) -> dict[str, str]:
    """Company → what the page says of it."""
    to_room(office, "Nära linjen")
    sections = office.locator("main section.near").all()
    return {section.locator("h2").inner_text(): section.inner_text() for section in sections}


def ask_one_more(office: Any, company: str) -> str:
    """Whom the page proposes to ask to read the company's entry too; asked by one press."""
    near = office.locator("main section.near", has=office.get_by_role("heading", name=company))
    button = near.get_by_role("button", name=re.compile("^Fråga "))
    name = str(button.inner_text()).strip().removeprefix("Fråga ")
    with office.expect_navigation():
        button.click()
    said = f"{name} har fått ett brev med frågan om att läsa bidraget från {company}."
    assert said in office.inner_text("main")
    return name


def give_the_extra_review(cast: Cast, name: str, company: str, secret: str, steps: tuple[int, ...]) -> None:
    """From the letter: the conflict question before anything, then the sheet."""
    letter = cast.letter(name, about="Vill du läsa ett bidrag till")
    assert f"Bidraget från {company} ligger nära linjen" in letter.text
    page = cast.at(name, cast.product.path_in(letter, JURY))
    assert secret not in page.content()
    answer_free(page)
    assert secret in page.inner_text("main")
    give(page, steps)
    press(page, "Lämna in bedömningen")
    assert "Din bedömning är inlämnad." in page.inner_text("main")
