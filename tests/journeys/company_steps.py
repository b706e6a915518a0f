"""What nominators and companies do in a year, in Swedish, by links and buttons and by their mail."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pypdf import PdfReader

from forebild.sample.pictures import draw_picture
from tests.journeys.conftest import Product
from tests.journeys.steps import assert_shows, fill_entry, fill_section, go, hand_in, press, sign_in

SECRET = "Kunden som nästan lämnade oss heter Hemliga Verken"  # in an answer that its writer keeps to itself
DESCRIPTION = "Maskinen med den nya skärmen"  # of the picture


def nominate(page: Any, *, company: str, number: str, name: str, email: str, reason: str) -> None:
    """From the front page, without an account, at the pace of somebody who writes."""
    go(page, "Nominera ett företag")
    page.fill("[name=company]", company)
    page.fill("[name=number]", number)
    page.fill("[name=reason]", reason)
    page.fill("[name=name]", name)
    page.fill("[name=email]", email)
    page.wait_for_timeout(3_100)  # whoever sends the form within three seconds is taken for a robot
    press(page, "Nominera")
    assert page.inner_text("h1") == "Tack för din nominering"


def write_and_hand_in(page: Any, product: Product, email: str) -> None:
    """The whole form, with a picture and something kept to itself; the receipt by mail."""
    go(page, "Fortsätt skriva")
    _see_it_saved_while_writing(page)
    for _ in range(6):
        fill_section(page)
        if page.locator("[name=lessons]").count():
            _keep_to_itself(page, "lessons")
        if page.locator("[name=upload-picture]").count():
            _upload_picture(page, "picture")
        press(page, "Spara och fortsätt", within="main .actions")
    kept = page.locator("main section.answer", has=page.locator("h3", has_text="Vad lärde ni er")).last
    assert "Aldrig offentligt" in kept.inner_text()
    assert SECRET in kept.inner_text()
    assert_shows(page.locator(f"img[alt='{DESCRIPTION}']"))
    hand_in(page)
    _compare_receipts(product, email, page.inner_text("code.hash"))


def _see_it_saved_while_writing(page: Any) -> None:
    """What is typed is kept without a press, and is there when the page is opened again."""
    page.fill("[name=headline]", "Skrivet utan att trycka på något")
    page.focus("[name=product]")
    page.wait_for_selector("[data-autosave-status][data-state=saved]")
    page.reload()
    assert page.input_value("[name=headline]") == "Skrivet utan att trycka på något"


def _keep_to_itself(page: Any, question: str) -> None:
    page.fill(f"[name={question}]", SECRET)
    page.select_option(f"[name=visibility-{question}]", label="Aldrig offentligt")


def _upload_picture(page: Any, question: str) -> None:
    """A picture, and then its words for those who do not see it."""
    picture = {"name": "maskinen.png", "mimeType": "image/png", "buffer": draw_picture("maskinen")}
    page.set_input_files(f"[name=upload-{question}]", files=[picture])
    with page.expect_navigation():
        page.click(f"main button[name=upload][value={question}]")
    page.fill("main .entry-file textarea", DESCRIPTION)


def _compare_receipts(product: Product, email: str, sha256: str) -> None:
    """The letter says the same hash as the page, and so does the PDF in it."""
    receipt = product.letter_to(email, about="Vi har tagit emot bidraget")
    pdf = next(one for one in receipt.attachments if one.content_type == "application/pdf")
    said = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert len(sha256) == 64
    assert sha256 in receipt.text
    assert sha256 in "".join(said.split())


def enter_alone(page: Any, product: Product, *, company: str, number: str, email: str) -> None:
    """From the front page: sign in, add the company, write everything, hand in."""
    go(page, "Anmäl ditt företag")
    sign_in(page, product, email)
    go(page, "Registrera företaget")
    page.fill("main [name=your_name]", "Alva Ensam")
    page.fill("main [name=name]", company)
    page.fill("main [name=number]", number)
    press(page, "Lägg till företaget")
    start_and_fill(page)
    hand_in(page)


def start_and_fill(page: Any) -> None:
    """From the page that starts an entry to its preview."""
    press(page, "Påbörja bidraget")
    go(page, "Fortsätt skriva")
    assert fill_entry(page) == 6
