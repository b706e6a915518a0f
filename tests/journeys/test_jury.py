"""A juror at the desk, with the keyboard alone: the conflict question, the scores, handed in."""

from __future__ import annotations

import pytest

from tests.browser import Opener
from tests.journeys.conftest import Product
from tests.journeys.steps import enter, tab_to

pytestmark = pytest.mark.browser

_DESK = "/jury/2027/"
# A juror of the sample programme with something left to read, and which.
_UNREAD = """
from forebild.jury.models import Assignment
from forebild.people.services.demo import demo_link
own = Assignment.objects.filter(juror__edition__year=2027, juror__state="serving", review=None)
found = own.select_related("juror__person").order_by("pk").first()
print(demo_link(person=found.juror.person), found.public_id)
"""


def test_by_keyboard_alone_an_entry_is_judged(product: Product, visit: Opener) -> None:
    sign_in, assignment = product.shell(_UNREAD).split()
    path = f"{_DESK}bidrag/{assignment}/"
    page = visit(sign_in.removeprefix(product.address))
    tab_to(page, "main form button")
    enter(page)
    page.goto(product.address + _DESK)
    name = page.inner_text(f"a[href='{path}']")
    tab_to(page, f"a[href='{path}']")
    enter(page)
    if "/jav/" in page.url:
        tab_to(page, "[name=tied]")
        page.keyboard.press("Space")
        assert page.is_checked("[name=tied][value=no]")
        tab_to(page, "main form button")
        enter(page)
        page.goto(product.address + path) if not page.url.endswith(path) else None

    criteria = page.locator("[data-score]").count()
    assert criteria >= 3
    tab_to(page, "[data-score] input[type=radio]")
    for _ in range(criteria):
        page.keyboard.press("4")
    assert page.locator("[data-score] input[value='4']:checked").count() == criteria
    assert page.evaluate("document.activeElement.name") == "strengths"
    page.keyboard.type("Alla var med från början.")
    tab_to(page, "[name=opportunities]")
    page.keyboard.type("Visa hur det gick efter ett år.")
    tab_to(page, "button[name=then][value=submit]")
    enter(page)
    assert "Din bedömning är inlämnad." in page.inner_text("body")
    page.goto(product.address + _DESK)
    row = page.locator(".desk-row", has_text=name)
    assert "Inlämnad" in row.inner_text()
