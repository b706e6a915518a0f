"""What the office does with cases: whom to write to, several at once, one reminder; each rule's refusal."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.competition.models import Case
from forebild.competition.services import cases
from forebild.competition.services.nominations import ask_company
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from tests.worlds import make_company, make_office, make_person

ADDRESS = "vera@bolaget.example"


@pytest.fixture
def office(db: None) -> Person:
    return make_office()


def make_case(edition: Edition, **changes: Any) -> Case:
    return Case.objects.create(edition=edition, organisation=make_company(), **changes)


def test_whom_to_ask_is_noted_tidily(edition: Edition, office: Person) -> None:
    case = make_case(edition)
    cases.set_contact(actor=office, case=case, name=" Vera ", email=f" {ADDRESS.upper()} ")
    stored = Case.objects.get()
    assert (stored.contact_name, stored.contact_email) == ("Vera", ADDRESS) == (case.contact_name, ADDRESS)
    assert Record.objects.get().action == "competition.case.contact_set"


@pytest.mark.parametrize(
    ("name", "email", "fields"),
    [(" ", ADDRESS, {"name"}), ("Vera", "ingen adress", {"email"}), ("", "", {"name", "email"})],
)
def test_whom_to_ask_needs_a_name_and_an_address(
    edition: Edition, office: Person, name: str, email: str, fields: set[str]
) -> None:
    case = make_case(edition)
    with pytest.raises(InvalidInput) as refused:
        cases.set_contact(actor=office, case=case, name=name, email=email)
    assert set(refused.value.fields) == fields
    assert Case.objects.get().contact_email == ""


def test_once_the_letter_is_gone_its_reader_stands(edition: Edition, office: Person) -> None:
    case = make_case(edition)
    ask_company(actor=office, case=case, name="Vera", email=ADDRESS)
    with pytest.raises(NotNow, match="had its letter"):
        cases.set_contact(actor=office, case=case, name="Bo", email="bo@bolaget.example")
    assert Case.objects.get().contact_email == ADDRESS


def test_only_the_office_says_whom_to_ask_and_reminds(edition: Edition, office: Person) -> None:
    case, stranger = make_case(edition), make_person()
    with pytest.raises(NotAllowed):
        cases.set_contact(actor=stranger, case=case, name="Vera", email=ADDRESS)
    ask_company(actor=office, case=case, name="Vera", email=ADDRESS)
    with pytest.raises(NotAllowed):
        cases.remind_company(actor=stranger, case=case)


def test_of_several_each_that_can_be_asked_is_asked_and_the_rest_counted(
    edition: Edition, office: Person
) -> None:
    owned = Case.objects.create(edition=edition, organisation=make_company(owner=make_person("Ägaren")))
    noted = make_case(edition, contact_name="Vera", contact_email=ADDRESS)
    nobody = make_case(edition)
    answered = make_case(edition, contact_name="Bo", contact_email="bo@x.example", state="declined")
    assert cases.ask_cases(actor=office, cases=[owned, noted, nobody, answered]) == cases.Asked(2, 2)
    assert set(Message.objects.values_list("to_email", flat=True)) == {
        ADDRESS,
        owned.organisation.memberships.get().person.email,
    }
    assert cases.ask_cases(actor=make_person(), cases=[make_case(edition, contact_email="a@b.example")]) == (
        cases.Asked(0, 1)
    )


def test_of_two_colleagues_at_once_the_second_is_counted_as_left_out(
    edition: Edition, office: Person
) -> None:
    """Both lists were fetched while the case was new; the second one's is a moment old."""
    case = make_case(edition, contact_name="Vera", contact_email=ADDRESS)
    seconds = Case.objects.get()
    assert cases.ask_cases(actor=office, cases=[case]) == cases.Asked(1, 0)
    assert cases.ask_cases(actor=make_office(), cases=[seconds]) == cases.Asked(0, 1)
    assert Message.objects.count() == 1


def test_control_the_second_would_be_overtaken(edition: Edition, office: Person) -> None:
    case = make_case(edition, contact_name="Vera", contact_email=ADDRESS)
    seconds = Case.objects.get()
    cases.ask_cases(actor=office, cases=[case])
    with pytest.raises(Overtaken):
        ask_company(actor=office, case=seconds, name="Vera", email=ADDRESS)


def test_one_reminder_to_those_who_were_asked(edition: Edition, office: Person) -> None:
    case = make_case(edition)
    with pytest.raises(NotNow, match="asked and has not answered"):
        cases.remind_company(actor=office, case=case)
    ask_company(actor=office, case=case, name="Vera", email=ADDRESS)
    cases.remind_company(actor=office, case=case)
    assert list(Message.objects.values_list("to_email", flat=True)) == [ADDRESS, ADDRESS]
    with pytest.raises(NotNow, match="reminded once"):
        cases.remind_company(actor=office, case=case)
    assert Message.objects.count() == 2
