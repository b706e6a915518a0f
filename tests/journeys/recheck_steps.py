"""The years after a story: its company is asked by mail whether it is still right, and answers."""

from __future__ import annotations

from typing import Any

from tests.browser import assert_accessible, assert_reflows
from tests.journeys.conftest import Product
from tests.journeys.steps import press

# Nobody can wait for a year: everything that the company has said, and was asked, is written a year back.
_A_YEAR_LATER = """
from datetime import timedelta
from django.db.models import F
from forebild.library.models import GoodExample, Recheck
from forebild.library.services.rechecks import ask_due_rechecks
year = timedelta(days=366)
stories = GoodExample.objects.filter(organisation__name="{company}")
moments = ("approved_at", "checked_at", "first_published_at")
assert stories.update(**{{each: F(each) - year for each in moments}}) == 1
Recheck.objects.filter(example__in=stories).update(asked_at=F("asked_at") - year)
ask_due_rechecks()
"""


def still_right(product: Product, visit: Any, *, company: str, email: str, told: tuple[str, str]) -> str:
    """After one year: yes, and what has happened since, which may be shown. The letter's name."""
    letter, asked = _asked_a_year_later(product, visit, company, email)
    asked.check("[name=answer][value=right]")
    asked.fill("[name=text_sv]", told[0])
    asked.fill("[name=text_en]", told[1])
    asked.check("[name=may_show]")
    _answer(asked, "Läsarna ser att berättelsen stämde i dag.")
    return letter


def something_has_changed(
    product: Product, visit: Any, *, company: str, email: str, text: str, after: str
) -> None:
    """Another year `after` that letter: first without saying what, then with."""
    _letter, asked = _asked_a_year_later(product, visit, company, email, after)
    asked.check("[name=answer][value=changes]")
    asked.fill("[name=name]", "Vera Våg")
    press(asked, "Skicka svaret")
    assert "Skriv vad som har ändrats." in asked.inner_text("main")
    assert_accessible(asked)
    asked.fill("[name=text]", text)
    _answer(asked, "Kansliet har fått det ni skrev")


def _asked_a_year_later(
    product: Product, visit: Any, company: str, email: str, after: str = ""
) -> tuple[str, Any]:
    """The letter's name, and what its button opens on a telephone."""
    product.shell(_A_YEAR_LATER.format(company=company))
    letter = product.letter_to(email, about="fortfarande?", after=after)
    page = visit(product.path_in(letter, "/stammer/"), width=360, height=740)
    assert_accessible(page)
    assert_reflows(page)
    return letter.name, page


def _answer(page: Any, said: str) -> None:
    page.fill("[name=name]", "Vera Våg")
    press(page, "Skicka svaret")
    assert page.inner_text("h1") == "Tack"
    assert said in page.inner_text("main")
