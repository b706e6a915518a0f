"""The pages: the queue, what is kept when two write, what whoever stands aside does not see."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forebild.feedback.closed_rooms import closed_messages, closed_records
from forebild.feedback.models import Dispatch, Letter
from forebild.feedback.services import letters as services
from forebild.feedback.services.sending import thank_jurors
from forebild.feedback.tests.years import Year
from forebild.jury.tests.decided import make_recusal
from forebild.shared import audit
from forebild.shared.audit.queries import records_shown
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_edition, make_juror, make_office

pytestmark = pytest.mark.django_db
ROOM = "/en/kansli/2026/aterkoppling/"


def place(letter: Letter, more: str = "") -> str:
    return f"{ROOM}brev/{letter.public_id}/{more}"


def typed(letter: Letter, **changes: Any) -> dict[str, Any]:
    letter.document.refresh_from_db()
    return {**letter.document.fields, "revision": letter.document.revision, **changes}


def test_from_no_letter_to_all_approved_in_the_queue() -> None:
    year = Year(4, 3)
    office, chair = client_of(year.office), client_of(year.chair.person)
    assert "Begin 2 letters" in office.get(ROOM).text
    assert office.post(f"{ROOM}utkast/").status_code == 302
    first, second = sorted(year.letters(), key=lambda letter: letter.entry.organisation.name)
    for letter in (first, second):
        saved = office.post(place(letter), typed(letter, then="hand_over"))
        assert saved.status_code == 302
    queue = chair.get(f"{ROOM}ko/")
    assert queue.headers["Location"] == place(first)
    page = chair.get(place(first)).text
    assert "1 of 2" in page
    assert f'href="{place(second)}" rel="next"' in page
    approved = chair.post(place(first), typed(first, strengths="Skarpare.", then="approve"))
    assert approved.headers["Location"] == place(second)
    first.refresh_from_db()
    assert (first.state, first.content["strengths"]) == ("approved", "Skarpare.")
    chair.post(place(second), typed(second, then="approve"))
    assert chair.get(f"{ROOM}ko/").headers["Location"] == ROOM
    assert "Send 2 letters" in office.get(f"{ROOM}skicka/").text
    assert office.post(f"{ROOM}skicka/", {"expected_count": "2"}).status_code == 302
    dispatch = Dispatch.objects.get()
    assert "Stop these letters" in office.get(ROOM).text
    assert office.post(f"{ROOM}utskick/{dispatch.public_id}/stoppa/").status_code == 302
    assert "Stopped before they left" in office.get(ROOM).text


def test_nothing_typed_is_lost_when_something_is_missing() -> None:
    year = Year(4)
    [letter] = year.drafted()
    page = client_of(year.office).post(
        place(letter), typed(letter, opening="", strengths="Behåll mig.", then="hand_over")
    )
    assert page.status_code == 200
    assert "Write something here." in page.text
    assert "Behåll mig." in page.text
    assert Letter.objects.get().state == "draft"


def test_two_who_write_the_same_field_are_told_and_nothing_is_approved() -> None:
    year = Year(4)
    [letter] = year.waiting()
    mine = typed(letter, strengths="Mitt.", then="approve")
    theirs = typed(letter, strengths="Ditt.")
    client_of(year.deputy.person).post(place(letter), theirs)
    page = client_of(year.chair.person).post(place(letter), mine)
    assert "Somebody else has changed this meanwhile: Ditt." in page.text
    assert Letter.objects.get().state == "waiting"


def test_what_another_changed_elsewhere_is_read_before_it_is_approved() -> None:
    year = Year(4)
    [letter] = year.waiting()
    mine = typed(letter, strengths="Mitt.", then="approve")
    client_of(year.deputy.person).post(place(letter), typed(letter, opportunities="Ditt."))
    page = client_of(year.chair.person).post(place(letter), mine)
    assert page.status_code == 409
    assert Letter.objects.get().state == "waiting"


def test_returned_from_the_page_with_the_reason_shown_to_the_writer() -> None:
    year = Year(4)
    [letter] = year.waiting()
    chair = client_of(year.chair.person)
    empty = chair.post(place(letter, "lamna-tillbaka/"), {"reason": ""})
    assert empty.status_code == 200
    assert chair.post(place(letter, "lamna-tillbaka/"), {"reason": "Kortare."}).status_code == 302
    office = client_of(year.office)
    assert "Kortare." in office.get(place(letter)).text
    assert "Returned" in office.get(ROOM).text


def test_history_comparison_autosave_and_taking_up_again() -> None:
    year = Year(4)
    [letter] = year.drafted()
    office, chair = client_of(year.office), client_of(year.chair.person)
    saved = office.post(
        place(letter, "autospara/"),
        {"revision": letter.document.revision, "fields": {"strengths": "Nytt."}},
        content_type="application/json",
    )
    assert saved.json()["revision"] == letter.document.revision + 1
    first = letter.document.versions.earliest("pk")
    assert office.get(place(letter, "historik/")).status_code == 200
    assert "What is strong" in office.get(place(letter, f"jamfor/?from={first.public_id}")).text
    assert office.post(place(letter, "aterstall/"), {"version": first.public_id}).status_code == 302
    assert Letter.objects.get().document.fields == first.fields
    year.waiting()
    chair.post(place(letter), typed(letter, then="approve"))
    assert "aterstall" not in chair.get(place(letter, f"jamfor/?from={first.public_id}")).text
    refused = office.post(place(letter), typed(letter))
    assert refused.status_code == 409
    assert chair.post(place(letter, "ta-upp/")).status_code == 302
    assert Letter.objects.get().state == "waiting"


def test_a_chair_who_stands_aside_never_sees_it_and_the_deputy_does() -> None:
    year = Year(5, 4, 3, 3, 2)
    letters = year.waiting()
    closed, other = letters[4], letters[0]
    make_recusal(year.chair, closed.entry)
    chair, deputy = client_of(year.chair.person), client_of(year.deputy.person)
    overview = chair.get(ROOM).text
    assert closed.entry.organisation.name not in overview
    assert "Read and approve 4 letters" in overview
    assert "Read and approve 5 letters" in deputy.get(ROOM).text
    for more in ("", "historik/", "jamfor/"):
        assert chair.get(place(closed, more)).status_code == 404
    for more in ("", "autospara/", "lamna-tillbaka/", "ta-upp/", "aterstall/"):
        assert chair.post(place(closed, more), typed(closed)).status_code == 404
    page = chair.get(place(other)).text
    assert "1 of 4" in page
    assert "well above the middle" not in page
    assert "klart över mitten" not in page
    assert "you stand aside from one of them" in page
    assert "klart över mitten av fältet" in deputy.get(place(other)).text
    deputy.post(place(closed), typed(closed, then="approve"))
    assert Letter.objects.get(pk=closed.pk).state == "approved"


def test_a_dispatch_with_nothing_open_in_it_is_not_there() -> None:
    year = Year(4)
    year.approved()
    aside = make_juror(year.edition, person=make_office(name="Jon"))
    make_recusal(aside, year.entries[0])
    client_of(year.office).post(f"{ROOM}skicka/", {"expected_count": "1"})
    dispatch, client = Dispatch.objects.get(), client_of(aside.person)
    assert "Sent together" not in client.get(ROOM).text
    assert client.post(f"{ROOM}utskick/{dispatch.public_id}/stoppa/").status_code == 404
    assert "No approved letter waits" in client.get(f"{ROOM}skicka/").text


def test_before_the_result_is_out_nothing_is_there() -> None:
    make_edition(2027)
    office = client_of(make_office())
    assert office.get("/en/kansli/2027/aterkoppling/").status_code == 403
    assert office.get(f"/en/kansli/2027/aterkoppling/brev/{'x' * 26}/").status_code == 404


def test_the_thanks_are_shown_with_made_up_figures_alone() -> None:
    year = Year(4)
    client = client_of(year.office)
    page = client.get(f"{ROOM}tack/").text
    assert "3 400" in page
    assert client.post(f"{ROOM}tack/").status_code == 302
    assert "The jurors have been thanked" in client.get(f"{ROOM}tack/").text
    assert "Thanks to the jurors" in client.get(ROOM).text


def test_the_log_and_the_letters_are_closed_to_whoever_stands_aside() -> None:
    year = Year(4, 3)
    aside = make_juror(year.edition, person=make_office(name="Jon"))
    client = client_of(aside.person)
    services.draft_letters(actor=year.office, edition=year.edition)
    thank_jurors(actor=year.office, edition=year.edition)
    addresses = ("/en/kansli/logg/", "/en/kansli/utskick/")
    before = [client.get(address).text for address in addresses]
    assert "A letter to an entrant was drafted" in before[0]
    assert Message.objects.for_actor(aside.person).count() == 2
    make_recusal(aside, year.entries[0])
    assert "A letter to an entrant was drafted" not in client.get(addresses[0]).text
    assert not Message.objects.for_actor(aside.person).exists()


def test_the_letters_to_the_others_are_closed_too_for_their_bands_are_counted_over_all() -> None:
    year = Year(5, 4, 3, 3, 2)
    year.sent()
    aside = make_juror(year.edition, person=make_office(name="Jon"))
    shown = Message.objects.for_actor(aside.person).filter(kind="feedback.entrant_letter")
    assert shown.count() == 5
    make_recusal(aside, year.entries[0])
    assert Message.objects.for_actor(aside.person).filter(kind="feedback.entrant_letter").count() == 0
    assert Message.objects.for_actor(year.office).filter(kind="feedback.entrant_letter").count() == 5


def test_a_letters_record_is_closed_though_it_names_no_edition() -> None:
    year = Year(4)
    [letter] = year.drafted()
    aside = make_juror(year.edition, person=make_office(name="Jon"))
    assert (closed_records(aside.person), closed_messages(aside.person)) == (None, None)
    make_recusal(aside, year.entries[0])
    assert isinstance(closed_records(aside.person), Q)
    audit.record(year.office, "feedback.letter.drafted", letter)
    shown = set(records_shown(aside.person).values_list("subject_id", flat=True))
    assert letter.public_id not in shown
    assert Client().get(ROOM).status_code == 302


def test_as_many_statements_for_many_letters_as_for_few() -> None:
    year = Year(4, 3)
    year.waiting()
    client = client_of(year.chair.person)
    pages = [ROOM, place(year.letters()[0])]

    def statements() -> list[int]:
        found = []
        for address in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found.append(len(captured))
        return found

    statements()
    few = statements()
    for score in (1, 2, 3, 4, 5):
        year.enter(score)
    services.draft_letters(actor=year.office, edition=year.edition)
    for letter in Letter.objects.filter(state="draft"):
        services.hand_over_letter(actor=year.office, letter=letter)
    assert statements() == few
