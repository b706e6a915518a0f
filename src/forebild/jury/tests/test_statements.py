"""What an entry's readers agree, or the secretary writes: who may, when, and what of it may be sent."""

import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forebild.jury.models import AgreedScore, ConsensusChoice, Score, Stand, Statement
from forebild.jury.queries import agreed_feedback, agreed_feedbacks, criterion_scores
from forebild.jury.queries.statements import points
from forebild.jury.services.conflicts import record_recusal
from forebild.jury.services.consensus import (
    agree_statement,
    choose_consensus,
    name_lead,
    name_leads,
    open_statement,
    take_stand,
)
from forebild.jury.services.reviews import reopen_review
from forebild.jury.services.seats import leave_seat
from forebild.jury.services.statements import (
    approve_statement,
    draft_statement,
    reopen_statement,
    save_statement,
)
from forebild.jury.statement_fields import is_far
from forebild.jury.tests.decided import make_recusal
from forebild.jury.tests.statements import hand_in, make_team, make_written
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from tests.worlds import (
    client_of,
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
    return make_edition(2027)


@pytest.fixture
def office():
    return make_office()


def approve(team):
    approve_statement(
        actor=team.office, statement=team.statement, expected_revision=team.statement.document.revision
    )
    team.fresh()


class TestChoice:
    def test_the_choice_is_a_row_made_once_and_taken_back(self, edition, office):
        choose_consensus(actor=office, edition=edition, used=True)
        choose_consensus(actor=office, edition=edition, used=True)
        assert ConsensusChoice.objects.get().chosen_by == office
        choose_consensus(actor=office, edition=edition, used=False)
        choose_consensus(actor=office, edition=edition, used=False)
        assert not ConsensusChoice.objects.exists()
        verbs = Record.objects.filter(action__startswith="jury.consensus").order_by("pk")
        assert [each.action for each in verbs] == ["jury.consensus.chosen", "jury.consensus.dropped"]

    @pytest.mark.parametrize("used", [True, False])
    def test_not_once_a_statement_is_begun(self, used):
        team = make_team(3)
        with pytest.raises(NotNow):
            choose_consensus(actor=team.office, edition=team.edition, used=used)

    def test_only_who_leads(self, edition):
        with pytest.raises(NotAllowed):
            choose_consensus(actor=make_juror(edition).person, edition=edition, used=True)


class TestLeads:
    def test_evenly_shared_and_only_where_one_is_lacking(self, edition, office):
        ConsensusChoice.objects.create(edition=edition, chosen_by=office)
        jurors = [make_juror(edition, name) for name in ("Anna", "Bo")]
        entries = [make_entry(edition) for _number in range(4)]
        for entry in entries:
            for juror in jurors:
                make_assignment(juror, entry)
        make_entry(edition)  # nobody reads it: nobody to lead
        name_lead(actor=office, entry=entries[0], juror=jurors[0])
        assert name_leads(actor=office, edition=edition) == 3
        leads = sorted(str(each.lead.person) for each in Statement.objects.all())
        assert leads == ["Anna", "Anna", "Bo", "Bo"]
        assert name_leads(actor=office, edition=edition) == 0

    def test_a_lead_reads_the_entry(self, edition, office):
        team = make_team(3, edition=edition)
        stranger = make_juror(edition)
        with pytest.raises(InvalidInput) as refusal:
            name_lead(actor=office, entry=team.entry, juror=stranger)
        assert list(refusal.value.fields) == ["lead"]

    def test_another_can_be_named_and_one_who_leaves_leads_no_more(self, edition, office):
        team = make_team(3, 4, edition=edition)
        name_lead(actor=office, entry=team.entry, juror=team.jurors[1])
        assert team.fresh().lead == team.jurors[1]
        leave_seat(actor=office, juror=team.jurors[1])
        assert team.fresh().lead is None
        assert name_leads(actor=office, edition=edition) == 1
        assert team.fresh().lead == team.jurors[0]

    def test_not_where_readers_do_not_agree(self, edition, office):
        entry, juror = make_entry(edition), make_juror(edition)
        make_assignment(juror, entry)
        for act in (
            lambda: name_lead(actor=office, entry=entry, juror=juror),
            lambda: name_leads(actor=office, edition=edition),
        ):
            with pytest.raises(NotNow):
                act()

    def test_not_by_one_who_stands_aside(self, edition):
        team = make_team(3, edition=edition)
        chair = make_juror(edition, seat="chair")
        make_recusal(chair, team.entry)
        with pytest.raises(NotAllowed):
            name_lead(actor=chair.person, entry=team.entry, juror=team.jurors[0])


class TestOpening:
    def test_the_last_review_opens_it_and_each_reader_is_told_once(self):
        team = make_team(3, None)
        assert team.statement.state == "waiting"
        hand_in(team.readings[1], 4)
        assert team.fresh().state == "open"
        told = Message.objects.filter(kind="jury.consensus_opened")
        assert set(told.values_list("to_person", flat=True)) == {
            each.person.public_id for each in team.jurors
        }
        assert told.count() == 2

    def test_the_lead_may_begin_with_a_reason(self):
        team = make_team(3, 4, None)
        with pytest.raises(InvalidInput) as refusal:
            open_statement(actor=team.lead, statement=team.statement, reason=" ")
        assert list(refusal.value.fields) == ["reason"]
        with pytest.raises(NotAllowed):
            open_statement(actor=team.jurors[1].person, statement=team.statement, reason="Bråttom.")
        open_statement(actor=team.lead, statement=team.statement, reason="Cilla är sjuk.")
        assert (team.fresh().state, team.statement.opened_because) == ("open", "Cilla är sjuk.")

    def test_who_leads_the_jury_may_begin_too(self):
        team = make_team(3, None)
        open_statement(actor=team.office, statement=team.statement, reason="Sjukdom.")
        assert team.fresh().state == "open"

    def test_with_all_in_no_reason_is_asked(self):
        team = make_team(3, None)
        team.readings[1].delete()
        open_statement(actor=team.lead, statement=team.statement)
        assert team.fresh().state == "open"

    def test_whoever_has_not_handed_in_sees_nothing(self):
        team = make_team(3, 4, None)
        open_statement(actor=team.lead, statement=team.statement, reason="Sjukdom.")
        late = client_of(team.jurors[2].person)
        address = reverse("jury:statement_edit", args=[2027, team.statement.public_id])
        refused = late.get(address)
        assert refused.status_code == 403
        assert "Styrka" not in refused.text
        hand_in(team.readings[2], 5)
        assert late.get(address).status_code == 200

    def test_what_each_gave_alone_stands_once_they_have_begun(self):
        team = make_team(3, 4)
        with pytest.raises(NotNow):
            reopen_review(actor=team.lead, assignment=team.readings[0])
        Statement.objects.update(state="waiting", opened_at=None)
        reopen_review(actor=team.lead, assignment=team.readings[0])


class TestAgreeing:
    def test_two_hands_are_both_kept(self):
        team = make_team(3, 4)
        document = team.statement.document
        base = document.revision
        one, other = (each.person for each in team.jurors)
        team.save(one, strengths="Modet.")
        saved = save_statement(
            actor=other,
            document=document,
            changes={"strengths": "Farten.", "opportunities": "Mät."},
            base_revision=base,
            allowed=["strengths", "opportunities"],
        )
        document.refresh_from_db()
        assert saved.conflicts["strengths"].theirs == "Modet."
        assert (document.fields["strengths"], document.fields["opportunities"]) == ("Modet.", "Mät.")
        assert document.versions.filter(note="conflict", fields__strengths="Farten.").exists()

    @pytest.mark.parametrize("value", ["9", "0", "x", 3, None])
    def test_a_score_is_a_step_of_its_scale(self, value):
        team = make_team(3, 4)
        name = f"score_{team.edition.criteria.first().public_id}"
        with pytest.raises(InvalidInput) as refusal:
            team.save(team.lead, **{name: value})
        assert list(refusal.value.fields) == [name]

    def test_a_text_too_long_is_refused(self):
        team = make_team(3, 4)
        with pytest.raises(InvalidInput) as refusal:
            team.save(team.lead, strengths="a" * 4001)
        assert list(refusal.value.fields) == ["strengths"]

    def test_nothing_is_written_before_it_is_open_or_after_it_is_handed_over(self):
        team = make_team(3, None)
        with pytest.raises(NotNow):
            team.save(team.lead, strengths="Modet.")
        hand_in(team.readings[1])
        team.agree()
        with pytest.raises(NotNow):
            team.save(team.lead, strengths="Nytt.")

    def test_only_the_readers_write(self):
        team = make_team(3, 4)
        for person in (team.office, make_juror(team.edition).person, make_person()):
            with pytest.raises(NotAllowed):
                team.save(person, strengths="Nytt.")

    def test_everything_is_asked_for_at_once(self):
        team = make_team(3, 4)
        first, second, third = (each.public_id for each in team.edition.criteria.all())
        team.save(team.lead, **{f"score_{first}": "1", f"score_{second}": "na", "strengths": " \n- \n"})
        team.fresh()
        with pytest.raises(InvalidInput) as refusal:
            agree_statement(
                actor=team.lead,
                statement=team.statement,
                expected_revision=team.statement.document.revision,
            )
        missing = {f"score_{third}", f"reason_{first}", "strengths", "opportunities"}
        assert set(refusal.value.fields) == missing
        assert team.fresh().state == "open"

    def test_what_is_agreed_lies_beside_what_each_gave(self):
        team = make_team(2, 4)
        first, second, third = team.edition.criteria.all()
        before = list(Score.objects.order_by("pk").values())
        reason = {f"reason_{second.public_id}": "Besöket visade mer.", f"comment_{first.public_id}": "Bra."}
        team.agree(**{f"score_{second.public_id}": "5", f"score_{third.public_id}": "na"}, **reason)
        rows = AgreedScore.objects.order_by("criterion__position")
        assert [(row.value, row.not_applicable, row.comment, row.reason) for row in rows] == [
            (3, False, "Bra.", ""),
            (5, False, "", "Besöket visade mer."),
            (None, True, "", ""),
        ]
        assert list(Score.objects.order_by("pk").values()) == before
        assert (team.statement.state, team.statement.agreed_by) == ("agreed", team.lead)
        told = Message.objects.filter(kind="jury.statement_agreed")
        assert [each.to_person for each in told] == [team.jurors[1].person.public_id]

    def test_the_lead_alone_hands_over_and_only_what_was_shown(self):
        team = make_team(3, 4)
        team.save(team.lead, **team.fields())
        team.fresh()
        revision = team.statement.document.revision
        for person in (team.jurors[1].person, team.office):
            with pytest.raises(NotAllowed):
                agree_statement(actor=person, statement=team.statement, expected_revision=revision)
        with pytest.raises(Overtaken):
            agree_statement(actor=team.lead, statement=team.statement, expected_revision=revision - 1)

    @pytest.mark.parametrize(
        ("agreed", "given", "far"),
        [
            (None, [1], False),
            (3, [], False),
            (3, [3, 4], False),
            (5, [3, 4], True),  # nobody gave as much
            (2, [3, 4], True),
            (2, [1, 5, 5], True),  # within, but more than a step from their mean
            (3, [1, 5, 5], False),
        ],
    )
    def test_far_is_outside_or_more_than_a_quarter_of_the_scale(self, edition, agreed, given, far):
        assert is_far(agreed, given, edition.criteria.first()) is far


class TestStands:
    def test_each_says_for_the_text_that_was_handed_over(self):
        team = make_team(3, 4, 3)
        team.agree()
        take_stand(actor=team.jurors[1].person, statement=team.statement)
        take_stand(actor=team.jurors[2].person, statement=team.statement, dissent=" Nyheten är liten. ")
        said = {str(each.juror.person): (each.stands_behind, each.dissent) for each in Stand.objects.all()}
        assert said == {
            "Ledamot 1": (True, ""),  # who hands over stands behind
            "Ledamot 2": (True, ""),
            "Ledamot 3": (False, "Nyheten är liten."),
        }
        take_stand(actor=team.jurors[2].person, statement=team.statement)
        assert Stand.objects.get(juror=team.jurors[2]).stands_behind

    def test_others_take_none_and_nobody_of_what_is_open(self):
        team = make_team(3, 4)
        with pytest.raises(NotNow):
            take_stand(actor=team.lead, statement=team.statement)
        team.agree()
        with pytest.raises(NotAllowed):
            take_stand(actor=team.office, statement=team.statement)

    def test_who_reads_a_statement_that_is_not_joint_takes_none(self, edition, office):
        statement = make_written(edition, office, ("Modet.", "Mät."))
        reader = statement.entry.assignments.get().juror
        reader.seat = "chair"
        reader.save()
        with pytest.raises(NotAllowed):
            take_stand(actor=reader.person, statement=statement)

    def test_dissent_without_words_cannot_be_stored(self):
        team = make_team(3)
        with pytest.raises(IntegrityError), transaction.atomic():
            Stand.objects.create(
                statement=team.statement, juror=team.jurors[0], revision=1, stands_behind=False
            )


class TestApproving:
    def test_not_before_it_is_handed_over_and_only_what_was_shown(self):
        team = make_team(3, 4)
        with pytest.raises(NotNow):
            approve(team)
        team.agree()
        with pytest.raises(Overtaken):
            approve_statement(actor=team.office, statement=team.statement, expected_revision=1)
        with pytest.raises(NotAllowed):
            approve_statement(
                actor=team.lead, statement=team.statement, expected_revision=team.statement.agreed_revision
            )
        approve(team)
        assert (team.statement.state, team.statement.approved_by) == ("approved", team.office)

    def test_taken_up_again_with_a_reason_it_may_not_be_sent(self):
        team = make_team(3, 4)
        team.agree()
        approve(team)
        with pytest.raises(InvalidInput):
            reopen_statement(actor=team.office, statement=team.statement, reason=" ")
        reopen_statement(actor=team.office, statement=team.statement, reason="Ett namn står i texten.")
        assert (team.fresh().state, team.statement.approved_by) == ("open", None)
        assert agreed_feedback(team.entry, team.office) is None
        team.agree(strengths="Bara modet.")
        assert team.statement.reopened_because == ""
        assert not Stand.objects.filter(revision__lt=team.statement.agreed_revision, juror=team.jurors[0])

    def test_without_consensus_it_begins_with_what_the_jurors_wrote(self, edition, office):
        statement = make_written(edition, office, ("Modet.\n- Farten.", "Mät."), ("Modet.", ""))
        assert statement.document.fields == {"strengths": "Modet.\nFarten.", "opportunities": "Mät."}
        assert draft_statement(actor=office, entry=statement.entry) == statement
        approve_statement(actor=office, statement=statement, expected_revision=statement.document.revision)
        feedback = agreed_feedback(statement.entry, office)
        assert (feedback.strengths, feedback.opportunities) == (("Modet.", "Farten."), ("Mät.",))
        assert [(each.score, each.is_agreed) for each in feedback.scores] == [(4.0, False)] * 3

    def test_without_words_it_is_not_approved(self, edition, office):
        statement = make_written(edition, office, ("Modet.", ""))
        with pytest.raises(InvalidInput) as refusal:
            approve_statement(
                actor=office, statement=statement, expected_revision=statement.document.revision
            )
        assert list(refusal.value.fields) == ["opportunities"]

    def test_no_draft_where_readers_agree_or_out_of_competition(self, edition, office):
        team = make_team(3, edition=edition)
        with pytest.raises(NotNow):
            draft_statement(actor=office, entry=make_entry(edition))
        ConsensusChoice.objects.all().delete()
        with pytest.raises(NotNow):
            draft_statement(actor=office, entry=make_entry(edition, state="submitted"))
        with pytest.raises(NotAllowed):
            draft_statement(actor=team.lead, entry=make_entry(edition))


class TestFeedback:
    def test_the_teams_steps_and_its_points(self):
        team = make_team(2, 4)
        team.agree(strengths="• Modet.\n\n  – Farten. ")
        assert agreed_feedback(team.entry, team.office) is None  # handed over is not approved
        approve(team)
        feedback = agreed_feedback(team.entry, team.office)
        assert (feedback.strengths, feedback.opportunities) == (("Modet.", "Farten."), ("Mät mer.",))
        assert [(each.score, each.is_agreed) for each in feedback.scores] == [(3, True)] * 3
        assert (feedback.language, feedback.is_joint) == ("sv", True)
        assert agreed_feedbacks(team.edition, team.office) == {team.entry.pk: feedback}

    def test_of_two_entries_each_has_its_own(self, edition, office):
        one = make_team(2, 4, edition=edition)
        other = make_team(5, 5, edition=edition, name="Andra AB")
        one.agree()
        scores = criterion_scores(edition, office)
        assert {each.score for each in scores[one.entry.pk]} == {3}
        assert {each.score for each in scores[other.entry.pk]} == {5.0}  # not handed over: the mean
        assert agreed_feedbacks(edition, office) == {}

    def test_closed_to_one_who_stands_aside_whatever_else_one_is(self, edition):
        team = make_team(3, 4, edition=edition)
        team.agree()
        approve(team)
        seat = make_juror(edition, person=team.office)
        assert agreed_feedback(team.entry, team.office) is not None
        make_recusal(seat, team.entry)
        assert agreed_feedback(team.entry, team.office) is None
        assert team.entry.pk not in criterion_scores(edition, team.office)

    def test_a_constant_number_of_statements(self, edition, office):
        counts = []
        for number in range(2):
            for each in range(1 + number):
                team = make_team(3, edition=edition, name=f"Bolag {number}{each} AB")
                team.agree()
                approve(team)
            with CaptureQueriesContext(connection) as seen:
                assert len(agreed_feedbacks(edition, office)) == 1 + 2 * number
            counts.append(len(seen))
        assert counts[0] == counts[1]

    def test_a_point_is_a_line_that_says_something(self):
        assert points(" - Ett\n\n•\n* Två – tre\n") == ("Ett", "Två – tre")
        assert points(None) == ()


class TestRecusal:
    def recuse(self, team, juror):
        record_recusal(
            actor=team.office, juror=juror, entry=team.entry, relation="board", reason="Styrelsen."
        )
        team.fresh()

    @pytest.mark.parametrize("approved", [True, False])
    def test_what_was_agreed_with_his_or_her_part_is_taken_up_again(self, approved):
        team = make_team(3, 4, 3)
        team.agree()
        take_stand(actor=team.jurors[1].person, statement=team.statement)
        if approved:
            approve(team)
        self.recuse(team, team.jurors[1])
        assert (team.statement.state, team.statement.approved_by) == ("open", None)
        assert team.statement.reopened_because
        assert not Stand.objects.filter(juror=team.jurors[1]).exists()
        assert agreed_feedback(team.entry, team.office) is None

    def test_a_lead_who_stands_aside_leads_no_more(self):
        team = make_team(3, 4)
        self.recuse(team, team.jurors[0])
        assert (team.statement.lead, team.statement.state) == (None, "open")

    def test_one_who_had_no_part_changes_nothing(self):
        team = make_team(3, 4)
        team.agree()
        self.recuse(team, make_juror(team.edition))
        assert team.statement.state == "agreed"

    def test_nothing_is_done_by_one_who_stands_aside(self, edition):
        team = make_team(3, 4, edition=edition)
        team.agree()
        make_recusal(make_juror(edition, person=team.office), team.entry)
        make_recusal(team.jurors[1], team.entry)
        with pytest.raises(NotAllowed):
            approve(team)
        with pytest.raises(NotAllowed):
            reopen_statement(actor=team.office, statement=team.statement, reason="Fel.")
        with pytest.raises(NotAllowed):
            take_stand(actor=team.jurors[1].person, statement=team.statement)

    def test_every_page_of_it_is_gone_at_once(self):
        team = make_team(3, 4)
        member = client_of(team.jurors[1].person)
        parts = [2027, team.statement.public_id]
        names = ("edit", "autosave", "open", "stand", "history", "compare")
        assert member.get(reverse("jury:statement_edit", args=parts)).status_code == 200
        self.recuse(team, team.jurors[1])
        for name in names:
            assert member.get(reverse(f"jury:statement_{name}", args=parts)).status_code == 404

    def test_a_chair_who_stands_aside_finds_no_trace_in_the_list(self, edition):
        team = make_team(3, 4, edition=edition, name="Hemliga AB")
        chair = make_juror(edition, seat="chair")
        page = client_of(chair.person)
        address = reverse("jury:statements", args=[2027])
        assert "Hemliga AB" in page.get(address).text
        make_recusal(chair, team.entry)
        answer = page.get(address)
        assert "Hemliga AB" not in answer.text
        assert answer.context["rows"] == []


class TestPages:
    def address(self, team, name="edit"):
        return reverse(f"jury:statement_{name}", args=[2027, team.statement.public_id])

    def test_side_by_side_without_names(self):
        team = make_team(2, 4)
        shown = client_of(team.lead).get(self.address(team))
        steps = [[each["step"] for each in row["given"]] for row in shown.context["rows"]]
        assert [sorted(each) for each in steps] == [["2", "4"]] * 3
        assert {each["name"] for each in shown.context["rows"][0]["given"]} <= {
            "Du",
            "Jurymedlem 1",
            "Jurymedlem 2",
        }
        assert "Du" in {each["name"] for each in shown.context["rows"][0]["given"]}
        assert "Styrka Ledamot 2" in shown.text

    def test_without_script_it_is_saved_and_handed_over(self):
        team = make_team(3, 4)
        page = client_of(team.lead)
        revision = {"revision": str(team.statement.document.revision)}
        missing = page.post(self.address(team), {"strengths": "Modet.", "then": "agree"} | revision)
        assert missing.status_code == 422
        assert team.fresh().document.fields["strengths"] == "Modet."
        revision = {"revision": str(team.statement.document.revision)}
        done = page.post(self.address(team), team.fields() | revision | {"then": "agree"})
        assert done.url == self.address(team)
        assert team.fresh().state == "agreed"
        answered = client_of(team.jurors[1].person)
        assert answered.post(self.address(team, "stand"), {"stand": "behind"}).url == self.address(team)
        empty = answered.post(self.address(team, "stand"), {"dissent": ""})
        assert empty.status_code == 422
        answered.post(self.address(team, "stand"), {"dissent": "Nej."})
        office = client_of(team.office)
        assert "Nej." in office.get(self.address(team)).text
        stale = office.post(self.address(team, "approve"), {"revision": "x"})
        assert stale.status_code == 409
        office.post(self.address(team, "approve"), {"revision": team.statement.document.revision})
        assert team.fresh().state == "approved"
        assert office.post(self.address(team, "reopen"), {"reason": ""}).status_code == 422
        office.post(self.address(team, "reopen"), {"reason": "Ett fel."})
        assert team.fresh().state == "open"
        assert "Ett fel." in page.get(self.address(team)).text

    def test_without_script_two_hands_meet_beside_the_field(self):
        team = make_team(3, 4)
        revision = str(team.statement.document.revision)
        team.save(team.jurors[1].person, strengths="Farten.")
        met = client_of(team.lead).post(
            self.address(team), {"strengths": "Modet.", "revision": revision, "then": "save"}
        )
        assert met.status_code == 422
        assert "Farten." in met.text
        assert "Modet." in met.text

    def test_autosave_keeps_and_refuses_in_words(self):
        team = make_team(3, 4)
        page = client_of(team.lead)

        def send(fields):
            body = json.dumps({"revision": team.statement.document.revision, "fields": fields, "tab": "a"})
            return page.post(self.address(team, "autosave"), body, content_type="application/json")

        first = team.edition.criteria.first().public_id
        assert send({f"score_{first}": "4"}).status_code == 200
        assert list(send({f"score_{first}": "9"}).json()["fields"]) == [f"score_{first}"]
        assert send({"trap": "x"}).status_code == 400
        assert team.fresh().document.fields == {f"score_{first}": "4"}

    def test_begun_early_with_a_reason(self):
        team = make_team(3, None)
        page = client_of(team.lead)
        assert self.address(team, "open") in page.get(self.address(team)).text
        assert page.post(self.address(team, "open"), {"reason": ""}).status_code == 422
        assert page.get(self.address(team, "open")).status_code == 200
        page.post(self.address(team, "open"), {"reason": "Sjukdom."})
        assert "Sjukdom." in page.get(self.address(team)).text

    def test_the_office_writes_from_the_reviews_and_approves(self, edition, office):
        entry = make_entry(edition)
        hand_in(make_assignment(make_juror(edition), entry, is_declared=True), 4, strengths="Modet.")
        page = client_of(office)
        begin = reverse("jury:statement_begin", args=[2027, entry.public_id])
        assert page.get(begin).status_code == 200
        address = page.post(begin).url
        revision = {"revision": str(Statement.objects.get().document.revision)}
        missing = page.post(address, {"strengths": "Modet.", "then": "approve"} | revision)
        assert missing.status_code == 422
        page.post(
            address,
            {"strengths": "Modet.", "opportunities": "Mät.", "then": "approve", "revision": "1"},
        )
        assert Statement.objects.get().state == "approved"
        assert agreed_feedback(entry, office).opportunities == ("Mät.",)

    def test_leads_are_named_from_the_list(self, edition, office):
        entry, juror = make_entry(edition, make_company("Ensam AB")), make_juror(edition, "Anna")
        make_assignment(juror, entry)
        page = client_of(office)
        listed = reverse("jury:statements", args=[2027])
        page.post(reverse("jury:consensus_choose", args=[2027]), {"used": "yes"})
        assert page.get(listed).context["lacks_leads"]
        begin = reverse("jury:statement_begin", args=[2027, entry.public_id])
        assert page.post(begin, {"lead": "x"}).status_code == 422
        assert page.post(begin, {"lead": juror.public_id}).url == listed
        shown = page.get(listed)
        assert "Anna" in shown.text
        assert not shown.context["lacks_leads"]
        assert page.post(reverse("jury:leads_name", args=[2027])).url == listed
        refused = page.post(reverse("jury:consensus_choose", args=[2027]), {"used": "no"})
        assert refused.status_code == 409

    def test_the_choice_can_be_taken_back_before_anything_is_begun(self, edition, office):
        page = client_of(office)
        for used in ("yes", "no"):
            page.post(reverse("jury:consensus_choose", args=[2027]), {"used": used})
        assert not ConsensusChoice.objects.exists()

    def test_history_shows_what_changed(self):
        team = make_team(3, 4)
        team.save(team.lead, strengths="Modet.")
        page = client_of(team.lead)
        assert page.get(self.address(team, "history")).status_code == 200
        first = team.statement.document.versions.order_by("pk").first()
        shown = page.get(self.address(team, "compare"), {"from": first.public_id})
        assert "Modet." in shown.text

    def test_the_desk_leads_there(self):
        team = make_team(3, 4)
        desk = client_of(team.lead).get(reverse("jury:desk", args=[2027]))
        assert self.address(team) in desk.text
        review = client_of(team.lead).get(
            reverse("jury:review_edit", args=[2027, team.readings[0].public_id])
        )
        assert self.address(team) in review.text
