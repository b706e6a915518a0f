"""The gallery in a real browser: everybody can use it, it fits a phone, it is light, it asks nobody else."""

import contextlib

import brotli
import playwright.sync_api
import pytest
from django.test import Client

from forebild.shared.ui.sample_messages import MESSAGES as SAMPLES
from tests.browser import assert_accessible, assert_focus_is_seen, assert_reflows, wait_until

pytestmark = pytest.mark.browser

PAGES = ["/komponenter/", "/komponenter/formular/", "/komponenter/framsida/", "/komponenter/kontor/"]
MESSAGES = [f"/komponenter/besked/{name}/" for name in sorted(SAMPLES)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_every_component_is_accessible(open_page, full_frame, path, width, dark):
    page = open_page(path, width=width, dark=dark)
    page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
    assert_accessible(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_mistake_is_accessible(open_page, full_frame, dark):
    page = open_page("/komponenter/formular/", width=360, dark=dark)
    page.click("main button[type=submit]")
    page.wait_for_selector("[data-error-summary]")
    assert_accessible(page)
    assert_reflows(page)


@pytest.mark.parametrize("path", ["/en" + path for path in PAGES])
def test_the_english_pages_are_accessible(open_page, full_frame, path):
    assert_accessible(open_page(path, width=360))


def test_every_message_is_accessible_and_reflows(open_page, full_frame):
    for path in MESSAGES:
        page = open_page(path, width=360, dark=path < MESSAGES[4])
        assert_accessible(page)
        assert_reflows(page)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_a_phone_and_a_reader_who_zooms(open_page, full_frame, path):
    assert_reflows(open_page(path))


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(open_page, full_frame, path, width):
    page = open_page(path, width=width, height=568)
    stops = assert_focus_is_seen(page)
    assert stops[0].startswith("A# Hoppa till innehållet")
    assert len(stops) > 10


def test_the_checks_see_a_fault(open_page):
    """The control: an unnamed field and a page too wide are found."""
    page = open_page("/komponenter/besked/404/", width=360)
    page.evaluate("document.querySelector('main .wrap').append(document.createElement('input'))")
    with pytest.raises(AssertionError, match="label"):
        assert_accessible(page)
    page.evaluate("""document.querySelector('main').append(
        Object.assign(document.createElement('pre'), {textContent: 'x'.repeat(300)}))""")
    with pytest.raises(AssertionError, match="px wide"):
        assert_reflows(page)


def test_a_policy_violation_and_another_host_are_noted(open_page):
    page = open_page("/komponenter/besked/404/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")
    wait_until(page, "violations.length > 0")
    elsewhere = open_page("/komponenter/besked/404/")
    with contextlib.suppress(playwright.sync_api.Error):  # nobody answers there
        elsewhere.goto("http://127.0.0.2:9/")
    troubles = " ".join(open_page.close())
    assert "style-src" in troubles
    assert "asked another host: http://127.0.0.2:9/" in troubles
    open_page.troubles.clear()
    open_page.contexts.clear()


def test_without_scripts_the_form_still_tells_every_mistake(open_page):
    page = open_page("/komponenter/formular/", javascript=False)
    with page.expect_navigation():
        page.click("main button[type=submit]")
    assert page.title().startswith("Fel: ")
    assert page.locator(".error-summary li").count() == 7
    page.click(".error-summary a >> nth=4")
    assert page.url.endswith("#id_size_0")


def test_colours_of_the_readers_own_leave_every_button_its_edge(open_page):
    page = open_page("/komponenter/")
    page.emulate_media(forced_colors="active")
    for button in page.locator(".button").all():
        assert button.evaluate("each => getComputedStyle(each).borderTopStyle") == "solid"


def test_on_paper_only_the_matter_remains(open_page, full_frame):
    page = open_page("/komponenter/")
    page.emulate_media(media="print")
    assert not page.locator(".site-nav").is_visible()
    assert not page.locator(".button").first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.locator("svg[role=img]").first.is_visible()


def test_nothing_moves_for_those_who_asked_for_rest(open_page):
    page = open_page("/komponenter/")
    assert page.locator(".button").first.evaluate("each => getComputedStyle(each).transitionDuration") == "0s"


def test_a_public_page_is_light(open_page, full_frame):
    """All that a first visit loads, compressed as it is served: under 100 kB, with room for the apps' own."""
    page = open_page("/komponenter/framsida/", width=1280)
    addresses = set(page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)"))
    wait_until(page, "document.fonts.status === 'loaded'")
    answers = {address: page.request.get(address).body() for address in addresses}
    html = Client().get("/komponenter/framsida/").content
    compressed = {
        address: len(body) if address.endswith("woff2") else len(brotli.compress(body))
        for address, body in answers.items()
    }
    assert any(address.endswith("woff2") for address in compressed)
    assert any("icons.svg" in address for address in compressed)
    assert sum(compressed.values()) + len(brotli.compress(html)) < 75_000, compressed


def test_swedish_text_needs_no_second_font_file(open_page, full_frame):
    page = open_page("/komponenter/")
    wait_until(page, "document.fonts.status === 'loaded'")
    files = page.evaluate("performance.getEntriesByType('resource').map((each) => each.name)")
    assert not any("latin-ext" in file for file in files)
