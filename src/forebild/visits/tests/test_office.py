"""The office's pages: the whole way by forms, what is refused, and what the list costs."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from forebild.jury.models import Juror
from forebild.jury.services.conflicts import record_recusal
from forebild.shared.outbox import texts
from forebild.shared.ui.dates import SWEDISH_TIME
from forebild.visits.beside import for_company, for_juror, for_office
from forebild.visits.models import Claim, Visit
from forebild.visits.protocol import finding_of
from forebild.visits.queries import possible_visitors
from forebild.visits.services import protocol, times
from forebild.visits.services.planning import plan_visit
from forebild.visits.services.visitors import choose_visitors
from forebild.visits.tests.worlds import QUOTE, Going, days_ahead, let_it_begin, plan
from tests.worlds import (
    client_of,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = pytest.mark.django_db


def at(going: Going, name: str) -> str:
    return reverse(f"visits:{name}", args=[2027, going.visit.public_id])


def typed(day: int) -> str:
    return f"{days_ahead(day)[0].astimezone(SWEDISH_TIME):%Y-%m-%dT%H:%M}"


def test_from_the_entry_to_the_offer_by_forms() -> None:
    edition, office = make_edition(2027), make_office()
    entry = make_entry(edition, make_company("Verket AB", owner=make_person("Vera", email="vera@v.example")))
    jurors = [make_juror(edition, name) for name in ("Anna", "Bo")]
    client = client_of(office)
    form = {"entry": entry.public_id, "form": "physical", "place": "Gatan 1", "minutes": "60"}
    answer = client.post(reverse("visits:visit_plan", args=[2027]), form)
    visit = Visit.objects.get()
    assert (visit.contact_name, visit.contact_email) == ("Vera", "vera@v.example")
    going = Going(office, entry, visit, jurors, office)
    assert answer.url == at(going, "claims")
    assert QUOTE in client.get(answer.url).text
    wrong = client.post(answer.url, {"question_key": "deed", "quote": QUOTE})
    assert "Kopiera orden" in wrong.text
    assert QUOTE in wrong.text
    claim = {"question_key": "challenge", "quote": QUOTE, "look_for": "Mät."}
    assert client.post(answer.url, claim).url == answer.url
    other = plan_visit(actor=office, entry=make_entry(edition))
    choose_visitors(actor=office, visit=other, jurors=jurors)
    assert "besök hittills: 1" in client.get(at(going, "visitors")).text
    for chosen, status in (([jurors[0].public_id], 200), ([each.public_id for each in jurors], 302)):
        assert client.post(at(going, "visitors"), {"jurors": chosen}).status_code == status
    early = client.post(at(going, "times"), {"time_1": typed(-1), "time_2": typed(3)})
    assert "inte har passerat" in early.text
    sent = client.post(at(going, "times"), {"time_1": typed(3), "time_2": typed(4), "time_3": typed(5)})
    assert sent.url == at(going, "office_visit")
    assert going.refresh().state == "offered"
    assert client.get(sent.url).context["times"].count() == 3


def test_the_hour_that_clocks_skip_is_told() -> None:
    going = plan()
    for begins_at, said in (
        ("2027-03-28T02:30", "finns inte"),
        ("i morgon", "till exempel 2027-03-03 10:00"),
    ):
        answer = client_of(going.office).post(at(going, "visit_book"), {"begins_at": begins_at})
        assert said in answer.text


def test_booked_edited_and_cancelled_by_forms() -> None:
    going = plan()
    client = client_of(going.office)
    assert client.post(at(going, "visit_book"), {"begins_at": typed(-2)}).status_code == 200
    assert client.post(at(going, "visit_book"), {"begins_at": typed(4)}).url == at(going, "office_visit")
    assert going.refresh().state == "booked"
    values = {
        "form": "virtual", "link": "https://mote.example/1", "minutes": "45",
        "contact_name": "Vera", "contact_email": "vera@verket.example",
    }  # fmt: skip
    assert client.post(at(going, "visit_edit"), values | {"minutes": "3"}).status_code == 200
    assert client.post(at(going, "visit_edit"), values).status_code == 302
    assert going.refresh().where == "https://mote.example/1"
    assert client.get(at(going, "visit_edit")).context["form"]["minutes"].value() == 45
    assert client.post(at(going, "visit_cancel"), {"reason": ""}).status_code == 200
    assert client.post(at(going, "visit_cancel"), {"reason": "Snö."}).url == at(going, "office_visit")
    page = client.get(at(going, "office_visit"))
    assert "Snö." in page.text
    for name in ("visit_edit", "visitors", "times", "visit_book", "claims"):
        data = values | {
            "jurors": [juror.public_id for juror in going.jurors], "time_1": typed(3), "time_2": typed(4),
            "begins_at": typed(3), "question_key": "challenge", "quote": QUOTE,
        }  # fmt: skip
        refused = client.post(at(going, name), data)
        assert refused.status_code == 200, name
        assert "error-summary" in refused.text, name


def test_a_claim_is_removed_by_its_button() -> None:
    going = plan()
    parts = [2027, going.visit.public_id, going.visit.claims.get().public_id]
    answer = client_of(going.office).post(reverse("visits:claim_remove", args=parts))
    assert answer.url == at(going, "claims")
    assert not Claim.objects.exists()


def test_an_entry_that_got_a_visit_meanwhile_is_refused_in_words() -> None:
    going = plan()
    client = client_of(going.office)
    page = reverse("visits:visit_plan", args=[2027])
    form = {"entry": going.entry.public_id, "form": "physical", "minutes": "60"}
    assert client.post(page, form).status_code == 200  # not among the choices
    fresh = make_entry(going.entry.edition)
    wrong = client.post(page, form | {"entry": fresh.public_id, "minutes": "3"})
    assert "mellan 15 och 480" in wrong.text
    assert Visit.objects.count() == 1


def test_the_protocol_and_its_consequences_stand_on_the_offices_page() -> None:
    going = plan("handed_in")
    page = client_of(going.office).get(at(going, "office_visit"))
    assert "Delvis bekräftat" in page.text
    assert "Gott." in page.text
    draft = plan_draft(going)
    assert "Hemligt" not in client_of(going.office).get(at(draft, "office_visit")).text


def plan_draft(going: Going) -> Going:
    Visit.objects.update(state="booked")
    going.write(0, impression="Hemligt än så länge.")
    return going


def test_the_list_is_filtered_and_exported() -> None:
    going = plan("booked")
    going.jurors[1].state = "left"
    going.jurors[1].save()
    client, page = client_of(going.office), reverse("visits:visit_list", args=[2027])
    assert "Verket AB" in client.get(f"{page}?state=booked&short=yes").text
    assert "Verket AB" not in client.get(f"{page}?state=planned").text
    body = b"".join(client.get(f"{page}?format=csv")).decode("utf-8-sig")
    [_heading, row] = csv.reader(io.StringIO(body), delimiter=";")
    assert row[0] == "Verket AB"
    assert "Anna Ek" in row


def test_a_constant_number_of_statements() -> None:
    going = plan("booked")
    client, counts = client_of(going.office), []
    juror = client_of(going.person(0))
    for _round in range(2):
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("visits:visit_list", args=[2027]))
            juror.get(reverse("visits:visits", args=[2027]))
        counts.append(len(seen))
        for _number in range(2):
            entry = make_entry(going.entry.edition)
            values = {"place": "X", "contact_name": "Y", "contact_email": "y@x.example"}
            visit = plan_visit(actor=going.office, entry=entry, **values)
            choose_visitors(actor=going.office, visit=visit, jurors=list(Juror.objects.all()))
    assert counts[0] == counts[1]


def test_beside_the_entry_on_the_offices_and_the_jurors_pages() -> None:
    going = plan("offered")
    office = for_office(going.entry, going.office)
    assert office is not None
    assert office.href == at(going, "office_visit")
    own = for_juror(going.entry, going.person(0))
    assert own is not None
    assert "inte bestämd" in own.lines[0]
    assert for_juror(going.entry, make_juror(going.entry.edition).person) is None
    assert for_juror(going.entry, going.office) is None  # does not make it, and there is nothing to read
    assert for_company(going.entry, make_person()) is None
    assert for_office(make_entry(going.entry.edition), going.office) is None
    made = plan_made(going)
    read = for_juror(made.entry, made.person(0))
    assert read is not None
    assert read.label == "Läs protokollet"


def plan_made(going: Going) -> Going:
    going.visit.entry.refresh_from_db()
    times.book_time(actor=going.office, visit=going.visit, begins_at=days_ahead(2)[0])
    let_it_begin(going.visit)
    going.write(0, **{finding_of(going.visit.claims.get()): "not", "met": "V", "impression": "G"})
    protocol.hand_in_protocol(actor=going.person(0), visitor=going.visitor(0))
    return going


def test_every_notice_has_its_words_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    own = {kind: notice for kind, notice in texts.NOTICES.items() if kind.startswith("visits.")}
    assert len(own) == 13
    monkeypatch.setattr(texts, "NOTICES", own)  # each app answers for its own
    texts.assert_notice_texts_complete()


def test_the_start_page_says_what_waits() -> None:
    going = plan("handed_in")
    start = reverse("website:start")
    assert "Skriv under protokollet från Verket AB" in client_of(going.person(1)).get(start).text
    assert "Verket AB" not in client_of(going.person(0)).get(start).text


def test_visits_that_are_closed_to_somebody_are_not_counted_for_that_person() -> None:
    going = plan()
    officer = make_office(name="Jon Jävig", kind="coordinator")
    seat = make_juror(going.entry.edition, person=officer)
    other = plan_visit(actor=going.office, entry=make_entry(going.entry.edition))
    counts = []
    for _round in range(2):
        counted = possible_visitors(other, officer).filter(pk__in=[juror.pk for juror in going.jurors])
        counts.append({juror.visit_count for juror in counted})  # type: ignore[attr-defined]
        record_recusal(actor=going.office, juror=seat, entry=going.entry, relation="family", reason="Kusin.")
    assert counts == [{1}, {0}]
