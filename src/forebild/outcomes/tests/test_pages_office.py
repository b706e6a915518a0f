"""The office's pages: evaluations, requests, advisers, figures, hours."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from forebild.outcomes.models import Adviser, Evaluation, FollowUp, Referral, SupportEntry
from forebild.outcomes.services import evaluations, referrals
from forebild.outcomes.tests.worlds import answer, ask, guests, make_adviser, past_event, referred, sent
from forebild.outcomes.usual import OVERALL
from tests.worlds import client_of, make_company, make_office, make_person

pytestmark = pytest.mark.django_db


def address(name: str, *parts: Any) -> str:
    return reverse(f"outcomes:{name}", args=[part.public_id for part in parts])


class TestEvaluation:
    def test_from_the_events_page_to_the_letters(self) -> None:
        office = make_office()
        client, event = client_of(office), past_event(office)
        assert (
            "Ingen har tillfrågats."
            in client.get(reverse("events:office_event", args=[event.public_id])).text
        )
        page = address("evaluation", event)
        assert OVERALL.sv in client.get(page).text
        assert client.post(page, {"hours_after": "3"}).status_code == 200  # nothing is begun yet
        client.post(address("evaluation_begin", event))
        assert client.post(page, {"hours_after": "900"}).status_code == 200
        assert client.post(page, {"hours_after": "3"}).url == page
        assert Evaluation.objects.get().hours_after == 3
        client.post(address("evaluation_skip", event))
        assert "Fråga ändå" in client.get(page).text
        client.post(address("evaluation_skip", event))
        assert "6" in client.get(address("evaluation_send", event)).text
        assert "går om tio minuter" in client.post(address("evaluation_send", event), follow=True).text
        assert "Breven är stoppade" in client.post(address("evaluation_stop", event), follow=True).text
        assert (
            "Den skickas när du trycker"
            in client.get(reverse("events:office_event", args=[event.public_id])).text
        )

    def test_results_are_shown_and_exported_only_when_there_are_enough(self) -> None:
        office = make_office()
        client, event = client_of(office), past_event(office, people=11)
        evaluation = sent(office, event)
        page = address("evaluation", event)
        answer(evaluation, *guests(event)[:9], differently="=1+1 hemligt")
        shown = client.get(page).text
        assert ("hemligt" in shown, "Inget visas" in shown) == (False, True)
        assert "hemligt" not in client.get(address("evaluation_csv", event)).getvalue().decode()
        answer(evaluation, guests(event)[9], differently="=1+1 hemligt")
        assert client.get(page).text.count("hemligt") == 5
        assert "Stänga" in client.get(address("evaluation_close", event)).text
        client.post(address("evaluation_close", event))
        assert client.get(page).text.count("hemligt") == 10
        rows = list(csv.reader(io.StringIO(_text(client, event)), delimiter=";"))
        assert rows[0] == ["Fråga", "Svaret", "Antal"]
        assert [OVERALL.sv, "4", "10"] in rows
        assert sum(row[1] == "'=1+1 hemligt" for row in rows) == 10
        workbook = client.get(address("evaluation_xlsx", event))
        found = (
            CalamineWorkbook.from_filelike(io.BytesIO(b"".join(workbook))).get_sheet_by_index(0).to_python()
        )
        assert [OVERALL.sv, "4", 10.0] in found

    def test_the_closing_time_is_changed(self) -> None:
        office = make_office()
        client, event = client_of(office), past_event(office)
        sent(office, event)
        page = address("evaluation", event)
        assert "har passerat" not in client.post(page, {"closes_at": "2037-01-02T10:00"}).text
        assert Evaluation.objects.get().closes_at.year == 2037  # type: ignore[union-attr]
        assert "inte har passerat" in client.post(page, {"closes_at": "2017-01-02T10:00"}).text

    def test_questions_are_added_moved_changed_and_removed(self) -> None:
        office = make_office()
        client, event = client_of(office), past_event(office)
        evaluation = evaluations.begin_evaluation(actor=office, event=event)
        new = address("question_new", event)
        assert client.get(new).status_code == 200
        facts = {"text_sv": "Maten?", "kind": "choice", "choices_sv": "Bra"}
        refused = client.post(new, facts)
        assert "minst två val" in refused.text
        assert "Maten?" in refused.text
        client.post(new, facts | {"choices_sv": "Bra\nSvår"})
        own = evaluation.questions.get(is_usual=False)
        edit = address("question_edit", event, own)
        assert "Maten?" in client.get(edit).text
        assert "minst två val" in client.post(edit, facts).text
        client.post(edit, facts | {"kind": "text", "text_sv": "Lunchen?"})
        assert "Lunchen?" in client.get(address("evaluation", event)).text
        client.post(address("question_move", event, own), {"up": "yes"})
        own.refresh_from_db()
        assert own.position == 5
        client.post(address("question_remove", event, own))
        assert not evaluation.questions.filter(pk=own.pk).exists()
        assert client.get(edit).status_code == 404

    def test_all_of_them_stand_in_a_list(self) -> None:
        office = make_office()
        event = past_event(office)
        answer(sent(office, event), guests(event)[0])
        shown = client_of(office).get(address("evaluation_list"))
        assert "B2B-forum i Gnosjö" in shown.text
        empty = client_of(make_office(kind="coordinator")).get(address("evaluation_list") + "?state=closed")
        assert "B2B-forum i Gnosjö" not in empty.text


def _text(client: Any, event: Any) -> str:
    return client.get(address("evaluation_csv", event)).getvalue().decode("utf-8-sig")


class TestFollowUps:
    def test_a_request_from_the_list_to_the_adviser_and_to_its_end(self) -> None:
        office = make_office()
        client, event = client_of(office), past_event(office)
        follow_up, adviser = ask(guests(event)[0]), make_adviser(office)
        assert (
            "1 person har bett om hjälp."
            in client.get(reverse("events:office_event", args=[event.public_id])).text
        )
        listed = client.get(
            address("follow_up_list") + f"?event={event.public_id}&topic=finance&standing=yes"
        )
        assert "Bergs Mekaniska AB" in listed.text
        assert "Bergs" not in client.get(address("follow_up_list") + "?topic=skills").text
        assert "Bergs" not in client.get(address("follow_up_list") + "?late=yes").text
        page = address("office_follow_up", follow_up)
        assert "Vi vill köpa en robot." in client.get(page).text
        assert "Du tar hand om det." in client.post(address("follow_up_take", follow_up), follow=True).text
        refer = address("refer", follow_up)
        assert "Rut Råd" in client.get(refer).text
        chosen = {"adviser": adviser.public_id, "note": "Ring gärna."}
        preview = client.post(refer, chosen).text
        assert "Ett företag vill ha din hjälp" in preview
        assert "Ring gärna." in preview
        assert not Referral.objects.exists()
        client.post(refer, chosen | {"send": "yes"})
        referral = Referral.objects.get()
        assert "Stoppa brevet" in client.get(page).text
        stopped = client.post(address("referral_stop", referral), follow=True).text
        assert "Rådgivaren har inte fått veta något" in stopped
        assert client.post(address("follow_up_close", follow_up), {}).status_code == 200
        client.post(address("follow_up_close", follow_up), {"outcome": "advice", "text": "Vi ringde."})
        assert "Vi ringde." in client.get(page).text
        client.post(address("follow_up_reopen", follow_up))
        assert FollowUp.objects.get().state == "taken"

    def test_what_the_adviser_tells_stands_on_the_page(self) -> None:
        office = make_office()
        referral = referrals.accept_referral(referral=referred(office, ask(guests(past_event(office))[0])))
        referrals.tell_outcome(referral=referral, outcome="project", hours=3, text="Vi söker.")  # type: ignore[arg-type]
        shown = client_of(office).get(address("office_follow_up", referral.follow_up)).text
        assert "Vi söker." in shown
        assert "ett projekt har startat, 3,0 timmar" in shown

    def test_when_two_refer_at_once_the_second_is_told(self) -> None:
        office = make_office()
        follow_up, adviser = ask(guests(past_event(office))[0]), make_adviser(office)
        referred(office, follow_up, adviser)
        chosen = {"adviser": adviser.public_id, "send": "yes"}
        assert "hos en rådgivare" in client_of(office).post(address("refer", follow_up), chosen).text

    def test_without_advisers_the_page_says_what_to_do(self) -> None:
        office = make_office()
        follow_up = ask(guests(past_event(office))[0])
        assert "Ingen rådgivare att välja" in client_of(office).get(address("refer", follow_up)).text

    def test_advisers_are_added_and_changed(self) -> None:
        client = client_of(make_office())
        facts = {
            "name": "Rut",
            "organisation": "Alm",
            "email": "r@x.example",
            "language": "sv",
            "topics": ["skills"],
        }
        assert client.get(address("adviser_new")).status_code == 200
        assert client.post(address("adviser_new"), facts | {"topics": []}).status_code == 200
        client.post(address("adviser_new"), facts | {"is_active": "on"})
        adviser = Adviser.objects.get()
        assert "finns redan" in client.post(address("adviser_new"), facts).text
        edit = address("adviser_edit", adviser)
        assert "Rut" in client.get(edit).text
        client.post(edit, facts | {"name": "Ruth", "counties": ["06"]})
        assert "Jönköpings län" in client.get(address("adviser_list")).text
        make_adviser(make_office(), name="Per", email="p@x.example")
        assert "finns redan" in client.post(edit, facts | {"email": "p@x.example"}).text

    def test_the_figures_follow_the_filter(self) -> None:
        office = make_office()
        client, event = client_of(office), past_event(office)
        assert "Från evenemang till resultat" in client.get(address("funnel")).text
        ask(guests(event)[0])
        assert "Vad det ledde till" in client.get(address("funnel")).text
        assert "Välj andra evenemang" in client.get(address("funnel") + "?kind=seminar").text
        assert client.get(address("funnel") + "?year=nonsens").status_code == 200


class TestSupport:
    def test_hours_are_listed_typed_changed_and_undone(self) -> None:
        office, company = make_office(), make_company("Bergs AB")
        client, event = client_of(office), past_event(office, people=3, company=company)
        listed = client.get(address("support_list") + f"?year={event.begins_at.year}&over=yes")
        assert "Bergs AB" in listed.text
        assert "Bergs AB" not in client.get(address("support_list") + "?year=1999").text
        page = address("support", company)
        assert "12,0" in client.get(page).text
        new = address("support_new", company)
        assert client.get(new).status_code == 200
        facts = {
            "on": "2027-03-02",
            "hours": "2,5",
            "kind": "visit",
            "value_sek": "3000",
            "note": "På plats.",
        }
        assert client.post(new, facts | {"hours": "0"}).status_code == 200
        client.post(new, facts)
        entry = SupportEntry.objects.get()
        assert "På plats." in client.get(page).text
        edit = address("support_edit", entry)
        assert "2,5" in client.get(edit).text
        client.post(edit, facts | {"hours": "4"})
        client.post(address("support_remove", entry))
        assert "borttaget" in client.get(page).text
        assert "Ångra det först" in client.post(edit, facts).text
        client.post(address("support_undo", entry))
        entry.refresh_from_db()
        assert (entry.is_removed, str(entry.hours)) == (False, "4.0")
        exported = client.get(address("support_list") + "?format=csv&columns=name,total_hours,over")
        assert '"Bergs AB";"16,0";"nådd"' in b"".join(exported).decode()

    def test_the_limit_is_changed(self) -> None:
        client = client_of(make_office())
        page = address("support_limit")
        assert client.post(page, {"hours": "0"}).status_code == 200
        assert "20,5" in client.post(page, {"hours": "20,5"}, follow=True).text

    def test_an_organisation_that_nobody_has_met_is_not_there(self) -> None:
        client = client_of(make_office())
        assert client.get(address("support", make_company())).status_code == 404
        assert client_of(make_person("Nils")).get(address("support_list")).status_code == 403
