"""The call, from a stranger's nomination to a submitted entry with its receipt: by mail, as it really comes.

The page on which the office asks a nominated company is not part of this journey: its service is called.
"""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.browser import Opener, assert_accessible
from tests.journeys.conftest import Product
from tests.journeys.steps import TEXT, fill_entry, hand_in, open_the_call, sign_in

pytestmark = pytest.mark.browser

_ASK = """
from forebild.competition.models import Case
from forebild.competition.services.nominations import ask_company
from forebild.programme.models import Role
case = Case.objects.get(organisation__org_number="{number}")
ask_company(actor=Role.objects.filter(kind="lead").first().person, case=case, name="Vera", email="{email}")
"""


@pytest.fixture(scope="module", autouse=True)
def call(product: Product) -> None:
    open_the_call(product)


def nominate(visit: Opener, *, number: str, reason: str, prefix: str = "", javascript: bool = True) -> None:
    """Nominate a company without an account, at the pace of somebody who writes."""
    page = visit(f"{prefix}/nominera/", javascript=javascript)
    page.fill("[name=company]", "Bockhammars Plåt AB")
    page.fill("[name=number]", number)
    page.fill("[name=reason]", reason)
    page.fill("[name=name]", "Nils Tipsare")
    page.fill("[name=email]", f"nils.{number[-2:]}@exempel.example")
    page.wait_for_timeout(3_500)  # whoever sends the form within three seconds is taken for a robot
    page.click("main form button:has-text('Nomin')")
    assert page.url.endswith("/nominera/tack/"), page.inner_text("main")
    assert_accessible(page) if javascript else None


def test_from_nomination_to_receipt(product: Product, visit: Opener) -> None:
    nominate(visit, number="559999-9017", reason="De visar sina misstag för alla.")
    thanks = product.letter_to("nils.17@exempel.example", about="Tack för att du nominerade")
    assert "Bockhammars Plåt AB" in thanks.text

    email = "vera@bockhammar.example"
    product.shell(_ASK.format(number="5599999017", email=email))
    asked = product.letter_to(email, about="är nominerat")
    assert "Nils Tipsare" in asked.text

    page = visit(product.path_in(asked, "/svara/"))
    assert "De visar sina misstag för alla." in page.inner_text("main")
    page.click("text=Ja, vi vill vara med")
    assert product.letter_to("nils.17@exempel.example", about="tackade ja")
    page.click("main >> text=Logga in och börja")
    sign_in(page, product, email)
    assert re.search(r"/bidrag/[0-9a-z]+/$", page.url), page.url
    entry_path = page.url.removeprefix(product.address)

    page.click("main >> text=Fortsätt skriva")
    page.fill("[name=headline]", "Skrivet utan att trycka på något")
    page.focus("[name=product]")
    page.wait_for_selector("[data-autosave-status][data-state=saved]")
    assert "Sparat" in page.inner_text("[data-autosave-status]")
    page.reload()
    assert page.input_value("[name=headline]") == "Skrivet utan att trycka på något"

    assert fill_entry(page) >= 5
    assert page.url.endswith("/granska/")
    assert TEXT in page.inner_text("main")
    assert_accessible(page)
    hand_in(page)
    receipt = product.letter_to(email, about="Vi har tagit emot bidraget")
    pdf = next(one for one in receipt.attachments if one.content_type == "application/pdf")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "Bockhammars Plåt AB" in text
    page.goto(product.address + entry_path)
    assert "Bidraget är inlämnat" in page.inner_text("main")
    stranger = visit("/")
    assert stranger.request.get(product.address + entry_path, max_redirects=0).status in {302, 404}


def test_in_english_somebody_nominates_and_a_company_enters(product: Product, visit: Opener) -> None:
    nominate(visit, number="559999-9025", reason="They show their mistakes.", prefix="/en")
    thanks = product.letter_to("nils.25@exempel.example", about="nominat")
    assert "Thank you" in thanks.text

    page = visit("/en/logga-in/?next=/en/bidrag/nytt/")
    sign_in(page, product, "eve@exempel.example", subject="code")
    page.click("main a[href*='/foretag/nytt/']")
    page.fill("main [name=your_name]", "Eve Example")
    page.fill("main [name=name]", "Evelyn Tools AB")
    page.fill("main [name=number]", "559999-9033")
    page.click("main form button:has-text('Add the company')")
    page.check("main [name=language][value=en]")
    page.click("main form button:has-text('Start the entry')")
    page.goto(f"{product.address}/en/bidrag/")
    assert "Evelyn Tools AB" in page.inner_text("main")
    assert page.get_attribute("html", "lang") == "en"


def test_without_script_somebody_nominates_and_a_company_submits(product: Product, visit: Opener) -> None:
    nominate(visit, number="559999-9041", reason="De delar med sig.", javascript=False)

    page = visit("/logga-in/?next=/bidrag/nytt/", javascript=False)
    sign_in(page, product, "nora@exempel.example")
    page.click("main a[href*='/foretag/nytt/']")
    page.fill("main [name=your_name]", "Nora Exempel")
    page.fill("main [name=name]", "Utan Skript AB")
    page.fill("main [name=number]", "559999-9058")
    page.click("main form button:has-text('Lägg till företaget')")
    page.check("main [name=language][value=sv]")
    page.click("main form button:has-text('Påbörja bidraget')")
    if "/avsnitt/" not in page.url:
        page.click("main >> text=Fortsätt skriva")
    assert fill_entry(page) >= 5
    hand_in(page)
    assert product.letter_to("nora@exempel.example", about="Vi har tagit emot bidraget").attachments
