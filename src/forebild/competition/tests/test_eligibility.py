"""May the company take part: what rules find, what a person finds, and the ruling."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from forebild.competition.models import EligibilityFinding, EligibilityRule, Entry
from forebild.competition.rules import USUAL_RATE, find, rate_of
from forebild.competition.services import eligibility, eligibility_rules
from forebild.competition.signals import entry_found_eligible, entry_reconsidered
from forebild.people.models import Organisation
from forebild.programme.services.editions import copy_edition
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import HOLD_TIME
from tests.worlds import make_company, make_edition, make_entry, make_office, make_person

TODAY = date(2027, 3, 3)


@pytest.fixture
def judged(db):
    return make_edition(2027, open_phase="eligibility")


@pytest.fixture
def office(db):
    return make_office()


def make_rule(edition, kind="manual", position=1, **settings):
    return EligibilityRule.objects.create(
        edition=edition, kind=kind, position=position, text_sv="Regeln", text_en="The rule", settings=settings
    )


def submitted(edition, company=None):
    return make_entry(edition, company, state="submitted")


def figures(company, year, heads, turnover=20_000_000, balance=20_000_000):
    company.figures.create(
        year=year,
        head_count=Decimal(heads),
        turnover_sek=turnover,
        balance_sheet_sek=balance,
        source=f"Årsredovisning {year}",
    )


class TestSizeRule:
    @pytest.mark.parametrize(
        ("years", "outcome"),
        [
            ([(2025, "40"), (2024, "38")], "met"),
            ([(2025, "400"), (2024, "390")], "not_met"),
            ([(2025, "245"), (2024, "240")], "borderline"),
            ([(2025, "40"), (2024, "400")], "borderline"),  # two years disagree: a person decides
            ([(2025, "40"), (2023, "400")], "met"),  # the year before is not known: 2023 does not count
        ],
    )
    def test_it_is_the_recommendations(self, judged, years, outcome):
        company = make_company()
        for year, heads in years:
            figures(company, year, heads)
        found = find(make_rule(judged, "sme"), company, TODAY)
        assert (found.outcome, found.evidence, found.evidence_on) == (
            outcome,
            "Årsredovisning 2025",
            date(2025, 12, 31),
        )

    def test_the_calculation_quotes_the_recommendation_and_owns_up_to_owners(self, judged):
        company = make_company()
        figures(company, 2025, "40")
        calculation = find(make_rule(judged, "sme"), company, TODAY).calculation
        assert calculation["en"][0] == "By its figures the company is a small enterprise."
        assert any("Recommendation 2003/361/EC" in each for each in calculation["en"])
        assert any("11,46 kronor per euro" in each for each in calculation["sv"])
        assert calculation["sv"][-1].startswith("Ägare och dotterföretag är inte kända här")
        assert (calculation["size"], calculation["verdict"]) == ("small", "sme")

    def test_a_missing_amount_that_could_turn_it_is_unknown(self, judged):
        company = make_company()
        figures(company, 2025, "40", turnover=None, balance=None)
        assert find(make_rule(judged, "sme"), company, TODAY).outcome == "unknown"

    def test_no_figures_at_all(self, judged):
        found = find(make_rule(judged, "sme"), make_company(), TODAY)
        assert (found.outcome, found.evidence_on) == ("unknown", None)
        assert "no figures" in found.calculation["en"][0]

    def test_the_editions_own_rate(self, judged):
        assert rate_of(make_rule(judged, "sme")) == USUAL_RATE
        own = rate_of(make_rule(judged, "sme", sek_per_euro="10.00", rate_on="2025-12-30"))
        assert (own.sek_per_euro, own.on) == (Decimal("10.00"), date(2025, 12, 30))


class TestSectorRule:
    @pytest.mark.parametrize(
        ("codes", "outcome"),
        [
            ([("sni2007", "25.620")], "met"),
            ([("sni2007", "62.010")], "not_met"),
            ([("sni2007", "62.010"), ("sni2007", "25.620")], "borderline"),  # industry on the side
            ([("nace2.1", "25.53")], "borderline"),  # another scheme: a person compares
            ([("sni2007", "xx")], "borderline"),  # no code of the scheme
            ([], "unknown"),
        ],
    )
    def test_the_main_industry_decides(self, judged, codes, outcome):
        company = make_company()
        for rank, (scheme, code) in enumerate(codes, start=1):
            company.industries.create(scheme=scheme, code=code, rank=rank)
        rule = make_rule(judged, "sector", scheme="sni2007", codes=["B", "C"])
        assert find(rule, company, TODAY).outcome == outcome

    def test_a_division_is_enough(self, judged):
        rule = make_rule(judged, "sector", codes=["25"])
        assert find(rule, make_company(sector="25.620"), TODAY).outcome == "met"
        assert find(rule, make_company(sector="26.110"), TODAY).outcome == "not_met"

    def test_it_says_what_it_read(self, judged):
        found = find(make_rule(judged, "sector", codes=["C"]), make_company(sector="25.620"), TODAY)
        assert (found.evidence, found.evidence_on) == ("SNI 2007 25.620", TODAY)
        assert found.calculation["en"][0].startswith("25.620 ")


class TestCountyRule:
    @pytest.mark.parametrize(
        ("codes", "facts", "outcome"),
        [
            (["06"], {"county": "06"}, "met"),
            (["06"], {"county": "12"}, "not_met"),
            ([], {"county": "12"}, "met"),
            ([], {"county": ""}, "unknown"),
            ([], {"kind": "foreign", "country": "NO", "org_number": None}, "not_met"),
        ],
    )
    def test_where_it_is(self, judged, codes, facts, outcome):
        assert find(make_rule(judged, "county", codes=codes), make_company(**facts), TODAY).outcome == outcome


def test_what_only_a_person_sees_is_unknown(judged):
    assert find(make_rule(judged), make_company(), TODAY).outcome == "unknown"


class TestCheck:
    def test_every_rule_finds_and_again_anew(self, judged, office):
        make_rule(judged, "county", codes=["06"])
        make_rule(judged)
        entry = submitted(judged, make_company(county="06"))
        assert [each.outcome for each in eligibility.check_eligibility(actor=office, entry=entry)] == [
            "met",
            "unknown",
        ]
        Organisation.objects.filter(pk=entry.organisation_id).update(county="12")
        eligibility.check_eligibility(actor=office, entry=entry)
        assert sorted(entry.findings.values_list("outcome", flat=True)) == ["not_met", "unknown"]
        assert Record.objects.filter(action="competition.eligibility.checked").count() == 2

    def test_a_persons_finding_stands(self, judged, office):
        rule = make_rule(judged, "county", codes=["06"])
        entry = submitted(judged, make_company(county="12"))
        eligibility.check_eligibility(actor=office, entry=entry)
        record(office, entry, rule, "met")
        eligibility.check_eligibility(actor=office, entry=entry)
        assert entry.findings.get().outcome == "met"

    def test_not_by_others_nor_of_a_draft_nor_once_decided(self, judged, office):
        with pytest.raises(NotAllowed):
            eligibility.check_eligibility(actor=make_person(), entry=submitted(judged))
        with pytest.raises(NotAllowed, match="submitted entry"):
            eligibility.check_eligibility(actor=office, entry=make_entry(judged, state="draft"))
        with pytest.raises(NotNow):
            eligibility.check_eligibility(actor=office, entry=make_entry(judged, state="eligible"))

    def test_many_at_once_leave_out_what_is_not_for_checking(self, judged, office):
        make_rule(judged)
        chosen = [submitted(judged), make_entry(judged, state="draft"), make_entry(judged, state="eligible")]
        assert eligibility.check_entries(actor=office, entries=chosen) == eligibility.Checked(1, 2)
        assert EligibilityFinding.objects.get().entry == chosen[0]
        assert eligibility.check_entries(actor=make_person(), entries=chosen) == eligibility.Checked(0, 3)

    def test_statements_do_not_grow_with_the_figures(self, judged, office, django_assert_max_num_queries):
        entry = submitted(judged)
        for year in range(2010, 2026):
            figures(entry.organisation, year, "20")
        make_rule(judged, "sme")
        with django_assert_max_num_queries(19):
            eligibility.check_eligibility(actor=office, entry=entry)


def record(actor, entry, rule, outcome="met", **changes):
    values = {"evidence": "Årsredovisningen", "evidence_on": TODAY, **changes}
    return eligibility.record_finding(actor=actor, entry=entry, rule=rule, outcome=outcome, **values)


class TestFinding:
    def test_it_needs_evidence_and_its_date(self, judged, office):
        entry, rule = submitted(judged), make_rule(judged)
        with pytest.raises(InvalidInput) as refusal:
            record(office, entry, rule, evidence=" ", evidence_on=None)
        assert set(refusal.value.fields) == {"evidence", "evidence_on"}
        assert record(office, entry, rule, "unknown", evidence="", evidence_on=None).found_by == office

    def test_not_by_others_nor_once_decided(self, judged, office):
        rule = make_rule(judged)
        with pytest.raises(NotAllowed):
            record(make_person(), submitted(judged), rule)
        with pytest.raises(NotNow, match="decided"):
            record(office, make_entry(judged, state="ineligible"), rule)


class TestRuling:
    def ready(self, judged, office, outcome="met"):
        entry = submitted(judged)
        record(office, entry, make_rule(judged), outcome)
        return entry

    def test_yes_when_everything_is_met(self, judged, office):
        heard = []

        def listen(entry, **_rest):
            heard.append(entry)

        entry_found_eligible.connect(listen)
        entry = self.ready(judged, office)
        ruling = eligibility.rule_on_eligibility(actor=office, entry=entry, eligible=True)
        assert (entry.state, ruling.eligible, heard) == ("eligible", True, [entry])

    def test_a_no_and_a_yes_against_a_finding_need_a_reason(self, judged, office):
        entry = self.ready(judged, office, "borderline")
        for eligible in (True, False):
            with pytest.raises(InvalidInput, match="reason"):
                eligibility.rule_on_eligibility(actor=office, entry=entry, eligible=eligible, reason=" ")
        eligibility.rule_on_eligibility(actor=office, entry=entry, eligible=False, reason="För stort.")
        assert (entry.state, entry.eligibility_rulings.get().reason) == ("ineligible", "För stort.")

    def test_after_a_no_the_company_is_told_unless_it_is_taken_up_again_in_time(self, judged, office):
        owner, editor = make_person("Olle"), make_person("Eva", language="en")
        entry = submitted(judged, make_company("Verkstaden AB", owner=owner))
        entry.organisation.memberships.create(person=editor, part="editor")
        record(office, entry, make_rule(judged), "not_met")
        letters = Message.objects.filter(kind="competition.entry_ineligible")
        for end in ("stopped", "held"):
            ruling = eligibility.rule_on_eligibility(
                actor=office, entry=entry, eligible=False, reason="Hemligt skäl."
            )
            mine = letters.filter(batch__endswith=f":{ruling.pk}")
            assert set(mine.values_list("to_email", "state", "not_before")) == {
                (owner.email, "held", ruling.ruled_at + HOLD_TIME),
                (editor.email, "held", ruling.ruled_at + HOLD_TIME),
            }
            if end == "stopped":
                eligibility.reconsider_eligibility(actor=office, entry=entry)
                assert set(mine.values_list("state", flat=True)) == {"stopped"}
        english = letters.get(language="en", state="held")
        assert "It does not meet all of them" in english.text
        assert judged.programme.contact_email in english.text
        assert "Hemligt" not in english.text

    def test_not_while_a_rule_has_no_finding(self, judged, office):
        entry = self.ready(judged, office)
        make_rule(judged, position=2)
        with pytest.raises(NotNow, match="finding"):
            eligibility.rule_on_eligibility(actor=office, entry=entry, eligible=True)

    def test_not_by_others(self, judged, office):
        entry = self.ready(judged, office)
        with pytest.raises(NotAllowed):
            eligibility.rule_on_eligibility(actor=make_person(), entry=entry, eligible=True)

    def test_reconsidered_the_earlier_ruling_stays(self, judged, office):
        heard = []

        def listen(entry, **_rest):
            heard.append(entry)

        entry_reconsidered.connect(listen)
        entry = self.ready(judged, office)
        eligibility.rule_on_eligibility(actor=office, entry=entry, eligible=True)
        with pytest.raises(NotAllowed):
            eligibility.reconsider_eligibility(actor=make_person(), entry=entry)
        eligibility.reconsider_eligibility(actor=office, entry=entry)
        assert (entry.state, entry.eligibility_rulings.count(), heard) == ("submitted", 1, [entry])

    @pytest.mark.parametrize("is_old", [False, True])
    def test_the_table_lets_one_of_two_decide(self, judged, office, is_old):
        """The second holds the entry as it was. The control reads it anew, and is told another thing."""
        entry = self.ready(judged, office)
        second = Entry.objects.get(pk=entry.pk)
        eligibility.rule_on_eligibility(actor=office, entry=entry, eligible=True)
        if not is_old:
            second.refresh_from_db()
        with pytest.raises(Overtaken if is_old else NotNow):
            eligibility.rule_on_eligibility(actor=office, entry=second, eligible=False, reason="Nej.")
        assert entry.eligibility_rulings.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_make_one_ruling():
    edition, office = make_edition(2027, open_phase="eligibility"), make_office()
    entry = submitted(edition)
    record(office, entry, make_rule(edition))
    start, refused = threading.Barrier(4), []

    def decide():
        mine = Entry.objects.select_related("edition").get(pk=entry.pk)
        start.wait()
        try:
            eligibility.rule_on_eligibility(actor=office, entry=mine, eligible=True)
        except (Overtaken, NotNow) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (entry.eligibility_rulings.count(), len(refused)) == (1, 3)


class TestRules:
    def test_the_usual_ones_once(self, judged, office):
        rules = eligibility_rules.add_usual_rules(actor=office, edition=judged)
        assert [rule.kind for rule in rules] == ["sector", "sme", "county", "manual", "manual"]
        with pytest.raises(NotNow, match="rules already"):
            eligibility_rules.add_usual_rules(actor=office, edition=judged)

    def test_a_new_one_comes_last_and_a_changed_one_forgets_its_findings(self, judged, office):
        first = make_rule(judged, position=4)
        entry = submitted(judged)
        record(office, entry, first)
        new = EligibilityRule(edition=judged, kind="manual", text_sv="Ny")
        assert eligibility_rules.save_rule(actor=office, rule=new).position == 5
        eligibility_rules.save_rule(actor=office, rule=first)
        assert not entry.findings.exists()
        eligibility_rules.remove_rule(actor=office, rule=first)
        assert judged.eligibility_rules.get() == new

    def test_first_of_all(self, judged, office):
        new = EligibilityRule(edition=judged, kind="manual", text_sv="Ny")
        assert eligibility_rules.save_rule(actor=office, rule=new).position == 1

    def test_order(self, judged, office):
        one, two = make_rule(judged, position=1), make_rule(judged, position=2)
        eligibility_rules.move_rule(actor=office, rule=two, direction="up")
        eligibility_rules.move_rule(actor=office, rule=two, direction="up")
        assert list(judged.eligibility_rules.all()) == [two, one]
        eligibility_rules.move_rule(actor=office, rule=two, direction="down")
        assert list(judged.eligibility_rules.all()) == [one, two]

    def test_they_stand_once_something_is_ruled(self, judged, office):
        rule, entry = make_rule(judged), submitted(judged)
        record(office, entry, rule)
        eligibility.rule_on_eligibility(actor=office, entry=entry, eligible=True)
        for change in (eligibility_rules.save_rule, eligibility_rules.remove_rule):
            with pytest.raises(NotNow, match="ruled on"):
                change(actor=office, rule=rule)

    def test_not_by_others(self, judged):
        stranger, rule = make_person(), make_rule(judged)
        for change in (eligibility_rules.save_rule, eligibility_rules.remove_rule):
            with pytest.raises(NotAllowed):
                change(actor=stranger, rule=rule)
        with pytest.raises(NotAllowed):
            eligibility_rules.add_usual_rules(actor=stranger, edition=judged)
        with pytest.raises(NotAllowed):
            eligibility_rules.move_rule(actor=stranger, rule=rule, direction="up")


def test_a_new_year_begins_with_last_years_form_and_rules(edition, office):
    make_rule(edition, "county", codes=["06"])
    copy = copy_edition(actor=office, source=edition, year=2028)
    assert [each.title_sv for each in copy.sections.all()] == ["Berättelsen", "Fakta"]
    old, new = (
        [
            (q.key, q.kind, q.position, q.choices)
            for section in each.sections.all()
            for q in section.questions.all()
        ]
        for each in (edition, copy)
    )
    assert new == old
    ids = [set(each.sections.values_list("public_id", flat=True)) for each in (edition, copy)]
    assert ids[0].isdisjoint(ids[1])
    assert copy.eligibility_rules.get().settings == {"codes": ["06"]}
