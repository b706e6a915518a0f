"""The year's end on the sample programme: from proposals to the public page and the letters, by two.

Nothing of the result may be seen before its instant; at it, everything may, without anybody pressing.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from forebild.shared.outbox import mailbox
from tests.browser import Opener
from tests.journeys.conftest import Product

pytestmark = pytest.mark.browser

_DECISIONS, _RELEASE, _LETTERS = "/kansli/2027/beslut/", "/kansli/2027/offentliggor/", "/kansli/2027/brev/"
_CITATION = "Ett lagarbete där misstagen fick synas och alla kunde lära av dem"

# A release is set at least a minute ahead, and people wait for it; a test brings its instant forward instead,
# past the services, which rightly let nobody move what two persons have confirmed.
_BRING_FORWARD = """
from django.utils import timezone
from forebild.jury.models import Release
assert Release.objects.filter(state="confirmed").update(release_at=timezone.now()) == 1
"""


def signed_in(visit: Opener, links: dict[str, str], role: str) -> Any:
    """A window in which somebody with the role is signed in."""
    page = visit(links[role])
    page.click("main form button")
    return page


def propose(page: Any, product: Product, *, outcome: str, citation: str = "") -> str:
    """Propose a decision about the first entry without one; its company's name."""
    page.goto(product.address + _DECISIONS)
    entry = page.locator(".decision", has=page.locator("a[href*='/beslut/bidrag/']")).first
    name = str(entry.locator("h2").inner_text())
    entry.locator("a[href*='/beslut/bidrag/']").click()
    page.check(f"main [name=outcome][value={outcome}]")
    page.fill("[name=citation_sv]", citation)
    page.fill("[name=citation_en]", citation and f"In English: {citation}")
    page.fill("[name=reason]", "Högst i rangordningen, och juryn är enig.")
    with page.expect_navigation():
        page.click("main form button.button-primary")
    assert page.url.endswith(_DECISIONS), page.inner_text("main")[:500]
    return name


def press(page: Any, address: str) -> None:
    """Open a page with one button, and press it."""
    page.goto(address)
    with page.expect_navigation():
        page.click("main form button.button-primary")


def test_two_persons_decide_and_the_clock_publishes(product: Product, visit: Opener) -> None:
    links = product.demo_links()
    lead = signed_in(visit, links, "Programme lead")
    coordinator = signed_in(visit, links, "Coordinator")
    public = visit("/omgang/2027/")

    winner = propose(lead, product, outcome="winner", citation=_CITATION)
    mentioned = propose(lead, product, outcome="mention", citation="Modigt, billigt och lätt att ta efter.")
    finalist = propose(lead, product, outcome="finalist")
    lead.goto(f"{product.address}{_DECISIONS}ovriga/")
    lead.fill("[name=reason]", "Juryn har jämfört alla bidrag.")
    lead.click("main form button.button-primary")
    lead.goto(f"{product.address}{_DECISIONS}godkann-alla/")
    assert lead.locator("input[name=ruling]").count() == 0  # nobody approves what they have proposed

    press(coordinator, f"{product.address}{_DECISIONS}godkann-alla/")
    coordinator.goto(product.address + _DECISIONS)
    assert coordinator.locator("a[href$='/godkann/']").count() == 0, "something still waits"

    later = datetime.now(ZoneInfo("Europe/Stockholm")) + timedelta(hours=1)
    lead.goto(product.address + _RELEASE)
    lead.fill("[name=release_at]", later.strftime("%Y-%m-%dT%H:%M"))
    with lead.expect_navigation():
        lead.click("main form button.button-primary")
    assert lead.locator("main a[href$='/bekrafta/']").count() == 0  # it takes a second person
    press(coordinator, f"{product.address}{_RELEASE}bekrafta/")

    for path in ["/", "/omgang/2027/", "/en/omgang/2027/", "/omgangar/", "/exempel/"]:
        public.goto(product.address + path)
        assert _CITATION not in public.content(), path
        assert winner not in public.inner_text("main"), path
    product.shell(_BRING_FORWARD)
    _wait_for(public, product, winner)

    shown = public.inner_text("main")
    assert _CITATION in shown
    assert mentioned in shown
    assert finalist in shown
    public.goto(f"{product.address}/en/omgang/2027/")
    assert f"In English: {_CITATION}" in public.inner_text("main")

    lead.goto(f"{product.address}{_LETTERS}winner/")
    before = {letter.name for letter in mailbox.read(product.home / "mailbox")}
    with lead.expect_navigation():
        lead.click("main form button.button-primary")
    lead.goto(product.address + _LETTERS)
    assert lead.locator("main form[action$='/stoppa/']").count() == 1  # held: it can still be stopped
    new = [letter for letter in mailbox.read(product.home / "mailbox") if letter.name not in before]
    assert [letter for letter in new if winner in letter.subject + letter.text] == []
    with lead.expect_navigation():
        lead.click("main form[action$='/stoppa/'] button")
    assert lead.locator("main form[action$='/stoppa/']").count() == 0


def _wait_for(page: Any, product: Product, name: str) -> None:
    """The worker looks for due releases every minute."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        page.goto(f"{product.address}/omgang/2027/")
        if name in page.inner_text("main"):
            return
        page.wait_for_timeout(1_000)
    raise AssertionError("The result is not out after two minutes.")
