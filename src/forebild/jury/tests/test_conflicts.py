"""A conflict of interest closes everything of the entry, at once, on every way to it."""

import json
import threading

import pytest
from django.db import connection, connections
from django.urls import reverse

from forebild.competition.models import Entry
from forebild.jury.models import Assignment, Declaration, Recusal, Review, Score
from forebild.jury.ranking import ranking_of
from forebild.jury.services.conflicts import (
    declare_no_conflict,
    declare_recusal,
    lift_recusal,
    record_recusal,
)
from forebild.jury.services.reviews import Mark, save_review, submit_review
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Refusal
from forebild.shared.outbox.models import Message
from tests.worlds import (
    make_assignment,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


def score_all(juror, assignment, value=4):
    """Fill the sheet in and hand it in."""
    marks = {c.public_id: Mark(value) for c in assignment.entry.edition.criteria.all()}
    save_review(actor=juror.person, assignment=assignment, marks=marks, strengths="Tydligt.")
    return submit_review(actor=juror.person, assignment=assignment)


def test_a_no_opens_the_entry_and_is_noted_once():
    juror = make_juror(edition := make_edition())
    assignment = make_assignment(juror, make_entry(edition))
    first = declare_no_conflict(actor=juror.person, assignment=assignment)
    assert declare_no_conflict(actor=juror.person, assignment=assignment) == first
    assert Declaration.objects.count() == 1


def test_only_the_assigned_juror_answers():
    juror, other = make_juror(edition := make_edition()), make_juror(edition)
    assignment = make_assignment(juror, make_entry(edition))
    with pytest.raises(NotAllowed):
        declare_no_conflict(actor=other.person, assignment=assignment)
    with pytest.raises(NotAllowed):
        declare_recusal(actor=other.person, assignment=assignment, relation="family")
    assert not Declaration.objects.exists()
    assert not Recusal.objects.exists()


def test_a_yes_voids_the_review_and_tells_the_leaders_who_do_not_stand_aside():
    edition = make_edition()
    juror, chair = make_juror(edition), make_juror(edition, "Ordförande", seat="chair")
    tied = make_juror(edition, "Sekreterare", seat="secretary")
    entry = make_entry(edition)
    assignment = make_assignment(juror, entry, is_declared=True)
    score_all(juror, assignment)
    record_recusal(actor=make_office(), juror=tied, entry=entry, relation="family", reason="Syskon.")
    Message.objects.all().delete()
    recusal = declare_recusal(actor=juror.person, assignment=assignment, relation="board", reason="Hemligt.")
    assignment.refresh_from_db()
    assert (assignment.state, assignment.ended_because) == ("ended", "recusal")
    assert Review.objects.get().state == "void"
    assert not Declaration.objects.filter(juror=juror).exists()
    assert recusal.recorded_by == juror.person
    assert [message.to_person for message in Message.objects.all()] == [chair.person.public_id]
    assert "Hemligt" not in Message.objects.get().text


def test_a_yes_is_refused_without_a_relation_and_after_the_reading_has_ended():
    juror = make_juror(edition := make_edition())
    assignment = make_assignment(juror, make_entry(edition))
    with pytest.raises(InvalidInput) as refusal:
        declare_recusal(actor=juror.person, assignment=assignment, relation="")
    assert "relation" in refusal.value.fields
    declare_recusal(actor=juror.person, assignment=assignment, relation="owner")
    with pytest.raises(NotNow):
        declare_recusal(actor=juror.person, assignment=assignment, relation="owner")
    assert Recusal.objects.count() == 1


class TestRecordedByOthers:
    def test_twice_is_once(self):
        juror, entry = make_juror(edition := make_edition()), make_entry(edition)
        office = make_office()
        first = record_recusal(actor=office, juror=juror, entry=entry, relation="family", reason="Syskon.")
        again = record_recusal(actor=office, juror=juror, entry=entry, relation="family", reason="Igen.")
        assert first == again
        assert Recusal.objects.get().reason == "Syskon."

    def test_needs_a_reason_a_relation_and_the_same_edition(self):
        juror, entry = make_juror(edition := make_edition()), make_entry(edition)
        elsewhere = make_juror(make_edition(2026))
        office = make_office()
        for seat, relation, reason in (
            (juror, "family", " "),
            (juror, "", "Ja."),
            (elsewhere, "family", "Ja."),
        ):
            with pytest.raises(InvalidInput):
                record_recusal(actor=office, juror=seat, entry=entry, relation=relation, reason=reason)
        assert not Recusal.objects.exists()

    def test_not_by_strangers_and_not_by_one_who_stands_aside(self):
        juror, entry = make_juror(edition := make_edition()), make_entry(edition)
        chair = make_juror(edition, seat="chair")
        office = make_office()
        with pytest.raises(NotAllowed):
            record_recusal(actor=make_person(), juror=juror, entry=entry, relation="family", reason="Ja.")
        record_recusal(actor=office, juror=chair, entry=entry, relation="family", reason="Ja.")
        with pytest.raises(NotAllowed):
            record_recusal(actor=chair.person, juror=juror, entry=entry, relation="family", reason="Ja.")

    def test_is_lifted_once_with_a_reason_and_the_review_stays_void(self):
        juror, entry = make_juror(edition := make_edition()), make_entry(edition)
        assignment = make_assignment(juror, entry, is_declared=True)
        score_all(juror, assignment)
        office = make_office()
        recusal = record_recusal(actor=office, juror=juror, entry=entry, relation="family", reason="Fel.")
        with pytest.raises(InvalidInput):
            lift_recusal(actor=office, recusal=recusal, reason=" ")
        with pytest.raises(NotAllowed):
            lift_recusal(actor=make_person(), recusal=recusal, reason="Ja.")
        lift_recusal(actor=office, recusal=recusal, reason="Namne.")
        with pytest.raises(NotNow):
            lift_recusal(actor=office, recusal=recusal, reason="Namne.")
        assert Review.objects.get().state == "void"
        assert Recusal.objects.get().lifted_by == office


def test_nothing_of_a_closed_entry_answers_from_the_next_request_on(client):
    juror = make_juror(edition := make_edition(2027))
    assignment = make_assignment(juror, make_entry(edition), is_declared=True)
    client.force_login(juror.person)
    parts = [2027, assignment.public_id]
    address = reverse("jury:review_edit", args=parts)
    assert client.get(address).status_code == 200
    answer = client.post(reverse("jury:conflict", args=parts), {"tied": "yes", "relation": "family"})
    assert answer.status_code == 302
    body = json.dumps({"revision": 0, "fields": {"strengths": "Nej"}})
    autosave = reverse("jury:review_autosave", args=parts)
    statuses = [
        client.get(address).status_code,
        client.post(address, {"then": "submit"}).status_code,
        client.post(autosave, body, content_type="application/json").status_code,
        client.post(reverse("jury:review_reopen", args=parts)).status_code,
        client.get(reverse("jury:conflict", args=parts)).status_code,
        client.post(reverse("jury:conflict", args=parts), {"tied": "no"}).status_code,
        client.get(reverse("jury:entry_file", args=[*parts, "x" * 26])).status_code,
        client.get(f"/en{address}").status_code,
    ]
    assert statuses == [404] * 8
    assert not Review.objects.exists()


def test_the_office_too_loses_an_entry_that_it_stands_aside_from():
    edition = make_edition()
    office = make_office()
    seat = make_juror(edition, person=office, seat="secretary")
    entry = make_entry(edition)
    assert list(Entry.objects.for_actor(office)) == [entry]
    record_recusal(actor=make_office(), juror=seat, entry=entry, relation="family", reason="Ja.")
    assert list(Entry.objects.for_actor(office)) == []
    assert ranking_of(edition, office).rows == ()


def test_before_the_question_is_answered_only_names_are_shown(client):
    juror = make_juror(edition := make_edition(2027))
    entry = make_entry(edition, make_company("Namnet AB"), answers={"challenge": "Hemlig text."})
    assignment = make_assignment(juror, entry)
    client.force_login(juror.person)
    page = client.get(reverse("jury:review_edit", args=[2027, assignment.public_id]), follow=True)
    assert page.redirect_chain[-1][0] == reverse("jury:conflict", args=[2027, assignment.public_id])
    assert "Namnet AB" in page.text
    assert "Hemlig text" not in page.text
    opened = client.post(page.redirect_chain[-1][0], {"tied": "no"}, follow=True)
    assert "Hemlig text" in opened.text


def submit_without_lock(*, actor, assignment):
    """The control: what handing in would be if it trusted what it had read."""
    Review.objects.filter(assignment=assignment).update(state="submitted")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("hand_in", [submit_review, submit_without_lock])
def test_of_handing_in_and_standing_aside_at_once_no_score_survives(hand_in):
    juror = make_juror(edition := make_edition())
    survivors = 0
    for _round in range(4):
        assignment = make_assignment(juror, make_entry(edition), is_declared=True)
        marks = {c.public_id: Mark(3) for c in edition.criteria.all()}
        save_review(actor=juror.person, assignment=assignment, marks=marks)
        barrier = threading.Barrier(2)

        def run(act, barrier=barrier, assignment=assignment, **more):
            own = Assignment.objects.select_related("juror__edition", "juror__person", "entry__edition").get(
                pk=assignment.pk
            )
            barrier.wait()
            if act is submit_without_lock:
                connection.cursor().execute("select pg_sleep(0.3)")  # it read early and writes late
            try:
                act(actor=own.juror.person, assignment=own, **more)
            except Refusal:
                pass
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=run, args=(hand_in,)),
            threading.Thread(target=run, args=(declare_recusal,), kwargs={"relation": "family"}),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert Assignment.objects.get(pk=assignment.pk).state == "ended"
        survivors += Review.objects.filter(assignment=assignment, state="submitted").count()
    assert (survivors > 0) == (hand_in is submit_without_lock)
    assert Score.objects.exists()
