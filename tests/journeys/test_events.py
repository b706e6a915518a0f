"""A place at an event, from the office's first draft to the third who gets it, by mail as it really comes.

The office announces a forum with two places, a workshop with one seat, and two questions of which one depends
on the other. Anna takes a place on her phone and chooses the workshop; Bo takes the other place and puts his
colleague Cia in the queue; David, without a script, stands behind her, and says what he cannot eat. Anna
gives up: Cia is asked, comes, and gives up too: David is asked, and the kitchen knows.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from forebild.shared.outbox.mailbox import Delivered
from tests.browser import Opener, assert_accessible, assert_reflows
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press, to_room, window_of

pytestmark = pytest.mark.browser

TITLE = "Forum om ställtider"
WORKSHOP = "Räkna på din egen press"
ANNA, BO, CIA, DAVID = (f"{name}@stalltid.example" for name in ("anna", "bo", "cia", "david"))


def test_a_place_goes_from_hand_to_hand(product: Product, visit: Opener) -> None:
    office = window_of(visit, product.demo_links()["Programme lead"])
    announce(office, places=2)
    add_workshop(office)

    anna, bo, david = (
        form_of(visit, "Anna Ek", ANNA, width=360, height=740),
        form_of(visit, "Bo Ström", BO, colleague=("Cia Lind", CIA), first_time=True),
        form_of(visit, "David Öst", DAVID, javascript=False),
    )
    say_what_one_cannot_eat(david)
    anna.wait_for_timeout(3_100)  # whoever sends the form within three seconds is taken for a robot
    assert registered(anna) == ["Anna Ek Har en plats"]
    assert registered(bo) == ["Bo Ström Har en plats", "Cia Lind Nummer 1 i kön"]
    assert registered(david) == ["David Öst Nummer 2 i kön"]
    assert "Cia Lind: nummer 1 i kön" in product.letter_to(BO, about="Anmälda").text
    first = calendar_of(product.letter_to(ANNA, about="Du har en plats"))
    assert (first["METHOD"], first.events[0]["SUMMARY"]) == ("REQUEST", TITLE)
    assert not product.letter_to(DAVID, about="Nummer 2 i kön").attachments

    own = opened(product, visit, product.letter_to(ANNA, about="Du har en plats"), width=360)
    choose_workshop(own)
    give_up(own)
    gone = calendar_of(product.letter_to(ANNA, about="Avanmäld"))
    assert gone["METHOD"] == "CANCEL"
    assert gone.events[0]["UID"] == first.events[0]["UID"]
    assert int(gone.events[0]["SEQUENCE"]) > int(first.events[0]["SEQUENCE"])

    own = opened(product, visit, product.letter_to(CIA, about="En plats är ledig"), width=360)
    assert "En plats är ledig" in own.inner_text("main")
    press(own, "Ta platsen")
    assert "Du har en plats" in own.inner_text("main")
    assert calendar_of(product.letter_to(CIA, about="Du har en plats"))["METHOD"] == "REQUEST"
    give_up(own)
    assert calendar_of(product.letter_to(CIA, about="Avanmäld"))["METHOD"] == "CANCEL"

    asked = product.letter_to(DAVID, about="En plats är ledig")
    own = visit(product.path_in(asked, "/anmalan/"), javascript=False)
    press(own, "Ta platsen")
    assert "Du har en plats" in own.inner_text("main")
    log = log_of(office)
    told = ["Anna Ek lämnade platsen", "Cia Lind erbjöds en plats", "Cia Lind tog platsen", "David Öst tog"]
    assert [words for words in told if words not in log] == []
    go(office, TITLE, within="main")
    go(office, "Mat och tillgänglighet", within="main")
    assert "Allergi mot nötter\n1" in office.inner_text("main")
    assert "David" not in office.inner_text("main")


def announce(office: Any, *, places: int) -> None:
    """A draft with what is asked for, its places, and out it goes."""
    go(office, "Kansliet", within="header")
    to_room(office, "Evenemang")
    go(office, "Nytt evenemang")
    begins = (datetime.now() + timedelta(days=40)).replace(hour=10, minute=0)  # noqa: DTZ005 the browser's own
    office.select_option("[name=kind]", "forum")
    office.fill("[name=title_sv]", TITLE)
    office.fill("[name=summary_sv]", "Tre verkstäder visar hur de halverade sina.")
    office.fill("[name=begins_at]", f"{begins:%Y-%m-%dT%H:%M}")
    office.fill("[name=ends_at]", f"{begins + timedelta(hours=3):%Y-%m-%dT%H:%M}")
    office.fill("[name=venue]", "Folkets hus")
    office.fill("[name=municipality]", "Gnosjö")
    assert_accessible(office)
    press(office, "Spara")
    go(office, "På plats", within="main")
    office.fill("[name=places]", str(places))
    press(office, "Spara")
    ask_two_questions(office)
    press(office, "Utlys", within="body")
    assert "Evenemanget visas för alla" in office.inner_text("body")
    assert_accessible(office)


def add_workshop(office: Any) -> None:
    """Into the programme, with one seat to choose; and back to the event."""
    go(office, "Program", within="main")
    go(office, "Ny programpunkt", within="main")
    office.select_option("[name=kind]", "workshop")
    office.fill("[name=title_sv]", WORKSHOP)
    begins = datetime.fromisoformat(office.input_value("[name=begins_at]"))
    office.fill("[name=ends_at]", f"{begins + timedelta(hours=1):%Y-%m-%dT%H:%M}")
    office.fill("[name=places]", "1")
    assert_accessible(office)
    press(office, "Spara")
    assert f"10.00–11.00 {WORKSHOP}" in office.inner_text("main")
    assert_accessible(office)
    go(office, TITLE, within="main")


def choose_workshop(own: Any) -> None:
    """By the own link; and back to the registration. The seat is left with the place."""
    go(own, "Program och material", within="main")
    assert "1 plats kvar" in own.inner_text("main")
    press(own, "Välj")
    assert "Du har valt den här" in own.inner_text("main")
    look_over(own)
    go(own, "Din anmälan", within="main")


def ask_two_questions(office: Any) -> None:
    """The second is for those who answer yes to the first."""
    go(office, "Frågor till dem som anmäler sig", within="main")
    go(office, "Ja eller nej", within="main")
    office.fill("[name=label_sv]", "Är det första gången?")
    press(office, "Spara frågan")
    go(office, "Kort text", within="main")
    office.fill("[name=label_sv]", "Vad vill du se?")
    office.select_option("[name=asked_after]", label="Är det första gången? Ja")
    assert_accessible(office)
    press(office, "Spara frågan")
    go(office, TITLE, within="main")


def form_of(
    visit: Opener,
    name: str,
    email: str,
    *,
    colleague: tuple[str, str] | None = None,
    first_time: bool = False,
    **how: Any,
) -> Any:
    """From the front page to the form, filled in."""
    page = visit("/", **how)
    page.goto(f"{visit.address}/evenemang/")
    go(page, TITLE, within="main")
    look_over(page, **how)
    go(page, "Anmäl dig", within="main")
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.fill("[name=organisation]", "Ställtid & Co AB")
    answer(page, first_time=first_time, **how)
    if colleague:
        page.get_by_text("Anmäl kolleger också").click()
        page.fill("[name=p0_name]", colleague[0])
        page.fill("[name=p0_email]", colleague[1])
    look_over(page, **how)
    return page


def answer(page: Any, *, first_time: bool, javascript: bool = True, **_how: Any) -> None:
    """A script hides what is not asked; without one it stands there, and is left empty."""
    follow_up = page.locator("[name=answer_vad_vill_du_se]")
    assert follow_up.is_visible() is not javascript
    page.check(f"[name=answer_ar_det_forsta_gangen][value={'yes' if first_time else 'no'}]")
    assert follow_up.is_visible() is (first_time or not javascript)
    if first_time:
        follow_up.fill("Ställplatsen")


def say_what_one_cannot_eat(page: Any) -> None:
    page.get_by_text("Mat och tillgänglighet (frivilligt)").click()
    page.check("[name=diet][value=no_nuts]")
    page.check("[name=consent]")


def look_over(page: Any, *, javascript: bool = True, **_how: Any) -> None:
    """Nothing for axe to find, nothing wider than a small window; where there is a script to look with."""
    if javascript:
        assert_accessible(page)
        assert_reflows(page)


def registered(page: Any) -> list[str]:
    """Send the form; how it went for each, as the page tells it."""
    press(page, "Anmäl dig")
    assert page.inner_text("h1") == "Tack", page.inner_text("main")
    return [" ".join(text.split()) for text in page.locator("main ul.rows li").all_inner_texts()]


def opened(product: Product, visit: Opener, letter: Delivered, **how: Any) -> Any:
    """One's own page, by the button in the letter."""
    page = visit(product.path_in(letter, "/anmalan/"), **how)
    look_over(page)
    return page


def give_up(page: Any) -> None:
    page.get_by_text("Jag kan inte komma").click()
    press(page, "Lämna platsen")
    assert "Du är inte anmäld längre" in page.inner_text("main")
    look_over(page)


def calendar_of(letter: Delivered) -> Calendar:
    """The file for the calendar that came with the letter."""
    (file,) = letter.attachments
    assert (file.name, file.content_type) == ("event.ics", "text/calendar")
    return Calendar.from_ical(file.content)


def log_of(office: Any) -> str:
    """The log of the places, as the office reads it."""
    go(office, "Platsernas logg", within="main")
    assert_accessible(office)
    return str(office.inner_text("main"))
