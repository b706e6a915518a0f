"""After new evidence a review may be taken up again, and a changed score has its reason."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from forebild.jury.models import Assignment, Declaration, NewEvidence, Recusal, Review, Score, ScoreChange
from forebild.jury.queries import score_changes
from forebild.jury.services.conflicts import answer_for_entry, declare_recusal
from forebild.jury.services.reviews import MOST_IN_REASON, Mark, reopen_review, save_review, submit_review
from forebild.jury.services.second_looks import note_new_evidence
from forebild.programme.models import Phase
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import (
    client_of,
    make_assignment,
    make_criterion,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment() -> Assignment:
    """Handed in: three on each criterion."""
    edition = make_edition(2027)
    assignment = make_assignment(make_juror(edition, "Rut"), make_entry(edition), is_declared=True)
    save(assignment, {each.public_id: Mark(3) for each in edition.criteria.all()})
    submit_review(actor=assignment.juror.person, assignment=assignment)
    return assignment


def save(assignment: Assignment, marks: dict[str, Mark]) -> None:
    save_review(actor=assignment.juror.person, assignment=assignment, marks=marks)


def reopen(assignment: Assignment) -> Review:
    return reopen_review(actor=assignment.juror.person, assignment=assignment)


def submit(assignment: Assignment) -> Review:
    return submit_review(actor=assignment.juror.person, assignment=assignment)


def find_out(assignment: Assignment) -> NewEvidence:
    return note_new_evidence(actor=make_person(), entry=assignment.entry, source="visit")


def close_the_review() -> None:
    now = timezone.now()
    Phase.objects.filter(kind="review").update(
        opens_at=now - timedelta(days=9), closes_at=now - timedelta(days=1)
    )


def first(assignment: Assignment) -> str:
    return str(assignment.entry.edition.criteria.order_by("position")[0].public_id)


def test_without_new_evidence_a_score_changes_freely(assignment: Assignment) -> None:
    reopen(assignment)
    save(assignment, {first(assignment): Mark(5)})
    submit(assignment)
    assert not ScoreChange.objects.exists()
    assert Review.objects.get().scores_before is None


def test_a_changed_score_lacks_its_reason_until_it_is_given(assignment: Assignment) -> None:
    find_out(assignment)
    reopen(assignment)
    save(assignment, {first(assignment): Mark(5)})
    with pytest.raises(InvalidInput) as refusal:
        submit(assignment)
    assert list(refusal.value.fields) == [f"reason_{first(assignment)}"]
    save(assignment, {first(assignment): Mark(stepped=False, change_reason=" Det fungerar. ")})
    submit(assignment)
    change = ScoreChange.objects.get()
    assert (change.before, change.after, change.reason) == ("3", "5", "Det fungerar.")
    assert change.changed_by == assignment.juror.person
    assert (change.before_in_words, change.after_in_words) == ("3", "5")
    assert set(Score.objects.values_list("change_reason", flat=True)) == {""}
    assert Record.objects.filter(action="jury.score.changed").count() == 1


def test_a_score_put_back_needs_none_and_texts_never_do(assignment: Assignment) -> None:
    find_out(assignment)
    reopen(assignment)
    save(assignment, {first(assignment): Mark(5, comment="Nytt.")})
    save(assignment, {first(assignment): Mark(3, change_reason="Onödigt.")})
    submit(assignment)
    assert not ScoreChange.objects.exists()


def test_not_applicable_and_a_criterion_that_is_new_are_changes(assignment: Assignment) -> None:
    find_out(assignment)
    reopen(assignment)
    extra = make_criterion(assignment.entry.edition, position=9)
    why = {"change_reason": "Sett på plats."}
    save(assignment, {first(assignment): Mark(not_applicable=True, **why), extra.public_id: Mark(2, **why)})
    submit(assignment)
    assert set(ScoreChange.objects.values_list("before", "after")) == {("3", "na"), ("", "2")}
    assert {change.after_in_words for change in ScoreChange.objects.all()} == {"inte tillämpligt", "2"}


def test_evidence_that_comes_while_it_is_open_again_asks_for_reasons_too(assignment: Assignment) -> None:
    reopen(assignment)
    save(assignment, {first(assignment): Mark(5)})
    find_out(assignment)
    with pytest.raises(InvalidInput):
        submit(assignment)


def test_a_first_review_needs_no_reasons(assignment: Assignment) -> None:
    find_out(assignment)
    late = make_assignment(make_juror(assignment.entry.edition), assignment.entry, is_declared=True)
    save(late, {each.public_id: Mark(4) for each in assignment.entry.edition.criteria.all()})
    submit(late)
    assert not ScoreChange.objects.exists()


def test_the_closed_review_opens_for_those_who_had_handed_in_alone(assignment: Assignment) -> None:
    late = make_assignment(make_juror(assignment.entry.edition), assignment.entry, is_declared=True)
    save(late, {first(late): Mark(4)})
    close_the_review()
    with pytest.raises(NotNow):
        reopen(assignment)  # the control: nothing has come to light
    find_out(assignment)
    reopen(assignment)
    save(assignment, {first(assignment): Mark(4, change_reason="Sett.")})
    submit(assignment)
    for act in (lambda: save(late, {}), lambda: submit(late)):
        with pytest.raises(NotNow):
            act()


def test_a_decision_about_the_entry_ends_it(assignment: Assignment) -> None:
    find_out(assignment)
    close_the_review()
    lead, other, entry = make_office(), make_office(name="Annan"), assignment.entry
    ruling = entry.rulings.create(edition=entry.edition, outcome="finalist", reason="Bra.", proposed_by=lead)
    reopen(assignment)
    submit(assignment)
    type(ruling).objects.update(state="approved", approved_by=other, approved_at=timezone.now())
    with pytest.raises(NotNow):
        reopen(assignment)


def test_a_reason_too_long_is_refused(assignment: Assignment) -> None:
    find_out(assignment)
    reopen(assignment)
    with pytest.raises(InvalidInput) as refusal:
        save(assignment, {first(assignment): Mark(4, change_reason="a" * (MOST_IN_REASON + 1))})
    assert list(refusal.value.fields) == [f"reason_{first(assignment)}"]


def test_the_database_keeps_no_change_without_reason_or_difference(assignment: Assignment) -> None:
    words: dict[str, Any] = {
        "review": Review.objects.get(), "criterion": assignment.entry.edition.criteria.all()[0],
        "changed_by": assignment.juror.person,
    }  # fmt: skip
    for wrong in ({"before": "3", "after": "4", "reason": ""}, {"before": "3", "after": "3", "reason": "X"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ScoreChange.objects.create(**words, **wrong)


def test_leaders_see_the_changes_without_those_closed_to_them(assignment: Assignment) -> None:
    find_out(assignment)
    reopen(assignment)
    save(assignment, {first(assignment): Mark(5, change_reason="Hemlighetsfullt skäl.")})
    submit(assignment)
    edition = assignment.entry.edition
    chair = make_juror(edition, "Ordförande", seat="chair")
    page = reverse("jury:score_changes", args=[2027])
    assert "Hemlighetsfullt skäl." in client_of(chair.person).get(page).text
    assert client_of(assignment.juror.person).get(page).status_code == 403
    Recusal.objects.create(
        juror=chair, entry=assignment.entry, relation="family", source="office", recorded_by=chair.person
    )
    assert "Hemlighetsfullt" not in client_of(chair.person).get(page).text
    office = make_office()
    assert score_changes(edition, office).count() == 1
    declare_recusal(actor=assignment.juror.person, assignment=assignment, relation="owner")
    assert score_changes(edition, office).count() == 0  # a void review's changes count no more


def test_the_page_asks_for_reasons_and_shows_them_after(assignment: Assignment) -> None:
    client = client_of(assignment.juror.person)
    page = reverse("jury:review_edit", args=[2027, assignment.public_id])
    find_out(assignment)
    close_the_review()
    assert "ett företagsbesök" in client.get(page).text
    client.post(reverse("jury:review_reopen", args=[2027, assignment.public_id]))
    shown = client.get(page)
    assert f"reason_{first(assignment)}" in shown.context["sheet"].fields
    assert "Du lämnade in: 3." in shown.text
    scores = {f"score_{each.public_id}": "3" for each in assignment.entry.edition.criteria.all()}
    changed = scores | {f"score_{first(assignment)}": "5", "then": "submit"}
    assert client.post(page, changed).status_code == 422
    assert client.post(page, changed | {f"reason_{first(assignment)}": "Det fungerar."}).status_code == 302
    assert "Det fungerar." in client.get(page).text


class TestTheQuestionForOneWhoDoesNotRead:
    def test_no_opens_and_is_recorded_once(self, assignment: Assignment) -> None:
        juror, entry = make_juror(assignment.entry.edition), assignment.entry
        for _press in (1, 2):
            assert answer_for_entry(actor=juror.person, juror=juror, entry=entry) is None
        assert Declaration.objects.filter(juror=juror, entry=entry).count() == 1
        assert Record.objects.filter(action="jury.conflict.denied", subject_id=juror.public_id).count() == 1

    def test_yes_closes_and_no_opens_it_again_not(self, assignment: Assignment) -> None:
        juror, entry = make_juror(assignment.entry.edition), assignment.entry
        with pytest.raises(InvalidInput):
            answer_for_entry(actor=juror.person, juror=juror, entry=entry, relation="vague")
        recusal = answer_for_entry(
            actor=juror.person, juror=juror, entry=entry, relation="owner", reason="A."
        )
        assert recusal == Recusal.objects.get()
        with pytest.raises(NotNow):
            answer_for_entry(actor=juror.person, juror=juror, entry=entry)

    def test_not_for_another_nor_of_another_year(self, assignment: Assignment) -> None:
        juror = make_juror(assignment.entry.edition)
        with pytest.raises(NotAllowed):
            answer_for_entry(actor=make_person(), juror=juror, entry=assignment.entry)
        with pytest.raises(NotNow):
            answer_for_entry(actor=juror.person, juror=juror, entry=make_entry(make_edition(2026)))
