"""A study tour with two hosts and two buses, from the office's first stop to the list at the gate.

The office builds it and asks a host, who fills in at its link, on a telephone. Anna and Bo register without
a script; Anna chooses a stop and a bus, confirms, gives her details and accepts; Bo only chooses. When the
details are due, Anna stands on the host's list, and nobody else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.browser import Opener, assert_accessible, assert_reflows
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press, to_room, window_of

pytestmark = pytest.mark.browser

TITLE = "Studieresa till två gjuterier"
HOST, ANNA, BO = "vera@gjuteriet.example", "anna@resan.example", "bo@resan.example"
BEGINS = (datetime.now() + timedelta(days=40)).replace(hour=8, minute=0)  # noqa: DTZ005 the browser's own
_DUE_NOW = """
from django.utils import timezone
from forebild.tours.models import Stop
assert Stop.objects.filter(host_name="Gjuteriet").update(identity_until=timezone.now()) == 1
"""


def test_from_the_first_stop_to_the_list_at_the_gate(product: Product, visit: Opener) -> None:
    office = window_of(visit, product.demo_links()["Programme lead"])
    build(office)
    host = visit(product.path_in(product.letter_to(HOST, about="vad gäller"), "/studiebesok/"), width=360)
    say_what_holds(host)

    for name, email in (("Anna Ek", ANNA), ("Bo Ström", BO)):
        register(visit, name, email)
    anna, bo = (own_page(product, visit, email) for email in (ANNA, BO))
    choose(anna)
    choose(bo)
    prepare(anna)
    assert "Allt är klart" in anna.inner_text("main")
    assert "3 saker återstår" in bo.inner_text("main")

    product.shell(_DUE_NOW)
    host.reload()
    look_over(host)
    rows = [" ".join(row.split()) for row in host.locator("main tbody tr").all_inner_texts()]
    assert rows == ["Anna Maria Ek Ställtid & Co AB 1980-05-17"]
    office.goto(office.url)
    go(office, "Gjuteriet", within="main")
    go(office, "Besökslista", within="main")
    listed = [" ".join(row.split()) for row in office.locator("main tbody tr").all_inner_texts()]
    assert listed == ["Anna Maria Ek Ställtid & Co AB 1980-05-17 –"]  # nothing is new since the list before
    assert_accessible(office)


def moment(hours: float) -> str:
    """So long after the tour's beginning, as the browser's own calendar sends it."""
    return f"{BEGINS + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def build(office: Any) -> None:
    """The event, two stops, two legs; announced, and one host asked. Ends on the tour's page."""
    go(office, "Kansliet", within="header")
    to_room(office, "Evenemang")
    go(office, "Nytt evenemang")
    office.select_option("[name=kind]", "study_tour")
    facts = {
        "title_sv": TITLE,
        "summary_sv": "Två dagar.",
        "venue": "Två gjuterier",
        "municipality": "Mjölby",
    }
    fill(office, facts | {"begins_at": moment(0), "ends_at": moment(34)})
    press(office, "Spara")
    press(office, "Utlys", within="body")
    go(office, "Till resan", within="main")
    assert_accessible(office)
    for name, hours in (("Gjuteriet", 2), ("Sandgjuteriet", 26)):
        go(office, "Lägg till ett stopp", within="body")
        fill(office, {"host_name": name, "begins_at": moment(hours), "ends_at": moment(hours + 2)})
        if name == "Gjuteriet":
            fill(office, {"contact_name": "Vera Värd", "contact_email": HOST})
        press(office, "Spara")
        if name == "Gjuteriet":
            assert_accessible(office)
            press(office, "Fråga värden", within="body")
        go(office, "Värdar och resa", within="main")
    for start, end, hours in (("Linköping", "Mjölby", 0.5), ("Mjölby", "Linköping", 29)):
        go(office, "Lägg till en etapp", within="main")
        fill(office, {"from_place": start, "to_place": end, "departs_at": moment(hours), "seats": "20"})
        if start == "Linköping":
            fill(office, {"points": "08.30 Resecentrum\n08.45 Malmslätt"})
        press(office, "Spara")
    assert office.inner_text("main").count("0 av 20 platser tagna") == 2
    assert_accessible(office)


def say_what_holds(host: Any) -> None:
    """A draft, a mistake beside its field, and then all of it."""
    look_over(host)
    fill(host, {"seats": "12", "safety": "Gå på gångvägen.", "terms": "Berätta inget om legeringen."})
    host.check("[name=asks][value=birth_date]")
    press(host, "Spara som utkast")
    press(host, "Lämna in")
    assert "Skriv senast när ni behöver uppgifterna." in host.inner_text("main")
    look_over(host)
    host.fill("[name=identity_until]", moment(-100))
    press(host, "Lämna in")
    assert "Tack, ni har svarat" in host.inner_text("main")


def register(visit: Opener, name: str, email: str) -> None:
    """By the public form, without a script."""
    page = visit("/", javascript=False)
    page.goto(f"{visit.address}/evenemang/")
    go(page, TITLE, within="main")
    assert "Sandgjuteriet" in page.inner_text("main")
    go(page, "Anmäl dig", within="main")
    fill(page, {"name": name, "email": email, "organisation": "Ställtid & Co AB"})
    page.wait_for_timeout(3_100)  # whoever sends the form within three seconds is taken for a robot
    press(page, "Anmäl dig")
    assert page.inner_text("h1") == "Tack", page.inner_text("main")


def own_page(product: Product, visit: Opener, email: str) -> Any:
    """By the link in one's mail to the registration, and on to the tour."""
    letter = product.letter_to(email, about="Du har en plats")
    page = visit(product.path_in(letter, "/anmalan/"), javascript=False)
    assert "1 sak återstår." in page.inner_text("main")
    go(page, "Stopp, resa och vad du behöver veta", within="main")
    return page


def choose(page: Any) -> None:
    """The first stop, and the bus there from the second pick-up point."""
    stops = page.locator("main .tour-stop input[type=checkbox]")
    assert [each.is_checked() for each in stops.all()] == [True, True]
    stops.nth(1).uncheck()
    page.get_by_label("Ja, från Malmslätt").check()
    press(page, "Spara mitt val")


def prepare(page: Any) -> None:
    """All that the host asks for."""
    page.get_by_label("Jag har läst säkerhetsreglerna och följer dem").check()
    page.get_by_label("Fullständigt namn, som i pass eller legitimation").fill("Anna Maria Ek")
    page.get_by_label("Födelsedatum").fill("1980-05-17")
    page.get_by_label("Jag godkänner detta. Mitt namn:").fill("Anna Ek")
    press(page, "Spara")


def fill(page: Any, facts: dict[str, str]) -> None:
    for name, text in facts.items():
        page.fill(f"[name={name}]", text)


def look_over(page: Any) -> None:
    """Nothing for axe to find, nothing wider than a small window."""
    assert_accessible(page)
    assert_reflows(page)
