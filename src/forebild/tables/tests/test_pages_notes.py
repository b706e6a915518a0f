"""A note-taker's pages: by form, by script, by two hands; what a link opens and what it does not."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forebild.shared.models import new_public_id
from forebild.tables.models import Card, TablePlan
from forebild.tables.services import note_takers
from forebild.tables.services.plans import show_plan
from forebild.tables.tests.worlds import make_round_table, solved, taker_at, write

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def sent(text: str = "Vi hinner inte.", **changes: str) -> dict[str, str]:
    """The form as it is sent."""
    known = {"kind": "challenge", "text": text, "addressee": "nobody", "attribution": "none"}
    return {**known, "nonce": new_public_id()} | changes


@pytest.fixture
def plan() -> TablePlan:
    return make_round_table(people=3)


def test_a_card_is_written_and_shown_at_its_table_alone(plan: TablePlan) -> None:
    (_who, _link, token), (_other, _l, elsewhere) = taker_at(plan, 1), taker_at(plan, 2)
    page = reverse("tables:notes", args=[token])
    first = Client().get(page)
    assert "ingen får veta vem som sa det" in first.text
    assert "Inget är antecknat ännu" in first.text
    saved = Client().post(page, sent(), follow=True).text
    assert ("Kortet är sparat" in saved, "Vi hinner inte." in saved) == (True, True)
    assert "Vi hinner inte." not in Client().get(reverse("tables:notes", args=[elsewhere])).text


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(plan: TablePlan) -> None:
    page = reverse("tables:notes", args=[taker_at(plan)[2]])
    answer = Client().post(page, sent("Vi hinner inte.", attribution="person"))
    assert answer.status_code == 422
    assert "Ange vem det var" in answer.text
    assert ">\nVi hinner inte.</textarea>" in answer.text
    assert Client().post(page, {}).status_code == 422
    assert not Card.objects.exists()


def test_whoever_has_all_tables_chooses_one(plan: TablePlan) -> None:
    page = reverse("tables:notes", args=[taker_at(plan, None)[2]])
    assert Client().post(page, sent()).status_code == 422
    table = plan.tables.get(number=2)
    Client().post(page, sent(table=table.public_id))
    assert Card.objects.get().table == table
    assert "Bord 2" in Client().get(page).text


def test_the_script_is_answered_in_short(plan: TablePlan) -> None:
    page, form = reverse("tables:notes", args=[taker_at(plan)[2]]), sent()
    for _sent_twice in range(2):
        answer = Client().post(page, form, headers=JSON)
        assert (answer.status_code, answer.json()) == (200, {"saved": True})
    assert Card.objects.count() == 1
    refused = Client().post(page, sent(" "), headers=JSON)
    assert (refused.status_code, refused.json()) == (422, {"errors": ["Skriv vad som sades."]})
    note_takers.close_notes(actor=plan.made_by, event=plan.event)
    closed = Client().post(page, sent(), headers=JSON)
    assert (closed.status_code, "stängda" in closed.json()["errors"][0]) == (422, True)
    assert "Tack för hjälpen" in Client().get(page).text


def test_the_cards_are_told_anew_only_when_one_has_changed(plan: TablePlan) -> None:
    who, link, token = taker_at(plan)
    now = reverse("tables:notes_now", args=[token])
    first = Client().get(now)
    mark = {"If-None-Match": first.headers["ETag"]}
    assert (first.status_code, Client().get(now, headers=mark).status_code) == (200, 304)
    write(who, link, "Ny.")
    fresh = Client().get(now, headers=mark)
    assert (fresh.status_code, "Ny." in fresh.text) == (200, True)
    assert fresh.headers["Cache-Control"] == "private, no-store"


def test_both_texts_stand_there_when_two_have_changed_a_card(plan: TablePlan) -> None:
    who, link, token = taker_at(plan)
    card = write(who, link, "Första")
    page = reverse("tables:card", args=[token, card.public_id])
    assert ">\nFörsta</textarea>" in Client().get(page).text
    Client().post(page, sent("Andra", version="1"))
    both = Client().post(page, sent("Tredje", version="1"))
    assert both.status_code == 422
    assert "«Andra»" in both.text
    assert ">\nTredje</textarea>" in both.text
    assert 'name="version" value="2"' in both.text
    short = Client().post(page, sent("Tredje", version="1"), headers=JSON)
    assert (short.status_code, "«Andra»" in short.json()["errors"][0]) == (422, True)
    Client().post(page, sent("Tredje", version="2"))
    card.refresh_from_db()
    assert card.text == "Tredje"


def test_a_card_without_its_version_is_held_for_an_old_one(plan: TablePlan) -> None:
    who, link, token = taker_at(plan)
    card = write(who, link, "Första")
    answer = Client().post(reverse("tables:card", args=[token, card.public_id]), sent("Andra"))
    assert answer.status_code == 422


def test_a_card_is_deleted_and_brought_back(plan: TablePlan) -> None:
    who, link, token = taker_at(plan)
    card = write(who, link, "Första")
    page, notes = reverse("tables:card", args=[token, card.public_id]), reverse("tables:notes", args=[token])
    gone = Client().post(page, {"act": "delete"}, follow=True).text
    assert "Ett borttaget kort" in gone
    assert "Första" not in Client().get(notes).text
    Client().post(page, {"act": "restore"})
    assert "Första" in Client().get(notes).text
    note_takers.close_notes(actor=plan.made_by, event=plan.event)
    assert Client().post(page, {"act": "delete"}).status_code == 409
    assert "stängda" in Client().get(page).text


def test_a_speaker_who_has_left_since_is_kept(plan: TablePlan) -> None:
    who, link, token = taker_at(plan)
    guest = plan.event.registrations.first()
    card = write(who, link, "Första", said_by=guest.public_id)
    type(guest).objects.filter(pk=guest.pk).update(state="cancelled")
    page = Client().get(reverse("tables:card", args=[token, card.public_id])).text
    assert f'<option value="{guest.public_id}" selected>' in page


def test_a_link_opens_its_own_table_alone(plan: TablePlan) -> None:
    (who, link, _token), (_other, _l, elsewhere) = taker_at(plan, 1), taker_at(plan, 2)
    card = write(who, link, "Första")
    assert Client().get(reverse("tables:card", args=[elsewhere, card.public_id])).status_code == 404
    assert Client().get(reverse("tables:notes", args=["link-okänd"])).status_code == 404


def test_a_link_called_back_opens_nothing(plan: TablePlan) -> None:
    who, _link, token = taker_at(plan)
    note_takers.revoke_note_taker(actor=plan.made_by, taker=who)
    assert Client().get(reverse("tables:notes", args=[token])).status_code == 410
    who.refresh_from_db()


def test_a_link_whose_person_is_gone_opens_nothing(plan: TablePlan) -> None:
    who, _link, token = taker_at(plan)
    type(who).objects.filter(pk=who.pk).update(state="revoked")
    assert Client().get(reverse("tables:notes", args=[token])).status_code == 404


def test_who_sits_there_is_told_once_the_plan_is_shown() -> None:
    plan = solved()
    token = taker_at(plan)[2]
    page = reverse("tables:notes", args=[token])
    assert "Vilka som sitter här" not in Client().get(page).text
    show_plan(actor=plan.made_by, plan=plan)
    found = Client().get(page).text
    names = plan.seatings.filter(table__number=1).values_list("registration__name", flat=True)
    assert all(name in found for name in names)


def test_the_page_needs_no_more_statements_for_more_cards(
    plan: TablePlan, django_assert_num_queries: Any
) -> None:
    who, link, token = taker_at(plan)
    page = reverse("tables:notes_now", args=[token])
    for _more in range(2):
        write(who, link, "Ett till")
        with django_assert_num_queries(8):
            Client().get(page)
