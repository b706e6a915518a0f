"""The office's pages: what they show, what they must not, and what a press of a button does."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Case, EligibilityRule, Entry, Extension
from forebild.competition.queries import application_phase
from forebild.competition.services import eligibility_rules, entries
from forebild.competition.services.drafts import save_answers
from forebild.shared.audit.models import ReadRecord, Record
from forebild.shared.outbox.models import Message
from tests.worlds import (
    make_company,
    make_edition,
    make_entry,
    make_office,
    make_person,
    make_submission,
)

CANARY = "kanariefågeln sjunger"


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def judged(db):
    return make_edition(2027, open_phase="eligibility")


@pytest.fixture
def desk(client, office):
    client.force_login(office)
    return client


def address(name, subject, **parts):
    """The page `name` of an edition, a case or an entry."""
    parts["edition_year"] = getattr(subject, "edition", subject).year
    if isinstance(subject, Case):
        parts["case_id"] = subject.public_id
    if isinstance(subject, Entry):
        parts["entry_id"] = subject.public_id
    return reverse(f"competition:{name}", kwargs=parts)


def read(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, response.content.decode()[:3000]
    return b"".join(response).decode() if response.streaming else response.content.decode()


def make_case(edition, company=None, **changes):
    case = Case.objects.create(edition=edition, organisation=company or make_company(), **changes)
    case.nominations.create(
        nominator_name="Bo Tipsare", nominator_email="bo@exempel.example", reason="De filmar sina ställ."
    )
    return case


def press_on_chosen(client, url, *rows, **extra):
    """Choose, look at the question, and press: as a person does."""
    data = {"chosen": [row.public_id for row in rows], **extra}
    asked = client.post(url, data)
    assert asked.status_code == 200
    mark = asked.context["chosen"].mark
    return asked, client.post(url, {**data, "confirmed": mark}, follow=True)


class TestCases:
    @pytest.fixture
    def judged(self, db):
        """Companies are asked while they can still say yes."""
        return make_edition(2027, open_phase="nomination")

    def test_asking_too_late_is_refused_on_the_form_and_nothing_typed_is_lost(self, desk):
        case = make_case(make_edition(2026))
        refused = desk.post(address("case", case), {"name": "Kim", "email": "kim@exempel.example"})
        assert "The call has closed" in refused.content.decode()
        assert 'value="kim@exempel.example"' in refused.content.decode()
        assert not Message.objects.exists()

    def test_list_filters_and_counts(self, desk, judged):
        make_case(
            judged,
            make_company("Asks AB", county="06", sector="25.620"),
            state="asked",
            asked_at=timezone.now(),
        )
        make_case(judged, make_company("Nya AB", county="12"))
        make_case(make_edition(2028), make_company("Annat år AB"))
        page = address("cases", judged)
        assert "Annat år AB" not in read(desk, page)
        for query, found in [
            ("state=asked", "Asks AB"),
            ("county=12", "Nya AB"),
            ("sector=25", "Asks AB"),
            ("asked=no", "Nya AB"),
            ("unanswered=yes", "Asks AB"),
            ("q=nya", "Nya AB"),
        ]:
            shown = read(desk, f"{page}?{query}")
            assert [name for name in ("Asks AB", "Nya AB") if name in shown] == [found], query

    def test_several_are_asked_at_once_and_each_once(self, desk, judged):
        owner = make_person("Olle Ägare")
        with_owner = make_case(judged, make_company("Ägda AB", owner=owner))
        with_contact = make_case(judged, contact_name="Kim", contact_email="kim@exempel.example")
        nobody, asked = make_case(judged), make_case(judged, state="asked")
        first, done = press_on_chosen(
            desk, address("cases_ask", judged), with_owner, with_contact, nobody, asked
        )
        assert "Ägda AB" in first.content.decode()
        assert "2 companies have been asked. 2 were left out" in done.content.decode()
        letters = Message.objects.filter(kind="competition.company_asked")
        assert set(letters.values_list("to_email", flat=True)) == {owner.email, "kim@exempel.example"}
        assert set(Case.objects.values_list("state", flat=True)) == {"asked", "new"}
        nobody.refresh_from_db()
        assert nobody.state == "new"

    def test_a_mere_visit_asks_nobody(self, desk, judged):
        assert desk.get(address("cases_ask", judged)).status_code == 302

    def test_one_case_from_ask_to_reminder(self, desk, judged):
        case = make_case(judged)
        page = address("case", case)
        assert "De filmar sina ställ." in read(desk, page)
        wrong = desk.post(page, {"name": "Kim", "email": "kim"})
        assert 'value="Kim"' in wrong.content.decode()
        desk.post(page, {"name": "Kim", "email": "kim@exempel.example", "keep": "1"})
        case.refresh_from_db()
        assert (case.state, case.contact_name) == ("new", "Kim")
        desk.post(page, {"name": "Kim", "email": "kim@exempel.example"})
        assert "You can remind once" in read(desk, page)
        for _again in range(2):
            last = desk.post(address("case_remind", case))
        assert last.status_code == 409
        assert Message.objects.filter(kind="competition.company_reminded").count() == 1
        assert "You can remind once" not in read(desk, page)
        assert "The company was reminded" in read(desk, page)

    def test_dismissed_with_a_reason(self, desk, judged):
        case = make_case(judged)
        assert desk.post(address("case_dismiss", case), {"reason": " "}).status_code == 200
        desk.post(address("case_dismiss", case), {"reason": "Konkurs."})
        assert "Konkurs." in read(desk, address("case", case))
        assert desk.post(address("case_dismiss", case), {"reason": "Igen."}).status_code == 409


class TestEntryList:
    def test_filters(self, desk, judged):
        small = make_company("Liten AB", county="06", sector="25.620")
        small.figures.create(year=2025, head_count=Decimal(12))
        large = make_company("Stor AB", county="12")
        large.figures.create(year=2025, head_count=Decimal("499.5"))
        entry = make_entry(judged, small, state="submitted")
        draft = make_entry(judged, large, state="draft")
        Extension.objects.create(entry=draft, until=timezone.now(), reason="Brand.", granted_by=make_person())
        rule = EligibilityRule.objects.create(edition=judged, kind="manual", text_sv="Regeln")
        entry.findings.create(rule=rule, outcome="borderline")
        page = address("office_entries", judged)
        for query, found in [
            ("state=draft", "Stor AB"),
            ("county=06", "Liten AB"),
            ("sector=25", "Liten AB"),
            ("size=4", "Liten AB"),
            ("size=8", "Stor AB"),
            ("size=9", ""),
            ("eligibility=doubt", "Liten AB"),
            ("eligibility=open", "Stor AB"),
            ("eligibility=met", ""),
            ("eligibility=not_met", ""),
            ("extension=yes", "Stor AB"),
            ("submitted_from=2020-01-01", "Liten AB"),
        ]:
            shown = read(desk, f"{page}?{query}")
            assert [name for name in ("Liten AB", "Stor AB") if name in shown] == (
                [found] if found else []
            ), query

    @pytest.mark.parametrize(
        ("outcomes", "shown"),
        [
            (["met"], "All rules met"),
            (["met", "unknown"], "For a person to weigh"),
            (["not_met", "borderline"], "A rule is not met"),
            ([], "Not checked"),
        ],
    )
    def test_what_the_findings_come_to_is_what_the_filter_finds(self, desk, judged, outcomes, shown):
        entry = make_entry(judged, make_company("Bolag AB"), state="submitted")
        for place, outcome in enumerate(outcomes):
            rule = EligibilityRule.objects.create(edition=judged, kind="manual", position=place, text_sv="R")
            entry.findings.create(rule=rule, outcome=outcome)
        keys = {"All rules met": "met", "For a person to weigh": "doubt", "A rule is not met": "not_met"}
        page = f"{address('office_entries', judged)}?eligibility={keys.get(shown, 'open')}"
        row = next(row for row in read(desk, page).split("<tr") if "Bolag AB" in row)
        assert shown in row

    def test_a_code_of_no_scheme_is_shown_as_it_is(self, desk, judged):
        make_entry(judged, make_company(sector="99999x"))
        shown = address("office_entries", judged) + "?columns=company&columns=sector"
        assert "99999x" in read(desk, shown)

    @pytest.mark.parametrize("name", ["office_entries", "cases"])
    def test_statements_do_not_grow_with_the_rows(self, desk, judged, name):
        counted = {}
        for rows in (1, 3, 50):
            while judged.entries.count() < rows:
                company = make_company(sector="25.620")
                make_entry(judged, company)
                make_case(judged, company)
            with CaptureQueriesContext(connection) as captured:
                read(desk, address(name, judged))
            counted[rows] = len(captured)
        assert len(set(counted.values())) == 1, counted

    def test_files_run_nothing_and_hold_no_draft(self, desk, judged):
        make_entry(judged, make_company("=1+1 AB"), state="draft", answers={"challenge": CANARY})
        page = address("office_entries", judged)
        text = read(desk, f"{page}?format=csv")
        assert '"\'=1+1 AB"' in text
        for file_format in ("csv", "json"):
            assert CANARY not in read(desk, f"{page}?format={file_format}")

    def test_drafts_are_reminded_and_those_handed_in_left_in_peace(self, desk, edition, entry, writer):
        other = make_entry(edition, state="submitted")
        url = address("office_entries_remind", edition)
        first, done = press_on_chosen(desk, url, entry, other)
        assert (first.context["chosen"].count, first.context["chosen"].gone_count) == (1, 1)
        assert "1 company has been reminded." in done.content.decode()
        press_on_chosen(desk, url, entry)  # again the same day: no second letter
        letter = Message.objects.get(kind="competition.entry_reminded")
        assert letter.to_email == writer.email

    def test_after_the_call_nobody_is_reminded(self, desk, judged):
        _first, done = press_on_chosen(
            desk, address("office_entries_remind", judged), make_entry(judged, state="draft")
        )
        assert "Left in peace: 1" in done.content.decode()

    def test_all_that_the_filter_finds_are_checked(self, desk, judged):
        EligibilityRule.objects.create(
            edition=judged, kind="county", text_sv="Län", settings={"codes": ["06"]}
        )
        inside = make_entry(judged, make_company(county="06"), state="submitted")
        outside = make_entry(judged, make_company(county="12"), state="submitted")
        url = f"{address('office_entries_check', judged)}?county=06"
        _first, done = press_on_chosen(desk, url, all="1")
        assert "1 entry has been checked." in done.content.decode()
        assert (inside.findings.get().outcome, outside.findings.count()) == ("met", 0)

    @pytest.mark.parametrize("name", ["office_entries_remind", "office_entries_check"])
    def test_a_mere_visit_does_nothing(self, desk, judged, name):
        assert desk.get(address(name, judged)).status_code == 302


class TestEntry:
    def test_of_a_draft_only_that_it_is_there(self, desk, entry, writer):
        save_answers(actor=writer, entry=entry, changes={"deed": CANARY}, base_revision=1)
        shown = read(desk, address("office_entry", entry))
        assert "A draft belongs to the company" in shown
        assert CANARY not in shown
        assert not ReadRecord.objects.exists()

    def test_a_draft_begun_anew_after_a_submission_is_closed_too(self, desk, judged):
        entry = make_entry(judged, state="draft", answers={"challenge": CANARY})
        make_submission(entry, {"challenge": CANARY})
        assert CANARY not in read(desk, address("office_entry", entry))
        read(desk, f"{address('office_entry_compare', entry)}?from=1&to=1", status=403)

    def test_the_submission_and_not_what_was_written_since(self, desk, complete, writer):
        entries.submit_entry(actor=writer, entry=complete)
        complete.document.refresh_from_db()
        save_answers(
            actor=writer,
            entry=complete,
            changes={"deed": CANARY},
            base_revision=complete.document.revision,
        )
        shown = read(desk, address("office_entry", complete))
        assert "Vi filmade varje omställning." in shown
        assert "Never public" in shown
        assert CANARY not in shown
        assert ReadRecord.objects.filter(subject_id=complete.public_id, via="office").count() == 1
        file_id = complete.submissions.get().content["files"][0]["id"]
        picture = address("office_entry_file", complete, file_id=file_id)
        for url in (picture, f"{picture}?liten"):
            response = desk.get(url)
            assert b"".join(response.streaming_content)
        read(desk, address("office_entry_file", complete, file_id="0" * 26), status=404)

    def test_an_entry_without_secrets_leaves_no_note(self, desk, judged):
        entry = make_entry(judged, state="submitted", answers={})
        make_submission(entry, {"challenge": "Ställ."}, visibility={"challenge": "public"})
        read(desk, address("office_entry", entry))
        assert not ReadRecord.objects.exists()

    def test_what_changed_between_submissions(self, desk, judged):
        entry = make_entry(judged, state="submitted", answers={"challenge": "Långa ställ.", "gone": "Borta"})
        make_submission(entry, {"challenge": "Korta ställ."})
        url = address("office_entry_compare", entry)
        shown = read(desk, f"{url}?from=1&to=2")
        assert "Långa" in shown
        assert "Borta" in shown
        assert ReadRecord.objects.filter(via="office comparison").exists()
        assert "read the same" in read(desk, f"{url}?from=2&to=2")
        for query in ("", "?from=1&to=9", "?from=x&to=1"):
            read(desk, url + query, status=404)

    def test_more_time(self, desk, entry, writer):
        url = address("entry_extend", entry)
        day = (application_phase(entry.edition).closes_at + timedelta(days=3)).date().isoformat()
        assert desk.post(url, {"until_0": "2020-01-01", "until_1": "12:00", "reason": "X"}).status_code == 200
        desk.post(url, {"until_0": day, "until_1": "12:00", "reason": "Brand i fabriken."})
        assert "Brand i fabriken." in read(desk, address("office_entry", entry))
        assert "Brand i fabriken." not in Message.objects.get(kind="competition.extension_granted").text
        assert "More time was given" in read(desk, address("office_entry", entry))


class TestEligibility:
    @pytest.fixture
    def checked(self, desk, judged, office):
        eligibility_rules.add_usual_rules(actor=office, edition=judged)
        company = make_company("Provade AB", county="06", sector="25.620")
        company.figures.create(year=2025, head_count=Decimal(245), turnover_sek=10**8, source="Bokslut 2025")
        entry = make_entry(judged, company, state="submitted")
        desk.post(address("entry_check", entry))
        return entry

    def test_the_calculation_is_shown(self, desk, checked):
        shown = read(desk, address("entry_eligibility", checked))
        assert "Recommendation 2003/361/EC" in shown
        assert "Near the limit" in shown
        assert "Bokslut 2025" in shown

    def test_by_hand_then_decided_and_taken_up_again(self, desk, checked, judged):
        rule = judged.eligibility_rules.filter(kind="manual").first()
        form = address("finding_edit", checked, rule_id=rule.public_id)
        assert "Give the date" in desk.post(form, {"outcome": "met", "evidence": "Besök"}).content.decode()
        desk.post(form, {"outcome": "met", "evidence": "Besök", "evidence_on": "2027-03-01"})
        assert checked.findings.get(rule=rule).evidence_on == date(2027, 3, 1)
        assert "Besök" in read(desk, form)
        page = address("entry_eligibility", checked)
        assert "Say why" in desk.post(page, {"eligible": "no"}).content.decode()
        desk.post(page, {"eligible": "yes", "reason": "Nära gränsen, men under den."})
        assert "Nära gränsen, men under den." in read(desk, page)
        assert desk.post(page, {"eligible": "no", "reason": "Nej."}).status_code == 409
        assert desk.post(form, {"outcome": "unknown"}).status_code == 409
        desk.post(address("entry_reconsider", checked))
        checked.refresh_from_db()
        assert checked.state == "submitted"

    def test_without_rules_it_says_what_to_do(self, desk, judged):
        entry = make_entry(judged, state="submitted")
        assert "Write the rules first" in read(desk, address("entry_eligibility", entry))

    def test_a_draft_is_not_checked(self, desk, judged):
        read(desk, address("entry_eligibility", make_entry(judged, state="draft")), status=403)


class TestRules:
    def test_begin_change_move_remove(self, desk, judged):
        page = address("eligibility_rules", judged)
        assert "Begin with the usual rules" in read(desk, page)
        desk.post(page)
        assert desk.post(page).status_code == 409
        rule = judged.eligibility_rules.get(kind="sector")
        edit = address("eligibility_rule", judged, rule_id=rule.public_id)
        assert 'value="B, C"' in read(desk, edit)
        values = {"kind": "sector", "text_sv": "Verkstad", "sectors": "25, 28"}
        assert "neither a section" in desk.post(edit, {**values, "sectors": "25, 4"}).content.decode()
        assert "at least one" in desk.post(edit, {**values, "sectors": ""}).content.decode()
        desk.post(edit, values)
        rule.refresh_from_db()
        assert rule.settings == {"scheme": "sni2007", "codes": ["25", "28"]}
        desk.post(address("eligibility_rule_move", judged, rule_id=rule.public_id), {"direction": "down"})
        assert list(judged.eligibility_rules.all())[1] == rule
        desk.post(edit, {"remove": "1"})  # an old page's button takes nothing away
        assert judged.eligibility_rules.filter(pk=rule.pk).exists()

    def test_taking_one_away_asks_first_and_says_what_goes_with_it(self, desk, judged):
        rule, other = (
            EligibilityRule.objects.create(edition=judged, kind="manual", text_sv=text)
            for text in ("Regeln som går.", "Regeln som blir.")
        )
        for _ in range(2):
            make_entry(judged, state="submitted").findings.create(rule=rule, outcome="met")
        url = address("eligibility_rule_remove", judged, rule_id=rule.public_id)
        assert url in read(desk, address("eligibility_rule", judged, rule_id=rule.public_id))
        asked = desk.get(url)
        assert "Regeln som går." in asked.content.decode()
        assert asked.context["consequences"] == [{"count": 2, "text": "findings go with it"}]
        assert judged.eligibility_rules.count() == 2  # a visit changes nothing
        assert "The rule is taken away." in desk.post(url, follow=True).content.decode()
        assert list(judged.eligibility_rules.all()) == [other]

    @pytest.mark.parametrize(
        ("values", "stored"),
        [
            ({"kind": "manual"}, {}),
            ({"kind": "county", "counties": ["06", "12"]}, {"codes": ["06", "12"]}),
            (
                {"kind": "sme", "sek_per_euro": "11.0000", "rate_on": "2025-12-30"},
                {"sek_per_euro": "11.0000", "rate_on": "2025-12-30"},
            ),
            ({"kind": "county"}, {"codes": []}),
        ],
    )
    def test_a_new_one_of_each_kind(self, desk, judged, values, stored):
        url = address("eligibility_rule_new", judged)
        read(desk, url)
        desk.post(url, {"text_sv": "Regeln", **values})
        rule = judged.eligibility_rules.get()
        assert rule.settings == stored
        read(desk, address("eligibility_rule", judged, rule_id=rule.public_id))

    def test_the_euro_rate_is_stated_with_its_day_and_shown_and_an_old_one_is_told(self, desk, judged):
        url = address("eligibility_rule_new", judged)
        form = desk.post(url, {"text_sv": "Regeln", "kind": "sme"}).context["form"]
        assert form.errors == {"sek_per_euro": ["Write the rate."], "rate_on": ["Give the day of the rate."]}
        assert not judged.eligibility_rules.exists()
        rate = {"sek_per_euro": "11.0512", "rate_on": "2025-12-30"}
        desk.post(url, {"text_sv": "Regeln", "kind": "sme", **rate})
        shown = read(desk, address("eligibility_rules", judged))
        assert "1 euro is 11.0512 kronor (2025-12-30)" in shown
        assert "The rate is old" not in shown
        judged.eligibility_rules.update(settings=rate | {"rate_on": "2024-12-31"})
        assert "The rate is old" in read(desk, address("eligibility_rules", judged))

    def test_nothing_typed_is_lost(self, desk, judged):
        shown = desk.post(address("eligibility_rule_new", judged), {"kind": "", "text_sv": "Ny regel"})
        assert "Ny regel" in shown.content.decode()

    def test_once_ruled_on_they_stand(self, desk, judged, office):
        EligibilityRule.objects.create(edition=judged, kind="manual", text_sv="Regeln")
        make_entry(judged).eligibility_rulings.create(eligible=True, ruled_by=office)
        assert "The rules stand" in read(desk, address("eligibility_rules", judged))


def test_the_office_of_another_edition_does_not_find_it(client, judged):
    other = make_office(kind="coordinator")
    other.roles.update(edition=make_edition(2028))
    client.force_login(other)
    read(client, address("office_entries", judged), status=404)
    read(client, address("office_entries", make_edition(2029)), status=404)


def test_decisions_are_on_record(desk, judged):
    case = make_case(judged)
    desk.post(address("case_dismiss", case), {"reason": "Nej."})
    assert Record.objects.filter(action="competition.case.dismissed", subject_id=case.public_id).exists()
