"""What comes of an event: an evaluation answered on a telephone without a script, and a wish for help that
goes to an adviser, comes back with an outcome, and is taken back by the company.

Six came. Five have answered before; the sixth answers and asks for help. The office refers her to an adviser,
who says yes and tells what came of it. Then she takes it back: the adviser's link is closed at once. The
evaluation is closed, and shows what six have answered.
"""

from __future__ import annotations

from typing import Any

import pytest

from forebild.shared.outbox.mailbox import Delivered
from tests.browser import Opener, assert_accessible, assert_reflows
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press, to_room, window_of

pytestmark = pytest.mark.browser

TITLE = "Forum om spill i produktionen"
COMPANY = "Spillfria Verkstaden AB"
WISH = "Vi vill räkna på en ny packlinje."
ADVISER = "rut.almgren@almbolaget.example"

_MAKE = f"""
from datetime import timedelta
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from forebild.events.models import Event
from forebild.events.services.events import announce_event, create_event
from forebild.events.services.registering import Contact, From, Participant, register
from forebild.outcomes.models import Evaluation
from forebild.outcomes.services.answers import answer_evaluation
from forebild.outcomes.services.evaluations import send_due
from forebild.programme.models import Role
from forebild.programme.queries import current_programme
programme = current_programme()
office = Role.objects.filter(programme=programme, edition=None).order_by("pk")[0].person
begins = timezone.now() + timedelta(days=20)
event = create_event(actor=office, programme=programme, facts=dict(
    kind="forum", title_sv="{TITLE}", summary_sv="Så blir det mindre spill.", mode="room", county="06",
    begins_at=begins, ends_at=begins + timedelta(hours=3), venue="Folkets hus", municipality="Gnosjö"))
event = announce_event(actor=office, event=event)
companies = {{6: "{COMPANY}"}}
for n in range(1, 7):
    who = Participant(f"Person {{n}}", f"p{{n}}@spill.example", field="p0_")
    contact = Contact(who.name, who.email)
    register(actor=AnonymousUser(), event=event, quota=event.quotas.get(), contact=contact,
             participants=[who], organisation=From(name=companies.get(n, f"Bolag {{n}} AB")), key=f"o-{{n}}")
ended = timezone.now() - timedelta(hours=3)
Event.objects.filter(pk=event.pk).update(begins_at=ended - timedelta(hours=3), ends_at=ended)
send_due()
evaluation = Evaluation.objects.get(event=event)
answers = dict(overall=4, recommend=9, contacts=2)
for each in event.registrations.exclude(email="p6@spill.example"):
    answer_evaluation(evaluation=evaluation, registration=each, answers=answers)
"""
# Nobody can wait for the ten minutes in which the office may stop a letter.
_RELEASE = """
from forebild.outcomes.models import Referral
from forebild.shared.outbox.services import release_batch
release_batch(batch=Referral.objects.latest("pk").public_id)
"""


def test_from_the_event_to_the_adviser_and_back(product: Product, visit: Opener) -> None:
    product.shell(_MAKE)
    asked = product.letter_to("p6@spill.example", about="Hur var det?")
    guest = visit(product.path_in(asked, "/utvardering/"), width=360, height=740, javascript=False)
    answer(guest)
    ask_for_help(guest)

    office = window_of(visit, product.demo_links()["Programme lead"])
    refer(office)
    product.shell(_RELEASE)
    adviser = opened(product, visit, product.letter_to(ADVISER, about="vill ha din hjälp"), "/uppdrag/")
    accept_and_tell(adviser)
    assert "Hjälpte det" in product.letter_to("p6@spill.example", about="Hjälpte det?").subject

    told = product.letter_to("p6@spill.example", about="En rådgivare hör av sig")
    company = opened(product, visit, told, "/uppfoljning/")
    press(company, "Ta tillbaka")
    assert company.inner_text("h1") == "Taget tillbaka"
    with visit.refusing(410):
        adviser.goto(adviser.url)
    assert COMPANY in product.letter_to(ADVISER, about="Radera det du har").subject

    close_evaluation(office)
    assert office.locator("figure.chart").count() == 3
    shown = office.inner_text("main")
    assert "4,2 av 5 i medeltal" in shown
    assert "Mer tid i verkstaden." in shown
    assert WISH not in shown
    assert_accessible(office)


def answer(page: Any) -> None:
    """On a telephone, without a script."""
    page.check('[name=overall][value="5"]')
    page.check('[name=recommend][value="10"]')
    page.check('[name=contacts][value="1"]')
    page.fill("[name=better]", "Mer tid i verkstaden.")
    press(page, "Skicka mina svar")
    assert "Tack för dina svar" in page.inner_text("main")


def ask_for_help(page: Any) -> None:
    """First without the consent: what was typed stays."""
    page.check("[name=topics][value=finance]")
    page.fill("[name=wish]", WISH)
    press(page, "Be om hjälp")
    assert "Utan ditt samtycke" in page.inner_text("main")
    assert page.input_value("[name=wish]") == WISH
    page.check("[name=agrees]")
    press(page, "Be om hjälp")
    assert page.inner_text("h1") == "Du har bett om hjälp"


def refer(office: Any) -> None:
    """From the list to the letter, which is read before it is sent."""
    go(office, "Kansliet", within="header")
    to_room(office, "Efter evenemangen")
    assert_accessible(office)
    go(office, COMPANY, within="main")
    press(office, "Jag tar hand om det")
    go(office, "Hänvisa till en rådgivare")
    office.locator("[name=adviser]").first.check()
    press(office, "Visa brevet")
    assert "Ett företag vill ha din hjälp" in office.inner_text("main")
    assert WISH not in office.locator("main .notice").inner_text()
    assert_accessible(office)
    press(office, "Skicka det")
    assert "går om tio minuter" in office.inner_text("body")


def opened(product: Product, visit: Opener, letter: Delivered, part: str) -> Any:
    """What a letter's button opens, on a telephone."""
    page = visit(product.path_in(letter, part), width=360, height=740)
    assert_accessible(page)
    assert_reflows(page)
    return page


def accept_and_tell(page: Any) -> None:
    assert WISH in page.inner_text("main")
    press(page, "Ja, jag kontaktar företaget")
    page.check("[name=outcome][value=advice]")
    page.fill("[name=hours]", "2,5")
    press(page, "Berätta för kansliet")
    assert "Du har berättat: råd har getts, 2,5 timmar." in page.inner_text("main")
    assert_reflows(page)


def close_evaluation(office: Any) -> None:
    """From the event's page, by the way that the office has."""
    to_room(office, "Evenemang")
    go(office, TITLE, within="main")
    assert "6 av 6 har svarat." in office.inner_text("main")
    go(office, "Utvärderingen", within="main")
    assert office.locator("figure.chart").count() == 0  # six have answered, and it is open
    go(office, "Stäng den nu", within="main")
    press(office, "Avsluta")
