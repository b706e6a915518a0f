"""A company's pages, one's own page, and what people open from their mail: each press, each refusal."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.urls import reverse

from forebild.people.models import Membership, Organisation, Person
from forebild.people.services import editors
from forebild.people.services.industries import state_figures
from forebild.people.services.names import state_name
from forebild.people.tests.test_services import token_in
from forebild.shared.errors import InvalidInput, NotAllowed
from forebild.shared.outbox.models import Message
from forebild.shared.permissions import Permission, may
from tests.worlds import client_of, make_company, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english(settings: Any) -> None:
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def owner() -> Person:
    return make_person("Olga Ägare")


@pytest.fixture
def company(owner: Person) -> Organisation:
    return make_company("Pressgjuterierna AB", owner=owner)


@pytest.fixture
def editor(company: Organisation) -> Person:
    person = make_person("Erik Redaktör")
    Membership.objects.create(person=person, organisation=company, part="editor")
    return person


def page(name: str, company: Organisation, person: Person | None = None) -> str:
    parts = {"organisation_id": company.public_id} | ({"person_id": person.public_id} if person else {})
    return reverse(f"people:{name}", kwargs=parts)


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def text(response: Any) -> str:
    return str(response.content.decode())


def test_the_facts_are_changed_and_a_mistake_stands_beside_its_field(
    company: Organisation, owner: Person
) -> None:
    client, address = client_of(owner), page("organisation", company)
    facts = {"facts": "", "name": "Pressgjuteriet AB", "county": "14", "municipality": "Borås", "website": ""}
    wrong = client.post(address, facts | {"website": "inte en adress"})
    assert wrong.context["form"].errors.keys() == {"website"}
    assert "inte en adress" in text(wrong)
    saved = client.post(address, facts | {"website": "pressgjuteriet.example"})
    assert (saved.status_code, saved["location"]) == (302, address)
    company.refresh_from_db()
    assert (company.name, company.county, company.website) == (
        "Pressgjuteriet AB",
        "14",
        "https://pressgjuteriet.example",
    )


def test_figures_are_stated_per_year_and_another_companys_are_not_shown(
    company: Organisation, owner: Person
) -> None:
    other = make_company("Konkurrenten AB", owner=make_person())
    rival = other.memberships.get().person
    state_figures(
        actor=rival, organisation=other, year=2025, head_count=4711, turnover_sek=1, balance_sheet_sek=1
    )
    client, address = client_of(owner), page("organisation", company)
    figures = {
        "figures": "", "year": "1999", "head_count": "38", "turnover_sek": "61000000",
        "balance_sheet_sek": "30000000",
    }  # fmt: skip
    wrong = client.post(address, figures)
    assert wrong.context["figures_form"].errors["year"] == ["Give a year between 2000 and this year."]
    assert client.post(address, figures | {"year": "2025"}).status_code == 302
    assert list(company.figures.values_list("year", "head_count", "turnover_sek")) == [(2025, 38, 61_000_000)]
    assert "4711" not in text(client.get(address))


def test_a_company_is_found_by_those_who_act_for_it_only(company: Organisation, editor: Person) -> None:
    address = page("organisation", company)
    assert client_of(editor).get(address).status_code == 200
    assert client_of(make_person()).get(address).status_code == 404
    assert client_of(None).get(address).status_code == 302
    Membership.objects.filter(person=editor).update(ended_at="2026-01-01T00:00Z")
    assert client_of(editor).get(address).status_code == 404


FACTS = {"name": "Nya Bolaget AB", "country": "SE", "number": "559999-0016", "county": "", "municipality": ""}


def test_registering_leads_on_to_where_one_was_going_on_this_site_only() -> None:
    address = reverse("people:organisation_register")
    client = client_of(make_person())
    wrong = client.post(address, FACTS | {"number": "559999-0017"})
    assert wrong.context["form"].errors.keys() == {"number"}
    assert "559999-0017" in text(wrong)
    onward = client.post(f"{address}?next=/en/bidrag/nytt/", FACTS)
    assert (onward.status_code, onward["location"]) == (302, "/en/bidrag/nytt/")
    company = Organisation.objects.get()
    elsewhere = client.post(f"{address}?next=https://ond.example/", FACTS)
    assert elsewhere["location"] == page("organisation", company)
    assert text(client_of(make_person()).get(address)).count("<form") >= 1


def test_whoever_has_no_name_is_asked_for_it_when_registering_and_the_letter_says_it(
    company: Organisation,
) -> None:
    Organisation.objects.filter(pk=company.pk).update(org_number="5599990016")
    asker = make_person()
    Person.objects.filter(pk=asker.pk).update(name="")
    client, address = client_of(asker), reverse("people:organisation_register")
    assert client.post(address, FACTS).context["form"].errors.keys() == {"your_name"}
    assert not Message.objects.exists()
    client.post(address, FACTS | {"your_name": "Anders Nyanställd"})
    asker.refresh_from_db()
    assert asker.name == "Anders Nyanställd"
    assert "Anders Nyanställd" in Message.objects.get().text
    assert "your_name" not in text(client.get(address))


def test_a_name_is_ones_own_and_not_empty() -> None:
    person = make_person("Anna")
    with pytest.raises(InvalidInput) as refused:
        state_name(actor=person, name=" ")
    assert set(refused.value.fields) == {"your_name"}
    with pytest.raises(NotAllowed):
        state_name(actor=AnonymousUser(), name="Anna")  # type: ignore[arg-type]


def test_who_registers_a_company_that_has_its_people_asks_them_and_sees_nothing_of_it(
    company: Organisation,
) -> None:
    Organisation.objects.filter(pk=company.pk).update(org_number="5599990016", municipality="Kanarieköping")
    asker = make_person("Anders Nyanställd")
    answer = client_of(asker).post(reverse("people:organisation_register"), FACTS)
    assert answer.status_code == 200
    assert "Kanarieköping" not in text(answer)
    assert Message.objects.get().to_email == company.memberships.get().person.email
    assert not Organisation.objects.for_actor(asker).exists()


def test_the_one_responsible_invites_and_the_invited_becomes_editor_by_the_letter(
    company: Organisation, owner: Person
) -> None:
    client, address = client_of(owner), page("editor_invite", company)
    assert client.get(address).status_code == 200
    wrong = client.post(address, {"email": "ingen adress"})
    assert wrong.context["form"].errors.keys() == {"email"}
    sent = client.post(address, {"email": "ny@exempel.example"})
    assert said(sent) == ["The invitation is on its way."]
    link = reverse("people:invitation", kwargs={"token": token_in(Message.objects.get())})
    stranger = client_of(None)
    asked = stranger.get(link)
    assert ("Pressgjuterierna AB" in text(asked), "ny@exempel.example" in text(asked)) == (True, True)
    assert not company.memberships.filter(part="editor").exists()  # a look changes nothing
    assert stranger.post(link)["location"] == page("organisation", company)
    assert company.memberships.get(part="editor").person.email == "ny@exempel.example"
    assert stranger.post(link).status_code in {404, 410}  # once
    again = client.post(address, {"email": "ny@exempel.example"})
    assert again.context["form"].errors["email"] == ["This person is already an editor."]


def test_who_asked_to_join_is_let_in_by_the_letter(company: Organisation) -> None:
    asker = make_person("Anders Nyanställd")
    editors.ask_to_join(actor=asker, organisation=company)
    link = reverse("people:join_request", kwargs={"token": token_in(Message.objects.get())})
    asked = client_of(None).get(link)
    assert ("Anders Nyanställd" in text(asked), asker.email in text(asked)) == (True, True)
    assert not company.memberships.filter(person=asker).exists()
    assert client_of(None).post(link)["location"] == page("organisation", company)
    assert company.memberships.current().filter(person=asker, part="editor").count() == 1


def test_only_the_one_who_is_responsible_now_lets_in(company: Organisation, editor: Person) -> None:
    """The letter went to the one who answered for the company then."""
    asker, owner = make_person("Anders Nyanställd"), company.memberships.get(part="owner").person
    editors.ask_to_join(actor=asker, organisation=company)
    link = reverse("people:join_request", kwargs={"token": token_in(Message.objects.get())})
    editors.hand_over(actor=owner, organisation=company, successor=editor)
    answer = client_of(None).post(link)
    assert (answer.status_code, "no longer answers for the company" in text(answer)) == (403, True)
    assert not company.memberships.filter(person=asker).exists()


@pytest.mark.parametrize("name", ["editor_invite", "editor_remove", "hand_over"])
def test_an_editor_neither_invites_removes_nor_hands_over(
    name: str, company: Organisation, editor: Person, owner: Person
) -> None:
    address = page(name, company, None if name == "editor_invite" else owner)
    before = list(company.memberships.values_list("person", "part", "ended_at"))
    client = client_of(editor)
    assert (client.get(address).status_code, client.post(address).status_code) in {(403, 403), (404, 404)}
    assert list(company.memberships.values_list("person", "part", "ended_at")) == before


def test_an_editor_is_removed_after_one_question(
    company: Organisation, editor: Person, owner: Person
) -> None:
    client, address = client_of(owner), page("editor_remove", company, editor)
    assert "Remove Erik Redaktör as an editor?" in text(client.get(address))
    assert company.memberships.current().count() == 2
    assert said(client.post(address)) == ["Erik Redaktör is no longer an editor."]
    assert [each.person for each in company.memberships.current()] == [owner]
    assert client.get(address).status_code == 404


def test_a_company_is_handed_over_after_one_question(
    company: Organisation, editor: Person, owner: Person
) -> None:
    client, address = client_of(owner), page("hand_over", company, editor)
    assert "Hand over to Erik Redaktör?" in text(client.get(address))
    assert said(client.post(address)) == ["Erik Redaktör now answers for the company."]
    assert company.memberships.get(part="owner").person == editor


def test_an_editor_leaves_after_one_question_and_the_one_responsible_does_not(
    company: Organisation, editor: Person, owner: Person
) -> None:
    address = page("organisation_leave", company)
    assert "Leave Pressgjuterierna AB?" in text(client_of(editor).get(address))
    left = client_of(editor).post(address)
    assert (said(left), left["location"]) == (
        ["You have left Pressgjuterierna AB."],
        reverse("people:profile"),
    )
    refused = client_of(owner).post(address)
    assert (refused.status_code, "Hand over to somebody else first" in text(refused)) == (403, True)
    assert [each.person for each in company.memberships.current()] == [owner]


def test_ones_own_page_saves_and_asks_for_a_name(company: Organisation, owner: Person) -> None:
    client, address = client_of(owner), reverse("people:profile")
    assert "Pressgjuterierna AB" in text(client.get(address))
    details = {"name": "", "title": "VD", "phone": "", "language": "sv"}
    assert client.post(address, details).context["form"].errors.keys() == {"name"}
    assert said(client.post(address, details | {"name": "Olga Nyman"})) == ["Your details are saved."]
    owner.refresh_from_db()
    assert (owner.name, owner.title) == ("Olga Nyman", "VD")


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"org_number": "5599990016"}, "559999-0016"),
        (
            {"org_number": None, "kind": "foreign", "country": "FI", "foreign_number": "1234567-1"},
            "1234567-1",
        ),
        ({"org_number": None, "kind": "sole_trader", "sole_trader_digest": "0" * 64}, "sole trader"),
    ],
)
def test_the_number_is_shown_as_people_write_it(owner: Person, facts: dict[str, Any], shown: str) -> None:
    company = make_company("Numret", owner=owner)
    Organisation.objects.filter(pk=company.pk).update(**facts)
    answer = text(client_of(owner).get(page("organisation", company)))
    assert shown in answer
    assert "0" * 64 not in answer


def test_the_demos_mailbox_is_there_in_the_demo_only(settings: Any) -> None:
    answers = []
    for settings.DEMO in (True, False):
        answers.append(may(make_person(), Permission.DEMO_MAILBOX).allowed)
    assert answers == [True, False]


def test_ways_to_a_second_factor_are_told() -> None:
    assert client_of(make_person()).get(reverse("people:second_factor")).status_code == 200
