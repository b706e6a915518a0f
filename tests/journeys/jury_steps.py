"""What a juror does in a year, in Swedish: takes the seat, answers the conflict question, reads, scores."""

from __future__ import annotations

import base64
import hmac
import struct
import time
from typing import Any

from tests.browser import Opener
from tests.journeys.company_steps import SECRET
from tests.journeys.conftest import Product
from tests.journeys.steps import go, press, sign_in


def take_seat(visit: Opener, product: Product, *, email: str, employer: str) -> Any:
    """Through the letter's safe link to the terms, by mailed code and authenticator app to one's own page."""
    page = visit(product.path_in(product.letter_to(email, about="juryn"), "/jury/inbjudan/"))
    page.fill("[name=employer_name]", employer)
    press(page, "Ja, jag vill vara med")
    assert "Kryssa i rutan om du godkänner villkoren." in page.inner_text("main")
    page.check("[name=terms_accepted]")
    press(page, "Ja, jag vill vara med")
    go(page, "Till min profil")
    sign_in(page, product, email)
    _set_up_app(page)
    assert page.url.endswith("/min-profil/")  # where the welcome led, before the second factor was asked for
    return page


def _set_up_app(page: Any) -> None:
    """The product asks those who read in confidence for a second factor: here, an authenticator app."""
    go(page, "Använd en autentiseringsapp")
    page.fill("main [name=code]", _code_of_app(page.inner_text("main code")))
    press(page, "Slå på appen")
    assert page.locator("ul.codes li").count() == 10
    go(page, "Jag har sparat dem, gå vidare")


def _code_of_app(secret: str) -> str:
    """What an authenticator app shows just now, from the secret that it was given (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, "sha1").digest()
    start = digest[-1] & 0x0F
    return f"{(struct.unpack_from('>I', digest, start)[0] & 0x7FFFFFFF) % 1_000_000:06}"


def state_expertise(page: Any, sector: str, subject: str) -> None:
    """Which industries and subjects one knows."""
    page.get_by_label(sector, exact=True).check()
    page.fill("[name=topics]", subject)
    press(page, "Spara")
    assert page.get_by_label(sector, exact=True).is_checked()
    assert page.input_value("[name=topics]") == subject


def open_desk(page: Any, product: Product, *, email: str, entries: int) -> None:
    """Through the letter that says what there is to read."""
    letter = product.letter_to(email, about="Du har bidrag att läsa")
    assert f"Du har nu {entries} bidrag att läsa" in letter.text
    page.goto(product.address + product.path_in(letter, "/jury/"))
    assert page.locator(".desk-row").count() == entries


def stand_aside(page: Any, company: str) -> str:
    """Answer the conflict question with yes; where the entry was."""
    address = str(page.locator(".desk-row a", has_text=company).get_attribute("href"))
    go(page, company, within=".desk-rows")
    page.check("[name=tied][value=yes]")
    page.select_option("[name=relation]", label="leverantör eller konsult")
    page.fill("[name=reason]", "Vi levererar verktyg till dem.")
    press(page, "Svara")
    assert page.locator(".desk-row", has_text=company).count() == 0
    return address


def judge(page: Any, company: str, step: int) -> None:
    """From the desk: nothing ties me to it, then every criterion by its anchor, a comment, handed in."""
    go(page, company, within=".desk-rows")
    assert SECRET not in page.content()  # nothing of an entry before the answer
    page.check("[name=tied][value=no]")
    press(page, "Svara")
    score(page, step, f"Så såg jag på {company}.")
    if "/bidrag/" in page.url:  # the next one opens by itself
        go(page, "Mina bidrag", within=".crumbs")
    assert "Inlämnad" in page.locator(".desk-row", has_text=company).inner_text()


def score(page: Any, step: int, comment: str) -> None:
    """Fill in the sheet that is open, and hand it in."""
    criteria = page.locator("[data-score]").all()
    assert len(criteria) == 7
    for criterion in criteria:
        assert criterion.locator("label", has_text=f"{step} – ").count() == 1  # what the step means
        criterion.locator(f"input[value='{step}']").check()
    criteria[0].locator("textarea").fill(comment)
    page.fill("[name=strengths]", "Alla var med från början.")
    press(page, "Lämna in bedömningen")
    assert "Din bedömning är inlämnad." in page.inner_text("main")
