"""Letters: exactly those whose ruling says so, and time to stop them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from forebild.competition.services.corrections import approve_correction, propose_correction
from forebild.jury import tasks
from forebild.jury.models import LetterBatch
from forebild.jury.services import letters
from forebild.jury.services.release import carry_out_release
from forebild.jury.tests.decided import make_confirmed, make_decided, make_recusal, soon
from forebild.people.models import Membership
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_juror, make_office, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def released(*outcomes: str) -> tuple[Any, Any]:
    edition, one, other = make_decided(*outcomes)
    release = make_confirmed(edition, one, other, soon())
    with time_machine.travel(release.release_at):
        carry_out_release(release=release)
    edition.refresh_from_db()
    return edition, one


def test_letters_go_to_every_current_editor_of_those_so_ruled_and_nobody_else() -> None:
    edition, office = released("winner", "mention", "not_awarded", "not_awarded")
    company = edition.rulings.filter(outcome="winner").get().entry.organisation
    english, gone = make_person("Ann", language="en"), make_person("Bo")
    Membership.objects.create(person=english, organisation=company, part="editor")
    Membership.objects.create(person=gone, organisation=company, part="editor", ended_at=timezone.now())
    batch = letters.send_letters(actor=office, edition=edition, outcome="winner", expected_count=2)
    queued = {message.to_person: message for message in Message.objects.all()}
    owner = company.memberships.get(part="owner").person
    assert set(queued) == {owner.public_id, english.public_id}
    assert "För att Bolag winner 0 AB vågade." in queued[owner.public_id].text
    assert "Because Bolag winner 0 AB dared." in queued[english.public_id].text
    assert "/en/omgang/2027/" in queued[english.public_id].text
    assert {message.state for message in queued.values()} == {"held"}
    assert {message.not_before for message in queued.values()} == {batch.held_until}
    assert batch.held_until - batch.prepared_at >= timedelta(minutes=9, seconds=59)


def test_a_letter_quotes_the_citation_as_it_has_been_corrected() -> None:
    edition, office = released("winner", "not_awarded")
    award = edition.awards.get()
    correction = propose_correction(
        actor=office, award=award, citation_sv="För modet.", citation_en="", reason="Stavfel."
    )
    (letter,) = letters.letters(edition, "winner")
    assert letter.values["citation"] == "För att Bolag winner 0 AB vågade."
    approve_correction(actor=make_office(), correction=correction)
    (letter,) = letters.letters(edition, "winner")
    assert letter.values["citation"] == "För modet."
    (other,) = letters.letters(edition, "not_awarded")
    assert other.values["citation"] == "För att Bolag not_awarded 1 AB vågade."


def test_whoever_stands_aside_corrects_nothing() -> None:
    edition, office = released("winner")
    award = edition.awards.get()
    words = {"citation_sv": "För modet.", "citation_en": "", "reason": "Stavfel."}
    aside = make_juror(edition, person=make_office())
    correction = propose_correction(actor=office, award=award, **words)
    address = f"/en/kansli/{edition.year}/bidrag/{award.entry.public_id}/motivering/"
    assert client_of(aside.person).get(address).status_code == 200
    make_recusal(aside, award.entry)
    assert client_of(aside.person).get(address).status_code == 404
    with pytest.raises(NotAllowed):
        approve_correction(actor=aside.person, correction=correction)
    with pytest.raises(NotAllowed):
        propose_correction(actor=aside.person, award=award, **words)


def test_the_page_of_decisions_leads_to_the_corrections_of_what_was_awarded() -> None:
    edition, office = released("winner", "mention", "not_awarded")
    page = client_of(office).get(f"/en/kansli/{edition.year}/beslut/").content.decode()
    awarded = {award.entry.public_id for award in edition.awards.all()}
    assert set(re.findall(r"/bidrag/(\w+)/motivering/", page)) == awarded
    assert len(awarded) == 2


def test_a_letter_without_an_english_citation_has_the_swedish_one() -> None:
    edition, _office = released("winner")
    edition.awards.update(citation_en="")
    edition.rulings.get().entry.organisation.memberships.get().person.__class__.objects.update(language="en")
    (letter,) = letters.letters(edition, "winner")
    assert letter.values["citation"] == "För att Bolag winner 0 AB vågade."


def test_what_is_refused() -> None:
    edition, office = released("winner", "mention")
    with pytest.raises(Overtaken):
        letters.send_letters(actor=office, edition=edition, outcome="winner", expected_count=2)
    with pytest.raises(NotNow, match="nobody"):
        letters.send_letters(actor=office, edition=edition, outcome="finalist", expected_count=0)
    with pytest.raises(InvalidInput):
        letters.send_letters(actor=office, edition=edition, outcome="no_award", expected_count=0)
    chair = make_juror(edition, seat="chair").person
    with pytest.raises(NotAllowed):
        letters.send_letters(actor=chair, edition=edition, outcome="winner", expected_count=1)
    assert not Message.objects.exists()
    letters.send_letters(actor=office, edition=edition, outcome="winner", expected_count=1)
    with pytest.raises(NotNow, match="on their way"):
        letters.send_letters(actor=office, edition=edition, outcome="winner", expected_count=1)
    batch = LetterBatch.objects.get()
    with pytest.raises(IntegrityError, match="letters_once_an_outcome"), transaction.atomic():
        LetterBatch.objects.create(
            edition=edition, outcome="winner", letter_count=1, held_until=soon(), prepared_by=office
        )
    with pytest.raises(NotAllowed):
        letters.stop_letters(actor=make_person(), batch=batch)


def test_no_letter_before_the_release() -> None:
    edition, office, _other = make_decided("winner")
    with pytest.raises(NotAllowed, match="result is out"):
        letters.send_letters(actor=office, edition=edition, outcome="winner", expected_count=1)


def test_stopped_within_ten_minutes_none_leaves_and_new_ones_can_be_sent() -> None:
    edition, office = released("not_awarded", "winner", "not_awarded")
    batch = letters.send_letters(actor=office, edition=edition, outcome="not_awarded", expected_count=2)
    with time_machine.travel(batch.held_until - timedelta(seconds=1)):
        letters.stop_letters(actor=office, batch=batch)
    assert set(Message.objects.values_list("state", flat=True)) == {"stopped"}
    again = letters.send_letters(actor=office, edition=edition, outcome="not_awarded", expected_count=2)
    assert Message.objects.filter(batch=again.public_id, state="held").count() == 2


def test_when_the_ten_minutes_are_over_it_is_too_late() -> None:
    edition, office = released("winner")
    batch = letters.send_letters(actor=office, edition=edition, outcome="winner", expected_count=1)
    tasks.letters_left(timestamp=0)
    batch.refresh_from_db()
    assert batch.state == "held"
    with time_machine.travel(batch.held_until):
        with pytest.raises(NotNow, match="have left"):
            letters.stop_letters(actor=office, batch=batch)
        tasks.letters_left(timestamp=0)
    batch.refresh_from_db()
    assert (batch.state, Message.objects.get().state) == ("left", "held")  # the outbox's own clock sends it


def test_a_crash_half_way_leaves_no_letter_and_no_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    edition, office = released("not_awarded", "winner", "not_awarded")
    real, calls = letters.queue, []

    def killed_at_the_second(**values: Any) -> Any:
        calls.append(values)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**values)

    monkeypatch.setattr(letters, "queue", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        letters.send_letters(actor=office, edition=edition, outcome="not_awarded", expected_count=2)
    assert (Message.objects.count(), LetterBatch.objects.count()) == (0, 0)
