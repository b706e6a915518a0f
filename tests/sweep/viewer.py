"""A real Chromium that is shown what the test client was answered: no server, the test's own transaction.

    viewer.show(client.get("/omgangar/"))

The document is the answer itself, with its headers, so the Content Security Policy holds; styles, fonts and
scripts come from the source folders, pictures and what a page keeps asking from the same client. Each page is
judged at 1280 and 360 px by axe-core, at 320 px for reflow; what it asks of another host, or what the policy
forbids, is a fault. All templates that drew it are remembered.
"""

from __future__ import annotations

import mimetypes
import re
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.http import HttpResponse

from tests.browser import assert_accessible, assert_reflows

HOST = "http://testserver"
_SPRITE = "ui/icons/icons.svg"
_ICON = re.compile(r'<use href="[^"]*icons\.svg#([^"]+)"')
_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')
_LIVE = re.compile(r'data-live="([^"]+)".*?data-mark="([^"]+)"', re.DOTALL)
_NOTE_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""


class Served(NamedTuple):
    """An answer as the browser gets it; read to its end, so that no file stays open."""

    status: int
    headers: dict[str, str]
    body: bytes


def _served(answer: Any) -> Served:
    return Served(answer.status_code, dict(answer.headers), answer.getvalue())


class Viewer:
    """Shows answers one after the other in the same window, and keeps what is wrong with them."""

    def __init__(self, browser: Any) -> None:
        self.faults: list[str] = []
        self.templates: set[str] = set()
        self.shown = 0
        self._answer: Any = None
        self._pictures: dict[str, Served] = {}
        self._live: dict[str, Served] = {}
        self._icons = set(re.findall(r'<symbol id="([^"]+)"', Path(finders.find(_SPRITE)).read_text()))
        self._context = browser.new_context(reduced_motion="reduce", locale="sv-SE")
        self._context.add_init_script(_NOTE_VIOLATIONS)
        self._context.route("**/*", self._serve)
        self._page = self._context.new_page()
        self._page.on("pageerror", lambda error: self.faults.append(f"{self._page.url}: script {error}"))

    def show(self, answer: HttpResponse | Any, state: str = "") -> None:
        """Judge one answer of the test client, in whatever status."""
        self._answer, self._pictures = answer, self._fetched_pictures(answer)
        self._live |= self._asked_again(answer)
        self.templates |= {each.name for each in answer.templates if each.name}
        self.shown += 1
        self._page.set_viewport_size({"width": 1280, "height": 800})
        self._page.goto(HOST + answer.request["PATH_INFO"])
        missing = {name for name in _ICON.findall(answer.content.decode()) if name not in self._icons}
        found = [f"policy violation {each}" for each in self._page.evaluate("window.violations")]
        found += [f"there is no drawing {name}" for name in missing]
        for width, test in ((1280, assert_accessible), (360, assert_accessible), (360, assert_reflows)):
            self._page.set_viewport_size({"width": width, "height": 800})
            try:
                test(self._page)
            except AssertionError as fault:
                found.append(str(fault))
        self.faults += [f"{state or 'as reached'}: {fault}" for fault in dict.fromkeys(found)]

    def close(self) -> None:
        self._context.close()

    def _serve(self, route: Any) -> None:
        """The document itself, a static file, a picture of the same person; nothing else exists."""
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" != HOST:
            self.faults.append(f"{self._page.url} asked another host: {route.request.url}")
            route.abort()
        elif route.request.is_navigation_request():
            self._fulfil(route, _served(self._answer))
        elif asked.path.startswith("/static/"):
            self._fulfil_file(route, asked.path.removeprefix("/static/"))
        elif picture := self._pictures.get(route.request.url.removeprefix(HOST)):
            self._fulfil(route, picture)
        elif live := self._live.get(route.request.url.removeprefix(HOST)):
            self._fulfil(route, live)
        else:
            self.faults.append(f"{self._page.url} asked for {route.request.url}")
            route.abort()

    def _fetched_pictures(self, answer: Any) -> dict[str, Served]:
        """The page's pictures by address: fetched here, where the test's own connection is."""
        sources = {unescape(each) for each in _PICTURE.findall(answer.content.decode())}
        return {each: _served(answer.client.get(each)) for each in sources if each.startswith("/")}

    def _asked_again(self, answer: Any) -> dict[str, Served]:
        """What a page keeps asking, and is told; kept, since it may ask while the next one is fetched."""
        found = _LIVE.findall(answer.content.decode())
        return {
            f"{address}?mark={mark}": _served(answer.client.get(address, {"mark": mark}))
            for address, mark in found
        }

    def _fulfil(self, route: Any, served: Served) -> None:
        if served.status >= 400 and not route.request.is_navigation_request():
            self.faults.append(f"{self._page.url}: {served.status} for {route.request.url}")
        route.fulfill(status=served.status, headers=served.headers, body=served.body)

    def _fulfil_file(self, route: Any, name: str) -> None:
        found = finders.find(name)
        if not found:
            self.faults.append(f"{self._page.url}: there is no static file {name}")
            route.abort()
        else:
            route.fulfill(path=found, content_type=mimetypes.guess_type(name)[0] or "text/plain")
