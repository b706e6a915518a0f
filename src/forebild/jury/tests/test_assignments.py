"""Who reads what: proposed, published, added to by hand, ended by news; reminders; the ranking."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forebild.competition.services.entries import withdraw_entry
from forebild.competition.signals import entry_reconsidered
from forebild.engine.assignment.problem import Infeasible
from forebild.jury.models import Assignment, AssignmentPlan, Recusal, Review
from forebild.jury.plans import plan_figures, replays, stored_problem
from forebild.jury.ranking import ranking_of
from forebild.jury.recusal_effects import recusal_effects
from forebild.jury.services import assignments
from forebild.jury.services.conflicts import declare_recusal, record_recusal
from forebild.jury.services.reminders import remind_readers, send_due_reminders
from forebild.jury.services.reviews import Mark, save_review, submit_review
from forebild.jury.tests.scored import open_the_scores
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
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


@pytest.fixture
def edition():
    return make_edition(2027, reviews_per_entry=2, finalist_count=1)


@pytest.fixture
def office(edition):
    return make_office()


@pytest.fixture
def jury(edition):
    return [make_juror(edition, f"Ledamot {letter}") for letter in "ABC"]


@pytest.fixture
def entries(edition):
    return [make_entry(edition, make_company(f"Bolaget {letter} AB", sector="25")) for letter in "ABC"]


def propose(office, edition, **more):
    return assignments.propose_assignment(actor=office, edition=edition, **more)


def score(assignment, value):
    """Hand in the same step on every criterion."""
    actor, criteria = assignment.juror.person, assignment.entry.edition.criteria.all()
    marks = {criterion.public_id: Mark(value) for criterion in criteria}
    save_review(actor=actor, assignment=assignment, marks=marks)
    return submit_review(actor=actor, assignment=assignment)


class TestProposing:
    def test_a_plan_keeps_away_from_conflicts_and_can_be_replayed(self, edition, office, jury, entries):
        record_recusal(actor=office, juror=jury[0], entry=entries[0], relation="family", reason="Ja.")
        jury[1].expertise.create(scheme="sni2007", code="25")
        plan = propose(office, edition)
        assert len(plan.pairs) == 6
        assert [jury[0].public_id, entries[0].public_id] not in plan.pairs
        assert replays(plan)
        figures = plan_figures(stored_problem(plan), [tuple(pair) for pair in plan.pairs])
        assert sum(figures.loads.values()) == 6
        assert figures.groups == 1
        assert plan_figures(stored_problem(plan), []) is None

    def test_a_third_proposal_replaces_the_first_and_keeps_what_is_given(
        self, edition, office, jury, entries
    ):
        for juror in jury:
            make_assignment(juror, entries[0])
        first = propose(office, edition, per_entry=1)
        second = propose(office, edition, per_entry=1, seed=2)
        third = propose(office, edition, per_entry=1, seed=3)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state, third.state) == ("discarded", "proposed", "proposed")
        assert Record.objects.filter(action="jury.assignment.discarded").count() == 1
        assert [entry for _juror, entry in second.pairs].count(entries[0].public_id) == 3

    def test_is_refused_without_entries_with_a_senseless_number_and_to_strangers(self, edition, office, jury):
        with pytest.raises(NotNow):
            propose(office, edition)
        with pytest.raises(InvalidInput):
            propose(office, edition, per_entry=0)
        with pytest.raises(NotAllowed):
            propose(make_person(), edition)

    def test_what_is_impossible_is_told_in_names_but_never_a_closed_one(self, edition, jury, entries, office):
        for juror in jury[:2]:
            record_recusal(actor=office, juror=juror, entry=entries[0], relation="family", reason="Ja.")
        with pytest.raises(NotNow) as refusal:
            propose(office, edition, per_entry=2)
        assert "Bolaget A AB" in refusal.value.reason
        chair = make_juror(edition, seat="chair")
        record_recusal(actor=office, juror=chair, entry=entries[0], relation="family", reason="Ja.")
        with pytest.raises(NotNow) as refusal:
            propose(chair.person, edition, per_entry=2)
        assert "Bolaget A AB" not in refusal.value.reason
        unknown = Infeasible("something_new", (), ())
        assert "motsäger" in assignments.infeasible_text(unknown, office)

    def test_a_plan_that_the_check_faults_is_never_stored(self, edition, office, jury, entries, monkeypatch):
        monkeypatch.setattr(assignments, "check", lambda problem, plan: ["wrong"])
        with pytest.raises(RuntimeError):
            propose(office, edition)
        assert not AssignmentPlan.objects.exists()


class TestPublishing:
    def test_each_juror_is_told_once(self, edition, office, jury, entries):
        plan = propose(office, edition)
        made = assignments.publish_assignment(actor=office, plan=plan)
        assert len(made) == Assignment.objects.count() == 6
        assert {m.to_person for m in Message.objects.all()} == {j.person.public_id for j in jury}
        assert Message.objects.count() == 3
        with pytest.raises(NotNow):
            assignments.publish_assignment(actor=office, plan=plan)
        again = propose(office, edition)
        assert assignments.publish_assignment(actor=office, plan=again) == []
        assert Message.objects.count() == 3

    def test_is_refused_when_a_conflict_has_come_up_since(self, edition, office, jury, entries):
        plan = propose(office, edition, per_entry=3)
        record_recusal(actor=office, juror=jury[0], entry=entries[0], relation="family", reason="Ja.")
        with pytest.raises(NotNow):
            assignments.publish_assignment(actor=office, plan=plan)
        plan.refresh_from_db()
        assert plan.state == "proposed" or not Assignment.objects.exists()

    def test_a_proposal_is_put_away(self, edition, office, jury, entries):
        plan = propose(office, edition)
        with pytest.raises(NotAllowed):
            assignments.discard_assignment(actor=jury[0].person, plan=plan)
        assignments.discard_assignment(actor=office, plan=plan)
        assert plan.state == "discarded"


def test_one_reader_by_hand_and_every_refusal(edition, office, jury, entries):
    made = assignments.assign_one(actor=office, juror=jury[0], entry=entries[0])
    assert made.state == "open"
    record_recusal(actor=office, juror=jury[1], entry=entries[0], relation="family", reason="Ja.")
    gone, draft = make_juror(edition, state="left"), make_entry(edition, state="submitted")
    for juror, entry in ((jury[0], entries[0]), (jury[1], entries[0]), (gone, entries[1]), (jury[2], draft)):
        with pytest.raises(NotNow):
            assignments.assign_one(actor=office, juror=juror, entry=entry)
    secretary = make_juror(edition, seat="secretary")
    with pytest.raises(NotNow, match="Sekreteraren läser inga bidrag"):
        assignments.assign_one(actor=office, juror=secretary, entry=entries[1])
    chair = make_juror(edition, seat="chair")
    record_recusal(actor=office, juror=chair, entry=entries[1], relation="family", reason="Ja.")
    with pytest.raises(NotAllowed):
        assignments.assign_one(actor=chair.person, juror=jury[0], entry=entries[1])
    assert Assignment.objects.count() == 1


def test_news_of_an_entry_end_its_readings(edition, jury):
    owner = make_person()
    withdrawn, doubted = make_entry(edition, make_company(owner=owner)), make_entry(edition)
    first, _second = make_assignment(jury[0], withdrawn, is_declared=True), make_assignment(jury[0], doubted)
    score(first, 3)
    withdraw_entry(actor=owner, entry=withdrawn)
    entry_reconsidered.send(type(doubted), entry=doubted)
    assert list(Assignment.objects.order_by("pk").values_list("ended_because", flat=True)) == [
        "withdrawal",
        "eligibility",
    ]
    assert Review.objects.get().state == "void"


class TestReminders:
    def test_the_ladder_is_taken_step_by_step_and_stops_when_done(self, edition, jury, entries):
        assignment = make_assignment(jury[0], entries[0], is_declared=True)
        done = make_assignment(jury[1], entries[0], is_declared=True)
        score(done, 3)
        closes = edition.phases.get(kind="review").closes_at
        counts = []
        for left in (timedelta(8), timedelta(6), timedelta(5), timedelta(1, 3600), timedelta(0, 3600)):
            send_due_reminders(now=closes - left)
            counts.append(Message.objects.count())
        assert counts == [0, 1, 1, 2, 3]
        assert {m.to_person for m in Message.objects.all()} == {jury[0].person.public_id}
        score(assignment, 3)
        assert send_due_reminders(now=closes - timedelta(0, 60)) == 0
        assert send_due_reminders(now=closes) == 0

    def test_by_hand_is_once_an_hour_and_only_while_open(self, edition, office, jury, entries):
        make_assignment(jury[0], entries[0])
        assert remind_readers(actor=office, edition=edition) == 1
        assert remind_readers(actor=office, edition=edition) == 1
        assert Message.objects.count() == 1
        with pytest.raises(NotAllowed):
            remind_readers(actor=jury[0].person, edition=edition)
        edition.phases.filter(kind="review").delete()
        with pytest.raises(NotNow):
            remind_readers(actor=office, edition=edition)


class TestRanking:
    def test_uncounted_criteria_are_left_out_and_the_line_is_drawn(self, edition, office, jury, entries):
        edition.criteria.filter(position=3).update(counted=False)
        for entry, value in zip(entries, (2, 5, 3), strict=True):
            score(make_assignment(jury[0], entry, is_declared=True), value)
        found = ranking_of(edition, office)
        assert [row.entry for row in found.rows] == [entries[n].public_id for n in (1, 2, 0)]
        assert found.cut.inside == (entries[1].public_id,)
        assert [len(row.criteria) for row in found.rows] == [2, 2, 2]

    def test_a_recusal_after_the_review_tells_what_it_moved(self, edition, office, jury, entries):
        high = make_assignment(jury[0], entries[0], is_declared=True)
        for assignment, value in (
            (high, 5),
            (make_assignment(jury[1], entries[0], is_declared=True), 1),
            (make_assignment(jury[1], entries[1], is_declared=True), 2),
        ):
            score(assignment, value)
        declare_recusal(actor=jury[0].person, assignment=high, relation="family")
        Recusal.objects.create(
            juror=jury[2], entry=entries[1], relation="other", source="office", recorded_by=office
        )  # without a review: nothing to tell
        (effect,) = recusal_effects(edition, office)
        assert effect.change.in_now == (entries[1].public_id,)
        assert effect.change.out_now == (entries[0].public_id,)
        assert recusal_effects(edition, jury[0].person) == []


class TestPages:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, office):
        client.force_login(office)

    def test_propose_explain_publish(self, client, edition, jury, entries):
        address = reverse("jury:assignment", args=[2027])
        wrong = client.post(address, {"per_entry": "9", "seed": "0"})
        assert wrong.context["plan_form"].non_field_errors()
        assert client.post(address, {"per_entry": "2", "seed": "0"}).status_code == 302
        page = client.get(address)
        assert page.context["side"].added_count == 6
        plan = AssignmentPlan.objects.get()
        for juror in jury:
            why = client.get(
                reverse(
                    "jury:assignment_why", args=[2027, plan.public_id, juror.public_id, entries[0].public_id]
                )
            )
            assert why.status_code == 200
        nobody = reverse("jury:assignment_why", args=[2027, plan.public_id, "x", entries[0].public_id])
        assert client.get(nobody).status_code == 404
        client.post(reverse("jury:assignment_publish", args=[2027, plan.public_id]))
        assert Assignment.objects.count() == 6
        client.post(address, {"per_entry": "3", "seed": "0"})
        later = AssignmentPlan.objects.get(state="proposed")
        client.post(reverse("jury:assignment_discard", args=[2027, later.public_id]))
        assert Assignment.objects.count() == 6

    def test_without_jurors_the_way_to_invite_them_is_shown(self, client, edition):
        address, hint = reverse("jury:assignment", args=[2027]), "Bjud in jurymedlemmar först"
        make_entry(edition)
        html = client.get(address).content.decode()
        assert f'<a href="{reverse("jury:seats", args=[2027])}">{hint}</a>' in html
        make_juror(edition)
        assert hint not in client.get(address).content.decode()

    def test_a_reader_is_added_once(self, client, edition, jury, entries):
        form = {"juror": jury[0].public_id, "entry": entries[0].public_id}
        address = reverse("jury:reader_add", args=[2027])
        assert client.post(address, form).status_code == 302
        again = client.post(address, form)
        assert again.status_code == 422
        assert again.context["reader_form"].non_field_errors()
        assert client.post(address, {"juror": "x"}).status_code == 422

    def test_progress_reminds_those_behind(self, client, edition, jury, entries):
        make_assignment(jury[0], entries[0])
        page = client.get(reverse("jury:progress", args=[2027]))
        assert [juror.pk for juror in page.context["behind"]] == [jury[0].pk]
        assert "Ledamot A" in client.get(reverse("jury:reviews_remind", args=[2027])).text
        client.post(reverse("jury:reviews_remind", args=[2027]))
        assert Message.objects.count() == 1
        edition.phases.all().delete()
        assert client.get(reverse("jury:progress", args=[2027])).context["reminders"] == []

    def test_the_ranking_shows_moves_and_ties(self, client, edition, office, jury, entries):
        open_the_scores(edition, office, "raw")
        first = make_assignment(jury[0], entries[0], is_declared=True)
        for assignment, value in (
            (first, 5),
            (make_assignment(jury[1], entries[0], is_declared=True), 2),
            (make_assignment(jury[1], entries[1], is_declared=True), 2),
        ):
            score(assignment, value)
        declare_recusal(actor=jury[0].person, assignment=first, relation="family")
        page = client.get(reverse("jury:ranking", args=[2027]))
        assert page.context["tied"] == ["Bolaget A AB", "Bolaget B AB"]
        assert page.context["unscored_count"] == 1
        assert "Ledamot A" in page.text

    @pytest.mark.parametrize("name", ["seats", "register", "assignment", "progress", "ranking"])
    def test_a_constant_number_of_queries(self, client, edition, office, name):
        open_the_scores(edition, office)
        counts = []
        for rows in (1, 2, 4):
            for _row in range(rows):
                juror, entry = make_juror(edition), make_entry(edition)
                score(make_assignment(juror, entry, is_declared=True), 3)
                juror.interests.create(organisation=make_company(), relation="other")
                Recusal.objects.create(
                    juror=juror,
                    entry=make_entry(edition),
                    relation="other",
                    source="office",
                    recorded_by=juror.person,
                )
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse(f"jury:{name}", args=[2027])).status_code == 200
            counts.append(len(seen))
        assert len(set(counts)) == 1, counts
