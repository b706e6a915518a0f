"""A visit is planned, changed, called off; who goes is checked."""

from __future__ import annotations

from typing import Any

import pytest

from forebild.competition.models import Entry
from forebild.competition.services.entries import withdraw_entry
from forebild.competition.signals import entry_reconsidered
from forebild.jury.models import Interest, NewEvidence, Recusal
from forebild.jury.services.conflicts import record_recusal
from forebild.shared import invariants
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from forebild.visits.models import Claim, Visit, Visitor
from forebild.visits.queries import shortcomings
from forebild.visits.services import planning
from forebild.visits.services.visitors import choose_visitors
from forebild.visits.tests.worlds import QUOTE, plan
from tests.worlds import make_company, make_edition, make_entry, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db


def letters(kind: str) -> list[str]:
    return sorted(Message.objects.filter(kind=f"visits.{kind}").values_list("to_email", flat=True))


def test_a_visit_is_planned_by_the_office_and_recorded() -> None:
    going = plan()
    assert (going.visit.state, going.visit.entry, going.visit.planned_by) == (
        "planned",
        going.entry,
        going.office,
    )
    assert shortcomings(going.visit) == []
    verbs = set(Record.objects.filter(edition=going.entry.edition.public_id).values_list("action", flat=True))
    assert verbs == {"visits.visit.planned", "visits.claim.added", "visits.visitors.chosen"}
    assert letters("visitor_chosen") == sorted(juror.person.email for juror in going.jurors)


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn", "ineligible"])
def test_only_an_entry_in_competition_is_visited(state: str) -> None:
    entry, office = make_entry(make_edition(2027), state=state), make_office()
    with pytest.raises(NotNow):
        planning.plan_visit(actor=office, entry=entry)
    assert not Visit.objects.exists()


def test_one_visit_an_entry_unless_it_was_cancelled() -> None:
    going = plan()
    with pytest.raises(NotNow, match="redan"):
        planning.plan_visit(actor=going.office, entry=going.entry)
    planning.cancel_visit(actor=going.office, visit=going.visit, reason="Snö.")
    assert planning.plan_visit(actor=going.office, entry=going.entry).state == "planned"


def test_neither_a_juror_nor_somebody_who_stands_aside_plans() -> None:
    edition = make_edition(2027)
    entry, member, lead = make_entry(edition), make_juror(edition), make_office(name="Lead")
    office = make_office(name="Jon", kind="coordinator")
    seat = make_juror(edition, person=office)
    planning.plan_visit(actor=office, entry=make_entry(edition))  # of another entry he may
    record_recusal(actor=lead, juror=seat, entry=entry, relation="family", reason="Syskon.")
    for person in (member.person, office, make_person()):
        with pytest.raises(NotAllowed):
            planning.plan_visit(actor=person, entry=entry)


@pytest.mark.parametrize(
    ("wrong", "field"), [({"contact_email": "nobody"}, "contact_email"), ({"minutes": 5}, "minutes")]
)
def test_what_cannot_be_is_refused_beside_its_field(wrong: dict[str, Any], field: str) -> None:
    entry, office = make_entry(make_edition(2027)), make_office()
    with pytest.raises(InvalidInput) as refusal:
        planning.plan_visit(actor=office, entry=entry, **wrong)
    assert list(refusal.value.fields) == [field]


def test_a_claim_is_quoted_from_the_answer_that_is_named() -> None:
    going = plan()
    claim = planning.add_claim(
        actor=going.office, visit=going.visit, question_key="deed", quote="kopplade\n upp ", look_for=" Se. "
    )
    assert (claim.position, claim.look_for) == (2, "Se.")
    for key, quote in (("deed", QUOTE), ("deed", ""), ("nothing", QUOTE)):
        with pytest.raises(InvalidInput) as refusal:
            planning.add_claim(actor=going.office, visit=going.visit, question_key=key, quote=quote)
        assert list(refusal.value.fields) == ["question_key" if key == "nothing" else "quote"]
    assert Claim.objects.count() == 2


def test_twelve_claims_are_enough() -> None:
    going = plan()
    for _number in range(11):
        planning.add_claim(actor=going.office, visit=going.visit, question_key="challenge", quote=QUOTE)
    with pytest.raises(NotNow, match="tolv"):
        planning.add_claim(actor=going.office, visit=going.visit, question_key="challenge", quote=QUOTE)


def test_a_claim_of_which_something_is_noted_stays() -> None:
    going = plan("booked")
    claim = going.visit.claims.get()
    going.write(0, **{f"note_{claim.public_id}": "Sant."})
    with pytest.raises(NotNow):
        planning.remove_claim(actor=going.office, claim=claim)
    going.write(0, **{f"note_{claim.public_id}": ""})
    planning.remove_claim(actor=going.office, claim=claim)
    assert not Claim.objects.exists()


def test_after_the_visit_nothing_of_the_plan_changes() -> None:
    going = plan("handed_in")
    claim = going.visit.claims.get()
    for act in (
        lambda: planning.change_visit(actor=going.office, visit=going.visit, place="Annan gata"),
        lambda: planning.add_claim(
            actor=going.office, visit=going.visit, question_key="challenge", quote=QUOTE
        ),
        lambda: planning.remove_claim(actor=going.office, claim=claim),
        lambda: choose_visitors(actor=going.office, visit=going.visit, jurors=going.jurors),
        lambda: planning.cancel_visit(actor=going.office, visit=going.visit, reason="Snö."),
    ):
        with pytest.raises(NotNow):
            act()


def test_a_change_once_booked_is_told_with_a_later_calendar_file() -> None:
    going = plan("booked")
    planning.change_visit(actor=going.office, visit=going.visit, place="Verkgatan 1", contact_name="Vera V.")
    assert len(letters("booked_visitor")) == 2  # nobody need know who is asked
    planning.change_visit(actor=going.office, visit=going.visit, place="Nya gatan 2")
    assert len(letters("booked_visitor")) == 4
    latest = Message.objects.filter(kind="visits.booked_company").latest("pk")
    assert "Nya gatan 2" in latest.text
    assert b"SEQUENCE:4" in bytes(latest.attachments.get().content)


def test_two_at_least_at_most_four() -> None:
    going = plan()
    edition = going.entry.edition
    more = [make_juror(edition, f"Ledamot {number}") for number in range(3)]
    for jurors in (going.jurors[:1], [], [going.jurors[0]] * 2, [*going.jurors, *more]):
        with pytest.raises(InvalidInput, match="tillsammans"):
            choose_visitors(actor=going.office, visit=going.visit, jurors=jurors)
    assert len(choose_visitors(actor=going.office, visit=going.visit, jurors=more[:2])) == 2
    assert set(Visitor.objects.exclude(ended_at=None).values_list("ended_because", flat=True)) == {"replaced"}
    assert letters("cancelled_visitor") == sorted(juror.person.email for juror in going.jurors)


def test_not_of_one_employer_nor_somebody_tied_nor_outside_the_jury() -> None:
    going = plan()
    edition, first = going.entry.edition, going.jurors[0]
    colleague = make_juror(edition, "Kollega", employer_name="LÄROSÄTET ")
    same_row = [
        make_juror(edition, f"Anställd {n}", employer=make_company("Firman AB") if n else None)
        for n in (0, 1)
    ]
    same_row[0].employer = same_row[1].employer
    same_row[0].save()
    tied = make_juror(edition, "Tyra Tied")
    Interest.objects.create(juror=tied, organisation=going.entry.organisation, relation="board")
    left = make_juror(edition, "Slutat", state="left")
    stranger = make_juror(make_edition(2026), "Fjol")
    for pair, said in (
        ([first, colleague], "arbetsgivare"),
        (same_row, "arbetsgivare"),
        ([first, tied], "Tyra Tied"),
        ([first, left], "årets jury"),
        ([first, stranger], "årets jury"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            choose_visitors(actor=going.office, visit=going.visit, jurors=pair)
        assert said in refusal.value.fields["jurors"]
    assert {each.juror for each in Visitor.objects.current()} == set(going.jurors)


def test_a_visitor_chosen_late_is_told_the_time_at_once() -> None:
    going = plan("booked")
    late = make_juror(going.entry.edition, "Cia Sen")
    choose_visitors(actor=going.office, visit=going.visit, jurors=[going.jurors[0], late])
    assert letters("booked_visitor").count(late.person.email) == 1
    assert letters("cancelled_visitor") == [going.person(1).email]


def test_cancelled_with_a_reason_that_only_the_office_sees() -> None:
    going = plan("booked")
    with pytest.raises(InvalidInput):
        planning.cancel_visit(actor=going.office, visit=going.visit, reason=" ")
    planning.cancel_visit(actor=going.office, visit=going.visit, reason="Pengarna är slut.")
    told = Message.objects.filter(kind__startswith="visits.cancelled")
    assert sorted(told.values_list("to_email", flat=True)) == sorted(
        [going.owner.email, *(juror.person.email for juror in going.jurors)]
    )
    assert not any("Pengarna" in message.text for message in told)
    assert all(b"METHOD:CANCEL" in bytes(message.attachments.get().content) for message in told)


def test_a_company_that_knew_of_nothing_is_told_nothing() -> None:
    going = plan()
    planning.cancel_visit(actor=going.office, visit=going.visit, reason="Snö.")
    assert letters("cancelled_company") == []
    assert len(letters("cancelled_visitor")) == 2


def test_an_entry_taken_back_or_reconsidered_is_not_visited() -> None:
    going = plan("booked")
    withdraw_entry(actor=going.owner, entry=Entry.objects.get(pk=going.entry.pk))
    visit = going.refresh()
    assert (visit.state, visit.cancelled_by) == ("cancelled", None)
    assert "återkallades" in visit.cancelled_because
    other = make_entry(going.entry.edition)
    again = planning.plan_visit(actor=going.office, entry=other)
    entry_reconsidered.send(Entry, entry=other)
    assert Visit.objects.get(pk=again.pk).state == "cancelled"


def test_nothing_changed_is_nothing_recorded() -> None:
    going = plan("booked")
    planning.change_visit(actor=going.office, visit=going.visit, place=going.visit.place)
    assert not Record.objects.filter(action="visits.visit.changed").exists()
    assert len(letters("booked_visitor")) == 2


def test_of_a_cancelled_visit_nobody_hears_that_a_visitor_is_missing() -> None:
    going = plan()
    planning.cancel_visit(actor=going.office, visit=going.visit, reason="Snö.")
    record_recusal(
        actor=going.office, juror=going.jurors[0], entry=going.entry, relation="family", reason="Kusin."
    )
    assert going.visitor(0).ended_because == "recusal"
    assert letters("visitor_missing") == []


def test_somebody_who_goes_though_standing_aside_is_told_and_writes_nothing() -> None:
    going = plan("made")
    Recusal.objects.create(
        juror=going.jurors[0], entry=going.entry, relation="family", source="office", recorded_by=going.office
    )
    with pytest.raises(NotAllowed, match="avstår"):
        going.write(0, met="Vera.")
    [(sentence, problem)] = invariants.problems()
    assert "stands aside" in sentence
    assert going.visitor(0).public_id in problem


def test_a_protocol_of_which_the_reviews_know_nothing_is_told() -> None:
    going = plan("handed_in")
    NewEvidence.objects.all().delete()
    [(_sentence, problem)] = invariants.problems()
    assert going.visit.public_id in problem
