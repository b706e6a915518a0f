"""A company answers once, from the mail or signed in; the office reads it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from forebild.feedback.models import Answer, Dispatch
from forebild.feedback.services import answers as services
from forebild.feedback.services.sending import send_letters
from forebild.feedback.tests.years import WORDS, Year, owner_of
from forebild.jury.tests.decided import make_recusal
from forebild.people.models import Membership
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db
SAID = {"usefulness": "4", "text": "Vi provar det."}


@pytest.fixture
def year() -> Year:
    """One company has its letter."""
    year = Year(4)
    year.sent()
    return year


def link_to(person: object) -> str:
    """The address in the mail, without its host."""
    message = Message.objects.get(kind="feedback.entrant_letter", to_person=person.public_id)
    found = re.search(r"https?://[^/]+(/\S+)", message.text)
    assert found
    return found[1]


def page_of(year: Year) -> str:
    return f"/en/bidrag/{year.entries[0].public_id}/juryns-brev/"


def test_from_the_mail_without_signing_in(year: Year) -> None:
    owner, client = owner_of(year.entries[0]), Client()
    address = link_to(owner)
    page = client.get(address)
    assert WORDS["strengths"] in page.text
    assert not Answer.objects.exists()
    wrong = client.post(address, {"usefulness": "", "text": "Behåll mig."})
    assert "Behåll mig." in wrong.text
    done = client.post(address, SAID)
    assert done.status_code == 200
    answer = Answer.objects.get()
    assert (answer.usefulness, answer.text, answer.answered_by) == (4, "Vi provar det.", owner)
    assert client.get(address).status_code == 410
    assert client.post(address, SAID).status_code == 410


def test_signed_in_and_of_two_colleagues_only_the_first(year: Year) -> None:
    entry = year.entries[0]
    colleague = make_person("Ann")
    Membership.objects.create(person=colleague, organisation=entry.organisation, part="editor")
    client = client_of(colleague)
    assert client.post(page_of(year), SAID).status_code == 302
    shown = client.get(page_of(year)).text
    assert "Vi provar det." in shown
    assert "Send the answer" not in shown
    address = link_to(owner_of(entry))
    assert "Vi provar det." in Client().get(address).text
    assert Client().post(address, SAID).status_code == 409
    with translation.override("en"), pytest.raises(NotNow, match="already"):
        services.answer_letter(actor=colleague, letter=year.letters()[0], usefulness=1, text="")
    assert Answer.objects.count() == 1


def test_who_has_no_part_in_the_company_finds_no_letter(year: Year) -> None:
    for person in (make_person(), year.office, year.chair.person):
        assert client_of(person).get(page_of(year)).status_code == 404
        with pytest.raises(NotAllowed, match="company"):
            services.answer_letter(actor=person, letter=year.letters()[0], usefulness=1, text="")


@pytest.mark.parametrize(("usefulness", "text"), [(0, ""), (6, ""), (3, "x" * 4001)])
def test_what_is_no_answer(year: Year, usefulness: int, text: str) -> None:
    with pytest.raises(InvalidInput):
        services.answer_letter(
            actor=owner_of(year.entries[0]), letter=year.letters()[0], usefulness=usefulness, text=text
        )


def test_a_letter_that_can_still_be_stopped_is_not_there_yet() -> None:
    year = Year(4)
    year.approved()
    dispatch = send_letters(actor=year.office, edition=year.edition, expected_count=1)
    owner = owner_of(year.entries[0])
    assert client_of(owner).get(page_of(year)).status_code == 404
    assert "juryns-brev" not in client_of(owner).get(f"/en/bidrag/{year.entries[0].public_id}/").text
    assert Client().get(link_to(owner)).status_code == 409
    with translation.override("en"), pytest.raises(NotNow, match="not out"):
        services.answer_letter(actor=owner, letter=year.letters()[0], usefulness=3, text="")
    Dispatch.objects.filter(pk=dispatch.pk).update(held_until=timezone.now() - timedelta(seconds=1))
    assert client_of(owner).get(page_of(year)).status_code == 200
    assert page_of(year) in client_of(owner).get(f"/en/bidrag/{year.entries[0].public_id}/").text


def test_the_office_reads_it_and_it_is_kept(year: Year) -> None:
    owner = owner_of(year.entries[0])
    services.answer_letter(actor=owner, letter=year.letters()[0], usefulness=2, text="För kort.")
    client = client_of(year.office)
    room = f"/en/kansli/{year.edition.year}/aterkoppling/"
    assert "1 answer is not read" in client.get(room).text
    assert "answer to a letter is not read (2026)" in client.get("/en/kansli/").text
    listed = client.get(f"{room}svar/").text
    assert "För kort." in listed
    answer = Answer.objects.get()
    assert client.post(f"{room}svar/{answer.public_id}/last/").status_code == 302
    answer.refresh_from_db()
    first_read_at = answer.read_at
    assert answer.read_by == year.office
    services.note_answer_read(actor=year.office, answer=answer)
    answer.refresh_from_db()
    assert answer.read_at == first_read_at
    assert "För kort." in client.get(f"{room}svar/").text
    with pytest.raises(NotAllowed):
        services.note_answer_read(actor=year.chair.person, answer=answer)


def test_the_answer_about_an_entry_that_one_stands_aside_from_is_not_there(year: Year) -> None:
    services.answer_letter(
        actor=owner_of(year.entries[0]), letter=year.letters()[0], usefulness=2, text="För kort."
    )
    aside = make_juror(year.edition, person=make_office(name="Jon"))
    make_recusal(aside, year.entries[0])
    client, answer = client_of(aside.person), Answer.objects.get()
    room = f"/en/kansli/{year.edition.year}/aterkoppling/"
    assert "För kort." not in client.get(f"{room}svar/").text
    assert "not read" not in client.get(room).text
    assert "not read" not in client.get("/en/kansli/").text
    assert client.post(f"{room}svar/{answer.public_id}/last/").status_code == 404
    with pytest.raises(NotAllowed, match="stand aside"):
        services.note_answer_read(actor=aside.person, answer=answer)
