"""What somebody does again and again on the way: sign in by code, fill in an entry, be asked to wait."""

from __future__ import annotations

import re
from typing import Any

from tests.journeys.conftest import Product

_GO_ON = re.compile("Spara och fortsätt|Save and continue")

# The sample programme stands in the middle of the jury's reading. A journey of nominators and entrants needs
# the call of the same edition open, and cannot wait for it: the dates are written past the services, which
# would rightly refuse to open a call again after its last day.
_OPEN_CALL = """
from datetime import timedelta
from django.utils import timezone
from forebild.programme.models import Phase
now = timezone.now()
phases = Phase.objects.filter(edition__year=2027, kind__in=["nomination", "application"])
assert phases.update(opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=20)) == 2
"""

TEXT = "Vi filmade omställningen och gjorde allt vi kunde medan maskinen körde."  # fits the shortest field


def open_the_call(product: Product) -> None:
    """Nominations and applications of the running edition are open."""
    product.shell(_OPEN_CALL)


def sign_in(page: Any, product: Product, email: str, *, subject: str = "är din kod") -> None:
    """From the page that asks for the address: the code comes by mail. Ends where the product leads."""
    page.fill("main [name=email]", email)
    page.click("main form[method=post] button:visible >> nth=0")
    code = re.search(r"\d{6}", product.letter_to(email, about=subject).subject)
    assert code
    page.fill("main [name=code]", code[0])
    page.locator("main form button:visible").first.click()


def fill_section(page: Any) -> None:
    """Answer every question of the section that is open, each in its kind; files are left out."""
    for field in page.locator("main .question textarea").all():
        field.fill(TEXT)
    for field in page.locator("main .question input[type=text]").all():
        number = field.get_attribute("inputmode") in {"numeric", "decimal"}
        field.fill("5" if number else "Kortare ställtider")
    for field in page.locator("main .question input[type=number]").all():
        field.fill("5")
    for field in page.locator("main .question select:not([name^=visibility-])").all():
        field.select_option(index=1)
    for group in page.locator("main .question fieldset").all():
        group.locator("input[type=radio], input[type=checkbox]").first.check()


def fill_entry(page: Any) -> int:
    """From the entry's first section to its preview; the number of sections that were filled in."""
    for number in range(20):
        if "/avsnitt/" not in page.url:
            return number
        fill_section(page)
        with page.expect_navigation():
            page.locator("main .actions button", has_text=_GO_ON).click()
    raise AssertionError(f"The form has no end: {page.url}")
