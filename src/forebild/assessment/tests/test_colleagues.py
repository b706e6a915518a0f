"""Several people of one company: each alone, where they differ, what holds."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from forebild.assessment.asked import read_set
from forebild.assessment.differences import differences_of
from forebild.assessment.models import Assessment
from forebild.assessment.queries.sittings import answerings_of, first_answering
from forebild.assessment.scored import scores_of
from forebild.assessment.services.answering import finish_answering
from forebild.assessment.services.colleagues import (
    COLLEAGUE,
    MOST,
    invite_colleagues,
    remove_colleague,
    settle_answers,
)
from forebild.assessment.services.handing_in import hand_in
from forebild.assessment.services.saving import save_to_account
from forebild.assessment.tests.test_saving import link_in
from forebild.assessment.tests.worlds import answer, answered, begun, colleague, token
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.models import Message
from tests.worlds import make_person

pytestmark = pytest.mark.django_db


def saved(**changes: int) -> Assessment:
    assessment = answered(**changes)
    return save_to_account(actor=make_person("Anna"), assessment=assessment, company="Verkstaden AB")


def test_colleagues_are_asked_by_letter_once_and_answer_by_a_link_of_their_own(client: Client) -> None:
    assessment = saved()
    at = reverse("assessment:colleagues", kwargs={"token": token(assessment)})
    sent = {"sender": "Anna", "emails": "bo@exempel.example, CIA@exempel.example\nbo@exempel.example"}
    assert client.post(at, sent).status_code == 302
    assert client.post(at, sent).status_code == 302
    assert assessment.answerings.count() == 3
    letters = list(Message.objects.filter(kind="assessment.colleague").order_by("pk"))
    assert [each.to_email for each in letters] == ["bo@exempel.example", "cia@exempel.example"]
    way = link_in(letters[0])
    assert client.get(way).status_code == 200
    onward = client.post(way, {"name": "Bo Ek", "part": "produktionschef"})
    assert onward["Location"].endswith("/fragor/1/")
    page = client.get(onward["Location"]).content.decode()
    assert "checked" not in page, "the others' answers are not shown"
    key = read_set(assessment.question_set.data).groups[0][0].key
    client.post(onward["Location"], {f"q_{key}": "yes"})
    assert client.post(way, {"done": "yes"}).status_code == 302
    added = assessment.answerings.get(name="Bo Ek")
    assert added.done_at is not None
    assert added.document.fields[f"q_{key}"] == "yes"
    assert first_answering(assessment).document.fields[f"q_{key}"] == "no"


def test_a_colleagues_link_opens_neither_the_result_nor_the_others(client: Client) -> None:
    assessment = saved()
    added = colleague(assessment)
    own = token(assessment, COLLEAGUE, added)
    for name in ("sitting", "colleagues", "differences", "settings", "delete", "result_pdf"):
        assert client.get(reverse(f"assessment:{name}", kwargs={"token": own})).status_code == 404


@pytest.mark.parametrize("emails", [[], ["inte en adress"], [f"p{n}@exempel.example" for n in range(MOST)]])
def test_what_cannot_be_sent_is_refused_beside_its_field(emails: list[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        invite_colleagues(assessment=saved(), emails=emails, sender="Anna")
    assert set(refused.value.fields) == {"emails"}


def test_whose_letter_it_is_must_be_known() -> None:
    with pytest.raises(NotNow):
        invite_colleagues(assessment=begun(), emails=["bo@exempel.example"], sender="Anna")
    with pytest.raises(InvalidInput) as refused:
        invite_colleagues(assessment=saved(), emails=["bo@exempel.example"], sender=" ")
    assert set(refused.value.fields) == {"sender"}


def test_where_they_differ_the_middle_is_proposed_and_of_two_the_lower() -> None:
    assessment = saved(yes=0)
    for name in ("Bo", "Cia"):
        finish_answering(answering=colleague(assessment, name, q_erp="yes", q_crm="no"))
    answer(assessment, q_cloud="yes")
    finish_answering(answering=colleague(assessment, "Dan", q_cloud="no"))
    asked = read_set(assessment.question_set.data)
    people = answerings_of(assessment)
    found = differences_of(assessment, asked, people, [each.name for each in people], "sv")
    by_key = {each.question.key: each for each in found}
    assert set(by_key) == {"erp", "cloud"}
    proposed = {
        key: next(choice.text for choice in each.choices if choice.is_proposed)
        for key, each in by_key.items()
    }
    assert proposed == {"erp": "Ja", "cloud": "Nej"}


def test_what_is_settled_holds_for_the_company_and_what_is_open_is_the_first_ones(client: Client) -> None:
    assessment = saved(yes=0)
    finish_answering(answering=colleague(assessment, "Bo", q_erp="yes", q_crm="yes"))
    at = reverse("assessment:differences", kwargs={"token": token(assessment)})
    page = client.get(at)
    assert {each.question.key for each in page.context["differences"]} == {"erp", "crm"}
    client.post(at, {"d_erp": "yes", "d_crm": ""})
    assessment.refresh_from_db()
    assert assessment.settled == {"erp": {"q_erp": "yes"}}
    assert scores_of(hand_in(assessment=assessment).scores).overall == 1


def test_what_nobody_has_answered_cannot_be_settled(client: Client) -> None:
    assessment = saved(yes=0)
    finish_answering(answering=colleague(assessment, "Bo", q_erp="yes"))
    at = reverse("assessment:differences", kwargs={"token": token(assessment)})
    client.post(at, {"d_crm": "yes", "d_erp": "kanske"})
    assessment.refresh_from_db()
    assert assessment.settled == {}


def test_who_is_not_done_is_not_compared(client: Client) -> None:
    assessment = saved(yes=0)
    colleague(assessment, "Bo", q_erp="yes")
    page = client.get(reverse("assessment:differences", kwargs={"token": token(assessment)}))
    assert page.context["differences"] == []
    assert "Ingen annan har svarat" in page.content.decode()


def test_a_colleague_is_taken_away_with_every_answer(client: Client) -> None:
    assessment = saved()
    added = colleague(assessment)
    own = token(assessment, COLLEAGUE, added)
    at = {"token": token(assessment), "answering_id": added.public_id}
    assert client.get(reverse("assessment:colleague_remove", kwargs=at)).status_code == 200
    assert client.post(reverse("assessment:colleague_remove", kwargs=at)).status_code == 302
    assert assessment.answerings.count() == 1
    assert client.get(reverse("assessment:colleague", kwargs={"token": own})).status_code == 410
    with pytest.raises(NotNow):
        remove_colleague(assessment=assessment, answering=first_answering(assessment))
    at["answering_id"] = first_answering(assessment).public_id
    assert client.get(reverse("assessment:colleague_remove", kwargs=at)).status_code == 404


def test_after_handing_in_nothing_is_settled_and_nobody_answers() -> None:
    assessment = saved(yes=0)
    added = colleague(assessment)
    hand_in(assessment=assessment)
    with pytest.raises(NotNow):
        settle_answers(assessment=assessment, chosen={"erp": {"q_erp": "yes"}})
    with pytest.raises(NotNow):
        finish_answering(answering=added)
