"""What a visit found, as the jury that sits together is told of it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Entry
from forebild.jury.models import Recusal
from forebild.shared.known import Fact
from forebild.visits.known import found_facts
from forebild.visits.models import Claim, Visit
from forebild.visits.services import planning, protocol
from forebild.visits.tests.worlds import QUOTE, Going, plan
from tests.worlds import make_assignment, make_company, make_edition, make_entry, make_juror, make_person

pytestmark = pytest.mark.django_db
UNSIGNED = "Från besöket (inte underskrivet av alla än)"


def test_the_jury_is_told_each_claim_and_finding_and_readers_the_way_to_the_protocol() -> None:
    going = plan("handed_in")
    edition = going.entry.edition
    href = reverse("visits:visit", args=[2027, going.visit.public_id])
    member, chair = make_juror(edition).person, make_juror(edition, seat="chair").person
    for actor, link in ((member, ""), (chair, href), (going.office, href), (going.person(0), href)):
        fact = Fact(f"”{QUOTE}”", "Delvis bekräftat.", UNSIGNED, link, "Läs protokollet" if link else "")
        assert found_facts([going.entry, "something else"], actor) == {going.entry.pk: [fact]}
    protocol.sign_protocol(actor=going.person(1), visitor=going.visitor(1))  # handing in was the other's
    assert found_facts([going.entry], member)[going.entry.pk][0].part == "Från besöket"


def test_nobody_else_is_told() -> None:
    going = plan("handed_in")
    edition = going.entry.edition
    ended = make_juror(edition, state="left").person
    other = make_juror(make_edition(2026)).person
    reading = make_juror(edition)
    make_assignment(reading, make_entry(edition), is_declared=True)
    for actor in (ended, other, going.owner, make_person(), reading.person):
        assert found_facts([going.entry], actor) == {}
    assert found_facts(["something else"], going.office) == {}


@pytest.mark.parametrize("seat", ["member", "chair", "secretary"])
def test_whoever_stands_aside_is_told_nothing(seat: str) -> None:
    going = plan("handed_in")
    juror = make_juror(going.entry.edition, seat=seat)
    assert found_facts([going.entry], juror.person) != {}
    Recusal.objects.create(
        juror=juror, entry=going.entry, relation="other", source="office", recorded_by=going.office
    )
    assert found_facts([going.entry], juror.person) == {}


def test_before_the_protocol_is_handed_in_there_is_nothing() -> None:
    going = plan("made")
    going.write(0, **{f"note_{going.visit.claims.get().public_id}": "Påbörjat."})
    assert found_facts([going.entry], going.office) == {}


def test_as_many_statements_for_three_visits_as_for_one() -> None:
    going = plan("handed_in")
    entries = [going.entry, *(visited(going) for _number in range(2))]
    counts = []
    for asked in (entries[:1], entries):
        found = list(Entry.objects.select_related("edition").filter(pk__in=[each.pk for each in asked]))
        with CaptureQueriesContext(connection) as captured:
            assert len(found_facts(found, going.office)) == len(asked)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def visited(going: Going) -> Entry:
    """One more entry, whose visit has its signed protocol."""
    entry, now = make_entry(going.entry.edition, make_company()), timezone.now()
    visit = planning.plan_visit(actor=going.office, entry=entry)
    Claim.objects.create(visit=visit, question_key="challenge", quote="Nytt.")
    handed_in = {"handed_in_at": now, "handed_in_by": going.person(0)}
    Visit.objects.filter(pk=visit.pk).update(state="signed", begins_at=now, **handed_in)
    return entry
