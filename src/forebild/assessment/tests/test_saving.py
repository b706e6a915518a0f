"""Where a sitting belongs: proved by mail or by an account; who may open it, share it, delete it."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from forebild.assessment.models import Answering, Assessment
from forebild.assessment.permissions import can_open_assessment
from forebild.assessment.services.opening import open_assessment
from forebild.assessment.services.saving import ask_to_save, save_to_account, size_of
from forebild.assessment.services.withdrawing import share_result, stop_sharing, withdraw_assessment
from forebild.assessment.tests.worlds import answered, begun, colleague, handed_in, token
from forebild.people.models import Membership, Organisation
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from forebild.shared.writing.models import Document
from tests.worlds import client_of, make_company, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db
NUMBER = "556016-0680"


def link_in(message: Message) -> str:
    """The address in a letter, on this site."""
    return re.search(r"https?://[^/\s]+(/\S+link-\S+?/)", message.text).group(1)  # type: ignore[union-attr]


def test_it_is_saved_by_a_press_behind_the_link_in_the_mail_and_every_other_way_in_closes(
    client: Client,
) -> None:
    assessment = answered()
    own = token(assessment)
    at = reverse("assessment:save", kwargs={"token": own})
    sent = {"email": "Anna@Exempel.example", "company": "Verkstaden AB", "number": NUMBER}
    assert client.post(at, sent).status_code == 302
    assert "anna@exempel.example" in client.get(at).content.decode()
    assessment.refresh_from_db()
    assert (assessment.is_saved, assessment.is_vouched) == (False, False)
    assert list(Assessment.objects.counted()) == []
    confirm = link_in(Message.objects.get())
    assert client.get(confirm).status_code == 200
    assessment.refresh_from_db()
    assert not assessment.is_saved, "a GET changes nothing"
    onward = client.post(confirm)
    assert onward.status_code == 302
    assessment.refresh_from_db()
    assert assessment.is_saved
    assert assessment.organisation.org_number == "5560160680"  # type: ignore[union-attr]
    assert client.get(onward["Location"]).status_code == 200
    gone = client.get(reverse("assessment:sitting", kwargs={"token": own}))
    assert gone.status_code == 410
    assert client.post(confirm).status_code == 410
    assert client.get(link_in(Message.objects.order_by("-pk")[0])).status_code == 200


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(client: Client) -> None:
    assessment = begun()
    at = reverse("assessment:save", kwargs={"token": token(assessment)})
    page = client.post(at, {"email": "", "company": "Verkstaden AB", "number": "12"})
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"email"}
    assert "Verkstaden AB" in page.content.decode()
    page = client.post(at, {"email": "a@exempel.example", "company": "", "number": ""})
    assert set(page.context["form"].errors) == {"company"}
    page = client.post(at, {"email": "a@exempel.example", "company": "X", "number": "12"})
    assert set(page.context["form"].errors) == {"number"}
    assert not Message.objects.exists()


def test_the_last_address_holds_until_it_is_proved(client: Client) -> None:
    assessment = begun()
    ask_to_save(assessment=assessment, email="a@exempel.example", company="Bolaget")
    first = link_in(Message.objects.get())
    ask_to_save(assessment=assessment, email="b@exempel.example", company="Bolaget")
    assert client.post(first).status_code == 410
    assert client.post(link_in(Message.objects.order_by("-pk")[0])).status_code == 302
    with pytest.raises(NotNow):
        ask_to_save(assessment=assessment, email="c@exempel.example", company="Bolaget")


def test_a_member_saves_it_for_the_company_at_once(client: Client) -> None:
    owner = make_person("Anna")
    company = make_company(owner=owner, county="06", sector="25620")
    company.figures.create(year=2026, head_count=31)
    assessment = begun()
    at = reverse("assessment:save", kwargs={"token": token(assessment)})
    signed_in = client_of(owner)
    assert signed_in.post(at, {"which": company.public_id}).status_code == 302
    assessment.refresh_from_db()
    assert (assessment.organisation, assessment.is_vouched, assessment.is_saved) == (company, True, True)
    assert (assessment.county, assessment.division, assessment.size) == ("06", "25", "small")
    assert not Message.objects.exists()


def test_a_company_that_one_does_not_act_for_is_only_named() -> None:
    person, company = make_person(), make_company(org_number="5560160680")
    assessment = save_to_account(actor=person, assessment=begun(), company="X", number=NUMBER)
    assert (assessment.organisation, assessment.is_vouched) == (company, False)
    with pytest.raises(NotAllowed):
        save_to_account(actor=AnonymousUser(), assessment=begun(), company="X")
    with pytest.raises(InvalidInput):
        save_to_account(actor=person, assessment=begun())


@pytest.mark.parametrize(
    ("count", "size"),
    [(0, ""), (1, "micro"), (9.9, "micro"), (10, "small"), (50, "medium"), (249, "medium"), (250, "large")],
)
def test_a_size_by_number_of_employees(count: float, size: str) -> None:
    assert size_of(count) == size


class TestAResultIsTheCompanysOwn:
    def test_of_those_who_act_for_it_where_one_of_them_saved_it(self) -> None:
        owner, editor, rival = make_person(), make_person(), make_person()
        company = make_company(owner=owner)
        Membership.objects.create(person=editor, organisation=company, part="editor")
        make_company(owner=rival)
        assessment = handed_in(owner=owner, company=company)
        office = make_office()
        assert [can_open_assessment(each, assessment).allowed for each in (owner, editor)] == [True, True]
        for stranger in (rival, office, AnonymousUser()):
            assert not can_open_assessment(stranger, assessment).allowed
            assert list(Assessment.objects.for_actor(stranger)) == []
            with pytest.raises(NotAllowed):
                open_assessment(actor=stranger, assessment=assessment)

    def test_whoever_acts_for_it_no_more_is_let_in_no_more(self) -> None:
        owner = make_person()
        assessment = handed_in(owner=owner)
        Membership.objects.filter(person=owner).delete()
        assert not can_open_assessment(owner, assessment).allowed

    def test_what_somebody_saved_in_a_companys_name_stays_with_whoever_did(self) -> None:
        owner, somebody = make_person(), make_person()
        make_company(owner=owner, org_number="5560160680")
        assessment = save_to_account(actor=somebody, assessment=answered(), company="X", number=NUMBER)
        assert can_open_assessment(somebody, assessment).allowed
        assert not can_open_assessment(owner, assessment).allowed

    def test_an_address_that_is_not_proved_opens_nothing(self) -> None:
        person = make_person()
        assessment = ask_to_save(assessment=begun(), email=person.email, company="X")
        assert not can_open_assessment(person, assessment).allowed

    def test_ones_own_stand_on_ones_page_and_open_by_a_press(self) -> None:
        owner = make_person()
        assessment, other = handed_in(owner=owner), handed_in()
        client = client_of(owner)
        page = client.get(reverse("assessment:own_list")).content.decode()
        assert assessment.company in page
        assert other.company not in page
        assert assessment.company in client.get(reverse("website:start")).content.decode()
        opened = client.post(reverse("assessment:own_open", args=[assessment.public_id]))
        assert client.get(opened["Location"]).status_code == 200
        assert client.post(reverse("assessment:own_open", args=[other.public_id])).status_code == 404


def test_the_office_reads_it_only_while_the_company_says_so(client: Client) -> None:
    assessment = handed_in()
    assert list(Assessment.objects.shared_with_office()) == []
    at = reverse("assessment:settings", kwargs={"token": token(assessment)})
    assert client.get(at).status_code == 200
    client.post(at, {"act": "share"})
    assert list(Assessment.objects.shared_with_office()) == [assessment]
    client.post(at, {"act": "unshare"})
    assert list(Assessment.objects.shared_with_office()) == []
    stop_sharing(assessment=assessment)
    with pytest.raises(NotNow):
        share_result(assessment=begun())


def test_deleting_erases_all_but_that_it_was(client: Client) -> None:
    assessment, other = handed_in(), handed_in()
    own = token(assessment)
    documents = list(assessment.answerings.values_list("document", flat=True))
    at = reverse("assessment:delete", kwargs={"token": own})
    assert client.get(at).status_code == 200
    assert client.post(at).status_code == 302
    assessment = Assessment.objects.get(pk=assessment.pk)
    assert assessment.state == "withdrawn"
    assert (assessment.email, assessment.organisation, assessment.person, assessment.scores) == (
        "",
        None,
        None,
        {},
    )
    assert not assessment.steps.exists()
    assert not Answering.objects.filter(assessment=assessment).exists()
    assert not Document.objects.filter(pk__in=documents).exists()
    assert client.get(reverse("assessment:sitting", kwargs={"token": own})).status_code == 410
    assert list(Assessment.objects.counted()) == [other]
    with pytest.raises(NotNow):
        withdraw_assessment(assessment=assessment)


def test_a_colleague_keeps_no_way_in_to_what_is_deleted(client: Client) -> None:
    assessment = answered()
    added = colleague(assessment, "Bo", q_erp="yes")
    way = reverse("assessment:colleague", kwargs={"token": token(assessment, "assessment.colleague", added)})
    assert client.get(way).status_code == 200
    withdraw_assessment(assessment=assessment)
    assert client.get(way).status_code == 410
    assert Organisation.objects.count() == 0
    assert make_programme().assessments.count() == 1
