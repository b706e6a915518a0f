"""The entrant's pages in a real browser: for everybody, on a phone, with autosave, and without script."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from forebild.competition.models import Case
from forebild.competition.services import drafts, entries, nominations
from forebild.competition.services.entries import start_entry
from forebild.competition.tests.forms import fill, make_form, question
from forebild.programme.models import Phase
from forebild.shared.links import services as links
from forebild.shared.writing.models import Document
from tests.browser import assert_accessible, assert_reflows
from tests.worlds import make_company, make_edition, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def in_english():
    """Here the pages speak Swedish, as they are served: nothing is overridden."""


@pytest.fixture
def world(transactional_db: None) -> Any:
    edition = make_edition(2027, open_phase="application")
    make_form(edition)
    nomination = edition.phases.get(kind="nomination")
    Phase.objects.filter(pk=nomination.pk).update(closes_at=edition.phases.get(kind="application").closes_at)
    writer = make_person("Wilma Skrivare")
    entry = start_entry(
        actor=writer, edition=edition, organisation=make_company("Skrivarbolaget AB", owner=writer)
    )
    return writer, entry


def cookies(person):
    client = Client()
    client.force_login(person)
    return {configured.SESSION_COOKIE_NAME: client.cookies[configured.SESSION_COOKIE_NAME].value}


def address(name, entry=None, **parts):
    with override("sv"):
        parts |= {"entry_id": entry.public_id} if entry else {}
        return reverse(f"competition:{name}", kwargs=parts)


def section(entry, key):
    return address("entry_section", entry, section_id=question(entry, key).section.public_id)


def shown_to_all(page, name):
    """Everybody can use it, at any width; with FOREBILD_PICTURES set, its picture is kept there."""
    folder = os.environ.get("FOREBILD_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}-{page.viewport_size['width']}.png"), full_page=True)
    assert_accessible(page)
    assert_reflows(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_for_everybody(open_page, world, width):
    writer, entry = world
    case = Case.objects.create(
        edition=entry.edition, organisation=make_company("Nominerade AB"), state="asked"
    )
    case.nominations.create(
        nominator_name="Nils Tipsare", nominator_email="n@e.example", reason="De delar med sig."
    )
    with_token = links.issue(
        purpose=nominations.ANSWER,
        subject_id=case.public_id,
        email="v@e.example",
        lifetime=nominations.ANSWER_TIME,
    )
    for name, path in [
        ("nominate", address("nominate")),
        ("thanks", address("nominate_thanks")),
        ("answer", address("case_answer", token=with_token)),
    ]:
        shown_to_all(open_page(path, width=width), name)
    window = open_page(address("entries"), width=width, cookies=cookies(writer)).context
    for name, path in [
        ("entries", address("entries")),
        ("start", address("entry_start")),
        ("status", address("entry", entry)),
        ("section-texts", section(entry, "deed")),
        ("missing", section(entry, "photo") + "?visa=brister"),
        ("submit-missing", address("entry_submit", entry)),
        ("withdraw", address("entry_withdraw", entry)),
    ]:
        shown_to_all(open_page(path, context=window), name)
    fill(entry, writer)
    for name, path in [
        ("section-files", section(entry, "photo")),
        ("preview", address("entry_preview", entry)),
        ("submit", address("entry_submit", entry)),
        ("file", address("entry_file_edit", entry, file_id=entry.files.get().public_id)),
    ]:
        shown_to_all(open_page(path, context=window), name)
    entries.submit_entry(actor=writer, entry=entry)
    shown_to_all(open_page(address("entry_receipt", entry, number=1), context=window), "receipt")
    drafts.save_answers(actor=writer, entry=entry, changes={"deed": "Nytt"}, base_revision=99)
    shown_to_all(open_page(address("entry", entry), context=window), "status-changed")


def test_what_is_typed_saves_itself(open_page, world):
    writer, entry = world
    page = open_page(section(entry, "deed"), cookies=cookies(writer))
    page.fill("[name=deed]", "Skrivet utan att trycka")
    page.select_option("[name=visibility-deed]", "public")
    page.locator("[name=title]").focus()
    page.wait_for_selector("[data-autosave-status][data-state=saved]")
    assert Document.objects.get(pk=entry.document_id).fields["deed"] == "Skrivet utan att trycka"
    page.reload()
    assert page.input_value("[name=deed]") == "Skrivet utan att trycka"


def test_from_nothing_to_receipt_without_script(open_page, world, tmp_path):
    from forebild.competition.tests.forms import picture

    writer, entry = world
    page = open_page(section(entry, "deed"), javascript=False, cookies=cookies(writer))
    page.fill("[name=title]", "Ställtider")
    page.fill("[name=deed]", "Vi filmade.")
    page.click("text=Spara och fortsätt >> visible=true >> nth=-1")
    page.fill("[name=saving]", "12")
    page.check("[name=size][value=small]")
    page.check("[name=areas][value=large]")
    page.check("[name=nerve][value='4']")
    photo = tmp_path / "bild.png"
    photo.write_bytes(picture().read())
    page.set_input_files("#upload-photo", str(photo))
    page.click("button[name=upload][value=photo]")
    page.fill("textarea[name^=alt-]", "En bock.")
    page.click("text=Spara och fortsätt >> visible=true >> nth=-1")
    page.click("main >> text=Gå vidare och lämna in")
    page.click("main button:has-text('Lämna in')")
    assert entry.submissions.get().sha256 in page.content()
