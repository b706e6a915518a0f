"""A self-assessment on a telephone that ends at an event; two colleagues who differ; the year after.

The first one has no script. She answers page by page, sees what is missing, hands in, takes up a next step
and registers for the event beside it. The second saves by mail, asks a colleague, settles where they differ,
and does it again a year later with the answers of last year beside.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser import Opener, assert_accessible, assert_reflows
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press

pytestmark = pytest.mark.browser

COMPANY = "Telefonverkstaden AB"
_NAMES = "all => [...new Set(all.map(each => each.name))]"
# Nobody can wait for a year to pass.
_A_YEAR_LATER = """
from datetime import timedelta
from django.utils import timezone
from forebild.assessment.models import Assessment
from forebild.assessment.services.again import ask_again_due
mine = Assessment.objects.filter(email="%s", state="handed_in")
assert mine.update(handed_in_at=timezone.now() - timedelta(days=350)) == 1
assert ask_again_due() >= 1
"""


def test_on_a_telephone_without_script_to_an_event(product: Product, visit: Opener) -> None:
    page = visit("/", width=360, height=740, javascript=False)
    page.goto(page.url.rstrip("/") + "/sjalvskattning/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    answer_all(page, "yes", every=2)
    assert "12 av 12" in page.inner_text("main")
    press(page, "Se resultatet")
    assert page.inner_text("h1").startswith("Ert resultat")
    assert page.locator(".next-step").count() == 3
    assert_reflows(page)
    page.locator(".next-step a", has_text="Anmälan till").first.click()
    page.wait_for_load_state()
    register(page, name="Tora Telefon", email="tora@telefon.example")
    assert product.letter_to("tora@telefon.example", about="Du har en plats").subject


def test_two_colleagues_who_differ_and_the_year_after(product: Product, visit: Opener) -> None:
    page = visit("/sjalvskattning/", width=360, height=740)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    answer_all(page, "no")
    go(page, "Spara den", within="main")
    page.fill("[name=email]", "vera@tvasyn.example")
    page.fill("[name=company]", "Tvåsyn AB")
    press(page, "Skicka länken till mig")
    letter = product.letter_to("vera@tvasyn.example", about="Spara er")
    page = visit(product.path_in(letter, "/bekrafta/"), width=360, height=740)
    press(page, "Spara den")
    assert "Den är sparad" in page.inner_text("body")

    go(page, "Fråga kollegor", within="main")
    page.fill("[name=sender]", "Vera")
    page.fill("[name=emails]", "bo@tvasyn.example")
    press(page, "Skicka breven")
    asked = product.letter_to("bo@tvasyn.example", about="Vera vill veta")
    other = visit(product.path_in(asked, "/kollega/"), width=360, height=740)
    other.fill("[name=name]", "Bo")
    press(other, "Till frågorna")
    answer_all(other, "yes", every=6)
    press(other, "Jag är klar")
    assert "Tack för dina svar" in other.inner_text("main")

    page.reload()
    go(page, "Se var ni svarar olika", within="main")
    assert page.locator("fieldset").count() == 2
    assert_accessible(page)
    page.locator("fieldset").first.locator("label", has_text="Ja").click()
    press(page, "De här svaren gäller för företaget")
    press(page, "Se resultatet")
    assert "1" in page.inner_text(".result-figure")

    product.shell(_A_YEAR_LATER % "vera@tvasyn.example")
    letter = product.letter_to("vera@tvasyn.example", about="Har ni kommit längre")
    page = visit(product.path_in(letter, "/igen/"), width=360, height=740)
    press(page, "Gör den igen")
    assert "Förra gången: " in page.inner_text("main")
    answer_all(page, "yes")
    press(page, "Se resultatet")
    assert "Sedan förra gången" in page.inner_text("main")
    assert page.inner_text(".result-figure") == "12"


def register(page: Any, *, name: str, email: str) -> None:
    """What the form asks of everybody; of each choice the first."""
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.fill("[name=organisation]", COMPANY)
    for choice in page.eval_on_selector_all("main [type=radio]", _NAMES):
        page.locator(f"[name={choice}]").first.check()
    page.wait_for_timeout(3500)  # the form asks for the time that a person needs
    press(page, "Anmäl dig")
    assert page.inner_text("h1") == "Tack", page.inner_text("main")


def answer_all(page: Any, value: str, every: int = 1) -> None:
    """Page by page: `value` to every so many questions, the other answer to the rest."""
    other, number = {"yes": "no", "no": "yes"}[value], 0
    while re.search(r"/fragor/\d+/$", page.url):
        for name in page.eval_on_selector_all("[type=radio]", _NAMES):
            wanted = value if number % every == 0 else other
            page.check(f'[name={name}][value="{wanted}"]')
            number += 1
        page.locator("main form .button-primary").click()
        page.wait_for_load_state()
