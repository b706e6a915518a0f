"""What somebody does again and again on the way: follow a link, press a button, sign in, fill in an entry.

Nobody types an address: the office finds its rooms in the side navigation, a company and a juror through the
letters that they get. `go` follows a link by its words, `to_room` one of the side navigation, `press` a
button; `tab_to` and `enter` do without a mouse.
"""

from __future__ import annotations

import re
from typing import Any

from tests.browser import Opener
from tests.journeys.beside import Beside
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

# Nobody can wait for a year to pass either: all dates of the edition move by the same time, so that the phase
# asked for began an hour ago. What a phase forbids and allows is then the product's own doing.
_TURN_THE_CLOCK = """
from datetime import timedelta
from django.db.models import F
from django.utils import timezone
from forebild.programme.models import Phase
phases = Phase.objects.filter(edition__year={year})
shift = timezone.now() - timedelta(hours=1) - phases.get(kind="{kind}").opens_at
assert phases.update(opens_at=F("opens_at") + shift, closes_at=F("closes_at") + shift) == 6
"""

# Which control has the focus, so that a keyboard's user is lost nowhere.
_FOCUSED = "(selector) => document.activeElement.matches(selector)"

TEXT = "Vi filmade omställningen och gjorde allt vi kunde medan maskinen körde."  # fits the shortest field


def open_the_call(product: Product) -> None:
    """Nominations and applications of the running edition are open."""
    product.shell(_OPEN_CALL)


def turn_the_clock_to(product: Product | Beside, kind: str, *, year: int) -> None:
    """The edition stands in that phase."""
    product.shell(_TURN_THE_CLOCK.format(year=year, kind=kind))


def window_of(visit: Opener, link: str, **how: Any) -> Any:
    """A window in which a sample person is signed in."""
    page = visit(link, **how)
    with page.expect_navigation():
        page.click("main form button")
    return page


def go(page: Any, words: str, *, within: str = "body", exact: bool = True) -> None:
    """Follow the link that says so; where several do, they must lead to the same place."""
    links = page.locator(within).get_by_role("link", name=words, exact=exact)
    links.first.wait_for()
    assert len({link.get_attribute("href") for link in links.all()}) == 1, (page.url, words)
    with page.expect_navigation():
        links.first.click()


def to_room(page: Any, room: str) -> None:
    """Through the side navigation, whatever number of waiting things stands beside the room's name."""
    with page.expect_navigation():
        page.locator(".side-nav a", has_text=re.compile(rf"^\s*{re.escape(room)}\s*\d*\s*$")).click()


def press(page: Any, words: str, *, within: str = "main") -> None:
    """Press the one button that says so."""
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=words, exact=True).click()


def assert_shows(picture: Any) -> None:
    """The picture is there, once one has scrolled to it."""
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("async (element) => { await element.decode(); return element.naturalWidth; }") > 0


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until the control has the focus; it must be within reach."""
    for _ in range(150):
        if page.evaluate(_FOCUSED, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{page.url}: Tab does not lead to {selector}")


def enter(page: Any) -> None:
    """Press Enter, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page: Any, product: Product, email: str, *, subject: str = "är din kod") -> None:
    """From the page that asks for the address: the code comes by mail. Ends where the product leads."""
    page.fill("main [name=email]", email)
    page.click("main form[method=post] button:visible >> nth=0")
    code = re.search(r"\d{6}", product.letter_to(email, about=subject).subject)
    assert code
    page.fill("main [name=code]", code[0])
    with page.expect_navigation():
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


def hand_in(page: Any) -> None:
    """From the preview, which must miss nothing, to the receipt."""
    go(page, "Gå vidare och lämna in")
    press(page, "Lämna in")
    assert page.inner_text("h1") == "Bidraget är inlämnat"
