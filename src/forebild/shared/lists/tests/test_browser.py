"""The list in a real browser: narrow and wide, with its script and without."""

import pytest
from django.conf import settings as django_settings
from django.test import Client

from forebild.shared.lists.tests.worlds import greeted, make_organisation, make_person

pytestmark = pytest.mark.browser
LONG = "Ångströms Precisionsmekanik och Verkstadsutveckling i Örnsköldsvik"


@pytest.fixture
def site(transactional_db, live_server):
    """The site's address, and the session of Anna, who acts for 60 organisations."""
    anna = make_person("anna@exempel.example")
    make_organisation(LONG, members=[anna], county="22", head_count=1234)
    for number in range(59):
        make_organisation(f"Bolag {number:02}", members=[anna], county="01", head_count=number)
    client = Client()
    client.force_login(anna)
    return live_server.url, client.cookies[django_settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def open_page(site, chromium):
    """Opens an address in a window, with or without script; what the browser complains of fails."""
    url, session = site
    complaints, contexts = [], []

    def opened(path, *, width, script=True):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script, locale="en-GB"
        )
        contexts.append(context)
        context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": session, "url": url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_phone_rows_are_cards_and_nothing_scrolls_sideways(open_page, width):
    page = open_page("/organisations?sort=-head_count&kind=legal&nosuch=1", width=width)
    assert overflow(page) == 0
    cell = page.locator("tbody tr", has_text="Ångströms").locator("td[data-label='Head count']")
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Head count"'
    assert page.locator("thead").is_hidden()
    region = page.locator(".list-scroll")
    assert region.evaluate("region => region.scrollWidth - region.clientWidth") <= 0
    assert not page.get_by_label("Made from").is_visible()  # folded away
    page.get_by_text("Filter and sort").click()
    assert page.get_by_label("Made from").is_visible()
    page.get_by_text("Columns", exact=True).click()
    page.get_by_text("Export", exact=True).click()
    page.get_by_text("My views").click()
    assert overflow(page) == 0


def test_on_a_wide_screen_the_table_is_a_table_and_filters_fold_out_beneath_the_search(open_page):
    page = open_page("/organisations", width=1280)
    assert overflow(page) == 0
    assert page.locator("thead").is_visible()
    assert page.get_by_label("Search").is_visible()
    assert not page.get_by_label("Made from").is_visible()
    page.get_by_text("Filter and sort").click()
    assert page.get_by_label("Made from").is_visible()
    assert overflow(page) == 0
    page.get_by_role("link", name="Head count").click()
    assert page.get_by_role("columnheader", name="Head count").get_attribute("aria-sort") == "ascending"
    page.get_by_role("link", name="Head count").click()
    assert page.get_by_role("rowheader").first.inner_text() == LONG


def test_the_script_counts_what_is_ticked(open_page):
    page = open_page("/organisations", width=1280)
    said = page.locator("[data-list-count]")
    assert said.inner_text() == "No row is chosen."
    ticks = page.locator("input[name=chosen]")
    ticks.nth(1).click()
    ticks.nth(4).click(modifiers=["Shift"])
    assert said.inner_text() == "Chosen rows: 4"
    every = page.get_by_label("Choose every row on this page")
    assert every.evaluate("tick => tick.indeterminate")
    every.click()
    assert said.inner_text() == "Chosen rows: 50"
    page.get_by_label("All 60 rows in the list, on every page").click()
    assert said.inner_text() == "All rows in the list are chosen: 60"
    page.get_by_role("button", name="Greet").click()
    page.get_by_text("This is about 60 rows.").wait_for()


def test_without_script_one_can_filter_choose_and_confirm(open_page):
    page = open_page("/organisations", width=1280, script=False)
    page.get_by_label("Search").fill("BOLAG 13")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.locator(".list-count").inner_text() == "1 row"
    assert page.get_by_label("Choose every row on this page").is_hidden()
    page.get_by_label("Choose Bolag 13").check()
    page.get_by_role("button", name="Greet").click()
    page.get_by_role("button", name="Greet (1)").click()
    assert greeted == [("Bolag 13",)]
