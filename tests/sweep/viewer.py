"""A real Chromium that is shown what the test client was answered: the test's own transaction.

    viewer.show(client.get("/omgangar/"))

The document is the answer itself, with its headers, so the Content Security Policy holds; styles, fonts and
scripts come from the source folders, pictures and what a page keeps asking from the same client (`served`).
Each page is judged at 1280 and 360 px by axe-core, at 320 px for reflow; what it asks of another host,
what is not there, and what the policy forbids are faults. All templates that drew it are remembered.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.http import HttpResponse

from tests.browser import AXE, assert_accessible, assert_reflows
from tests.sweep.served import Served

_SPRITE = "ui/icons/icons.svg"
_ICON = re.compile(r'<use href="[^"]*icons\.svg#([^"]+)"')
_PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]+)"')
_LIVE = re.compile(r'data-live="([^"]+)".*?data-mark="([^"]+)"', re.DOTALL)
_TELLS = re.compile(r'data-tell="([^"]+)"')
_NOTE_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""


class Viewer:
    """Shows answers one after the other in the same window, and keeps what is wrong with them."""

    def __init__(self, browser: Any, served: Served) -> None:
        self.faults: list[str] = []
        self.templates: set[str] = set()
        self.shown = 0
        self._served = served
        self._icons = set(re.findall(r'<symbol id="([^"]+)"', Path(finders.find(_SPRITE)).read_text()))
        self._context = browser.new_context(reduced_motion="reduce", locale="sv-SE", service_workers="block")
        self._context.add_init_script(_NOTE_VIOLATIONS)
        self._context.add_init_script(path=AXE)  # sent once, not for every page
        self._page = self._context.new_page()
        self._page.on("pageerror", lambda error: self.faults.append(f"{self._page.url}: script {error}"))
        self._page.on("request", self._note_request)
        self._page.on("response", self._note_response)

    def show(self, answer: HttpResponse | Any, state: str = "") -> None:
        """Judge one answer of the test client, in whatever status."""
        address = quote(answer.request["PATH_INFO"].encode("latin-1"))  # as it was asked for
        self._serve(address, answer)
        self.templates |= {each.name for each in answer.templates if each.name}
        self.shown += 1
        self._page.set_viewport_size({"width": 1280, "height": 800})
        self._page.goto(self._served.address + address)
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

    def _serve(self, address: str, answer: Any) -> None:
        """The document; its pictures and what it keeps asking, fetched where the test's connection is."""
        self._served.put(address, answer)
        html = answer.content.decode()
        for source in {unescape(each) for each in _PICTURE.findall(html)}:
            if source.startswith("/") and not source.startswith("/static/"):
                self._served.put(source, answer.client.get(source))
        for asked, mark in _LIVE.findall(html):
            self._served.put(f"{asked}?mark={mark}", answer.client.get(asked, {"mark": mark}))
        for asked in _TELLS.findall(html):
            told = {"acts": [], "now": "2027-03-03T10:00:00Z"}
            self._served.put(asked, answer.client.post(asked, told, content_type="application/json"))

    def _note_request(self, request: Any) -> None:
        if not request.url.startswith((self._served.address + "/", "data:", "blob:")):
            self.faults.append(f"{self._page.url} asked another host: {request.url}")

    def _note_response(self, response: Any) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{self._page.url}: {response.status} for {response.url}")
