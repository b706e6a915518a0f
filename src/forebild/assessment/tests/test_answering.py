"""Answering: without a name, page by page, without script, each alone; and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.assessment.asked import read_set
from forebild.assessment.models import Assessment
from forebild.assessment.queries.sittings import first_answering
from forebild.assessment.scored import scores_of
from forebild.assessment.services.beginning import UNSAVED_FOR, forget_unsaved
from forebild.assessment.services.handing_in import hand_in, take_up
from forebild.assessment.tests.worlds import answer, answered, begun, handed_in, the_set, token
from forebild.shared.errors import NotNow
from forebild.shared.writing.models import Document
from tests.worlds import make_programme

pytestmark = pytest.mark.django_db


def test_anybody_begins_without_an_account_and_answers_page_by_page(client: Client) -> None:
    make_programme()
    page = client.get(reverse("assessment:start"))
    assert page.status_code == 200
    response = client.post(reverse("assessment:begin"), {"set": the_set().public_id})
    assert response.status_code == 302
    first = response["Location"]
    assert client.get(first).status_code == 200
    assessment = Assessment.objects.get()
    assert (assessment.email, assessment.organisation, assessment.person) == ("", None, None)
    question = read_set(assessment.question_set.data).groups[0][0]
    onward = client.post(first, {f"q_{question.key}": "yes", f"e_{question.key}": "Fakturan."})
    assert onward.status_code == 302
    assert onward["Location"].endswith("/fragor/2/")
    fields = first_answering(assessment).document.fields
    assert (fields[f"q_{question.key}"], fields[f"e_{question.key}"]) == ("yes", "Fakturan.")


def test_back_and_later_save_too(client: Client) -> None:
    assessment = begun()
    at = reverse("assessment:questions", kwargs={"token": token(assessment), "group": 2})
    key = read_set(assessment.question_set.data).groups[1][0].key
    back = client.post(at, {f"q_{key}": "no", "back": "yes"})
    assert back["Location"].endswith("/fragor/1/")
    assert first_answering(assessment).document.fields[f"q_{key}"] == "no"
    later = client.post(at, {f"q_{key}": "yes", "later": "yes"})
    assert later["Location"] == reverse("assessment:sitting", kwargs={"token": at.split("/")[-4]})
    assert first_answering(assessment).document.fields[f"q_{key}"] == "yes"


def test_what_tolerates_no_other_is_refused_beside_the_question_and_nothing_typed_is_lost(
    client: Client,
) -> None:
    assessment = begun("six")
    asked = read_set(assessment.question_set.data)
    group, question = next(
        (number, each) for number, page in enumerate(asked.groups, start=1) for each in page if each.exclusive
    )
    alone, other = next(iter(question.exclusive)), question.options[0].key
    at = reverse("assessment:questions", kwargs={"token": token(assessment), "group": group})
    page = client.post(at, {f"q_{question.key}": [other, alone], f"e_{question.key}": "Enligt Bo."})
    assert page.status_code == 200
    assert "tillsammans med något annat" in page.content.decode()
    assert "Enligt Bo." in page.content.decode()
    assert f"q_{question.key}" not in first_answering(assessment).document.fields


def test_what_was_saved_half_done_counts_as_not_answered() -> None:
    assessment = begun("six")
    asked = read_set(assessment.question_set.data)
    question = next(each for each in asked.questions if each.exclusive)
    answered("six", assessment=assessment)
    alone = next(iter(question.exclusive))
    answer(assessment, **{f"q_{question.key}": [question.options[0].key, alone]})
    hand_in(assessment=assessment)
    scores = scores_of(assessment.scores if assessment.scores else Assessment.objects.get().scores)
    assert question.key in scores.on(question.reckoned.dimension).unanswered


def test_answers_are_saved_while_they_are_ticked(client: Client) -> None:
    assessment = begun()
    key = read_set(assessment.question_set.data).groups[0][0].key
    at = reverse("assessment:autosave", kwargs={"token": token(assessment), "group": 1})
    sent = {"revision": 1, "fields": {f"q_{key}": "yes"}, "tab": "t1"}
    response = client.post(at, sent, content_type="application/json")
    assert response.status_code == 200, response.content
    assert first_answering(assessment).document.fields == {f"q_{key}": "yes"}
    strange = {"revision": 2, "fields": {"q_strange": "yes"}, "tab": "t1"}
    assert client.post(at, strange, content_type="application/json").status_code == 400


def test_half_must_be_answered_before_there_is_a_result(client: Client) -> None:
    assessment = begun()
    page = client.post(reverse("assessment:hand_in", kwargs={"token": token(assessment)}), follow=True)
    assert "minst hälften" in page.content.decode()
    assessment.refresh_from_db()
    assert assessment.state == "begun"


def test_handed_in_answers_stay_until_they_are_taken_up_again() -> None:
    assessment = handed_in(yes=7)
    assert scores_of(assessment.scores).overall == 7
    assert scores_of(assessment.scores).band == "high"
    with pytest.raises(NotNow):
        answer(assessment, q_erp="no")
    with pytest.raises(NotNow):
        hand_in(assessment=assessment)
    take_up(assessment=assessment)
    answer(assessment, q_erp="yes")
    with pytest.raises(NotNow):
        take_up(assessment=assessment)


def test_the_result_is_shown_where_the_answers_were(client: Client) -> None:
    assessment = handed_in(yes=7)
    page = client.get(reverse("assessment:sitting", kwargs={"token": token(assessment)}))
    assert page.status_code == 200
    assert "Ert resultat: Hög" in page.content.decode()


def test_what_nobody_saves_is_forgotten_after_thirty_days_answers_and_all() -> None:
    kept, lost, saved = begun(), answered(), handed_in()
    before = Document.objects.filter(kind="assessment").count()
    old = timezone.now() - UNSAVED_FOR - timedelta(hours=1)
    Assessment.objects.exclude(pk=kept.pk).update(begun_at=old)
    assert forget_unsaved() == 1
    assert set(Assessment.objects.values_list("pk", flat=True)) == {kept.pk, saved.pk}
    assert Document.objects.filter(kind="assessment").count() == before - 1
    assert not Assessment.objects.filter(pk=lost.pk).exists()
