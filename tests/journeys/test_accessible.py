"""Every page that a role can reach by following links stands the same tests, on the sample programme.

From each role's first page all links are followed, one address for each view: no link may be broken; axe
finds nothing at 1280 and 360 px; nothing needs scrolling sideways at 320; no script fails, nothing breaks the
Content Security Policy, no other host is asked.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import Resolver404, resolve

from tests.browser import Opener, assert_accessible, assert_reflows
from tests.journeys.conftest import Product

pytestmark = pytest.mark.browser

ROLES = ["Anybody"]  # or one that `demo_links` names: "Juror", "Programme lead" …
_LINKS = "() => [...document.querySelectorAll('a[href]')].map((each) => each.href)"


@pytest.mark.parametrize("role", ROLES)
def test_every_page_that_a_role_can_reach(role: str, product: Product, visit: Opener) -> None:
    page = visit("/")
    if role != "Anybody":
        page.goto(product.address + product.demo_links()[role])
        page.click("main form button")
    visited, faults = _walk(page, product.address)
    assert not faults, "\n\n".join(dict.fromkeys(faults))
    assert len(visited) >= 6, visited  # a walk that stops at the door has proved nothing


def _walk(page: Any, address: str) -> tuple[set[str], list[str]]:
    """Follow links breadth first; the views visited, and what is wrong with them."""
    waiting, seen, visited, faults = [page.url], set(), set(), []
    while waiting:
        path = waiting.pop(0).removeprefix(address).partition("#")[0]
        view = _view_of(path)
        if view in seen:
            continue
        seen.add(view)
        answer = page.request.get(address + path)
        if answer.status != 200:
            faults.append(f"{path}: a link leads here, and it answers {answer.status}")
        elif "text/html" in answer.headers["content-type"]:
            page.goto(address + path)
            visited.add(view)
            faults += _faults(page)
            waiting += [link for link in page.evaluate(_LINKS) if link.startswith(address + "/")]
    return visited, faults


def _view_of(path: str) -> str:
    """The view's name, with the language: a page may break in one only. What nobody serves is itself."""
    plain = path.partition("?")[0]
    try:
        return f"{plain.startswith('/en/')} {resolve(plain).view_name}"
    except Resolver404:
        return plain


def _faults(page: Any) -> list[str]:
    """What is wrong with the page that is open, in words."""
    found = [f"{page.url}: policy violation {each}" for each in page.evaluate("window.violations")]
    for width, test in [(1280, assert_accessible), (360, assert_accessible), (360, assert_reflows)]:
        page.set_viewport_size({"width": width, "height": 800})
        try:
            test(page)
        except AssertionError as fault:
            found.append(str(fault))
    return found
