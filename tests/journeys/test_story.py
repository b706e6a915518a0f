"""A story's way, in Swedish: drafted from an entry, changed and approved by its company, published in both
languages, found by needs in other words, asked about, answered; written anew by the office later on; and
still right a year after, and no longer right the year after that.

Everything is done in the browser and by mail. What a company handed in and won with lies there beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from forebild.shared.ui.dates import days
from tests.browser import Opener, assert_accessible, assert_reflows
from tests.journeys.conftest import Product
from tests.journeys.office_steps import draft_story
from tests.journeys.recheck_steps import something_has_changed, still_right
from tests.journeys.steps import go, press, to_room, window_of

pytestmark = pytest.mark.browser

COMPANY, VERA, ANNA = "Vågsjö Ysteri AB", "vera@vagsjo.example", "anna@provmejeriet.example"
CHALLENGE = "Var tionde ost fick kasseras, för saltlaken i karen skiftade från dag till dag."
DEED = "Vi satte sensorer i saltkaren. När salthalten ändras ringer det i ystarens telefon."
SECRET = "Receptet köpte vi av Hemliga Mejeriet."
LESSON = "Börja med ett kar och lär av det."
WORDS = {
    "title": ("Saltkaren som ringer", "Brine vats that call"),
    "ingress": ("Ett ysteri slutade kasta ost.", "A dairy stopped throwing cheese away."),
    "challenge": (None, "One cheese in ten was scrapped, for the brine differed from day to day."),
    "deed": (None, "We put sensors into the brine vats. They call the cheese maker's telephone."),
    "result": ("Nu kasseras en ost på hundra.", "Now one cheese in a hundred is scrapped."),
}
TITLE, ENGLISH_TITLE = WORDS["title"]
# In other words, as a compound that the story does not have, with a slip of the finger.
NEEDS = ("mindre svinn i ysteriet", "ostkassationer", "sensrer för salthalten")
QUESTION = "Hur ofta måste ni rengöra sensorerna?"
ANSWER = "En gång i veckan, med ljummet vatten. Det tar tio minuter för alla kar."
AFTERWARDS = ("Vi har gjort likadant i tre kar till.", "We have done the same in three more vats.")
CHANGED = "Nu mäter vi värmen också."
PHONE: dict[str, Any] = {"width": 360, "height": 740}

_ENTRY = f"""
from forebild.library.tests.stories import make_award
from tests.worlds import make_company, make_person
owner = make_person("Vera Våg", email="{VERA}")
company = make_company("{COMPANY}", owner=owner, county="06", municipality="Gnosjö", sector="10.511")
answers = dict(challenge="{CHALLENGE}", deed="{DEED}", lessons="{SECRET}")
questions = [dict(key=key, kind="long", story_part=key, choices=[], unit="", label_sv=key, label_en=key,
                  section_sv="Berättelsen", section_en="The story") for key in answers]
visibility = dict(challenge="if_awarded", deed="public", lessons="never")
make_award(company, answers=answers, questions=questions, visibility=visibility)
"""


@dataclass
class Cast:
    """The product, and the window in which the office works."""

    product: Product
    visit: Opener
    office: Any

    def opened(self, email: str, *, about: str, part: str) -> Any:
        """What a letter's button opens, on a telephone."""
        letter = self.product.letter_to(email, about=about)
        page = self.visit(self.product.path_in(letter, part), **PHONE)
        assert_accessible(page)
        assert_reflows(page)
        return page


def test_from_an_entry_to_an_answered_question(product: Product, visit: Opener) -> None:
    product.shell(_ENTRY)
    cast = Cast(product, visit, window_of(visit, product.demo_links()["Programme lead"]))
    the_office_makes_a_draft_of_what_may_be_public(cast)
    the_company_changes_and_approves_it(cast)
    the_office_publishes_it(cast)
    the_company_takes_questions(cast)
    reader = visit("/exempel/")
    it_is_found_by_needs_in_other_words(reader)
    both_languages_are_public(reader)
    a_reader_asks(cast, reader)
    the_company_answers(cast)
    both_let_it_be_shown(cast, reader)
    the_office_sees_that_and_not_what(cast)
    the_office_writes_it_anew(cast, reader)
    it_is_still_right_and_then_no_longer(cast, reader)


def the_office_makes_a_draft_of_what_may_be_public(cast: Cast) -> None:
    office = cast.office
    go(office, "Kansliet", within="header")
    drafted = draft_story(office, COMPANY)
    assert (drafted["challenge_sv"], drafted["deed_sv"]) == (CHALLENGE, DEED)
    assert SECRET not in " ".join(drafted.values())
    _write(office, WORDS)
    _send_to_company(office)


def _write(office: Any, words: dict[str, tuple[str | None, str]]) -> None:
    for part, (swedish, english) in words.items():
        office.fill(f"[name={part}_en]", english)
        if swedish:
            office.fill(f"[name={part}_sv]", swedish)
    press(office, "Spara")


def _send_to_company(office: Any) -> None:
    go(office, "Skicka till företaget")
    assert office.input_value("main [name=email]") == VERA
    press(office, "Skicka länken")


def the_company_changes_and_approves_it(cast: Cast) -> None:
    vera = cast.opened(VERA, about=f"berättelsen om {COMPANY}", part="/exempel/godkann/")
    go(vera, "Ändra texten själv")
    vera.fill("[name=lessons_sv]", LESSON)
    press(vera, "Spara och läs igenom")
    assert LESSON in vera.inner_text("main")
    _approve(vera)


def _approve(vera: Any) -> None:
    vera.fill("#answer [name=name]", "Vera Våg")
    press(vera, "Godkänn båda texterna")


def the_office_publishes_it(cast: Cast) -> None:
    reader = cast.visit("/exempel/")
    assert TITLE not in reader.inner_text("main")  # approved is not yet published
    cast.office.reload()
    press(cast.office, "Publicera")
    assert "Företaget har tillfrågats men inte svarat ännu." in cast.office.inner_text("main")


def the_company_takes_questions(cast: Cast) -> None:
    """It was asked when its story became public; readers find no way to ask before it has said yes."""
    vera = cast.opened(VERA, about="Vill ni ta emot frågor", part="/fragor/mottagning/")
    vera.check("[name=takes_questions]")
    vera.fill("[name=question_cap]", "2")
    press(vera, "Spara")
    assert "Nu kan läsarna av er berättelse fråga er." in vera.inner_text("main")


def it_is_found_by_needs_in_other_words(reader: Any) -> None:
    for need in NEEDS:
        reader.fill("#need", need)
        press(reader, "Sök", within="main form.need")
        assert reader.locator("main").get_by_role("link", name=TITLE).count(), need
    assert_accessible(reader)
    go(reader, TITLE, within="main", exact=False)
    assert reader.inner_text("h1") == TITLE


def both_languages_are_public(reader: Any) -> None:
    assert LESSON in reader.inner_text("main")
    assert SECRET not in reader.content()
    go(reader, "In English")
    assert reader.inner_text("h1") == ENGLISH_TITLE
    go(reader, "På svenska")


def a_reader_asks(cast: Cast, reader: Any) -> None:
    """Without an account; first without an address: what was typed stays."""
    go(reader, "Fråga företaget")
    reader.fill("[name=text]", QUESTION)
    reader.fill("[name=name]", "Anna Prov")
    reader.fill("[name=company]", "Provmejeriet AB")
    press(reader, "Gå vidare")
    assert reader.input_value("[name=text]") == QUESTION
    assert_accessible(reader)
    reader.fill("[name=email]", ANNA)
    press(reader, "Gå vidare")
    assert reader.inner_text("h1") == "Öppna din e-post"
    anna = cast.opened(ANNA, about="Bekräfta det du har skrivit", part="/fragor/")
    press(anna, "Ja, skicka")
    assert anna.inner_text("h1") == "Skickat"


def the_company_answers(cast: Cast) -> None:
    """On a telephone, from the mail; it never sees the asker's address."""
    vera = cast.opened(VERA, about="Provmejeriet AB frågar om er berättelse", part="/fragor/svara/")
    assert QUESTION in vera.inner_text("main")
    assert ANNA not in vera.content()
    vera.fill("[name=answer-text]", ANSWER)
    vera.check("[name=answer-may_be_public]")
    press(vera, "Skicka svaret")
    assert ANSWER in vera.inner_text("main")


def both_let_it_be_shown(cast: Cast, reader: Any) -> None:
    answered = cast.product.letter_to(ANNA, about=f"{COMPANY} har svarat dig")
    assert ANSWER in answered.text
    assert VERA not in answered.text
    anna = cast.visit(cast.product.path_in(answered, "/fragor/"), **PHONE)
    assert_accessible(anna)
    go(reader, "Tillbaka till berättelsen")
    assert ANSWER not in reader.inner_text("main")
    press(anna, "Ja, visa dem")
    reader.reload()
    shown = reader.inner_text("main")
    assert QUESTION in shown
    assert ANSWER in shown
    assert "Anna Prov" not in shown


def the_office_sees_that_and_not_what(cast: Cast) -> None:
    office = cast.office
    to_room(office, "Frågor till företag")
    row = office.locator("main tr", has_text=COMPANY)
    assert "Besvarad" in row.inner_text()
    with office.expect_navigation():
        row.get_by_role("link", name=TITLE).click()
    read = office.inner_text("main")
    assert "ingen av dem har låtit kansliet läsa det" in read
    assert "Anna Prov" not in read
    assert_accessible(office)


def the_office_writes_it_anew(cast: Cast, reader: Any) -> None:
    """Another text needs another yes; readers keep what they had until then."""
    office, after = cast.office, cast.product.letter_to(VERA, about=f"berättelsen om {COMPANY}").name
    go(office, TITLE, within="main")
    press(office, "Ta upp texten igen")
    _write(office, {"result": ("Nu kasseras en ost på tusen.", "Now one cheese in a thousand is scrapped.")})
    _send_to_company(office)
    again = cast.product.letter_to(VERA, about=f"berättelsen om {COMPANY}", after=after)
    vera = cast.visit(cast.product.path_in(again, "/exempel/godkann/"), **PHONE)
    _approve(vera)
    reader.reload()
    assert "en ost på hundra" in reader.inner_text("main")
    office.reload()
    press(office, "Publicera")
    reader.reload()
    assert "en ost på tusen" in reader.inner_text("main")


def it_is_still_right_and_then_no_longer(cast: Cast, reader: Any) -> None:
    """Readers see when the company last said yes, and what happened; the office what has changed since."""
    confirmed = "Företaget bekräftade senast"
    assert confirmed not in reader.inner_text("main")
    asked = {"company": COMPANY, "email": VERA}
    letter = still_right(cast.product, cast.visit, **asked, told=AFTERWARDS)
    reader.reload()
    shown = reader.inner_text("main")
    assert f"Efter ett år\n\n{AFTERWARDS[0]}" in shown
    day = reader.locator(".facts div", has_text=confirmed).locator("dd").inner_text()
    assert day == days(now := timezone.now(), now, "sv")
    go(reader, "In English")
    assert AFTERWARDS[1] in reader.inner_text("main")
    something_has_changed(cast.product, cast.visit, **asked, text=CHANGED, after=letter)
    cast.office.reload()
    assert CHANGED in cast.office.inner_text("main")
