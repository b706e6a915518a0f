"""A real Chromium for tests, and what every page must stand: a pytest plugin.

    def test_entry_form(open_page):
        page = open_page("/bidrag/ny/", width=360, dark=True)
        assert_accessible(page)
        assert_reflows(page)
        assert_focus_is_seen(page)

`open_page(path, width=…, dark=…, javascript=…, cookies=…)` opens a page of the live server and gives a
Playwright page. When the test ends it fails if any page it opened asked another host for something, broke the
Content Security Policy, threw in a script or got an error from the server (`open_page.expect_errors()` allows
the last).

Mark such tests with `@pytest.mark.browser`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tools.browser import find

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 320  # px: 1280 px at 400 per cent (WCAG 1.4.10)

# What a page may not do, noted before its own scripts run.
_NOTE_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""

# Only what failed comes back: all that passed, too, takes longer to send than to find.
_FAILED_RULES = """async (tags) => {
  const only = {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]};
  return (await axe.run(document, only)).violations;
}"""

# WCAG 1.4.12: a reader's own spacing of text.
_SPACING = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests; each test has contexts of its own in it."""
    from playwright.sync_api import sync_playwright

    path = os.environ.get("FOREBILD_BROWSER") or find()
    if path is None:
        pytest.skip("no Chromium to be found: ./run test installs one")
    # Playwright's loop runs in this thread; Django would refuse the ORM beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Opener:
    """Opens pages, and remembers what they did that they should not have done."""

    def __init__(self, browser: Any, address: str) -> None:
        self.browser = browser
        self.address = address
        self.troubles: list[str] = []
        self.contexts: list[Any] = []
        self._errors_are_expected = False

    def __call__(
        self,
        path: str,
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        javascript: bool = True,
        cookies: dict[str, str] | None = None,
        context: Any = None,
    ) -> Any:
        """Open `path` in a window of its own, or in the `context` of an earlier one (the same person)."""
        if context is None:
            context = self._context(width, height, dark, javascript)
        if cookies:
            context.add_cookies([{"name": n, "value": v, "url": self.address} for n, v in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(f"{path}: script error {error}"))
        page.on("response", lambda response: self._note_status(path, response))
        page.goto(self.address + path)
        return page

    def expect_errors(self) -> None:
        """The test asks for pages that answer 4xx or 5xx."""
        self._errors_are_expected = True

    @contextmanager
    def refusing(self, status: int) -> Iterator[None]:
        """What is done within is answered with this status, once and no other way: that is no trouble."""
        before = len(self.troubles)
        yield
        noted = self.troubles[before:]
        assert [f": {status} for " in trouble for trouble in noted] == [True], noted
        del self.troubles[before:]

    def _context(self, width: int, height: int, dark: bool, javascript: bool) -> Any:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=javascript,
            locale="sv-SE",
        )
        context.set_default_timeout(10_000)
        context.add_init_script(_NOTE_VIOLATIONS)
        context.on("request", self._note_request)
        self.contexts.append(context)
        return context

    def _note_request(self, request: Any) -> None:
        asked = urlsplit(request.url)
        if asked.scheme in {"http", "https", "ws", "wss"} and asked.netloc != urlsplit(self.address).netloc:
            self.troubles.append(f"asked another host: {request.url}")

    def _note_status(self, path: str, response: Any) -> None:
        if response.status >= 400 and not self._errors_are_expected:
            self.troubles.append(f"{path}: {response.status} for {response.url}")

    def close(self) -> list[str]:
        """Close all windows; answer with what went wrong in them."""
        for context in self.contexts:
            for page in context.pages:
                self.troubles += _violations(page)
            context.close()
        return self.troubles


@pytest.fixture
def open_page(chromium: Any, live_server: Any) -> Iterator[Opener]:
    """Open pages of the live server; afterwards, none of them may have misbehaved."""
    opener = Opener(chromium, live_server.url)
    yield opener
    assert opener.close() == []


def wait_until(page: Any, expression: str, seconds: float = 10) -> None:
    """Wait for a JavaScript expression to be true.

    Playwright's own `wait_for_function` evaluates inside the page, which the Content Security Policy forbids.
    """
    for _ in range(int(seconds * 20)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{page.url}: not true after {seconds} seconds: {expression}")


def assert_accessible(page: Any) -> None:
    """axe-core finds nothing: WCAG 2.0 to 2.2 at A and AA, and its best practices; a line a finding."""
    page.wait_for_load_state()  # the address may be the new page's already, and its document still empty
    if not page.evaluate("typeof axe !== 'undefined'"):
        page.evaluate(AXE.read_text())
    lines = [
        f"{rule['id']} ({rule['help']}): {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for rule in page.evaluate(_FAILED_RULES, RULES)
        for node in rule["nodes"]
    ]
    assert lines == [], f"{page.url}\n" + "\n".join(lines)


def assert_reflows(page: Any) -> None:
    """At 320 px, also with a reader's own spacing, nothing needs scrolling sideways (WCAG 1.4.10, 1.4.12)."""
    page.wait_for_load_state()
    size = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 568})
    _assert_no_wider_than_window(page)
    page.evaluate(_USE_SHEET, _SPACING)
    _assert_no_wider_than_window(page)
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size(size)


def assert_focus_is_seen(page: Any, at_most: int = 200) -> list[str]:
    """Tab through the page: each stop shows, uncovered (WCAG 2.4.7, 2.4.11). Answer with the stops."""
    page.wait_for_load_state()
    stops: list[str] = []
    page.evaluate("document.activeElement.blur()")
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or stop["name"] in stops[:1]:
            return stops
        assert stop["seen"], f"{page.url}: focus on {stop['name']} is covered or outside the window"
        assert stop["outlined"], f"{page.url}: focus on {stop['name']} does not show"
        stops.append(stop["name"])
    raise AssertionError(f"{page.url}: more than {at_most} stops, or a trap: {stops[-5:]}")


_STOP = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + Math.min(box.width, innerWidth) / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
  const at = document.elementFromPoint(x, y);
  const style = getComputedStyle(element);
  const around = element.closest(".card");
  const outlined = [element, around].some((each) => each && getComputedStyle(each).outlineStyle !== "none");
  const text = (element.textContent || element.name || "").trim().slice(0, 40);
  const place = `${Math.round(box.left)},${Math.round(box.top + scrollY)}`;
  const name = `${element.tagName}#${element.id} ${text} @${place}`;
  return { name, seen: Boolean(at) && (element.contains(at) || at.contains(element)), outlined };
}"""


_USE_SHEET = """(css) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}"""

_WIDE = """() => {
  const width = document.documentElement.scrollWidth;
  if (width <= innerWidth) return [];
  const isBeyond = (each) => each.getBoundingClientRect().right > innerWidth + 1;
  const mayBe = (each) => each.closest(".table-scroll, .visually-hidden");
  const beyond = [...document.querySelectorAll("body *")].filter((each) => isBeyond(each) && !mayBe(each));
  return [`the page is ${width} px wide`, ...beyond.slice(0, 5).map((each) => each.outerHTML.slice(0, 120))];
}"""


def _assert_no_wider_than_window(page: Any) -> None:
    wide = page.evaluate(_WIDE)
    assert wide == [], f"{page.url}\n" + "\n".join(wide)


def _violations(page: Any) -> list[str]:
    try:
        found = page.evaluate("window.violations ?? []")
    except Exception:  # a window without scripts has noted nothing
        return []
    return [f"{page.url}: policy violation {each}" for each in found]
