"""Three next steps: chosen by gap and effort, tied to a story and an event, replaced, planned, ticked."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from forebild.assessment.answers import answers_of
from forebild.assessment.asked import read_set
from forebild.assessment.before import company_fields
from forebild.assessment.candidates import candidates, chosen, followed_by, followed_of
from forebild.assessment.models import Assessment, NextStep
from forebild.assessment.services.handing_in import hand_in, take_up
from forebild.assessment.services.steps import plan_step, replace_step, tick_step, undo_replacement
from forebild.assessment.services.themes import set_event_themes
from forebild.assessment.tests.worlds import answer, handed_in, the_set, token
from forebild.engine.maturity.solve import score
from forebild.events.services.events import cancel_event
from forebild.events.tests.worlds import make_event
from forebild.shared.errors import InvalidInput, NotNow
from tests.worlds import make_office

pytestmark = pytest.mark.django_db


def steps_of(assessment: Assessment) -> list[NextStep]:
    return list(assessment.steps.standing().select_related("event").order_by("place"))


@pytest.mark.parametrize("key", ["dii", "six"])
def test_three_are_chosen_of_different_dimensions_and_each_would_raise_its_own(key: str) -> None:
    assessment = handed_in(key, yes=2)
    asked = read_set(assessment.question_set.data)
    steps = steps_of(assessment)
    assert [each.place for each in steps] == [1, 2, 3]
    assert len({each.dimension for each in steps}) == 3
    found = {each.key: each for each in candidates(asked, answers_of(asked, company_fields(assessment)))}
    assert all(found[f"{each.question} {each.option}"].gain > 0 for each in steps)


def test_what_many_did_next_counts_and_is_told_without_numbers() -> None:
    asked = read_set(the_set().data)
    before, after = {"q_erp": "no", "q_crm": "no"}, {"q_erp": "yes", "q_crm": "no"}
    assert followed_by(asked, [(before, after)] * 4) == {}
    kept = followed_by(asked, [(before, after)] * 5 + [(before, before)] * 5)
    assert kept == {"erp|yes|": [5, 10]}
    answers = answers_of(asked, before)
    found = {each.question: each.is_followed for each in candidates(asked, answers, followed_of(kept))}
    assert found == {"erp": True, "crm": False}


def test_of_two_that_lift_alike_the_easier_comes_first() -> None:
    assessment = handed_in("dii", yes=0)
    asked = read_set(assessment.question_set.data)
    answers = answers_of(asked, company_fields(assessment))
    found = candidates(asked, answers)
    same = [each for each in found if each.dimension == found[0].dimension]
    assert [each.effort for each in same] == sorted(each.effort for each in same)
    assert score(asked.reckoned, answers).overall == 0
    assert chosen(found, 1) == found[:1]


def test_who_has_everything_gets_no_step() -> None:
    assert steps_of(handed_in("dii", yes=12)) == []


def test_the_event_that_helps_comes_before_the_nearest_and_one_called_off_gives_way(client: Client) -> None:
    office = make_office()
    near, helping = (
        make_event(office=office, title_sv="Närmast"),
        make_event(office=office, title_sv="Hjälper"),
    )
    probe = handed_in(yes=2)
    dimension = steps_of(probe)[0].dimension
    set_event_themes(actor=office, event=helping, dimensions=[dimension])
    assessment = handed_in(yes=2)
    first = steps_of(assessment)[0]
    assert first.event == helping
    assert {"kind": "event_helps"} in first.reasons
    page = client.get(reverse("assessment:sitting", kwargs={"token": token(assessment)})).content.decode()
    assert "Hjälper" in page
    cancel_event(actor=office, event=helping, because_sv="Snö.")
    page = client.get(reverse("assessment:sitting", kwargs={"token": token(assessment)})).content.decode()
    assert "Hjälper" not in page
    assert near.title_sv in page


def test_a_step_is_replaced_by_another_candidate_and_brought_back(client: Client) -> None:
    assessment = handed_in(yes=2)
    first = steps_of(assessment)[0]
    at = {"token": token(assessment), "step_id": first.public_id}
    page = client.get(reverse("assessment:step_replace", kwargs=at))
    assert page.status_code == 200
    other = page.context["form"].fields["by"].choices[0][0]
    assert client.post(reverse("assessment:step_replace", kwargs=at), {"by": other}).status_code == 302
    new = steps_of(assessment)[0]
    assert f"{new.question} {new.option}" == other
    assert client.get(reverse("assessment:step", kwargs=at)).status_code == 404
    client.post(reverse("assessment:step", kwargs=at | {"step_id": new.public_id}), {"act": "undo"})
    assert steps_of(assessment)[0] == first
    with pytest.raises(NotNow):
        undo_replacement(step=first)


def test_what_is_no_candidate_or_stands_already_is_refused() -> None:
    assessment = handed_in(yes=2)
    first, second, _third = steps_of(assessment)
    for by in ("erp maybe", f"{second.question} {second.option}", ""):
        with pytest.raises(InvalidInput):
            replace_step(step=first, by=by)
    assert steps_of(assessment)[0] == first


def test_a_step_has_somebody_and_a_day_and_is_ticked_and_unticked(client: Client) -> None:
    assessment = handed_in(yes=2)
    first = steps_of(assessment)[0]
    plan_step(step=first, who=" Anna ", due_on=date(2027, 5, 1))
    tick_step(step=first, done=True)
    tick_step(step=first, done=True)
    first.refresh_from_db()
    assert (first.who, first.due_on, first.done_at is None) == ("Anna", date(2027, 5, 1), False)
    page = client.get(reverse("assessment:sitting", kwargs={"token": token(assessment)})).content.decode()
    assert "Anna" in page
    assert "1 maj 2027" in page
    tick_step(step=first, done=False)
    first.refresh_from_db()
    assert first.done_at is None


def test_what_was_chosen_stays_when_answers_are_put_right() -> None:
    assessment = handed_in(yes=2)
    before = steps_of(assessment)
    take_up(assessment=assessment)
    with pytest.raises(NotNow):
        tick_step(step=before[0], done=True)
    answer(assessment, q_erp="yes")
    hand_in(assessment=assessment)
    assert steps_of(assessment) == before


def test_anothers_step_is_not_found(client: Client) -> None:
    own, other = handed_in(yes=2), handed_in(yes=2)
    strange = {"token": token(own), "step_id": steps_of(other)[0].public_id}
    for name in ("step", "step_replace"):
        assert client.get(reverse(f"assessment:{name}", kwargs=strange)).status_code == 404
        assert client.post(reverse(f"assessment:{name}", kwargs=strange), {"act": "done"}).status_code == 404
    assert steps_of(other)[0].done_at is None
