"""Make the pictures in docs/use/ from the running sample programme, in a real Chromium.

    ./run --fresh --port 8300                          in one window
    .venv/bin/python -m tools.pictures --port 8300     in another; needs what ./run check installs

Each picture is a page, a person and a width. Its colours are reduced to a palette, so that it stays below
80 kB; one that does not is a failure, and the pictures before it stay as they were made.
"""

from __future__ import annotations

import argparse
import io
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tools.browser import find

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "use" / "pictures"
MOST_BYTES = 80_000
WIDE, NARROW = (1280, 860), (360, 720)


@dataclass(frozen=True)
class Picture:
    """What is shown: `person` is a role as `demo_links` calls it, or nothing for the public."""

    name: str
    address: str
    person: str = ""
    size: tuple[int, int] = WIDE
    follow: str = ""  # a link on that page, by the start of its address, or a CSS selector


PICTURES = (
    Picture("home", "/"),
    Picture("edition", "/omgang/2022/"),
    Picture("home-narrow", "/", size=NARROW),
    Picture("entry", "/bidrag/", "Company, draft", follow="a[href^='/bidrag/']:not([href='/bidrag/nytt/'])"),
    Picture("desk", "/jury/2027/", "Juror"),
    Picture("review", "/jury/2027/", "Juror in conflict", follow=".desk-row:not(:first-child) a"),
    Picture("desk-narrow", "/jury/2027/", "Juror", size=NARROW),
    Picture("assignment", "/kansli/2027/fordelning/", "Jury chair"),
    Picture("ranking", "/kansli/2027/rangordning/", "Jury chair"),
    Picture("near-narrow", "/kansli/2027/nara-linjen/", "Jury chair", size=NARROW),
    Picture(
        "meeting", "/kansli/2027/moten/", "Jury chair", follow="main a[href*='/moten/']:not([href$='/nytt/'])"
    ),
    Picture("visit", "/kansli/2027/besok/", "Programme lead", follow="main tbody a"),
    Picture("plan", "/kansli/omgangar/2027/", "Programme lead"),
    Picture("decisions", "/kansli/2027/beslut/", "Programme lead"),
    Picture("overview", "/kansli/", "Programme lead"),
)


def main() -> int:
    """Make all pictures, or those that are named."""
    parser = argparse.ArgumentParser(description="Make the pictures in docs/use/.")
    parser.add_argument("--port", type=int, default=8000, help="where the sample programme runs")
    parser.add_argument("names", nargs="*", help="only these")
    asked = parser.parse_args()
    links = _sign_in_links(asked.port)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for picture, png in _taken(asked.port, links, set(asked.names)):
        (FOLDER / f"{picture.name}.png").write_bytes(png)
        print(f"{picture.name}.png  {len(png) / 1000:.0f} kB", flush=True)
    return 0


def _sign_in_links(port: int) -> dict[str, str]:
    """The demo's sign-in address of each role, as `./run` prints them."""
    os.environ.update(
        FOREBILD_DEMO="1",
        FOREBILD_SITE_URL=f"http://localhost:{port}",
        DJANGO_SETTINGS_MODULE="forebild.config.settings",
    )
    import django
    from django.core.management import call_command

    django.setup()
    said = io.StringIO()
    call_command("demo_links", stdout=said)
    return {line[:24].strip(): line.split()[-1] for line in said.getvalue().splitlines()}


def _taken(port: int, links: Mapping[str, str], names: set[str]) -> Iterator[tuple[Picture, bytes]]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # As root, Chromium runs without its sandbox or not at all; it visits our own pages only.
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox", "--disable-quic"])
        for picture in PICTURES:
            if not names or picture.name in names:
                yield picture, _reduced(_take(browser, picture, f"http://localhost:{port}", links))
        browser.close()


def _take(browser: Browser, picture: Picture, site: str, links: Mapping[str, str]) -> bytes:
    """The page as a PNG; raises RuntimeError when it does not answer 200."""
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="sv-SE")
    page = context.new_page()
    if picture.person:
        page.goto(links[picture.person])
        button = page.locator("main form button[type=submit]")
        if button.count():
            button.first.click()
    answer = page.goto(site + picture.address)
    if answer is None or answer.status != 200:
        raise RuntimeError(f"{picture.address} answered {answer and answer.status}, not 200")
    if picture.follow:
        page.locator(picture.follow).first.click()
    page.wait_for_load_state("networkidle")
    png = page.screenshot()
    context.close()
    return png


def _reduced(png: bytes) -> bytes:
    """The picture with a palette of as many colours as fit; raises RuntimeError when not even 32 do."""
    whole = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        small = io.BytesIO()
        whole.quantize(colours, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
        if small.tell() < MOST_BYTES:
            return small.getvalue()
    raise RuntimeError(f"{small.tell()} bytes with 32 colours: show less of the page")


if __name__ == "__main__":
    raise SystemExit(main())
