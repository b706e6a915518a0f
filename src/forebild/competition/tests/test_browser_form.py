"""Building the form in a real browser: from nothing to what the entrant meets, without script; for all."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from forebild.competition.models import Question, Section
from forebild.competition.queries import form_questions
from forebild.competition.services.entries import start_entry
from forebild.competition.tests.forms import fill, make_form, question
from forebild.programme.models import Edition, Phase
from tests.browser import assert_accessible, assert_reflows
from tests.worlds import client_of, make_company, make_edition, make_office, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Here the pages speak Swedish, as they are served: nothing is overridden."""


def cookies(person: Any) -> dict[str, str]:
    client = client_of(person)
    return {configured.SESSION_COOKIE_NAME: client.cookies[configured.SESSION_COOKIE_NAME].value}


def address(name: str, *parts: Any) -> str:
    with override("sv"):
        return reverse(f"competition:{name}", args=parts)


def shown_to_all(page: Any, name: str) -> None:
    """Everybody can use it, at any width; with FOREBILD_PICTURES set, its picture is kept there."""
    folder = os.environ.get("FOREBILD_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}-{page.viewport_size['width']}.png"), full_page=True)
    assert_accessible(page)
    assert_reflows(page)


def add_part(page: Any, title: str, english: str) -> None:
    page.fill("[name=title_sv]", title)
    page.fill("[name=title_en]", english)
    page.click("main button:has-text('Spara delen')")


def add_question(page: Any, part: str, kind: str, label: str, **details: str) -> None:
    """Choose the kind of answer, write the question, save."""
    page.click(f"main a:has-text('Lägg till en fråga i {part}')")
    page.click(f"main a:text-is('{kind}')")
    page.fill("[name=label_sv]", label)
    for name, value in details.items():
        page.fill(f"[name={name}]", value)
    page.click("main button:has-text('Spara frågan')")


def test_a_form_is_built_without_script_and_the_entrant_meets_it(
    open_page: Any, transactional_db: None
) -> None:
    edition = make_edition(2027, open_phase="nomination")
    page = open_page(address("form", 2027), javascript=False, cookies=cookies(make_office()))
    page.click("main a:has-text('Skriv egna')")
    add_part(page, "Fakta", "Facts")
    page.click("main a:has-text('Lägg till en del')")
    add_part(page, "Berättelsen", "The story")
    add_question(page, "Fakta", "Ett val", "Hur stora är ni?", choices="Små | Small\nStora | Large")
    add_question(page, "Berättelsen", "Kort text", "Vad kallar ni det?", max_length="80")
    add_question(
        page,
        "Berättelsen",
        "Lång text",
        "Vad gjorde ni?",
        label_en="What did you do?",
        hint_sv="Med egna ord.",
    )
    page.click("button[value=up]:has-text('Berättelsen')")
    page.click("button[value=up]:has-text('Vad gjorde ni?')")
    page.click("main a:has-text('Hur stora är ni?')")
    page.uncheck("[name=required]")
    page.click("main button:has-text('Spara frågan')")
    asked = [(each.section.title_sv, each.key, each.required) for each in form_questions(edition)]
    assert asked == [
        ("Berättelsen", "vad_gjorde_ni", True),
        ("Berättelsen", "vad_kallar_ni_det", True),
        ("Fakta", "hur_stora_ar_ni", False),
    ]
    page.click("main a:has-text('Se det som ett företag')")
    page.click("main a:text-is('Engelska')")
    assert page.locator("main label:text-is('What did you do?')").count() == 1

    Phase.objects.filter(edition=edition, kind="application").update(opens_at=timezone.now())
    writer = make_person("Wilma Skrivare")
    entry = start_entry(actor=writer, edition=edition, organisation=make_company("Bolaget AB", owner=writer))
    first = edition.sections.first()
    own = open_page(address("entry_section", entry.public_id, first.public_id), cookies=cookies(writer))
    assert own.locator("main .question label:not(.choice)").first.inner_text() == "Vad gjorde ni?"
    own.fill("[name=vad_gjorde_ni]", "Vi byggde om.")
    own.fill("[name=vad_kallar_ni_det]", "Ombygget")
    own.click("main .actions button:has-text('Spara och fortsätt')")
    own.check("[name=hur_stora_ar_ni][value=sma]")
    own.click("main .actions button:has-text('Spara och fortsätt')")
    assert "Ombygget" in own.content()
    assert "Gå vidare och lämna in" in own.content()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_for_everybody(open_page: Any, transactional_db: None, width: int) -> None:
    open_page.expect_errors()  # a page that says why something is locked answers 409
    edition = make_edition(2027, open_phase="application")
    window = open_page(address("form", 2027), width=width, cookies=cookies(make_office())).context

    def see(name: str, path: str) -> Any:
        page = open_page(path, context=window)
        shown_to_all(page, f"form-{name}")
        return page

    see("empty", address("form", 2027))
    see("section-new", address("form_section_new", 2027))
    make_form(edition)
    Section.objects.filter(edition=edition).update(intro_sv="Berätta med egna ord.\nHellre kort än långt.")
    part = edition.sections.first()
    new = address("form_question_new", 2027, part.public_id)
    see("list", address("form", 2027))
    see("kinds", new)
    page = see("question-new", f"{new}?slag=scale")
    page.fill("[name=label_sv]", "Hur säkra är ni?")
    page.fill("[name=scale_max]", "0")
    page.click("main button:has-text('Spara frågan')")
    shown_to_all(page, "form-question-errors")
    see("preview", address("form_preview", 2027) + "?sprak=en")
    writer = make_person("Wilma Skrivare")
    entry = start_entry(actor=writer, edition=edition, organisation=make_company("Bolaget AB", owner=writer))
    fill(entry, writer)
    see("in-use", address("form", 2027))
    page = see("question", address("form_question", 2027, question(entry, "size").public_id))
    page.fill("[name=choices]", "Under 50 | Fewer than 50\nStor | Large")
    page.click("main button:has-text('Spara frågan')")
    shown_to_all(page, "form-question-confirm")
    see("place", address("form_question_place", 2027, question(entry, "paper").public_id))
    see("remove", address("form_question_remove", 2027, question(entry, "paper").public_id))
    see("refused", address("form_question_remove", 2027, question(entry, "deed").public_id))
    Phase.objects.filter(edition=edition, kind="application").update(
        closes_at=timezone.now() - timedelta(days=1)
    )
    see("locked", address("form", 2027))
    see("question-locked", address("form_question", 2027, question(entry, "deed").public_id))
    Edition.objects.filter(pk=edition.pk).update(state="released", released_at=timezone.now())
    see("decided", address("form", 2027))
    assert Question.objects.count() == 9
