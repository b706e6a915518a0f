"""The office puts a company's facts right: with a reason, on record, and the company is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Case
from forebild.people.models import Membership, Organisation, Person
from forebild.people.services.organisations import correct_organisation
from forebild.programme.models import Edition
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed
from forebild.shared.outbox.models import Message
from tests.worlds import (
    client_of,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db

RIGHT = {
    "name": "Ångverken AB",
    "county": "05",
    "municipality": "Motala",
    "website": "https://angverken.example",
    "reason": "Felstavat i nomineringen.",
}


@pytest.fixture
def office() -> Person:
    return make_office()


@pytest.fixture
def round_of_2027() -> Edition:
    return make_edition(2027, open_phase="nomination")


@pytest.fixture
def misspelt(round_of_2027: Edition) -> Organisation:
    company = make_company("Ankverken AB")
    Case.objects.create(edition=round_of_2027, organisation=company)
    return company


def page_of(company: Organisation, year: int = 2027) -> str:
    return reverse("competition:organisation_correct", args=[year, company.public_id])


def test_the_facts_are_put_right_and_on_record(office: Person, misspelt: Organisation) -> None:
    number = misspelt.org_number
    correct_organisation(actor=office, organisation=misspelt, **RIGHT)
    misspelt.refresh_from_db()
    assert {field: getattr(misspelt, field) for field in RIGHT if field != "reason"} == {
        field: text for field, text in RIGHT.items() if field != "reason"
    }
    assert misspelt.org_number == number
    assert misspelt.name_order.startswith("{ngverken")  # it stands under Å from now on
    record = Record.objects.get(action="people.organisation.corrected")
    assert (record.actor, record.subject_id) == (office.public_id, misspelt.public_id)
    assert record.details == {
        "changed": "name, county, municipality, website",
        "reason": "Felstavat i nomineringen.",
    }
    assert not Message.objects.exists()  # nobody writes for it yet


def test_those_who_write_for_it_are_told_in_their_language(office: Person, misspelt: Organisation) -> None:
    swedish, english, gone = make_person("Siv"), make_person("Ann", language="en"), make_person("Bo")
    for person, part in ((swedish, "owner"), (english, "editor")):
        Membership.objects.create(person=person, organisation=misspelt, part=part)
    Membership.objects.create(person=gone, organisation=misspelt, part="editor", ended_at=timezone.now())
    unchanged = RIGHT | {"county": "", "website": ""}
    correct_organisation(actor=office, organisation=misspelt, **unchanged)
    texts = {message.to_person: message.text for message in Message.objects.all()}
    assert set(texts) == {swedish.public_id, english.public_id}
    assert "Ångverken AB: namn, kommun." in texts[swedish.public_id]
    assert "Ångverken AB: name, municipality." in texts[english.public_id]
    assert all("Felstavat" not in text for text in texts.values())
    correct_organisation(actor=office, organisation=misspelt, **unchanged | {"name": "Ångverken 2 AB"})
    assert Message.objects.count() == 4  # a second correction is told of, too


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"name": " "}, "name"),
        ({"name": "x" * 161}, "name"),
        ({"county": "99"}, "county"),
        ({"website": "ingen adress"}, "website"),
        ({"name": "Ankverken AB", "county": "", "municipality": "", "website": ""}, "name"),
    ],
)
def test_what_cannot_be(office: Person, misspelt: Organisation, changes: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        correct_organisation(actor=office, organisation=misspelt, **RIGHT | changes)
    assert set(refused.value.fields) == {field}
    misspelt.refresh_from_db()
    assert misspelt.name == "Ankverken AB"


def test_strangers_are_refused(misspelt: Organisation, round_of_2027: Edition) -> None:
    elsewhere = make_office(kind="coordinator")
    elsewhere.roles.update(edition=make_edition(2028))
    owner = make_person()
    Membership.objects.create(person=owner, organisation=misspelt, part="owner")
    for person in (make_person(), elsewhere, make_juror(round_of_2027).person, owner):
        with pytest.raises(NotAllowed):
            correct_organisation(actor=person, organisation=misspelt, **RIGHT)
    with pytest.raises(NotAllowed):  # nor a company that takes no part in anything that the office runs
        correct_organisation(actor=make_office(), organisation=make_company(), **RIGHT)


def test_who_gets_in(office: Person, misspelt: Organisation, round_of_2027: Edition) -> None:
    owner = make_person()
    Membership.objects.create(person=owner, organisation=misspelt, part="owner")
    actors = {
        None: 302,
        make_person(): 404,
        owner: 404,
        make_juror(round_of_2027).person: 404,
        office: 200,
    }
    for person, status in actors.items():
        assert client_of(person).get(page_of(misspelt)).status_code == status
    make_edition(2028)
    assert client_of(office).get(page_of(misspelt, 2028)).status_code == 404
    assert client_of(office).get(page_of(make_company())).status_code == 404


def test_by_the_page_from_the_nomination(office: Person, misspelt: Organisation) -> None:
    desk = client_of(office)
    case = reverse("competition:case", args=[2027, misspelt.cases.get().public_id])
    assert page_of(misspelt) in desk.get(case).content.decode()
    refused = desk.post(page_of(misspelt), RIGHT | {"website": "ftp", "name": "Typed AB"}).content.decode()
    assert 'value="Typed AB"' in refused
    assert "Ankverken AB" in refused  # the page still says whose facts they are
    same = {"name": "Ankverken AB", "county": "", "municipality": "", "website": "", "reason": "Nej."}
    assert "Nothing is changed." in desk.post(page_of(misspelt), same).content.decode()
    answer = desk.post(page_of(misspelt), RIGHT, follow=True)
    assert answer.redirect_chain == [(case, 302)]
    assert "details are corrected" in answer.content.decode()


def test_by_the_page_from_the_entry(office: Person, round_of_2027: Edition) -> None:
    entry = make_entry(round_of_2027, make_company("Ankverken AB", owner=make_person()))
    desk = client_of(office)
    address = reverse("competition:office_entry", args=[2027, entry.public_id])
    assert page_of(entry.organisation) in desk.get(address).content.decode()
    assert "The one who writes for the company" in desk.get(page_of(entry.organisation)).content.decode()
    assert desk.post(page_of(entry.organisation), RIGHT, follow=True).redirect_chain == [(address, 302)]
