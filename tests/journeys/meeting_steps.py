"""The jury's meeting and its minutes in Swedish, as the secretary leads them and the jurors follow."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from tests.browser import wait_until
from tests.journeys.jury_cast import Cast
from tests.journeys.steps import go, press, to_room

ASIDE = "Du är jävig i punkten som behandlas nu"
_IS_ASIDE = f"document.querySelector('main').innerText.includes('{ASIDE}')"


def plan(secretary: Any, entries: list[str]) -> None:
    """In an hour, with these entries on the agenda in this order."""
    to_room(secretary, "Möten")
    go(secretary, "Planera ett möte")
    later = datetime.now(ZoneInfo("Europe/Stockholm")) + timedelta(hours=1)
    secretary.fill("[name=starts_at]", later.strftime("%Y-%m-%dT%H:%M"))
    secretary.fill("[name=place]", "Lilla salen")
    press(secretary, "Planera mötet")
    for company in entries:
        secretary.get_by_label(company, exact=True).check()
    press(secretary, "Sätt upp på dagordningen")
    assert "Bidragen står på dagordningen." in secretary.inner_text("main")


def agenda_of(page: Any) -> list[str]:
    """What stands on the agenda, in order."""
    return [str(each) for each in page.locator("main .agenda-row strong").all_inner_texts()]


def call(secretary: Any) -> str:
    """From the agenda to the meeting's page; everybody is called. The meeting's address among the jury's."""
    to_room(secretary, "Möten")
    secretary.locator("main .meeting-row a").click()
    press(secretary, "Kalla juryn med e-post")
    assert "7 brev är på väg." in secretary.inner_text("main")
    return re.sub("^.*/kansli/(.*)/moten/", r"/jury/\1/mote/", str(secretary.url))


def open_with(secretary: Any, names: tuple[str, ...]) -> None:
    """The meeting is opened, and these are there."""
    press(secretary, "Öppna mötet")
    go(secretary, "Anteckna vilka som kommer och går")
    for name in names:
        secretary.get_by_role("group", name=name).get_by_label("i rummet").check()
    press(secretary, "Spara")
    assert f"På mötet ({len(names)})" in secretary.inner_text("main")


def take_up(secretary: Any, company: str) -> str:
    """What the page of those who lead says of it."""
    press(secretary, f"Ta upp {company}")
    return str(secretary.inner_text("main .discussed"))


def put_motion(secretary: Any, outcome: str) -> None:
    go(secretary, "Ställ ett yrkande")
    secretary.check(f"[name=outcome][value={outcome}]")
    press(secretary, "Ställ yrkandet")


def decide(
    secretary: Any, *, votes: tuple[int, int, int] | None = None, citation: tuple[str, str] = ("", "")
) -> None:
    """What the meeting decided about the motion: all agreed, or (for, against, abstained)."""
    go(secretary, "Anteckna beslutet")
    secretary.check(f"[name=way][value={'count' if votes else 'unanimous'}]")
    for field, number in zip(("favour", "against", "abstain"), votes or (), strict=False):
        secretary.fill(f"[name={field}]", str(number))
    if any(citation):
        secretary.fill("[name=citation_sv]", citation[0])
        secretary.fill("[name=citation_en]", citation[1])
    secretary.fill("[name=reason]", "Mötet vägde besök och poäng.")
    press(secretary, "Anteckna beslutet")
    assert "Beslutet är antecknat och föreslaget." in secretary.inner_text("main")


def settle(secretary: Any, outcome: str, **decision: Any) -> None:
    """An item from its motion to its end."""
    put_motion(secretary, outcome)
    decide(secretary, **decision)
    press(secretary, "Avsluta punkten")


def assert_out(cast: Cast, name: str, meeting: str, company: str) -> None:
    """The page of one who must leave has closed by itself, and nothing says what is discussed."""
    page = cast.window(name)
    wait_until(page, _IS_ASIDE, seconds=30)
    assert company not in page.content()
    for path in (meeting, f"{meeting}nu/"):
        answer = cast.answer_of(name, path)
        assert answer.status == 200
        assert ASIDE in answer.text()
        assert company not in answer.text()


def wait_until_in_again(page: Any) -> None:
    """By itself, as soon as the item is settled."""
    wait_until(page, f"!{_IS_ASIDE}", seconds=30)


def dissent(page: Any, words: str) -> None:
    """On a juror's own page of the meeting."""
    go(page, "Anmäl avvikande mening")
    page.fill("[name=text]", words)
    press(page, "Anteckna i protokollet")
    assert "Antecknat. Det står i protokollet med ditt namn." in page.inner_text("main")


# The minutes


def send_minutes_round(secretary: Any, opening: str) -> None:
    """The secretary's own words, and then to everybody who was there."""
    go(secretary, "Protokollet")
    secretary.locator("main textarea").first.fill(opening)
    press(secretary, "Spara")
    press(secretary, "Skicka ut för godkännande")
    assert "7 jurymedlemmar ombeds godkänna." in secretary.inner_text("main")


def approve_minutes(cast: Cast, name: str) -> str:
    """From the letter; what the minutes say to him or her."""
    page = cast.from_letter(name, about="Protokoll att godkänna", part="/protokoll/")
    said = str(page.inner_text("main .minutes-text"))
    press(page, "Godkänn protokollet")
    assert "Du har godkänt protokollet" in page.inner_text("main")
    return said


def seal(secretary: Any) -> None:
    secretary.reload()
    press(secretary, "Försegla protokollet")
    assert "Protokollet är förseglat." in secretary.inner_text("main")


def download(cast: Cast, name: str, meeting: str) -> tuple[str, str]:
    """The minutes as a file: its SHA-256, and what it says."""
    page = cast.at(name, f"{meeting}protokoll/")
    href = page.get_by_role("link", name="Ladda ner som PDF").get_attribute("href")
    pdf = page.request.get(cast.product.address + href).body()
    said = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pdf)).pages)
    return sha256(pdf).hexdigest(), " ".join(said.split())


def is_genuine(page: Any, digest: str) -> bool:
    """On the public page of the minutes: whether a file with this hash is the sealed one."""
    page.fill("[name=sha256]", digest)
    press(page, "Jämför")
    said = page.inner_text("main")
    assert ("Ja, det här är den förseglade filen" in said) != ("Nej, det här är en annan fil" in said)
    return "Ja, det här är den förseglade filen" in said
