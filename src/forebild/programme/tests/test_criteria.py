"""Criteria are added, changed, moved and removed until the jury scores."""

import pytest

from forebild.programme.models import Criterion
from forebild.programme.services.criteria import (
    move_criterion,
    remove_criterion,
    save_criterion,
    unsaved_copy,
)
from forebild.shared.audit.models import Record
from forebild.shared.errors import NotAllowed, NotNow
from tests.worlds import make_edition


@pytest.fixture
def edition(db):
    """An announced edition that takes entries; nobody scores yet."""
    return make_edition(2027, open_phase="application")


def actions() -> list[str]:
    return list(Record.objects.order_by("pk").values_list("action", flat=True))


def order(edition) -> list[str]:
    return list(edition.criteria.values_list("name_sv", flat=True))


def test_a_new_criterion_comes_last_with_its_steps(edition, lead):
    made = save_criterion(
        actor=lead,
        edition=edition,
        criterion=Criterion(name_sv="Hållbarhet"),
        anchors={1: ("Inget", "None"), 5: ("Allt", "")},
    )
    assert order(edition) == ["Nyhet", "Nytta", "Spridning", "Hållbarhet"]
    assert list(made.anchors.values_list("value", "text_sv", "text_en")) == [
        (1, "Inget", "None"),
        (5, "Allt", ""),
    ]
    assert actions() == ["programme.criterion.added"]


def test_the_first_criterion_of_an_edition_is_number_one(lead):
    empty = make_edition(2027, criteria=0, state="planned")
    made = save_criterion(actor=lead, edition=empty, criterion=Criterion(name_sv="Nyhet"), anchors={})
    assert (made.position, made.edition) == (1, empty)


def test_an_announced_edition_keeps_at_least_one(edition, lead):
    first, second, last = edition.criteria.all()
    remove_criterion(actor=lead, criterion=first)
    remove_criterion(actor=lead, criterion=second)
    with pytest.raises(NotNow, match="at least one criterion"):
        remove_criterion(actor=lead, criterion=last)
    assert order(edition) == ["Spridning"]
    planned = make_edition(2028, open_phase="application", criteria=1, state="planned")
    remove_criterion(actor=lead, criterion=planned.criteria.get())
    assert not planned.criteria.exists()


def test_a_change_replaces_the_steps(edition, lead):
    criterion = edition.criteria.first()
    criterion.name_sv = "Nyhetsvärde"
    save_criterion(actor=lead, edition=edition, criterion=criterion, anchors={3: ("Mitt emellan", "")})
    assert order(edition) == ["Nyhetsvärde", "Nytta", "Spridning"]
    assert list(criterion.anchors.values_list("value", "text_sv")) == [(3, "Mitt emellan")]
    assert actions() == ["programme.criterion.changed"]


@pytest.mark.parametrize(
    ("place", "step", "after"),
    [
        (0, -1, ["Nyhet", "Nytta", "Spridning"]),
        (0, 1, ["Nytta", "Nyhet", "Spridning"]),
        (1, -1, ["Nytta", "Nyhet", "Spridning"]),
        (2, -1, ["Nyhet", "Spridning", "Nytta"]),
        (2, 1, ["Nyhet", "Nytta", "Spridning"]),
    ],
)
def test_a_criterion_moves_one_place_and_stays_within_the_list(edition, lead, place, step, after):
    move_criterion(actor=lead, criterion=edition.criteria.all()[place], step=step)
    assert order(edition) == after


def test_a_criterion_is_removed_with_its_steps(edition, lead):
    remove_criterion(actor=lead, criterion=edition.criteria.first())
    assert order(edition) == ["Nytta", "Spridning"]
    assert actions() == ["programme.criterion.removed"]


def test_once_the_jury_scores_the_criteria_stand(lead):
    edition = make_edition(2027, open_phase="review")
    criterion = edition.criteria.first()
    words = r"The jury has begun to score\. The criteria stand as they are\."
    with pytest.raises(NotNow, match=words):
        save_criterion(actor=lead, edition=edition, criterion=Criterion(name_sv="Ny"), anchors={})
    with pytest.raises(NotNow, match=words):
        save_criterion(actor=lead, edition=edition, criterion=criterion, anchors={})
    with pytest.raises(NotNow, match=words):
        remove_criterion(actor=lead, criterion=criterion)
    with pytest.raises(NotNow, match=words):
        move_criterion(actor=lead, criterion=criterion, step=1)
    assert order(edition) == ["Nyhet", "Nytta", "Spridning"]
    assert criterion.anchors.count() == 2
    assert actions() == []


def test_a_plan_whose_dates_have_passed_may_still_change(lead):
    edition = make_edition(2027, open_phase="review", state="planned")
    remove_criterion(actor=lead, criterion=edition.criteria.first())
    assert order(edition) == ["Nytta", "Spridning"]


def test_without_dates_for_the_review_nothing_is_scored(lead, edition):
    edition.phases.filter(kind="review").delete()
    remove_criterion(actor=lead, criterion=edition.criteria.first())
    assert order(edition) == ["Nytta", "Spridning"]


def test_strangers_touch_no_criterion(edition, stranger):
    criterion = edition.criteria.first()
    with pytest.raises(NotAllowed):
        save_criterion(actor=stranger, edition=edition, criterion=criterion, anchors={})
    with pytest.raises(NotAllowed):
        move_criterion(actor=stranger, criterion=criterion, step=1)
    with pytest.raises(NotAllowed):
        remove_criterion(actor=stranger, criterion=criterion)
    assert order(edition) == ["Nyhet", "Nytta", "Spridning"]


def test_a_copy_is_not_saved_and_takes_the_changes_asked_for(edition):
    criterion = edition.criteria.first()
    other = make_edition(2028, criteria=0)
    copy = unsaved_copy(criterion, edition=other, name_sv="Kopia")
    assert (copy.pk, copy.edition, copy.name_sv, copy.name_en) == (None, other, "Kopia", "Novelty")
    assert copy.public_id != criterion.public_id
