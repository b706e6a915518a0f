"""What a host has typed waits in its browser until it is saved; what visitors tell of themselves never."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forebild.events.tests.worlds import link_to, token_for
from forebild.tours.services import questions
from forebild.tours.services.letters import host_token
from forebild.tours.tests.worlds import JOIN, Tour, answer, chosen, make_tour, visitor
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACK = "Det som du hade börjat skriva är tillbaka"


@pytest.fixture
def tour() -> Tour:
    made = make_tour()
    answer(made, made.press, asks=["full_name"], clothes="Stadiga skor.", food="Kaffe.")
    return made.fresh()


def page_of(tour: Tour) -> str:
    return reverse("tours:host", args=[host_token(tour.press)])


def kept(page: Any) -> int:
    """How many forms something is kept of."""
    return int(page.evaluate("localStorage.length"))


def press(page: Any, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).click()


def test_comes_back_in_the_same_browser_and_is_gone_once_saved(open_page: Any, tour: Tour) -> None:
    address = page_of(tour)
    first = open_page(address, width=360)
    assert (kept(first), BACK in first.inner_text("main")) == (0, False)
    first.fill("[name=safety]", "Gå på gångvägen. Rör ingenting.")
    first.fill("[name=food]", "")
    first.check("[name=asks][value=phone]")
    first.check("[name=photos][value=none]")
    again = open_page(address, context=first.context)
    assert BACK in again.inner_text("main")
    assert again.input_value("[name=safety]") == "Gå på gångvägen. Rör ingenting."
    assert (again.input_value("[name=food]"), again.input_value("[name=clothes]")) == ("", "Stadiga skor.")
    assert again.is_checked("[name=asks][value=phone]")
    assert_accessible(again)
    press(again, "Lämna in")
    stop = tour.fresh().press
    assert (stop.safety, stop.food, stop.photos) == ("Gå på gångvägen. Rör ingenting.", "", "none")
    assert (kept(again), BACK in again.inner_text("main")) == (0, False)


def test_is_still_there_when_the_network_was_not_and_after_a_mistake(open_page: Any, tour: Tour) -> None:
    address = page_of(tour)
    page = open_page(address)
    page.fill("[name=food]", "Lunch.")
    page.context.set_offline(True)
    page.get_by_role("button", name="Spara som utkast").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page = open_page(address, context=page.context)
    assert (BACK in page.inner_text("main"), page.input_value("[name=food]")) == (True, "Lunch.")
    page.fill("[name=identity_until]", "")
    press(page, "Lämna in")
    assert "Skriv senast när ni behöver uppgifterna." in page.inner_text("main")
    assert (BACK in page.inner_text("main"), page.input_value("[name=food]"), kept(page)) == (
        False,
        "Lunch.",
        1,
    )
    press(page, "Spara som utkast")
    assert (kept(page), page.input_value("[name=food]")) == (0, "Lunch.")


def test_is_thrown_away_by_a_press_and_after_a_day_by_itself(open_page: Any, tour: Tour) -> None:
    address = page_of(tour)
    page = open_page(address)
    page.fill("[name=clothes]", "Träskor.")
    page = open_page(address, context=page.context)
    page.get_by_role("button", name="Släng det").click()
    assert (page.input_value("[name=clothes]"), kept(page)) == ("Stadiga skor.", 0)
    page.fill("[name=clothes]", "Träskor.")
    page.evaluate(
        """() => { for (const key of Object.keys(localStorage)) {
            const kept = JSON.parse(localStorage[key]);
            localStorage[key] = JSON.stringify({ ...kept, at: kept.at - 24 * 3600 * 1000 - 1 });
        } }"""
    )
    page = open_page(address, context=page.context)
    assert (page.input_value("[name=clothes]"), kept(page)) == ("Stadiga skor.", 0)


def test_what_the_office_saves_meanwhile_takes_nothing_away(open_page: Any, tour: Tour) -> None:
    address = page_of(tour)
    page = open_page(address)
    page.fill("[name=clothes]", "Träskor.")
    answer(tour, tour.press, clothes="Skyddsskor.")
    page = open_page(address, context=page.context)
    assert (BACK in page.inner_text("main"), page.input_value("[name=clothes]")) == (True, "Träskor.")


def test_an_answer_to_a_question_is_kept_in_the_same_way(open_page: Any) -> None:
    virtual = make_tour(kind="virtual_visit", mode="online", join_link=JOIN)
    anna, found = visitor(virtual), []
    for text in ("Vad kostade pressen?", "Hur många arbetar här?"):
        how = {"link": link_to(anna), "registration": anna, "stop": virtual.press, "text": text}
        found.append(questions.show_question(actor=virtual.office, question=questions.ask_question(**how)))
    one, other = (f"[name='{each.public_id}-text']" for each in virtual.press.questions.order_by("pk"))
    address = page_of(virtual)
    page = open_page(address)
    for name, text in ((one, "Fyra miljoner."), (other, "Tolv.")):
        page.locator("summary", has_text="Svara").nth(0 if name == one else 1).click()
        page.fill(name, text)
    page = open_page(address, context=page.context)
    assert (page.input_value(one), page.input_value(other)) == ("Fyra miljoner.", "Tolv.")
    with page.expect_navigation():
        page.get_by_role("button", name="Spara svaret").first.click()
    assert kept(page) == 1
    assert page.input_value(other) == "Tolv."


def test_what_visitors_say_of_themselves_is_never_kept(open_page: Any, tour: Tour) -> None:
    anna = visitor(tour)
    chosen(tour, anna, tour.press)
    page = open_page(reverse("tours:own", args=[token_for(anna)]))
    field = page.locator("[name$=full_name]")
    field.fill("Anna Maria Berg")
    field.blur()
    assert (kept(page), page.evaluate("sessionStorage.length")) == (0, 0)


@pytest.mark.parametrize("kind", ["study_tour", "virtual_visit"])
def test_no_page_of_a_visitor_asks_a_browser_to_keep_anything(kind: str) -> None:
    tour = make_tour(kind=kind)
    answer(tour, tour.press)
    anna = visitor(tour)
    chosen(tour, anna, tour.press)
    own = Client().get(reverse("tours:own", args=[token_for(anna)])).content.decode()
    assert ("keep-typed" in own, "data-local" in own, "autosave" in own) == (False, False, False)
    assert "keep-typed" in Client().get(page_of(tour)).content.decode()  # the control
