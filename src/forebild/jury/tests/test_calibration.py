"""The calibration round: scored by all, told in private, never counted, closed by a conflict."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Award, EntryFile
from forebild.jury.models import CalibrationRound, CalibrationSheet, Recusal, Review, Sharpening, Statement
from forebild.jury.queries import recusals_in
from forebild.jury.queries.calibration import agreement, eligible_trials, own_measure, own_trials
from forebild.jury.ranking import ranking_of
from forebild.jury.services.calibration import (
    close_calibration,
    declare_trial_free,
    open_calibration,
    remind_calibration,
    save_trial,
    sharpen_anchor,
    stand_aside_from_trial,
    submit_trial,
    tend_calibration_rounds,
)
from forebild.jury.services.conflicts import lift_recusal
from forebild.jury.services.reviews import Mark
from forebild.programme.models import Anchor, Phase
from forebild.shared.audit.models import Record
from forebild.shared.dates import in_swedish_time
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.outbox.models import Message
from forebild.shared.ui.dates import HARD, day_in_full
from tests.worlds import (
    client_of,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
    make_submission,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(2027, open_phase="eligibility")


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def past():
    return make_edition(2025, state="released", released_at=timezone.now())


def award(entry):
    return Award.objects.create(
        edition=entry.edition,
        entry=entry,
        organisation=entry.organisation,
        organisation_name=entry.organisation.name,
        outcome="winner",
        citation_sv="För modet.",
        published_at=timezone.now(),
    )


def in_days(days):
    return (in_swedish_time(timezone.now()) + timedelta(days=days)).date()


@pytest.fixture
def entries(edition):
    return [make_entry(edition, make_company(f"Prov {letter} AB")) for letter in "AB"]


@pytest.fixture
def jurors(edition):
    return [make_juror(edition, f"Ledamot {number}") for number in range(1, 5)]


@pytest.fixture
def calibration(edition, office, entries, jurors):
    return begin(office, edition, entries)


def begin(office, edition, entries, days=3):
    return open_calibration(actor=office, edition=edition, entries=entries, last_day=in_days(days))


def sheets_of(juror):
    return list(own_trials(juror))


def fill(sheet, *values):
    declare_trial_free(actor=sheet.juror.person, sheet=sheet)
    criteria = sheet.juror.edition.criteria.all()
    marks = {each.public_id: Mark(value) for each, value in zip(criteria, values, strict=True)}
    return save_trial(actor=sheet.juror.person, sheet=sheet, marks=marks)


def hand_in(juror, *values):
    for sheet in sheets_of(juror):
        fill(sheet, *values)
        submit_trial(actor=juror.person, sheet=sheet)


class TestOpening:
    def test_each_serving_juror_gets_a_sheet_an_entry_and_one_letter(self, edition, office, entries, jurors):
        make_juror(edition, "Inbjuden", state="invited")
        make_juror(edition, "Sekreteraren", seat="secretary")
        calibration = begin(office, edition, entries)
        dealt = CalibrationSheet.objects.values_list("juror__person__name", "trial__entry")
        assert sorted(dealt) == sorted((str(each.person), entry.pk) for each in jurors for entry in entries)
        letters = Message.objects.filter(kind="jury.calibration_opened")
        assert sorted(letters.values_list("to_person", flat=True)) == sorted(
            each.person.public_id for each in jurors
        )
        assert in_swedish_time(calibration.closes_at).date() == in_days(4)  # when the last day is over

    @pytest.mark.parametrize("count", [1, 4])
    def test_two_or_three_entries(self, edition, office, count):
        with pytest.raises(InvalidInput) as refusal:
            begin(office, edition, [make_entry(edition) for _number in range(count)])
        assert list(refusal.value.fields) == ["entries"]

    def test_awarded_entries_of_earlier_years_and_this_years_in_competition(self, edition, office, past):
        awarded, unawarded, own = make_entry(past), make_entry(past), make_entry(edition)
        award(awarded)
        submitted, later = make_entry(edition, state="submitted"), make_entry(make_edition(2028))
        assert set(eligible_trials(edition, office)) == {awarded, own}
        for wrong in (unawarded, submitted, later):
            with pytest.raises(InvalidInput):
                begin(office, edition, [awarded, wrong])

    def test_not_one_that_is_closed_to_who_opens(self, edition, entries):
        chair = make_juror(edition, seat="chair")
        recuse(chair, entries[0])
        assert list(eligible_trials(edition, chair.person)) == [entries[1]]
        with pytest.raises(InvalidInput):
            begin(chair.person, edition, entries)

    @pytest.mark.parametrize("days", [-1, 40])
    def test_the_last_day_lies_before_the_review(self, edition, office, entries, days):
        with pytest.raises(InvalidInput) as refusal:
            begin(office, edition, entries, days)
        assert list(refusal.value.fields) == ["last_day"]

    def test_without_dates_for_the_review_any_day_will_do(self, edition, office, entries):
        Phase.objects.filter(kind="review").delete()
        assert begin(office, edition, entries, 40).state == "open"

    def test_once_and_before_the_review_and_with_criteria(self, edition, office, entries, calibration):
        with pytest.raises(NotNow):
            begin(office, edition, entries)
        judging = make_edition(2028)
        with pytest.raises(NotNow):
            begin(office, judging, [make_entry(judging), make_entry(judging)])
        bare = make_edition(2029, criteria=0, open_phase="eligibility")
        with pytest.raises(NotNow):
            begin(office, bare, [make_entry(bare), make_entry(bare)])

    def test_only_who_leads(self, edition, entries, jurors):
        with pytest.raises(NotAllowed):
            begin(jurors[0].person, edition, entries)


def test_nobody_in_particular_has_none(calibration):
    nobody = AnonymousUser()
    assert not calibration.entries.for_actor(nobody)
    assert not CalibrationSheet.objects.for_actor(nobody)
    assert not Statement.objects.for_actor(nobody)


def recuse(juror, entry):
    return Recusal.objects.create(
        juror=juror, entry=entry, relation="other", source="office", recorded_by=juror.person
    )


class TestConflicts:
    @pytest.mark.parametrize("tie", ["recusal", "interest", "employer", "member"])
    def test_one_who_is_tied_to_the_company_gets_no_sheet(self, edition, office, entries, past, tie):
        juror, company = make_juror(edition), entries[0].organisation
        if tie == "recusal":  # from another year's entry of the same company, in another seat
            recuse(make_juror(past, person=juror.person), make_entry(past, company))
        elif tie == "interest":
            juror.interests.create(organisation=company, relation="board")
        elif tie == "employer":
            type(juror).objects.filter(pk=juror.pk).update(employer=company)
        else:
            company.memberships.create(person=juror.person, part="editor")
        begin(office, edition, entries)
        assert [each.trial.entry for each in sheets_of(juror)] == [entries[1]]
        assert CalibrationSheet.objects.filter(juror=juror).count() == 1

    def test_one_who_is_tied_to_all_of_them_is_not_asked(self, edition, office, entries):
        juror = make_juror(edition)
        for entry in entries:
            juror.interests.create(organisation=entry.organisation, relation="board")
        begin(office, edition, entries)
        assert sheets_of(juror) == []
        assert not Message.objects.filter(to_person=juror.person.public_id).exists()

    def test_a_tie_stated_later_closes_it_at_once(self, calibration, entries, jurors):
        sheet = sheets_of(jurors[0])[0]
        page = client_of(jurors[0].person)
        address = reverse("jury:trial_conflict", args=[2027, sheet.public_id])
        assert page.get(address).status_code == 200
        jurors[0].interests.create(organisation=sheet.trial.entry.organisation, relation="board")
        assert page.get(address).status_code == 404

    def test_standing_aside_voids_the_sheet_and_counts_it_out(self, calibration, jurors, office):
        for juror in jurors:
            hand_in(juror, 3, 3, 3)
        sheet = sheets_of(jurors[0])[0]
        stand_aside_from_trial(actor=jurors[0].person, sheet=sheet, relation="board", reason="Styrelsen.")
        sheet.refresh_from_db()
        assert sheet.state == "void"
        assert [each.ranges[0].count for each in agreement(calibration, office).criteria] == [3, 3, 3]
        with pytest.raises(NotNow):
            declare_trial_free(actor=jurors[0].person, sheet=sheet)
        with pytest.raises(NotNow):
            save_trial(actor=jurors[0].person, sheet=sheet, marks={})

    def test_another_years_entry_is_in_this_years_register_and_no_reader_is_missed(
        self, edition, office, past, entries
    ):
        old, chair = make_entry(past), make_juror(edition, seat="chair")
        award(old)
        begin(office, edition, [old, entries[0]])
        sheet = next(each for each in sheets_of(chair) if each.trial.entry == old)
        stand_aside_from_trial(actor=chair.person, sheet=sheet, relation="board")
        [recusal] = recusals_in(edition, office)
        assert recusal.entry == old
        assert not recusals_in(past, office)
        assert not Message.objects.filter(kind="jury.recusal_recorded").exists()
        lift_recusal(actor=office, recusal=recusal, reason="Fel bolag.")
        assert not Recusal.objects.in_force().exists()

    def test_the_relation_is_asked_for(self, calibration, jurors):
        with pytest.raises(InvalidInput):
            stand_aside_from_trial(actor=jurors[0].person, sheet=sheets_of(jurors[0])[0], relation="x")

    def test_a_leader_who_stands_aside_finds_no_trace_of_it(self, edition, office, entries, jurors):
        chair = make_juror(edition, "Ordföranden", seat="chair")
        calibration = begin(office, edition, entries)
        for juror in jurors:
            hand_in(juror, 3, 3, 3)
        page, address = client_of(chair.person), reverse("jury:calibration_round", args=[2027])
        assert "Prov A AB" in page.get(address).text
        recuse(chair, entries[0])
        answer = page.get(address)
        assert "Prov A AB" not in answer.text
        assert {each.sheet_count for each in answer.context["jurors"]} == {1}
        assert (answer.context["done_count"], answer.context["all_count"]) == (4, 5)
        assert len(agreement(calibration, chair.person).trials) == 1


class TestScoring:
    def test_the_question_comes_first(self, calibration, jurors):
        sheet = sheets_of(jurors[0])[0]
        with pytest.raises(NotAllowed):
            save_trial(actor=jurors[0].person, sheet=sheet, marks={})
        with pytest.raises(NotAllowed):
            declare_trial_free(actor=jurors[1].person, sheet=sheet)
        declare_trial_free(actor=jurors[0].person, sheet=sheet)
        declare_trial_free(actor=jurors[0].person, sheet=sheet)
        assert Record.objects.filter(action="jury.conflict.denied").count() == 1
        save_trial(actor=jurors[0].person, sheet=sheet, marks={})
        for other in (jurors[1].person, make_person()):
            with pytest.raises(NotAllowed):
                save_trial(actor=other, sheet=sheet, marks={})

    def test_a_recusal_refuses_the_very_sheet(self, calibration, jurors):
        sheet = sheets_of(jurors[0])[0]
        declare_trial_free(actor=jurors[0].person, sheet=sheet)
        recuse(jurors[0], sheet.trial.entry)
        with pytest.raises(NotAllowed):
            save_trial(actor=jurors[0].person, sheet=sheet, marks={})

    def test_handed_in_whole_and_for_good(self, calibration, jurors):
        sheet = sheets_of(jurors[0])[0]
        fill(sheet, 3, 3, None)
        with pytest.raises(InvalidInput) as refusal:
            submit_trial(actor=jurors[0].person, sheet=sheet)
        assert len(refusal.value.fields) == 1
        fill(sheet, 3, 3, 4)
        submit_trial(actor=jurors[0].person, sheet=sheet)
        for act in (
            lambda: fill(sheet, 1, 1, 1),
            lambda: submit_trial(actor=jurors[0].person, sheet=sheet),
        ):
            with pytest.raises(NotNow):
                act()

    def test_it_never_counts_in_the_ranking(self, edition, office, calibration, jurors):
        before = ranking_of(edition, office)
        for juror in jurors:
            hand_in(juror, 5, 5, 5)
        assert ranking_of(edition, office) == before
        assert not Review.objects.exists()

    def test_not_once_the_round_is_closed(self, office, calibration, jurors):
        sheet = sheets_of(jurors[0])[0]
        fill(sheet, 3, 3, 3)
        close_calibration(actor=office, calibration=calibration)
        sheet = sheets_of(jurors[0])[0]
        for act in (lambda: fill(sheet, 1, 1, 1), lambda: submit_trial(actor=jurors[0].person, sheet=sheet)):
            with pytest.raises(NotNow):
                act()
        with pytest.raises(NotNow):
            close_calibration(actor=office, calibration=calibration)
        with pytest.raises(NotNow):
            remind_calibration(actor=office, calibration=calibration)

    def test_closing_and_reminding_is_for_who_leads(self, calibration, jurors):
        with pytest.raises(NotAllowed):
            close_calibration(actor=jurors[0].person, calibration=calibration)
        with pytest.raises(NotAllowed):
            remind_calibration(actor=jurors[0].person, calibration=calibration)


class TestMeasure:
    def test_none_before_all_ones_own_and_two_others_are_in(self, calibration, jurors):
        first, *_rest = sheets_of(jurors[0])
        fill(first, 3, 3, 3)
        submit_trial(actor=jurors[0].person, sheet=first)
        for juror in jurors[1:3]:
            hand_in(juror, 3, 3, 3)
        assert own_measure(jurors[0]) is None
        fill(sheets_of(jurors[0])[1], 3, 3, 3)
        submit_trial(actor=jurors[0].person, sheet=sheets_of(jurors[0])[1])
        assert own_measure(jurors[0]) is not None

    def test_with_one_other_only_it_would_tell_that_ones_scores(self, calibration, jurors):
        for juror in jurors[:2]:
            hand_in(juror, 3, 3, 3)
        assert own_measure(jurors[0]) is None

    def test_a_strict_one_is_below_and_the_rest_above(self, calibration, jurors):
        hand_in(jurors[0], 1, 1, 2)
        for juror in jurors[1:]:
            hand_in(juror, 4, 4, 5)
        strict, kind = own_measure(jurors[0]), own_measure(jurors[1])
        assert strict.severity < 0 < kind.severity
        assert strict.low < strict.severity < strict.high
        assert (strict.entry_count, strict.other_count) == (2, 3)
        assert strict.spread == pytest.approx(strict.others_spread)
        assert [(each.own, each.others, each.low, each.high) for each in strict.criteria] == [
            (1, 4, 4, 4),
            (1, 4, 4, 4),
            (2, 5, 5, 5),
        ]

    def test_equal_scores_tell_no_difference(self, calibration, jurors):
        for juror in jurors:
            hand_in(juror, 3, 3, 3)
        measure = own_measure(jurors[0])
        assert measure.severity == pytest.approx(0)
        assert not measure.is_telling

    def test_an_entry_that_is_closed_to_the_juror_is_not_compared(self, calibration, jurors):
        for juror in jurors:
            hand_in(juror, 3, 3, 3)
        recuse(jurors[0], sheets_of(jurors[0])[0].trial.entry)
        assert own_measure(jurors[0]).entry_count == 1

    def test_nothing_that_applies_nothing_to_compare(self, calibration, jurors):
        for juror in jurors:
            for sheet in sheets_of(juror):
                declare_trial_free(actor=juror.person, sheet=sheet)
                ids = [each.public_id for each in juror.edition.criteria.all()]
                save_trial(
                    actor=juror.person, sheet=sheet, marks=dict.fromkeys(ids, Mark(not_applicable=True))
                )
                submit_trial(actor=juror.person, sheet=sheet)
        assert own_measure(jurors[0]) is None

    def test_without_a_criterion_in_common_there_is_none_to_show(self, calibration, jurors):
        for juror in jurors:
            steps = (3, None, None) if juror == jurors[0] else (None, 4, 4)
            for sheet in sheets_of(juror):
                declare_trial_free(actor=juror.person, sheet=sheet)
                ids = [each.public_id for each in juror.edition.criteria.all()]
                marks = {
                    each: Mark(step, not_applicable=step is None)
                    for each, step in zip(ids, steps, strict=True)
                }
                save_trial(actor=juror.person, sheet=sheet, marks=marks)
                submit_trial(actor=juror.person, sheet=sheet)
        assert own_measure(jurors[0]).criteria == ()
        shown = client_of(jurors[0].person).get(reverse("jury:calibration", args=[2027]))
        assert shown.context["criteria_chart"] is None

    def test_what_does_not_count_is_no_severity(self, edition, calibration, jurors):
        edition.criteria.update(counted=False)
        for number, juror in enumerate(jurors):
            hand_in(juror, 1 + number, 3, 3)
        assert own_measure(jurors[0]).severity == 0


class TestAgreement:
    def test_the_criterion_they_differ_most_on_comes_first(self, calibration, office, jurors):
        for value, juror in enumerate(jurors, 1):
            hand_in(juror, 3, value, 3)
        found = agreement(calibration, office)
        assert found.tells
        first = found.criteria[0]
        assert (first.criterion.position, round(first.spread, 3)) == (2, 1.118)
        assert [(each.count, each.low, each.high) for each in first.ranges] == [(4, 1, 4)] * 2
        assert [each.spread for each in found.criteria[1:]] == [0, 0]

    def test_two_sheets_are_too_few_to_tell(self, calibration, office, jurors):
        for juror in jurors[:2]:
            hand_in(juror, 1, 2, 3)
        found = agreement(calibration, office)
        assert not found.tells
        assert {(each.count, each.low) for row in found.criteria for each in row.ranges} == {(2, None)}

    def test_a_constant_number_of_statements(self, calibration, office, jurors):
        counts = []
        for juror in jurors:
            hand_in(juror, 1, 2, 3)
            with CaptureQueriesContext(connection) as seen:
                agreement(calibration, office)
            counts.append(len(seen))
        assert len(set(counts)) == 1


class TestSharpening:
    def sharpen(self, actor, criterion, **changes):
        words = {"value": 5, "swedish": "Ingen annan i branschen.", "english": "", "reason": "Lästes olika."}
        return sharpen_anchor(actor=actor, criterion=criterion, **words | changes)

    def test_how_it_read_before_is_kept(self, edition, office, calibration):
        criterion = edition.criteria.first()
        self.sharpen(office, criterion)
        kept = Sharpening.objects.get()
        assert (kept.before_sv, kept.before_en) == ("Helt nytt.", "All new.")
        assert (kept.after_sv, kept.reason, kept.sharpened_by) == (
            "Ingen annan i branschen.",
            "Lästes olika.",
            office,
        )
        anchor = Anchor.objects.get(criterion=criterion, value=5)
        assert (anchor.text_sv, anchor.text_en) == ("Ingen annan i branschen.", "")

    def test_a_step_without_words_gets_them(self, edition, office, calibration):
        self.sharpen(office, edition.criteria.first(), value=3, english="Half way.")
        assert (Sharpening.objects.get().before_sv, Anchor.objects.get(value=3).text_en) == ("", "Half way.")

    @pytest.mark.parametrize("value", [0, 6])
    def test_not_off_the_scale(self, edition, office, calibration, value):
        with pytest.raises(InvalidInput):
            self.sharpen(office, edition.criteria.first(), value=value)

    def test_text_and_reason_are_asked_for(self, edition, office, calibration):
        with pytest.raises(InvalidInput) as refusal:
            self.sharpen(office, edition.criteria.first(), swedish=" ", reason="")
        assert set(refusal.value.fields) == {"swedish", "reason"}

    def test_not_without_a_round_nor_once_the_jury_scores(self, edition, office, entries):
        criterion = edition.criteria.first()
        with pytest.raises(NotNow):
            self.sharpen(office, criterion)
        begin(office, edition, entries)
        edition.phases.filter(kind="review").update(opens_at=timezone.now())
        with pytest.raises(NotNow):
            self.sharpen(office, criterion)
        assert not Sharpening.objects.exists()

    def test_only_who_leads(self, edition, calibration, jurors):
        with pytest.raises(NotAllowed):
            self.sharpen(jurors[0].person, edition.criteria.first())


class TestByTheClock:
    def test_reminded_on_each_step_once_and_only_who_has_something_left(self, calibration, jurors):
        hand_in(jurors[0], 3, 3, 3)
        for hours in (100, 60, 59, 20, 19):
            tend_calibration_rounds(now=calibration.closes_at - timedelta(hours=hours))
        letters = Message.objects.filter(kind="jury.calibration_remind")
        assert letters.count() == 2 * 3
        assert jurors[0].person.public_id not in letters.values_list("to_person", flat=True)

    def test_by_hand_once_within_the_hour(self, office, calibration, jurors):
        assert remind_calibration(actor=office, calibration=calibration) == 4
        remind_calibration(actor=office, calibration=calibration)
        assert Message.objects.filter(kind="jury.calibration_remind").count() == 4

    def test_a_juror_who_comes_later_gets_sheets(self, edition, calibration):
        late = make_juror(edition, "Sena")
        tend_calibration_rounds(now=calibration.closes_at - timedelta(days=3, hours=2))
        assert len(sheets_of(late)) == 2
        letters = Message.objects.filter(kind="jury.calibration_opened", to_person=late.person.public_id)
        assert letters.count() == 1

    def test_closed_when_the_last_day_is_over(self, calibration):
        tend_calibration_rounds(now=calibration.closes_at)
        assert CalibrationRound.objects.get().state == "closed"
        tend_calibration_rounds()


class TestPages:
    def trial(self, name, sheet):
        return reverse(f"jury:trial_{name}", args=[2027, sheet.public_id])

    def test_from_the_question_to_ones_own_measure(self, calibration, jurors):
        for juror in jurors[1:]:
            hand_in(juror, 4, 4, 4)
        me, page = jurors[0], client_of(jurors[0].person)
        assert "trials_left" in page.get(reverse("jury:desk", args=[2027])).context
        home = reverse("jury:calibration", args=[2027])
        for sheet in sheets_of(me):
            assert page.get(self.trial("edit", sheet)).url == self.trial("conflict", sheet)
            assert page.post(self.trial("conflict", sheet), {"tied": "no"}).url == self.trial("edit", sheet)
            ids = [each.public_id for each in me.edition.criteria.all()]
            body = json.dumps({"revision": 0, "fields": {f"score_{ids[0]}": "2", "strengths": "Modet."}})
            kept = page.post(self.trial("autosave", sheet), body, content_type="application/json")
            assert kept.status_code == 200
            assert "Modet." in page.get(self.trial("edit", sheet)).text
            missing = page.post(self.trial("edit", sheet), {f"score_{ids[0]}": "2", "then": "submit"})
            assert missing.status_code == 422
            scores = {f"score_{each}": "2" for each in ids}
            assert page.post(self.trial("edit", sheet), scores | {"then": "stay"}).url == self.trial(
                "edit", sheet
            )
            assert page.get(home).context["measure"] is None
            assert page.post(self.trial("edit", sheet), scores | {"then": "submit"}).url == home
            assert page.get(self.trial("edit", sheet)).context["is_submitted"]
        shown = page.get(home)
        assert "strängare" in shown.text
        assert "Ledamot 2" not in shown.text

    def test_the_end_is_told_as_the_last_day_itself(self, calibration, jurors, office):
        (sheet, _other), juror = sheets_of(jurors[0]), client_of(jurors[0].person)
        declare_trial_free(actor=jurors[0].person, sheet=sheet)
        end = f"{day_in_full(in_days(3), 'sv')} kl.{HARD}23.59"
        pages = [
            juror.get(reverse("jury:calibration", args=[2027])),
            juror.get(self.trial("edit", sheet)),
            client_of(office).get(reverse("jury:calibration_round", args=[2027])),
        ]
        assert [end in page.text for page in pages] == [True, True, True]

    def test_autosave_refuses_in_words(self, calibration, jurors):
        sheet = sheets_of(jurors[0])[0]
        declare_trial_free(actor=jurors[0].person, sheet=sheet)
        page = client_of(jurors[0].person)
        wrong = page.post(self.trial("autosave", sheet), "x", content_type="application/json")
        assert wrong.status_code == 400

    def test_standing_aside_closes_the_page(self, calibration, jurors):
        sheet, page = sheets_of(jurors[0])[0], client_of(jurors[0].person)
        assert page.post(self.trial("conflict", sheet), {"tied": "yes"}).status_code == 200
        page.post(self.trial("conflict", sheet), {"tied": "yes", "relation": "owner", "reason": "Aktier."})
        for name in ("edit", "conflict", "autosave"):
            assert page.get(self.trial(name, sheet)).status_code == 404
        listed = page.get(reverse("jury:calibration", args=[2027]))
        assert sheet.trial.entry.organisation.name not in listed.text

    def test_another_juror_and_the_chair_do_not_reach_a_sheet(self, edition, calibration, jurors, office):
        chair = make_juror(edition, seat="chair")
        sheet = sheets_of(jurors[0])[0]
        for person in (jurors[1].person, chair.person, office):
            assert client_of(person).get(self.trial("edit", sheet)).status_code == 404

    def test_of_an_earlier_year_only_what_may_be_public(self, edition, office, past, entries):
        old, juror = make_entry(past), make_juror(edition)
        award(old)
        answers = {"a": "Öppet ord", "b": "Vunnet ord", "c": "Hemligt ord"}
        make_submission(
            old,
            answers,
            visibility={"a": "public", "b": "if_awarded", "c": "never"},
            files=[
                {"question": key, "id": key * 26, "name": f"{key}.pdf", "alt_sv": "", "alt_en": ""}
                for key in "ac"
            ],
            questions=[
                {
                    "key": key,
                    "kind": kind,
                    "section_sv": f"Del {key}",
                    "section_en": "",
                    "label_sv": key,
                    "label_en": key,
                    "unit": "",
                    "choices": [],
                    "story_part": "",
                }
                for key, kind in (("a", "file"), ("b", "long"), ("c", "file"))
            ],
        )
        begin(office, edition, [old, entries[0]])
        sheet = next(each for each in sheets_of(juror) if each.trial.entry == old)
        declare_trial_free(actor=juror.person, sheet=sheet)
        page = client_of(juror.person)
        text = page.get(self.trial("edit", sheet)).text
        assert "Vunnet ord" in text
        assert "a.pdf" in text
        assert "c.pdf" not in text
        assert "Del c" not in text
        hidden = reverse("jury:trial_file", args=[2027, sheet.public_id, "c" * 26])
        assert page.get(hidden).status_code == 404
        assert not EntryFile.objects.exists()

    def test_the_office_opens_reminds_sharpens_and_closes(self, edition, office, entries, jurors):
        page, address = client_of(office), reverse("jury:calibration_round", args=[2027])
        assert "Prov A AB (2027)" in page.get(address).text
        wish = {"entries": [each.public_id for each in entries], "last_day": in_days(90).isoformat()}
        late = page.post(address, wish)
        assert late.status_code == 422
        assert page.post(address, wish | {"last_day": in_days(3).isoformat()}).url == address
        for juror in jurors:
            hand_in(juror, 3, 4, 5)
        jurors_page = page.get(address)
        assert jurors_page.context["chart"].bars[0].value == 0
        sharpen = reverse("jury:anchor_sharpen", args=[2027, edition.criteria.first().public_id, 5])
        assert "Helt nytt." in page.get(sharpen).text
        assert page.post(sharpen, {"swedish": "Nytt för alla."}).status_code == 422
        assert page.post(sharpen, {"swedish": "Nytt för alla.", "reason": "Olika."}).url == address
        assert "Nytt för alla." in page.get(address).text
        off = reverse("jury:anchor_sharpen", args=[2027, edition.criteria.first().public_id, 9])
        assert page.get(off).status_code == 404
        undescribed = reverse("jury:anchor_sharpen", args=[2027, edition.criteria.first().public_id, 3])
        assert page.get(undescribed).status_code == 200
        for name in ("remind", "close"):
            act = reverse(f"jury:calibration_{name}", args=[2027])
            assert page.get(act).status_code == 200
            assert page.post(act).url == address
        assert CalibrationRound.objects.get().state == "closed"
        edition.phases.filter(kind="review").update(opens_at=timezone.now())
        words = {"swedish": "För sent.", "reason": "Olika."}
        assert page.post(sharpen, words).status_code == 422
        assert not page.get(address).context["may_sharpen"]

    def test_without_a_round_there_is_nothing_to_close_and_after_the_review_none_to_open(self, office):
        edition = make_edition(2028)
        page = client_of(office)
        for name in ("close", "remind"):
            assert page.get(reverse(f"jury:calibration_{name}", args=[2028])).status_code == 404
        address = reverse("jury:calibration_round", args=[2028])
        assert page.get(address).context["is_late"]
        make_entry(edition), make_entry(edition)
        wish = {
            "entries": [each.public_id for each in edition.entries.all()],
            "last_day": in_days(3).isoformat(),
        }
        assert page.post(address, wish).status_code == 422
        juror = make_juror(edition)
        empty = client_of(juror.person).get(reverse("jury:calibration", args=[2028]))
        assert empty.context["round"] is None
