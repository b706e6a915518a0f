"""Who takes part in the jury's year: a window for each, opened when first needed, and the mail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from forebild.shared.outbox import mailbox
from forebild.shared.outbox.mailbox import Delivered
from tests.browser import Opener
from tests.journeys.beside import Beside
from tests.journeys.conftest import Product
from tests.journeys.jury_world import YEAR
from tests.journeys.steps import go, press, window_of

JURY, OFFICE = f"/jury/{YEAR}/", f"/kansli/{YEAR}/"


@dataclass
class Cast:
    """Everybody by name; `links` sign them in."""

    product: Product
    visit: Opener
    beside: Beside
    links: dict[str, str]
    windows: dict[str, Any] = field(default_factory=dict)

    def window(self, name: str) -> Any:
        """Where somebody is signed in."""
        if name not in self.windows:
            link = self.links[name].removeprefix(self.product.address)
            self.windows[name] = window_of(self.visit, link)
        return self.windows[name]

    def at(self, name: str, path: str) -> Any:
        """Somebody opens a page."""
        page = self.window(name)
        page.goto(self.product.address + path)
        return page

    def letter(self, name: str, *, about: str) -> Delivered:
        """What a juror has got by mail."""
        return self.product.letter_to(email_of(name), about=about)

    def from_letter(self, name: str, *, about: str, part: str) -> Any:
        """A juror follows the button of a letter."""
        return self.at(name, self.product.path_in(self.letter(name, about=about), part))

    def subjects_to(self, email: str) -> list[str]:
        """Of all letters that somebody has got, the newest first."""
        return [letter.subject for letter in mailbox.read(self.product.home / "mailbox", email)]

    def answer_of(self, name: str, path: str) -> Any:
        """What the product answers to somebody who asks for an address beside the page that is open."""
        return self.window(name).request.get(self.product.address + path, max_redirects=0)


def email_of(name: str) -> str:
    """A juror's."""
    return f"{name.partition(' ')[0].lower()}@jury.example"


def answer_free(page: Any) -> None:
    """To the conflict question: nothing ties me to the company."""
    page.check("[name=tied][value=no]")
    press(page, "Svara")


def give(page: Any, steps: tuple[int, ...]) -> None:
    """Fill in the sheet that is open, a step per criterion."""
    criteria = page.locator("[data-score]").all()
    for criterion, step in zip(criteria, steps, strict=True):
        criterion.locator(f"input[type=radio][value='{step}']").check()


def judge(page: Any, company: str, steps: tuple[int, ...]) -> None:
    """From the desk: the question, the sheet, handed in, and back at the desk."""
    go(page, company, within=".desk-rows")
    answer_free(page)
    give(page, steps)
    page.fill("[name=strengths]", f"Hos {company} mäter alla.")
    page.fill("[name=opportunities]", "Berätta vad det kostade.")
    press(page, "Lämna in bedömningen")
    assert "Din bedömning är inlämnad." in page.inner_text("main")
    if "/bidrag/" in page.url:  # the next one opens by itself
        go(page, "Mina bidrag", within=".crumbs")
    assert "Inlämnad" in page.locator(".desk-row", has_text=company).inner_text()


def row_of(page: Any, words: str) -> list[str]:
    """The cells of the row that begins with these words, in the first table that shows."""
    heading = page.locator("th", has_text=re.compile(rf"^\s*{re.escape(words)}\s*$"))
    row = page.locator("main tbody tr:visible", has=heading).first
    return [str(cell).strip() for cell in row.locator("th, td").all_inner_texts()]
