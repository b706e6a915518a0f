"""What a recusal closes beside the entry itself: the log, the letters, the nomination, the story's draft."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.utils import timezone

from forebild.competition.models import Case
from forebild.competition.services.entries import grant_extension
from forebild.jury.closed_rooms import closed_messages, closed_records
from forebild.jury.models import CalibrationEntry, CalibrationRound, CalibrationSheet
from forebild.jury.services.conflicts import lift_recusal, record_recusal
from forebild.jury.services.rulings import propose_ruling
from forebild.shared import audit
from forebild.shared.audit.queries import may_take_all, records_shown
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.services import Recipient, queue_text
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
def aside() -> dict[str, Any]:
    """Somebody of the office sits in the jury and stands aside from an entry that things have happened to."""
    edition, lead = make_edition(2027), make_office(name="Lena")
    person = make_office(name="Jon", kind="coordinator")
    company = make_company("Stängda AB", owner=make_person("Vera Stängd"))
    case = Case.objects.create(edition=edition, organisation=company, state="accepted")
    entry = make_entry(edition, company, case=case)
    grant_extension(actor=lead, entry=entry, until=timezone.now() + timedelta(days=1), reason="Sjuk.")
    propose_ruling(actor=lead, edition=edition, entry=entry, outcome="finalist", reason="Bra.")
    recusal = record_recusal(
        actor=lead, juror=make_juror(edition, person=person), entry=entry, relation="family", reason="Syskon."
    )
    earlier = make_entry(make_edition(2026), make_company("Öppna AB", owner=make_person("Olle Öppen")))
    grant_extension(actor=lead, entry=earlier, until=timezone.now() + timedelta(days=1), reason="Sjuk.")
    return {
        "lead": lead,
        "person": person,
        "entry": entry,
        "earlier": earlier,
        "recusal": recusal,
        "case": case,
    }


def records_of(actor: Any) -> set[str]:
    return set(records_shown(actor).values_list("action", "subject_id"))


def test_the_log_of_the_year_is_closed_and_that_of_another_is_not(aside: dict[str, Any]) -> None:
    assert records_of(aside["person"]) == {("competition.extension.granted", aside["earlier"].public_id)}
    assert {action for action, _id in records_of(aside["lead"])} == {
        "competition.extension.granted",
        "jury.ruling.proposed",
        "jury.recusal.recorded",
    }


def test_the_whole_log_is_not_handed_to_somebody_who_stands_aside(aside: dict[str, Any]) -> None:
    assert (may_take_all(aside["person"]), may_take_all(aside["lead"])) == (False, True)
    refused = client_of(aside["person"]).get("/kansli/logg/export.jsonl")
    assert refused.status_code == 403
    assert "avstår" in refused.text or "stand aside" in refused.text


def test_letters_to_and_about_the_company_are_closed(aside: dict[str, Any]) -> None:
    queue_text(kind="t", to=Recipient("nils@x.example"), subject="Hej", text="Om STÄNGDA AB.", key="t:1")
    queue_text(kind="t", to=Recipient("nils@x.example"), subject="Hej", text="Om vädret.", key="t:2")
    queue_text(
        kind="jury.reviews_remind", to=aside["recusal"].juror.person, subject="Hej", text="5 kvar", key="t:3"
    )
    shown = Message.objects.for_actor(aside["person"])
    assert {message.key for message in shown if message.key.startswith("t:")} == {"t:2"}
    assert {message.subject for message in shown if "Stängda" in message.text} == set()
    assert shown.filter(text__contains="Öppna AB").exists()
    assert Message.objects.for_actor(aside["lead"]).count() == Message.objects.count()


def test_the_nomination_that_led_to_the_entry_is_closed(aside: dict[str, Any]) -> None:
    other = Case.objects.create(edition=aside["entry"].edition, organisation=make_company())
    assert list(Case.objects.for_actor(aside["person"])) == [other]
    assert set(Case.objects.for_actor(aside["lead"])) == {other, aside["case"]}


def test_all_of_it_opens_again_when_the_recusal_is_lifted(aside: dict[str, Any]) -> None:
    lift_recusal(actor=aside["lead"], recusal=aside["recusal"], reason="Namne.")
    assert records_of(aside["person"]) == records_of(aside["lead"])
    assert Message.objects.for_actor(aside["person"]).count() == Message.objects.count()
    assert aside["case"] in Case.objects.for_actor(aside["person"])


def test_nobody_signed_in_is_nobody_who_stands_aside(aside: dict[str, Any]) -> None:
    assert (closed_records(AnonymousUser()), closed_messages(AnonymousUser())) == (None, None)
    assert Client().get("/kansli/logg/").status_code == 302


def test_what_ends_with_a_seat_is_counted_without_the_closed_entry(aside: dict[str, Any]) -> None:
    edition = aside["entry"].edition
    reader = make_juror(edition, "Läsare")
    for entry in (aside["entry"], make_entry(edition), make_entry(edition)):
        make_assignment(reader, entry)
    page = f"/kansli/{edition.year}/jury/{reader.public_id}/avsluta/"
    counted = {
        name: [each["count"] for each in client_of(aside[name]).get(page).context["consequences"]]
        for name in ("person", "lead")
    }
    assert counted == {"person": [2, 0], "lead": [3, 0]}


@pytest.mark.parametrize("path", ["bidrag/{entry}/", "{ruling}/godkann/", "{ruling}/upphav/"])
def test_to_a_stranger_a_decision_is_not_there_whether_it_is_or_not(aside: dict[str, Any], path: str) -> None:
    entry, stranger = aside["entry"], client_of(make_person())
    ids = {"entry": entry.public_id, "ruling": entry.rulings.get().public_id}
    for named in (ids, dict.fromkeys(ids, "x" * 26)):
        assert stranger.get(f"/kansli/{entry.edition.year}/beslut/{path.format(**named)}").status_code == 404


def test_a_trial_of_another_years_entry_is_closed_with_its_sheets_and_letters(aside: dict[str, Any]) -> None:
    """The calibration round of 2028 uses the entry of 2027: whether anybody scores it is not to be seen."""
    lead, person, entry = aside["lead"], aside["person"], aside["entry"]
    later = make_edition(2028, open_phase="eligibility")
    juror = make_juror(later)
    round_ = CalibrationRound.objects.create(edition=later, closes_at=timezone.now(), opened_by=lead)
    other = make_entry(later)
    sheets = [
        CalibrationSheet.objects.create(
            trial=CalibrationEntry.objects.create(round=round_, entry=each), juror=juror
        )
        for each in (entry, other)
    ]
    with transaction.atomic():
        for sheet in sheets:
            audit.record(juror.person, "jury.calibration.submitted", sheet, edition=later)
    queue_text(kind="jury.calibration_remind", to=juror.person, subject="Hej", text="Kvar", key="t:4")
    submitted = "jury.calibration.submitted"
    assert {key for key in records_of(person) if key[0] == submitted} == {(submitted, sheets[1].public_id)}
    assert len({key for key in records_of(lead) if key[0] == submitted}) == 2
    assert not Message.objects.for_actor(person).filter(key="t:4").exists()
    assert Message.objects.for_actor(lead).filter(key="t:4").exists()
