"""Decisions: what is refused, and that each takes two persons."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from forebild.jury.models import Ruling
from forebild.jury.queries import retracted_rulings, shortcomings_of_result, standing_rulings
from forebild.jury.services import rulings
from forebild.jury.services.release import call_off_release, schedule_release
from forebild.jury.tests.decided import decide, make_recusal, soon
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from tests.worlds import make_edition, make_entry, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db


def propose(actor: Any, entry: Any, outcome: str = "winner", **values: Any) -> Ruling:
    values = {"reason": "Enhälligt.", "citation_sv": "För modet."} | values
    return rulings.propose_ruling(
        actor=actor,
        edition=values.pop("edition", None) or entry.edition,
        entry=entry,
        outcome=outcome,
        **values,
    )


def test_a_ruling_is_proposed_by_one_and_approved_by_another() -> None:
    entry = make_entry(make_edition())
    chair, office = make_juror(entry.edition, seat="chair").person, make_office()
    ruling = propose(chair, entry, reason=" Enhälligt. ", citation_en=" For courage. ")
    assert (ruling.state, ruling.reason, ruling.citation_en) == ("proposed", "Enhälligt.", "For courage.")
    with pytest.raises(NotAllowed, match="two persons"):
        rulings.approve_ruling(actor=chair, ruling=ruling)
    rulings.approve_ruling(actor=office, ruling=ruling)
    ruling.refresh_from_db()
    assert (ruling.state, ruling.approved_by, ruling.approved_at is not None) == ("approved", office, True)


def test_the_database_too_wants_two_persons() -> None:
    entry = make_entry(make_edition())
    ruling = propose(make_office(), entry)
    with pytest.raises(IntegrityError, match="ruling_by_two_persons"), transaction.atomic():
        Ruling.objects.filter(pk=ruling.pk).update(approved_by=ruling.proposed_by)
    with pytest.raises(IntegrityError, match="approved_by_somebody"), transaction.atomic():
        Ruling.objects.filter(pk=ruling.pk).update(state="approved")
    with pytest.raises(IntegrityError, match="retracted_by_somebody"), transaction.atomic():
        Ruling.objects.filter(pk=ruling.pk).update(state="retracted")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"citation_sv": " "}, "citation_sv"),
        ({"outcome": "mention", "citation_sv": ""}, "citation_sv"),
        ({"citation_sv": "å" * 1001}, "citation_sv"),
        ({"citation_en": "a" * 1001}, "citation_en"),
        ({"outcome": "best"}, "outcome"),
    ],
)
def test_words_are_asked_for(values: dict[str, str], field: str) -> None:
    entry = make_entry(make_edition())
    with pytest.raises(InvalidInput) as refusal:
        propose(make_office(), entry, **values)
    assert set(refusal.value.fields) == {field}
    assert not Ruling.objects.exists()


def test_the_longest_citation_is_taken_and_a_finalist_needs_none() -> None:
    edition = make_edition()
    assert propose(make_office(), make_entry(edition), citation_sv="å" * 1000).pk
    assert propose(make_office(), make_entry(edition), "finalist", citation_sv="").pk


def test_what_may_not_stand_beside_what_is_decided() -> None:
    edition, other = make_edition(), make_edition(2028)
    office = make_office()
    entry = make_entry(edition)
    first = propose(office, entry)
    with pytest.raises(NotNow, match="decision about this entry"):
        propose(office, entry, "finalist")
    with pytest.raises(NotNow, match="There is a winner"):
        propose(office, None, "no_award", edition=edition)
    with pytest.raises(InvalidInput, match="entry in competition"):
        propose(office, make_entry(other), edition=edition)
    with pytest.raises(InvalidInput, match="entry in competition"):
        propose(office, make_entry(edition, state="submitted"))
    with pytest.raises(InvalidInput, match="entry in competition"):
        propose(office, None, "winner", edition=edition)
    with pytest.raises(InvalidInput, match="whole year"):
        propose(office, make_entry(edition), "no_award")
    rulings.retract_ruling(actor=office, ruling=first, reason="Fel bolag.")
    propose(office, None, "no_award", edition=edition)
    with pytest.raises(NotNow, match="decided already"):
        propose(office, None, "no_award", edition=edition)
    with pytest.raises(NotNow, match="no award this year"):
        propose(office, entry)
    assert propose(office, entry, "mention").pk  # a mention may stand without a winner


def test_several_may_win() -> None:
    edition = make_edition()
    office, chair = make_office(), make_juror(edition, seat="chair").person
    for entry in (make_entry(edition), make_entry(edition)):
        rulings.approve_ruling(actor=chair, ruling=propose(office, entry))
    assert edition.rulings.filter(outcome="winner", state="approved").count() == 2


@pytest.mark.parametrize("seat", ["member", None])
def test_neither_a_member_nor_a_stranger_proposes(seat: str | None) -> None:
    entry = make_entry(make_edition())
    person = make_juror(entry.edition, seat=seat).person if seat else make_person()
    with pytest.raises(NotAllowed):
        propose(person, entry)


def test_after_the_release_nothing_is_decided() -> None:
    entry = make_entry(make_edition(state="released", released_at=timezone.now()))
    with pytest.raises(NotAllowed, match="result is out"):
        propose(make_office(), entry)


def test_who_stands_aside_neither_proposes_nor_approves_nor_retracts_nor_sees() -> None:
    edition = make_edition()
    entry, other = make_entry(edition), make_entry(edition)
    chair = make_juror(edition, seat="chair")
    make_recusal(chair, entry)
    office = make_office()
    with pytest.raises(NotAllowed, match="stand aside"):
        propose(chair.person, entry)
    ruling = propose(office, entry)
    with pytest.raises(NotAllowed, match="stand aside"):
        rulings.approve_ruling(actor=chair.person, ruling=ruling)
    with pytest.raises(NotAllowed, match="stand aside"):
        rulings.retract_ruling(actor=chair.person, ruling=ruling, reason="Nej.")
    assert not standing_rulings(edition, chair.person).exists()
    seen = shortcomings_of_result(edition, chair.person)
    assert (seen.undecided, seen.unapproved, seen.lacks_winner) == ((other,), (), False)
    assert shortcomings_of_result(edition).unapproved == (ruling,)
    rulings.retract_ruling(actor=office, ruling=ruling, reason="Prov.")
    assert not retracted_rulings(edition, chair.person).exists()
    assert retracted_rulings(edition, office).get() == ruling


def test_a_retraction_keeps_who_when_and_why() -> None:
    entry = make_entry(make_edition())
    office = make_office()
    ruling = propose(office, entry)
    with pytest.raises(InvalidInput) as refusal:
        rulings.retract_ruling(actor=office, ruling=ruling, reason=" ")
    assert set(refusal.value.fields) == {"reason"}
    rulings.retract_ruling(actor=office, ruling=ruling, reason=" Nytt underlag. ")
    kept = retracted_rulings(entry.edition, office).get()
    assert (kept.retracted_by, kept.retracted_because) == (office, "Nytt underlag.")
    assert kept.retracted_at is not None
    with pytest.raises(NotNow):
        rulings.retract_ruling(actor=office, ruling=ruling, reason="Igen.")


def test_the_rest_is_not_awarded_with_one_reason_and_the_count_that_was_seen() -> None:
    edition = make_edition()
    office, chair = make_office(), make_juror(edition, seat="chair")
    winner, closed, *rest = [make_entry(edition) for _ in range(4)]
    make_entry(edition, state="withdrawn")
    propose(office, winner)
    make_recusal(chair, closed)
    with pytest.raises(Overtaken):
        rulings.rule_out_rest(actor=chair.person, edition=edition, reason="Nådde inte upp.", expected_count=3)
    with pytest.raises(InvalidInput):
        rulings.rule_out_rest(actor=chair.person, edition=edition, reason="", expected_count=2)
    made = rulings.rule_out_rest(
        actor=chair.person, edition=edition, reason="Nådde inte upp.", expected_count=2
    )
    assert {ruling.entry for ruling in made} == set(rest)
    assert {ruling.reason for ruling in made} == {"Nådde inte upp."}
    with pytest.raises(NotNow, match="has its decision"):
        rulings.rule_out_rest(actor=chair.person, edition=edition, reason="Igen.", expected_count=0)
    assert rulings.approve_rulings(actor=office, rulings=made) == 2
    assert edition.rulings.filter(outcome="not_awarded", state="approved", approved_by=office).count() == 2


def test_approving_several_is_all_or_none() -> None:
    edition = make_edition()
    office, chair = make_office(), make_juror(edition, seat="chair").person
    mixed = [propose(chair, make_entry(edition)), propose(office, make_entry(edition))]
    with pytest.raises(NotAllowed):
        rulings.approve_rulings(actor=office, rulings=mixed)
    assert not edition.rulings.filter(state="approved").exists()


def test_nothing_changes_under_a_scheduled_release() -> None:
    edition, office, second = decided_edition()
    ruling = edition.rulings.filter(outcome="winner").get()
    release = schedule_release(actor=office, edition=edition, release_at=soon())
    with pytest.raises(NotNow, match="Call it off"):
        rulings.retract_ruling(actor=second, ruling=ruling, reason="Ångrar.")
    with pytest.raises(NotNow, match="Call it off"):
        propose(office, make_entry(edition), "finalist")
    call_off_release(actor=second, release=release)
    rulings.retract_ruling(actor=second, ruling=ruling, reason="Ångrar.")


def decided_edition() -> tuple[Edition, Any, Any]:
    edition, office, second = make_edition(), make_office(), make_office()
    decide(make_entry(edition), "winner", by=office, approved_by=second)
    return edition, office, second
