"""A person's hand in the plan: settled seats, changes with warnings, two proposals, late moves."""

import re

import pytest
from django.urls import reverse

from forebild.engine.assignment.problem import Change, Infeasible, Way
from forebild.jury.affinity import likeness, speaks_of, words_by_entry, words_of
from forebild.jury.causes import CAUSES, competence_name, infeasible_text
from forebild.jury.models import Assignment, AssignmentPlan, Review, SeatRule
from forebild.jury.plans import replays, stored_problem
from forebild.jury.services import assignments
from forebild.jury.services.adjusting import Warned, adjust_plan
from forebild.jury.services.conflicts import record_recusal
from forebild.jury.services.reviews import save_review
from forebild.jury.services.seat_rules import release_seat, settle_seat
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
    make_submission,
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
    return [make_juror(edition, f"Ledamot {letter}") for letter in "ABCD"]


@pytest.fixture
def entries(edition):
    return [make_entry(edition, make_company(f"Bolaget {letter} AB", sector="25")) for letter in "ABCD"]


@pytest.fixture
def chair(edition, office, entries):
    """The chair stands aside from the first entry."""
    seat = make_juror(edition, "Ordföranden", seat="chair", max_load=0)
    record_recusal(actor=office, juror=seat, entry=entries[0], relation="family", reason="Ja.")
    return seat.person


def propose(office, edition, **more):
    return assignments.propose_assignment(actor=office, edition=edition, **more)


def publish(office, plan, **more):
    return assignments.publish_assignment(actor=office, plan=plan, **more)


def begin(assignment):
    """The juror writes a first word."""
    save_review(actor=assignment.juror.person, assignment=assignment, marks={}, strengths="Modet.")


def seat_of(plan, entry):
    return [juror for juror, named in plan.pairs if named == entry.public_id]


class TestSettling:
    def test_a_pin_and_a_ban_are_kept_by_the_next_proposal(self, edition, office, jury, entries):
        jury[0].expertise.create(scheme="sni2007", code="25")
        ban = settle_seat(
            actor=office, juror=jury[0], entry=entries[0], kind="forbid", reason=" Känner dem. "
        )
        settle_seat(actor=office, juror=jury[1], entry=entries[1], kind="pin")
        plan = propose(office, edition)
        assert jury[0].public_id not in seat_of(plan, entries[0])
        assert jury[1].public_id in seat_of(plan, entries[1])
        assert ban.reason == "Känner dem."
        release_seat(actor=office, rule=ban)
        assert stored_problem(propose(office, edition)).forbidden == ()
        verbs = ["jury.seat.settled", "jury.seat.settled", "jury.seat.released"]
        assert [
            r.action for r in Record.objects.filter(action__startswith="jury.seat").order_by("pk")
        ] == verbs

    def test_a_conflict_beats_a_pin(self, edition, office, jury, entries):
        settle_seat(actor=office, juror=jury[0], entry=entries[0], kind="pin")
        record_recusal(actor=office, juror=jury[0], entry=entries[0], relation="family", reason="Ja.")
        assert jury[0].public_id not in seat_of(propose(office, edition), entries[0])
        with pytest.raises(NotNow, match="jävig"):
            settle_seat(actor=office, juror=jury[0], entry=entries[0], kind="pin")

    def test_every_refusal(self, edition, office, jury, entries, chair):
        juror, entry = jury[0], entries[1]
        with pytest.raises(NotAllowed):
            settle_seat(actor=juror.person, juror=juror, entry=entry, kind="pin")
        with pytest.raises(NotAllowed):
            settle_seat(actor=chair, juror=juror, entry=entries[0], kind="pin")
        with pytest.raises(InvalidInput):
            settle_seat(actor=office, juror=juror, entry=entry, kind="perhaps")
        gone, draft = make_juror(edition, state="left"), make_entry(edition, state="submitted")
        for other, named in ((gone, entry), (juror, draft)):
            with pytest.raises(NotNow):
                settle_seat(actor=office, juror=other, entry=named, kind="pin")
        with pytest.raises(NotNow, match="Sekreteraren läser inga bidrag"):  # no proposal would keep to it
            settle_seat(actor=office, juror=make_juror(edition, seat="secretary"), entry=entry, kind="pin")
        rule = settle_seat(actor=office, juror=juror, entry=entries[0], kind="pin")
        with pytest.raises(NotNow):
            settle_seat(actor=office, juror=juror, entry=entries[0], kind="forbid")
        with pytest.raises(NotAllowed):
            release_seat(actor=chair, rule=rule)
        with pytest.raises(NotAllowed):
            release_seat(actor=juror.person, rule=rule)
        release_seat(actor=office, rule=rule)
        with pytest.raises(NotNow):
            release_seat(actor=office, rule=rule)
        assert not SeatRule.objects.in_force().exists()

    def test_what_a_recusal_has_closed_is_not_in_the_list(self, office, jury, entries, chair):
        for entry in entries[:2]:
            settle_seat(actor=office, juror=jury[0], entry=entry, kind="pin")
        assert SeatRule.objects.for_actor(office).count() == 2
        assert [rule.entry for rule in SeatRule.objects.for_actor(chair)] == [entries[1]]
        assert not SeatRule.objects.for_actor(jury[1].person).exists()


class TestAdjusting:
    def change(self, office, plan, entry, **more):
        return adjust_plan(actor=office, plan=plan, entry=entry, **more)

    @pytest.fixture
    def plan(self, edition, office, jury, entries):
        return propose(office, edition)

    def off(self, plan, jury, entry):
        """Jurors who do not have the entry in the plan."""
        return [juror for juror in jury if juror.public_id not in seat_of(plan, entry)]

    def on(self, plan, jury, entry):
        return [juror for juror in jury if juror.public_id in seat_of(plan, entry)]

    def test_two_jurors_change_places_and_the_figures_follow(self, office, plan, jury, entries):
        gives, takes = self.off(plan, jury, entries[0])[0], self.on(plan, jury, entries[0])[0]
        with pytest.raises(Warned) as warned:
            self.change(office, plan, entries[0], gives=gives, takes=takes)
        assert warned.value.warnings == ["Jurymedlemmen läser då 3 bidrag, fler än någon annan."]
        plan.refresh_from_db()
        assert plan.by_hand == []
        changed = self.change(office, plan, entries[0], gives=gives, takes=takes, accepted=True)
        assert gives.public_id in seat_of(changed, entries[0])
        assert takes.public_id not in seat_of(changed, entries[0])
        assert [act for act, _juror, _entry in changed.by_hand] == ["take", "give"]
        assert replays(changed)
        record = Record.objects.get(action="jury.assignment.adjusted")
        assert record.details["warnings"] == 1
        publish(office, changed)
        assert Assignment.objects.filter(juror=gives, entry=entries[0]).exists()

    def test_a_conflict_is_refused_and_so_is_what_cannot_be(self, edition, office, plan, jury, entries):
        on, off = self.on(plan, jury, entries[0]), self.off(plan, jury, entries[0])
        record_recusal(actor=office, juror=off[0], entry=entries[0], relation="family", reason="Ja.")
        settle_seat(actor=office, juror=off[1], entry=entries[0], kind="forbid")
        settle_seat(actor=office, juror=on[0], entry=entries[0], kind="pin")
        late, later = make_juror(edition), make_entry(edition)
        wrong = [
            ({"gives": off[0]}, "gives"),
            ({"gives": off[1]}, "gives"),
            ({"gives": on[1]}, "gives"),
            ({"gives": late}, "gives"),
            ({"takes": off[0]}, "takes"),
            ({"takes": on[0]}, "takes"),
            ({}, "gives"),
            ({"gives": off[0], "entry": later}, "entry"),
        ]
        for change, field in wrong:
            with pytest.raises(InvalidInput) as refusal:
                self.change(office, plan, **{"entry": entries[0], "accepted": True, **change})
            assert field in refusal.value.fields
        plan.refresh_from_db()
        assert plan.by_hand == []

    def test_is_refused_to_others_to_who_stands_aside_and_later(self, office, plan, jury, entries, chair):
        gives = self.off(plan, jury, entries[0])[0]
        with pytest.raises(NotAllowed):
            self.change(jury[0].person, plan, entries[1], gives=gives)
        with pytest.raises(NotAllowed):
            self.change(chair, plan, entries[0], gives=gives)
        assignments.discard_assignment(actor=office, plan=plan)
        with pytest.raises(NotNow):
            self.change(office, plan, entries[0], gives=gives)

    def test_each_warning(self, edition, office, jury):
        """Of four jurors two work together, one has agreed to one entry, one reads no English."""
        for juror in jury[:2]:
            juror.employer_name = "Verkstaden AB"
            juror.save()
        jury[2].max_load = 1
        jury[2].save()
        jury[3].reads_english = False
        jury[3].save()
        for juror in jury[:3]:
            juror.expertise.create(scheme="", code="Robotar")
        names = [make_entry(edition, make_company(f"Firma {n}"), language="en") for n in range(2)]
        plan = propose(office, edition, per_entry=1, required=["robotar"])
        plan.pairs = [[jury[0].public_id, names[0].public_id], [jury[2].public_id, names[1].public_id]]
        plan.save()
        said = {}
        for gives, takes, entry in (
            (jury[1], None, names[0]),
            (jury[2], jury[0], names[0]),
            (jury[3], jury[0], names[0]),
        ):
            with pytest.raises(Warned) as warned:
                self.change(office, plan, entry, gives=gives, takes=takes)
            said[gives] = warned.value.reason
        assert "En kollega hos samma arbetsgivare läser bidraget." in said[jury[1]]
        assert "Bidraget får då 2 läsare i stället för 1." in said[jury[1]]
        assert "Jurymedlemmen läser då 2 bidrag, fler än de 1 som är avtalade." in said[jury[2]]
        assert "Bidraget är på engelska, som jurymedlemmen inte läser." in said[jury[3]]
        assert "Bidraget får då ingen som kan Robotar." in said[jury[3]] or "robotar" in said[jury[3]]
        assert "grupper" not in said[jury[1]]

    def test_taking_what_is_read_now_is_warned_about_and_asked_again_at_publishing(
        self, edition, office, jury, entries
    ):
        seats = [make_assignment(juror, entries[0], is_declared=True) for juror in jury[:2]]
        begin(seats[0])
        plan = propose(office, edition)
        texts = []
        for juror in jury[:2]:
            with pytest.raises(Warned) as warned:
                self.change(office, plan, entries[0], takes=juror)
            texts.append(warned.value.reason)
        assert "har påbörjat bedömningen" in texts[0]
        assert "har bidraget nu" in texts[1]
        self.change(office, plan, entries[0], takes=jury[0], accepted=True)
        plan.refresh_from_db()
        with pytest.raises(NotNow):
            publish(office, plan)
        plan.refresh_from_db()
        publish(office, plan, taking=[seats[0].public_id])
        assert Review.objects.get().state == "void"

    def test_a_newcomer_left_with_too_little_is_warned_about(self, edition, office, jury, entries):
        for juror in jury[:3]:
            for entry in entries[:2]:
                make_assignment(juror, entry)
        plan = propose(office, edition, per_entry=1, moves=True, newcomers=2)
        newcomer = jury[3]
        held = [e for e in entries if newcomer.public_id in seat_of(plan, e)]
        assert len(held) == 2
        with pytest.raises(Warned) as warned:
            self.change(office, plan, held[0], takes=newcomer)
        assert "färre än de 2 som önskas" in warned.value.reason

    def test_nothing_of_a_closed_entry_is_told_by_a_warning(self, edition, office, jury, entries, chair):
        """The office is warned that D then has three; to the chair, who may not know of one, D has two."""
        plan = propose(office, edition)
        a, b, c, d = (juror.public_id for juror in jury)
        one, two, three, four = (entry.public_id for entry in entries)
        plan.pairs = [[d, one], [a, one], [a, two], [b, two], [b, three], [c, three], [c, four], [d, four]]
        plan.save()
        change = {"entry": entries[1], "gives": jury[3], "takes": jury[0]}
        with pytest.raises(Warned, match="läser då 3 bidrag"):
            adjust_plan(actor=office, plan=plan, **change)
        assert len(adjust_plan(actor=chair, plan=plan, **change).by_hand) == 2

    def test_groups_that_cannot_be_compared_are_warned_about(self, edition, office, jury, entries):
        plan = propose(office, edition)
        a, b, c, d = (juror.public_id for juror in jury)
        one, two, three, four = (entry.public_id for entry in entries)
        plan.pairs = [[a, one], [b, one], [a, two], [b, two], [b, three], [c, three], [c, four], [d, four]]
        plan.save()
        with pytest.raises(Warned) as warned:
            self.change(office, plan, entries[2], takes=jury[1])
        assert "faller isär i grupper" in warned.value.reason


class TestMoving:
    @pytest.fixture
    def out(self, edition, office, jury, entries):
        publish(office, propose(office, edition))
        Message.objects.all().delete()
        return {(a.juror.public_id, a.entry.public_id) for a in Assignment.objects.all()}

    def test_after_a_late_recusal_only_the_empty_seat_is_filled(self, edition, office, jury, entries, out):
        seat = Assignment.objects.order_by("pk").first()
        record_recusal(actor=office, juror=seat.juror, entry=seat.entry, relation="family", reason="Ja.")
        plan = propose(office, edition, moves=True)
        assert plan.moves
        assert plan.figures["moved"] == 0
        made = publish(office, plan)
        assert [assignment.entry for assignment in made] == [seat.entry]
        assert Assignment.objects.filter(state="ended").count() == 1
        assert [
            message.kind for message in Message.objects.all() if message.kind != "jury.recusal_recorded"
        ] == ["jury.entries_assigned"]

    def test_a_newcomer_is_given_entries_and_who_gives_them_up_is_told(self, edition, office, entries, out):
        late = make_juror(edition, "Sent inkommen")
        plan = propose(office, edition, moves=True, newcomers=2)
        assert sum(juror == late.public_id for juror, _entry in plan.pairs) == 2
        assert plan.figures["moved"] == 2
        publish(office, plan)
        ended = Assignment.objects.filter(state="ended")
        assert {assignment.ended_because for assignment in ended} == {"moved"}
        assert ended.count() == 2
        kinds = sorted(message.kind for message in Message.objects.all())
        assert kinds == ["jury.entries_assigned"] + ["jury.entries_changed"] * len(
            {a.juror_id for a in ended}
        )
        assert (
            "Antal bidrag som du inte längre ska läsa"
            in Message.objects.filter(kind="jury.entries_changed").first().text
        )

    def test_a_review_begun_is_never_moved_and_one_begun_since_is_said_first(
        self, edition, office, jury, entries, out
    ):
        begun = Assignment.objects.order_by("pk").first()
        begun.juror.declarations.create(entry=begun.entry)
        begin(begun)
        make_juror(edition, "Sent inkommen")
        plan = propose(office, edition, moves=True, newcomers=3)
        assert [begun.juror.public_id, begun.entry.public_id] in plan.pairs
        leaving = [pair for pair in out if list(pair) not in plan.pairs]
        seat = Assignment.objects.get(juror__public_id=leaving[0][0], entry__public_id=leaving[0][1])
        seat.juror.declarations.create(entry=seat.entry)
        begin(seat)
        with pytest.raises(NotNow):
            publish(office, plan)
        plan.refresh_from_db()
        assert plan.state == "proposed"
        publish(office, plan, taking=[seat.public_id])
        seat.refresh_from_db()
        assert (seat.state, seat.review.state) == ("ended", "void")

    def test_what_is_closed_to_the_publisher_is_left_where_it_is(
        self, edition, office, jury, entries, chair, out
    ):
        seats = {a.juror: a for a in Assignment.objects.filter(entry=entries[0])}
        make_juror(edition, "Sent inkommen")
        plan = propose(office, edition, moves=True, newcomers=4)
        seat = next(a for j, a in seats.items() if [j.public_id, entries[0].public_id] not in plan.pairs)
        seat.juror.declarations.create(entry=entries[0])
        begin(seat)
        publish(chair, plan)
        seat.refresh_from_db()
        assert seat.state == "open"
        assert Assignment.objects.filter(ended_because="moved").exists()

    def test_the_other_proposal_is_put_away(self, edition, office, jury, entries):
        first, second = propose(office, edition), propose(office, edition, seed=5)
        publish(office, first)
        second.refresh_from_db()
        assert second.state == "discarded"


class TestTheQuestion:
    def test_what_is_required_is_brought_to_every_entry(self, edition, office, jury, entries):
        jury[0].expertise.create(scheme="", code="Ledarskap")
        jury[1].expertise.create(scheme="", code="ledarskap")
        plan = propose(office, edition, required=["ledarskap"])
        able = {jury[0].public_id, jury[1].public_id}
        assert all(able & set(seat_of(plan, entry)) for entry in entries)
        with pytest.raises(NotNow, match="kan det som krävs"):
            propose(office, edition, required=["simning"])

    def test_who_does_not_read_english_gets_no_english_entry(self, edition, office, jury):
        jury[0].reads_english = False
        jury[0].save()
        abroad = make_entry(edition, language="en")
        plan = propose(office, edition, per_entry=2)
        assert jury[0].public_id not in seat_of(plan, abroad)
        given = make_assignment(jury[0], abroad)
        assert given.juror.public_id in seat_of(propose(office, edition, per_entry=2), abroad)

    def test_what_was_given_by_hand_beyond_the_rules_stays_and_blocks_nothing(
        self, edition, office, jury, entries
    ):
        for juror in jury[:2]:
            juror.employer_name, juror.max_load = "Verkstaden AB", 1
            juror.save()
            for entry in entries[:2]:
                make_assignment(juror, entry)
        plan = propose(office, edition)
        assert set(seat_of(plan, entries[0])) == {jury[0].public_id, jury[1].public_id}
        assert len(plan.pairs) == 8

    def test_a_newcomer_reads_no_more_than_agreed(self, edition, office, jury, entries):
        publish(office, propose(office, edition))
        late = make_juror(edition, "Sent inkommen", max_load=1)
        plan = propose(office, edition, moves=True, newcomers=3)
        assert sum(juror == late.public_id for juror, _entry in plan.pairs) == 1


class TestAffinity:
    def test_industry_and_subjects_speak_together_and_say_why(self, edition, jury):
        juror = jury[0]
        entry = make_entry(edition, make_company(sector="25"), answers={"deed": "Vi automatiserade svetsen."})
        words = words_by_entry([entry])[entry.pk]
        assert likeness(juror, entry, words).value == 0.3
        juror.expertise.create(scheme="sni2007", code="25")
        assert likeness(juror, entry, words).value == 1
        juror.expertise.create(scheme="", code="Ledarskap")
        found = likeness(juror, entry, words)
        assert (found.value, found.subjects) == (pytest.approx(0.7), ())
        juror.expertise.create(scheme="", code="automation")
        found = likeness(juror, entry, words)
        assert (found.value, found.subjects) == (pytest.approx(0.85), ("automation",))
        assert found.shared == (("sni2007", "25"), ("sni2007", "25"))
        assert likeness(juror, entry).value == 1

    def test_the_latest_submission_counts_and_a_choice_by_its_label(self, edition):
        entry = make_entry(edition, answers={"deed": "Svetsning."})
        make_submission(entry, {"deed": ["robot", 7], "other": 3})
        content = entry.submissions.first().content
        content["questions"][0]["choices"] = [{"value": "robot", "sv": "Industrirobotar", "en": "Robots"}]
        words = words_of(content)
        assert words == {"robot", "industrirobotar", "robots"}
        assert words_by_entry([entry])[entry.pk] == {"robot"}

    @pytest.mark.parametrize(
        ("subject", "speaks"),
        [
            ("automation", True),
            ("AI", False),
            ("hållbar produktion", True),
            ("produktion hav", False),
            ("", False),
        ],
    )
    def test_a_subject_is_found_in_whatever_form(self, subject, speaks):
        words = frozenset({"automatiserade", "hållbart", "produktionen", "aina"})
        assert speaks_of(words, subject) is speaks


class TestWords:
    def test_every_way_out_in_names_but_never_a_closed_one(self, edition, office, jury, entries, chair):
        juror, entry = jury[0].public_id, entries[0].public_id
        changes = [
            Change("more", juror=juror, amount=2, left=3),
            Change("less", juror=juror, amount=1, left=0),
            Change("fewer", entry=entry, amount=1, left=2),
            Change("without", entry=entry, competence="sni2007:25"),
            Change("unfix", entry=entry, juror=juror),
        ]
        answer = Infeasible(
            "capacity_short", (), (), {"needed": 6, "available": 4}, (), (Way(tuple(changes)),)
        )
        told = infeasible_text(answer, office)
        assert "Det behövs 6 läsningar" in told
        assert "Ledamot A läser 2 till" in told
        assert "Ledamot A får läsa 1 färre" in told
        assert "Bolaget A AB får 2 läsare" in told
        assert "Bolaget A AB klarar sig utan Metallvaror" in told
        assert "Ledamot A inte längre läser Bolaget A AB" in told
        assert "Bolaget A AB" not in infeasible_text(answer, chair)

    def test_every_cause_can_be_said(self, office):
        numbers = {"needed": 2, "available": 1, "all": 9}
        for reason in CAUSES:
            assert "%(" not in infeasible_text(Infeasible(reason, (), (), numbers, ("robot",)), office)

    def test_a_competence_reads_as_a_person_says_it(self):
        assert competence_name("sni2007:25") == "Metallvaror"
        assert competence_name("robotar") == "robotar"


class TestPages:
    @pytest.fixture(autouse=True)
    def signed_in(self, client, office):
        client.force_login(office)

    def test_two_proposals_side_by_side(self, client, edition, office, jury, entries):
        address = reverse("jury:assignment_compare", args=[2027])
        assert "inget att jämföra" in client.get(address).text
        jury[0].expertise.create(scheme="", code="Ledarskap")
        wanted = {"per_entry": "1", "seed": "0", "moves": "", "newcomers": "0"}
        for more in ({}, {"required": ["ledarskap"]}):
            assert client.post(reverse("jury:assignment", args=[2027]), wanted | more).status_code == 302
        page = client.get(address)
        assert [side.plan.per_entry for side in page.context["sides"]] == [1, 1]
        assert len(page.context["loads"]) == 4
        assert [loads[3] for loads in page.context["loads"]] == [4, 0, 0, 0]
        assert page.context["differing"]
        assert address in client.get(reverse("jury:assignment", args=[2027])).text

    def test_a_change_by_hand_is_warned_about_first_and_a_tick_counts_for_that_change(
        self, client, edition, office, jury, entries
    ):
        plan = propose(office, edition)
        address = reverse("jury:assignment_adjust", args=[2027, plan.public_id])
        on, off = (
            [j for j in jury if (j.public_id in seat_of(plan, entries[0])) is is_on]
            for is_on in (True, False)
        )
        assert client.get(address, {"entry": entries[0].public_id}).status_code == 200
        sent = {"entry": entries[0].public_id, "gives": off[0].public_id, "takes": on[0].public_id}
        warned = client.post(address, sent)
        assert warned.status_code == 422
        about = warned.context["form"]["about"].value()
        assert warned.context["warnings"]
        other = sent | {"gives": off[1].public_id}
        again = client.post(address, other | {"about": about, "accepted": "on"})
        assert again.context["warnings"]
        assert client.post(address, {"entry": entries[0].public_id}).context["form"].errors["gives"]
        done = client.post(address, sent | {"about": about, "accepted": "on"})
        assert done.status_code == 302
        plan.refresh_from_db()
        assert len(plan.by_hand) == 2

    def test_a_search_left_open_is_told_until_a_hand_changes_the_plan(
        self, client, edition, office, jury, entries
    ):
        plan = propose(office, edition)
        address, told = reverse("jury:assignment", args=[2027]), "Sökningen nådde sin gräns"
        assert told not in client.get(address).text
        AssignmentPlan.objects.update(figures=plan.figures | {"floor": 0.5, "floor_bound": 0.501})
        assert told in client.get(address).text
        AssignmentPlan.objects.update(by_hand=[["take", jury[0].public_id, entries[0].public_id]])
        assert told not in client.get(address).text

    def test_seats_are_settled_and_released(self, client, edition, office, jury, entries):
        address = reverse("jury:seat_settle", args=[2027])
        for juror, kind in zip(jury, ("pin", "forbid"), strict=False):
            sent = {"juror": juror.public_id, "entry": entries[0].public_id, "kind": kind}
            assert client.post(address, sent).status_code == 302
        again = client.post(address, sent)
        assert again.status_code == 422
        assert again.context["settle_form"].non_field_errors()
        page = client.get(reverse("jury:assignment", args=[2027]))
        assert "läser alltid Bolaget A AB" in page.text
        assert "läser aldrig Bolaget A AB" in page.text
        rule = SeatRule.objects.first()
        client.post(reverse("jury:seat_release", args=[2027, rule.public_id]))
        assert SeatRule.objects.in_force().count() == 1

    def test_the_secretary_is_nowhere_offered_an_entry(self, client, edition, office, jury, entries):
        secretary = make_juror(edition, "Siv Sekreterare", seat="secretary")
        plan = propose(office, edition)
        page = client.get(reverse("jury:assignment", args=[2027]))
        changing = client.get(reverse("jury:assignment_adjust", args=[2027, plan.public_id]))
        option = '<option value="{}">'
        assert page.text.count(option.format(jury[0].public_id)) == 2
        assert changing.text.count(option.format(jury[0].public_id)) == 2
        assert option.format(secretary.public_id) not in page.text + changing.text
        for name, more in (("seat_settle", {"kind": "pin"}), ("reader_add", {})):
            sent = {"juror": secretary.public_id, "entry": entries[0].public_id, **more}
            assert client.post(reverse(f"jury:{name}", args=[2027]), sent).status_code == 422

    def test_a_label_leads_to_the_field_of_its_own_form_though_two_forms_ask_for_a_juror(
        self, client, edition, jury, entries
    ):
        page = client.get(reverse("jury:assignment", args=[2027]))
        names = re.findall(r'\bid="([^"]+)"', page.text)
        assert {"id_juror", "settle_juror", "id_entry", "settle_entry"} <= set(names)
        assert [name for name in names if names.count(name) > 1] == []

    def test_why_tells_reasons_and_offers_to_settle(self, client, edition, office, jury, entries):
        jury[0].expertise.create(scheme="sni2007", code="25")
        jury[1].expertise.create(scheme="sni2007", code="25.6")
        jury[0].expertise.create(scheme="", code="maskiner")
        jury[2].expertise.create(scheme="sni2007", code="28")
        plan = propose(office, edition, per_entry=4, required=["maskiner"])
        texts = {}
        for juror in jury:
            parts = [2027, plan.public_id, juror.public_id, entries[0].public_id]
            texts[juror] = client.get(reverse("jury:assignment_why", args=parts)).text
        assert "kan företagets bransch: Metallvaror" in texts[jury[0]]
        assert "kan företagets bransch" not in texts[jury[2]]
        assert "talar om det jurymedlemmen kan: maskiner" in texts[jury[0]]
        assert "Ensam om att kunna" in texts[jury[0]]
        assert "Alltid, i varje nytt förslag" in texts[jury[3]]
        settle_seat(actor=office, juror=jury[3], entry=entries[0], kind="forbid")
        parts = [2027, plan.public_id, jury[3].public_id, entries[0].public_id]
        assert "aldrig läser bidraget" in client.get(reverse("jury:assignment_why", args=parts)).text

    def test_publishing_says_first_what_it_takes_away_and_moves_are_shown(
        self, client, edition, office, jury, entries
    ):
        publish(office, propose(office, edition))
        make_juror(edition, "Sent inkommen")
        sent = {"per_entry": "2", "seed": "0", "moves": "yes", "newcomers": "3"}
        client.post(reverse("jury:assignment", args=[2027]), sent)
        page = client.get(reverse("jury:assignment", args=[2027]))
        assert len(page.context["side"].moving) >= 2
        assert "Det som flyttas" in page.text
        plan = AssignmentPlan.objects.get(state="proposed")
        seat = next(
            a
            for a in Assignment.objects.current()
            if [a.juror.public_id, a.entry.public_id] not in plan.pairs
        )
        seat.juror.declarations.create(entry=seat.entry)
        begin(seat)
        address = reverse("jury:assignment_publish", args=[2027, plan.public_id])
        asked = client.post(address)
        assert asked.status_code == 409
        assert str(seat.juror.person) in asked.text
        assert Assignment.objects.current().count() == 8
        done = client.post(address, {"taking": [seat.public_id]})
        assert done.status_code == 302
        seat.refresh_from_db()
        assert seat.state == "ended"

    def test_nothing_of_a_closed_entry_is_shown(self, client, edition, office, jury, entries, chair):
        for entry in entries[:2]:
            settle_seat(actor=office, juror=jury[0], entry=entry, kind="pin")
        propose(office, edition)
        propose(office, edition, seed=2)
        client.force_login(chair)
        plan = AssignmentPlan.objects.first()
        for name, parts in (
            ("assignment", []), ("assignment_compare", []), ("assignment_adjust", [plan.public_id])
        ):  # fmt: skip
            page = client.get(reverse(f"jury:{name}", args=[2027, *parts]))
            assert page.status_code == 200
            assert "Bolaget B AB" in page.text or name == "assignment_compare"
            assert "Bolaget A AB" not in page.text
        closed = SeatRule.objects.get(entry=entries[0])
        assert client.post(reverse("jury:seat_release", args=[2027, closed.public_id])).status_code == 404
        published = client.post(reverse("jury:assignment_publish", args=[2027, plan.public_id]), follow=True)
        assert "6 nya läsningar" in published.text
