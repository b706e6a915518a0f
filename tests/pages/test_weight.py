"""Every public page of the sample programme: under 100 kB as sent, photos aside, and 12 statements warm.

The pages are found as a reader finds them: from the front page and the sitemap on, along every link, in
both languages; of a page that can be asked in many ways, the first few. What a page weighs is itself (gzip,
as a proxy sends it), its stylesheets and scripts (as
WhiteNoise sends them: Brotli), the fonts that its characters call for, and its drawings.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from forebild.sample.building import build
from tests.planner import learn_the_rows

pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_STATEMENTS = 100_000, 12
MOST_WAYS = 6  # of asking one page: a calendar has thousands, and they weigh the same
_PHOTOS = (".webp", ".jpg", ".jpeg", ".png")


class Links(HTMLParser):
    """Where a page leads, and what a browser fetches with it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.leads_to: list[str] = []
        self.fetches: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag == "a" and "href" in values:
            self.leads_to.append(values["href"])
        fetched = {"link": "href", "script": "src", "img": "src", "use": "href"}.get(tag, "")
        if fetched in values and values.get("rel") not in ("alternate", "canonical"):
            self.fetches.add(values[fetched])


class Page:
    """One page as it came, warm."""

    def __init__(self, path: str, content: bytes, statement_count: int) -> None:
        self.path, self.content, self.statement_count = path, content, statement_count
        self.text = content.decode()
        self.links = Links(self.text)

    @property
    def weight(self) -> int:
        """In bytes, as sent."""
        named = {urlsplit(each).path.removeprefix(settings.STATIC_URL) for each in self._of_ours()}
        fonts = {name for name in named if name.endswith(".woff2")}
        for style in (name for name in named if name.endswith(".css")):
            fonts |= set(fonts_called_for(style, frozenset(self.text)))
        rest = {name for name in named if not name.endswith((*_PHOTOS, ".woff2"))}
        return len(gzip.compress(self.content)) + sum(map(sent_bytes, rest | fonts))

    def _of_ours(self) -> Iterator[str]:
        return (each for each in self.links.fetches if each.startswith(settings.STATIC_URL))


@cache
def sent_bytes(name: str) -> int:
    """Of a static file: compressed, unless it is so already."""
    content = Path(finders.find(name) or "").read_bytes()
    return len(content) if name.endswith(".woff2") else len(brotli.compress(content))


@cache
def fonts_called_for(style: str, characters: frozenset[str]) -> tuple[str, ...]:
    """The fonts of a stylesheet in whose range some character lies."""
    css = Path(finders.find(style) or "").read_text()
    found = []
    for face in re.findall(r"@font-face\s*{(.*?)}", css, re.DOTALL):
        address = re.search(r'url\("([^"]+)"\)', face)
        ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
        assert address, face
        if not ranges or any(
            int(low, 16) <= ord(each) <= int(high or low, 16) for low, high in ranges for each in characters
        ):
            found.append(urljoin(f"/{style}", address[1])[1:])
    return tuple(found)


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[dict[str, Page]]:
    """Every public page that one can come to, by its path."""
    with (
        django_db_blocker.unblock(),
        override_settings(FILES_DIR=tmp_path_factory.mktemp("files")),
        transaction.atomic(),
    ):
        list(build(timezone.now()))
        learn_the_rows()
        yield {page.path: page for page in found_pages(Client())}
        transaction.set_rollback(True)


def found_pages(client: Client) -> Iterator[Page]:
    sitemap = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").text)
    waiting = ["/", "/en/", *(urlsplit(address).path for address in sitemap)]
    known, ways = set(waiting), Counter[str]()
    while waiting:
        page = fetched(client, waiting.pop())
        if page is None:
            continue
        yield page
        for address in page.links.leads_to:
            path = urldefrag(urljoin(page.path, address)).url
            if path.startswith("/") and not path.startswith("//") and path not in known:
                known.add(path)
                ways[urlsplit(path).path] += 1
                if ways[urlsplit(path).path] <= MOST_WAYS:
                    waiting.append(path)


def fetched(client: Client, path: str) -> Page | None:
    """The page as it comes the second time; None for what is no page of ours, or not for everybody."""
    first = client.get(path)
    if first.status_code != 200 or not first["Content-Type"].startswith("text/html"):
        if first.streaming:
            assert b"".join(first)  # read to its end, which closes its file
        return None
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    return Page(path, answer.content, len(captured))


def test_the_public_pages_are_found(pages: dict[str, Page]) -> None:
    """So that the tests below do not pass over an empty site."""
    for path in ("/", "/en/", "/omgangar/", "/en/omgangar/", "/exempel/", "/nominera/", "/logga-in/"):
        assert path in pages
    for part in ("/omgang/", "/pris/", "/exempel/", "/sidor/"):
        assert sum(part in path for path in pages) >= 10, part


def test_every_page_is_light(pages: dict[str, Page]) -> None:
    heavy = {path: page.weight for path, page in pages.items() if page.weight >= MOST_BYTES}
    assert heavy == {}


def test_every_page_takes_few_statements(pages: dict[str, Page]) -> None:
    slow = {path: page.statement_count for path, page in pages.items()}
    assert {path: count for path, count in slow.items() if count > MOST_STATEMENTS} == {}


def test_the_scales_see_a_heavy_page(pages: dict[str, Page]) -> None:
    """A control: the largest font, called for by one character, tips them."""
    light = pages["/"]
    assert 50_000 < light.weight < MOST_BYTES
    assert Page("/", light.content + "Ł".encode(), 0).weight > light.weight + 60_000
