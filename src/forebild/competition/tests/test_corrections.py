"""A published citation gets another wording: by two persons, with a reason, and everybody reads it."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

import pypdf
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Award, CitationCorrection
from forebild.competition.services import corrections
from forebild.competition.services.awards import Result, publish_awards
from forebild.people.models import Person
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
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

NEW = {"citation_sv": "För modet att dela allt.", "citation_en": "For the courage to share it all."}


def make_award(outcome: str = "winner", *, owner: Person | None = None, **words: str) -> Award:
    edition = make_edition(2026, state="released", released_at=timezone.now(), open_phase="announcement")
    entry = make_entry(edition, make_company("Vinnarbolaget AB", owner=owner))
    words = words or {"citation_sv": "För modet att vissa allt.", "citation_en": "For the curage."}
    results = [Result(entry, outcome, **words)]
    return publish_awards(edition=edition, results=results, published_at=edition.released_at)[0]


@pytest.fixture
def award() -> Award:
    return make_award()


@pytest.fixture
def one() -> Person:
    return make_office(name="Ett Kansli")


@pytest.fixture
def other() -> Person:
    return make_office(name="Annat Kansli")


def propose(actor: Person, award: Award, **changes: str) -> CitationCorrection:
    words = NEW | {"reason": "Stavfel."} | changes
    return corrections.propose_correction(actor=actor, award=award, **words)


def address(name: str, award: Award, **parts: str) -> str:
    known = {"edition_year": award.edition.year, "entry_id": award.entry.public_id}
    return reverse(f"competition:{name}", kwargs=known | parts)


def text_of(answer: Any) -> str:
    return answer.content.decode()


def proof_of(award: Award) -> str:
    answer = Client().get(f"/pris/{award.public_id}/")
    assert answer.status_code == 200
    return text_of(answer)


def test_nothing_public_changes_before_the_second_person(award: Award, one: Person, other: Person) -> None:
    correction = propose(one, award)
    award.refresh_from_db()
    assert award.citation_sv == "För modet att vissa allt."
    assert "corrected on" not in proof_of(award)
    corrections.approve_correction(actor=other, correction=correction)
    award.refresh_from_db()
    assert (award.citation_sv, award.citation_en) == tuple(NEW.values())
    correction.refresh_from_db()
    assert (correction.before_sv, correction.before_en) == ("För modet att vissa allt.", "For the curage.")
    assert (correction.reason, correction.proposed_by, correction.settled_by) == ("Stavfel.", one, other)
    assert award.outcome == "winner"
    recorded = Record.objects.filter(subject_id=award.public_id).order_by("pk")
    assert [(each.action, each.actor) for each in recorded] == [
        ("competition.citation.correction_proposed", one.public_id),
        ("competition.citation.corrected", other.public_id),
    ]


def test_all_public_pages_show_it_and_the_proof_says_when(award: Award, one: Person, other: Person) -> None:
    with time_machine.travel(datetime(2027, 3, 2, 12, tzinfo=UTC)):
        corrections.approve_correction(actor=other, correction=propose(one, award))
    proof = proof_of(award)
    assert re.search(r"corrected on <time [^>]*>2\s+March\s+2027</time>", proof)
    for page in (proof, text_of(Client().get("/omgang/2026/"))):
        assert "For the courage to share it all." in page
        assert "curage" not in page
    diploma = Client().get(f"/pris/{award.public_id}/diplom.pdf").content
    words = " ".join(pypdf.PdfReader(io.BytesIO(diploma)).pages[0].extract_text().split())
    assert "For the courage to share it all." in words


def test_what_was_proposed_and_taken_back_is_never_shown(award: Award, one: Person) -> None:
    correction = propose(one, award)
    corrections.retract_correction(actor=one, correction=correction)
    assert "corrected on" not in proof_of(award)
    assert propose(one, award, citation_en="").pk != correction.pk  # the way is free again
    assert Record.objects.filter(action="competition.citation.correction_retracted").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"citation_sv": " "}, "citation_sv"),
        ({"citation_sv": "För modet att vissa allt.\r\n", "citation_en": "For the curage."}, "citation_sv"),
        ({"citation_sv": "x" * 1001}, "citation_sv"),
        ({"citation_en": "x" * 1001}, "citation_en"),
    ],
)
def test_what_a_correction_must_hold(award: Award, one: Person, changes: Any, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        propose(one, award, **changes)
    assert set(refused.value.fields) == {field}
    assert not CitationCorrection.objects.exists()


def test_a_finalist_without_a_citation_may_get_one(one: Person) -> None:
    bare = make_award("finalist", citation_sv="")
    assert propose(one, bare, citation_sv="", citation_en="Words.").before_sv == ""


def test_one_correction_at_a_time_and_settled_once(award: Award, one: Person, other: Person) -> None:
    correction, read_earlier = propose(one, award), CitationCorrection.objects.get()
    with pytest.raises(NotNow):
        propose(other, award, citation_sv="Något tredje.")
    with pytest.raises(IntegrityError), transaction.atomic():
        award.corrections.create(reason="Förbi tjänsten.", proposed_by=other)
    corrections.approve_correction(actor=other, correction=correction)
    with pytest.raises(Overtaken):
        corrections.retract_correction(actor=one, correction=read_earlier)
    award.refresh_from_db()
    assert award.citation_sv == NEW["citation_sv"]


def test_who_may_not(award: Award, one: Person) -> None:
    correction = propose(one, award)
    with pytest.raises(NotAllowed, match="two persons"):
        corrections.approve_correction(actor=one, correction=correction)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor past the service
        CitationCorrection.objects.update(state="approved", settled_by=one, settled_at=timezone.now())
    elsewhere = make_office(kind="coordinator")
    elsewhere.roles.update(edition=make_edition(2028))
    for stranger in (make_person(), elsewhere, make_juror(award.edition, seat="chair").person):
        for act in (corrections.approve_correction, corrections.retract_correction):
            with pytest.raises(NotAllowed):
                act(actor=stranger, correction=correction)
        with pytest.raises(NotAllowed):
            propose(stranger, award)


def test_before_the_result_is_out_the_decision_is_changed_instead(one: Person, award: Award) -> None:
    award.edition.released_at = None
    with pytest.raises(NotAllowed, match="not out yet"):
        propose(one, award)


NOBODY = {"anonymous": 302, "stranger": 404, "entrant": 404, "juror": 404, "one": 200, "other": 200}


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        ("entry_citation", NOBODY),
        ("citation_approve", NOBODY | {"one": 403, "other": 405}),
        ("citation_retract", NOBODY | {"one": 405, "other": 405}),
    ],
)
def test_who_gets_in(one: Person, other: Person, name: str, statuses: dict[str, int]) -> None:
    owner = make_person()
    award = make_award(owner=owner)
    parts = {} if name == "entry_citation" else {"correction_id": propose(one, award).public_id}
    actors = {
        "anonymous": None,
        "stranger": make_person(),
        "entrant": owner,
        "juror": make_juror(award.edition).person,
        "one": one,
        "other": other,
    }
    url = address(name, award, **parts)
    assert {role: client_of(person).get(url).status_code for role, person in actors.items()} == statuses


def test_an_entry_without_an_award_or_not_yet_out_has_no_such_page(one: Person) -> None:
    award = make_award()
    bare = make_entry(award.edition, make_company())
    url = reverse("competition:entry_citation", kwargs={"edition_year": 2026, "entry_id": bare.public_id})
    assert client_of(one).get(url).status_code == 404
    shown = text_of(client_of(one).get(reverse("competition:office_entry", args=[2026, bare.public_id])))
    assert "/motivering/" not in shown
    assert address("entry_citation", award) in text_of(
        client_of(one).get(reverse("competition:office_entry", args=[2026, award.entry.public_id]))
    )
    award.edition.__class__.objects.update(released_at=None, state="announced")
    assert client_of(one).get(address("entry_citation", award)).status_code == 404


def test_by_the_pages(award: Award, one: Person, other: Person) -> None:
    url = address("entry_citation", award)
    first, second = client_of(one), client_of(other)
    page = text_of(first.get(url))
    assert page.count("(optional)") == 1  # the English one
    assert "cannot be changed" in page
    refused = text_of(first.post(url, NEW | {"citation_sv": "", "reason": "Därför att."}))
    assert "can be reworded, not taken away" in refused
    assert "Därför att." in refused  # nothing typed is lost
    first.post(url, NEW | {"reason": "Stavfel."})
    correction = CitationCorrection.objects.get()
    approve = address("citation_approve", award, correction_id=correction.public_id)
    assert approve not in text_of(first.get(url))
    assert approve in text_of(second.get(url))
    shown = text_of(second.post(approve, follow=True))
    assert "corrected on all public pages" in shown
    assert "For the curage." in shown  # the wording before stays on record
    first.post(url, {"citation_sv": "Ännu en.", "citation_en": "", "reason": "Mer."})
    waiting = CitationCorrection.objects.get(state="proposed")
    again = first.post(url, {"citation_sv": "Tredje.", "citation_en": "", "reason": "Hej."})
    assert again.status_code == 409
    retract = address("citation_retract", award, correction_id=waiting.public_id)
    assert "taken back" in text_of(second.post(retract, follow=True))


@pytest.mark.parametrize("count", [1, 3])
def test_statements(
    award: Award, one: Person, other: Person, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        correction = propose(one, award, citation_sv=f"Text {number}.")
        corrections.approve_correction(actor=other, correction=correction)
    propose(one, award, citation_sv="Den sista.")
    client = client_of(other)
    client.get(address("entry_citation", award))
    with django_assert_max_num_queries(27):  # the same for one as for three
        assert client.get(address("entry_citation", award)).status_code == 200
