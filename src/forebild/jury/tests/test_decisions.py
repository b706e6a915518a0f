"""The pages from decision to letters: what they say, and the whole way."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.jury.models import LetterBatch, Release, Ruling
from forebild.jury.services.release import carry_out_release
from forebild.jury.services.rulings import propose_ruling
from forebild.jury.tests.decided import make_confirmed, make_decided, make_recusal, soon
from tests.worlds import (
    client_of,
    make_company,
    make_edition,
    make_entry,
    make_juror,
    make_office,
    make_person,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
YEAR = {"edition_year": 2027}


@pytest.fixture
def world() -> dict[str, Any]:
    edition, entrant = make_edition(), make_person("Entrant")
    one = make_office()
    entry = make_entry(edition, make_company("Öppna Verken AB", owner=entrant))
    decided = make_entry(edition, make_company("Slutna Verken AB"))
    ruling = propose_ruling(
        actor=one, edition=edition, entry=decided, outcome="winner", reason="Ja.", citation_sv="För mod."
    )
    aside = make_juror(edition, "Sidan Om", seat="deputy")
    make_recusal(aside, entry)
    make_recusal(aside, decided)
    return {
        "edition": edition,
        "entry": entry,
        "ruling": ruling,
        "anonymous": None,
        "stranger": make_person(),
        "entrant": entrant,
        "juror": make_juror(edition).person,
        "leader": make_juror(edition, seat="chair").person,
        "leader_aside": aside.person,
        "office": make_office(),
        "office_who_proposed": one,
    }


def test_what_is_closed_is_absent_without_a_trace(world: Any) -> None:
    page = client_of(world["leader_aside"]).get(reverse("jury:rulings", kwargs=YEAR)).content.decode()
    assert "Verken" not in page
    assert world["ruling"].public_id not in page
    seen = client_of(world["leader"]).get(reverse("jury:rulings", kwargs=YEAR)).content.decode()
    assert "Öppna Verken AB" in seen  # the control
    assert world["ruling"].public_id in seen


def test_a_mistake_is_told_beside_its_field_and_nothing_typed_is_lost(world: Any) -> None:
    address = reverse("jury:ruling_propose", kwargs=YEAR | {"entry_id": world["entry"].public_id})
    typed = {"outcome": "winner", "citation_sv": "", "citation_en": "Brave.", "reason": "Enhälligt <b>."}
    answer = client_of(world["leader"]).post(address, typed)
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"citation_sv"}
    page = answer.content.decode()
    assert "Brave." in page
    assert "Enhälligt &lt;b&gt;." in page
    assert world["edition"].rulings.count() == 1


def test_the_whole_way_from_proposal_to_letters(world: Any) -> None:
    office, chair = client_of(world["office"]), client_of(world["leader"])
    edition = world["edition"]
    chair.post(reverse("jury:ruling_approve", kwargs=YEAR | {"ruling_id": world["ruling"].public_id}))
    chair.post(
        reverse("jury:rulings_rest", kwargs=YEAR), {"reason": "Nådde inte upp.", "expected_count": "1"}
    )
    waiting = edition.rulings.get(state="proposed")
    office.post(reverse("jury:rulings_approve", kwargs=YEAR), {"ruling": waiting.public_id})
    assert set(edition.rulings.values_list("state", flat=True)) == {"approved"}

    at = timezone.localtime(soon())
    answer = office.post(reverse("jury:release", kwargs=YEAR), {"release_at": f"{at:%Y-%m-%dT%H:%M}"})
    assert answer.status_code == 302
    assert office.post(reverse("jury:release_confirm", kwargs=YEAR)).status_code == 403
    second = client_of(make_office())
    assert second.get(reverse("jury:release_confirm", kwargs=YEAR)).status_code == 200
    assert second.post(reverse("jury:release_confirm", kwargs=YEAR)).status_code == 302
    release = Release.objects.get()
    assert office.get(reverse("jury:release", kwargs=YEAR)).status_code == 200
    with time_machine.travel(release.release_at):
        assert carry_out_release(release=release)
    assert office.get(reverse("jury:release", kwargs=YEAR)).context["release"].state == "released"

    page = office.get(reverse("jury:letters_of", kwargs=YEAR | {"outcome": "not_awarded"}))
    assert page.context["count"] == 1
    assert "Öppna Verken AB" in page.content.decode()
    sent = office.post(
        reverse("jury:letters_of", kwargs=YEAR | {"outcome": "not_awarded"}), {"expected_count": "1"}
    )
    assert sent.status_code == 302
    batch = LetterBatch.objects.get()
    assert batch.public_id in office.get(reverse("jury:letters", kwargs=YEAR)).content.decode()
    stop = reverse("jury:letters_stop", kwargs=YEAR | {"batch_id": batch.public_id})
    assert client_of(world["leader"]).post(stop).status_code == 403
    assert office.post(stop).status_code == 302
    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert office.get(reverse("jury:letters", kwargs=YEAR)).status_code == 200


def test_no_award_and_retraction_by_hand(world: Any) -> None:
    chair, edition = client_of(world["leader"]), world["edition"]
    no_award = reverse("jury:ruling_no_award", kwargs=YEAR)
    assert chair.post(no_award, {"reason": "Ingen."}).status_code == 409  # a winner is proposed
    retract = reverse("jury:ruling_retract", kwargs=YEAR | {"ruling_id": world["ruling"].public_id})
    assert chair.post(retract, {"reason": ""}).status_code == 200
    assert chair.post(retract, {"reason": "Fel."}).status_code == 302
    assert chair.post(no_award, {"reason": "Ingen nådde upp."}).status_code == 302
    page = chair.get(reverse("jury:rulings", kwargs=YEAR)).content.decode()
    assert "Ingen nådde upp." in page
    assert "Fel." in page
    assert edition.rulings.standing().get().outcome == Ruling.Outcome.NO_AWARD


def test_only_what_was_on_the_screen_is_approved(world: Any) -> None:
    office = client_of(world["office"])
    office.post(reverse("jury:rulings_approve", kwargs=YEAR), {"ruling": "unknown"})
    assert not world["edition"].rulings.filter(state="approved").exists()


@pytest.mark.parametrize("typed", ["2027-03-28T02:30", "2027-10-31T02:30", "2020-01-01T10:00", "snart"])
def test_a_time_that_cannot_be_is_told_beside_the_field(typed: str) -> None:
    _edition, office, _other = make_decided("winner")
    answer = client_of(office).post(reverse("jury:release", kwargs=YEAR), {"release_at": typed})
    assert set(answer.context["form"].errors) == {"release_at"}
    assert typed in answer.content.decode()


def test_the_preview_is_what_the_public_then_sees() -> None:
    edition, one, other = make_decided("winner", "mention", "finalist", "not_awarded")
    release = make_confirmed(edition, one, other, soon())
    for language, prefix in (("sv", ""), ("en", "/en")):
        address = reverse("jury:release_preview", kwargs=YEAR)
        before = client_of(one).get(f"{address}?sprak={language}").content.decode()
        assert "not_awarded" not in before
        with time_machine.travel(release.release_at):
            carry_out_release(release=release)
            after = Client().get(f"{prefix}/omgang/2027/").content.decode()
        for word in ("Bolag winner 0 AB", "Bolag mention 1 AB", "Bolag finalist 2 AB"):
            assert word in before
            assert word in after
        said = "Because Bolag winner 0 AB dared." if language == "en" else "För att Bolag winner 0 AB vågade."
        assert said in before
        assert said in after


def test_a_release_that_did_not_happen_says_so() -> None:
    edition, one, other = make_decided("winner")
    release = make_confirmed(edition, one, other, soon())
    edition.entries.update(state="withdrawn")
    with time_machine.travel(release.release_at + timedelta(minutes=3)):
        client = client_of(one)
        page = client.get(reverse("jury:release", kwargs=YEAR))
        assert page.context["is_overdue"]
        assert client.post(reverse("jury:release_call_off", kwargs=YEAR)).status_code == 302
    release.refresh_from_db()
    assert release.state == "called_off"


@pytest.mark.parametrize("name", ["jury:rulings", "jury:release", "jury:letters"])
def test_query_counts_do_not_grow(name: str, django_assert_max_num_queries: Any) -> None:
    edition, one, _other = make_decided("winner", "mention", "finalist", "not_awarded", "not_awarded")
    for _ in range(3):
        make_entry(edition)
    client = client_of(one)
    client.get(reverse(name, kwargs=YEAR))
    with django_assert_max_num_queries(40):
        client.get(reverse(name, kwargs=YEAR))
