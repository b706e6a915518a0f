"""Cards: written once however often sent, changed by two hands, deleted and brought back, kept secret."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links.models import Link
from forebild.shared.links.services import LinkExpired, look_up
from forebild.shared.outbox.models import Message
from forebild.tables.models import Card, CardVersion, NoteTaker, TablePlan
from forebild.tables.permissions import can_read_secrets
from forebild.tables.queries import (
    cards_for,
    cards_of,
    mark_of,
    own_seats,
    people_at,
    secret_cards_of,
    taker_of,
)
from forebild.tables.services import cards as services
from forebild.tables.services import note_takers
from forebild.tables.services.note_takers import NOTES_LINK
from forebild.tables.services.plans import publish_plan, show_plan
from forebild.tables.tests.worlds import fields_of, make_round_table, solved, taker_at, write
from tests.worlds import make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> TablePlan:
    return make_round_table(people=3)


@pytest.fixture
def taker(plan: TablePlan) -> tuple[NoteTaker, Link, str]:
    return taker_at(plan)


class TestWriting:
    def test_stores_the_card_at_the_takers_table_with_its_first_wording(
        self, plan: TablePlan, taker: tuple[NoteTaker, Link, str]
    ) -> None:
        who, link, _token = taker
        guest = plan.event.registrations.first()
        card = write(
            who, link, "  Vi hinner inte. ", kind="need", said_by=guest.public_id, attribution="person"
        )
        assert (card.text, card.kind, card.table.number) == ("Vi hinner inte.", "need", 1)
        assert card.named == f"{guest.name}, {guest.organisation_shown}"
        version = card.versions.get()
        assert (version.number, version.act, version.fields["said_by"]) == (1, "written", guest.public_id)
        link.refresh_from_db()
        assert link.used_at

    def test_sent_twice_it_is_one_card(self, taker: tuple[NoteTaker, Link, str]) -> None:
        who, link, _token = taker
        sent = {"link": link, "taker": who, "table": None, "nonce": "en", "fields": fields_of()}
        assert services.write_card(**sent) == services.write_card(**sent)
        assert services.write_card(**{**sent, "nonce": "två"}) != services.write_card(**sent)
        assert Card.objects.count() == CardVersion.objects.count() == 2

    def test_two_takers_may_draw_the_same_nonce(self, plan: TablePlan) -> None:
        for _each in range(2):
            who, link, _token = taker_at(plan)
            services.write_card(link=link, taker=who, table=None, nonce="en", fields=fields_of())
        assert Card.objects.count() == 2

    def test_whoever_has_all_tables_chooses_one_of_the_event(self, plan: TablePlan) -> None:
        who, link, _token = taker_at(plan, None)
        other = make_round_table(people=0)
        for table in (None, other.tables.first()):
            with pytest.raises(InvalidInput) as refused:
                write(who, link, "Text", table=table)
            assert refused.value.fields.keys() == {"table"}
        assert write(who, link, "Text", table=plan.tables.get(number=2)).table.number == 2

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"text": " \n "}, "text"),
            ({"text": "x" * 1001}, "text"),
            ({"kind": "annat"}, "kind"),
            ({"addressee": "annan"}, "addressee"),
            ({"attribution": "alla"}, "attribution"),
            ({"attribution": "person"}, "said_by"),
            ({"said_by": "okänd"}, "said_by"),
        ],
    )
    def test_what_is_missing_or_wrong_is_told_beside_its_field(
        self, taker: tuple[NoteTaker, Link, str], changes: dict[str, Any], field: str
    ) -> None:
        who, link, _token = taker
        with pytest.raises(InvalidInput) as refused:
            services.write_card(link=link, taker=who, table=None, nonce="en", fields=fields_of(**changes))
        assert field in refused.value.fields
        assert not Card.objects.exists()

    def test_somebody_of_another_event_said_nothing_here(self, taker: tuple[NoteTaker, Link, str]) -> None:
        who, link, _token = taker
        stranger = make_round_table(people=1).event.registrations.get()
        with pytest.raises(InvalidInput):
            write(who, link, "Text", said_by=stranger.public_id)

    def test_without_a_nonce_nothing_is_written(self, taker: tuple[NoteTaker, Link, str]) -> None:
        who, link, _token = taker
        with pytest.raises(InvalidInput):
            services.write_card(link=link, taker=who, table=None, nonce="", fields=fields_of())


class TestChanging:
    def test_keeps_every_wording(self, taker: tuple[NoteTaker, Link, str]) -> None:
        who, link, _token = taker
        card = write(who, link, "Första")
        for number, text in enumerate(("Andra", "Tredje"), start=1):
            services.change_card(
                link=link, taker=who, card=card, version=number, nonce=text, fields=fields_of(text=text)
            )
        card.refresh_from_db()
        assert (card.text, card.version) == ("Tredje", 3)
        assert [each.fields["text"] for each in card.versions.all()] == ["Första", "Andra", "Tredje"]

    def test_the_second_of_two_is_told_of_the_first_and_may_then_replace_it(
        self, plan: TablePlan, taker: tuple[NoteTaker, Link, str]
    ) -> None:
        who, link, _token = taker
        other, other_link, _other_token = taker_at(plan)
        card = write(who, link, "Första")
        change = {"card": card, "version": 1}
        services.change_card(link=link, taker=who, nonce="a", fields=fields_of(text="Min"), **change)
        with pytest.raises(services.TwoHands) as both:
            services.change_card(
                link=other_link, taker=other, nonce="b", fields=fields_of(text="Din"), **change
            )
        assert (both.value.theirs.text, both.value.theirs.version) == ("Min", 2)
        change["version"] = 2
        services.change_card(link=other_link, taker=other, nonce="b", fields=fields_of(text="Din"), **change)
        assert [each.fields["text"] for each in card.versions.all()] == ["Första", "Min", "Din"]

    def test_sent_twice_it_is_changed_once(self, taker: tuple[NoteTaker, Link, str]) -> None:
        who, link, _token = taker
        card = write(who, link, "Första")
        for _again in range(2):
            services.change_card(
                link=link, taker=who, card=card, version=1, nonce="en", fields=fields_of(text="Andra")
            )
        assert card.versions.count() == 2

    def test_deleted_it_is_off_every_list_and_can_be_brought_back(
        self, plan: TablePlan, taker: tuple[NoteTaker, Link, str]
    ) -> None:
        who, link, _token = taker
        card = write(who, link, "Första")
        for _again in range(2):
            services.delete_card(link=link, taker=who, card=card, nonce="bort")
        assert list(cards_of(plan.event)) == list(cards_for(who)) == []
        with pytest.raises(NotNow):
            services.change_card(link=link, taker=who, card=card, version=2, nonce="x", fields=fields_of())
        services.restore_card(link=link, taker=who, card=card, nonce="åter")
        assert list(cards_of(plan.event)) == [card]
        assert [each.act for each in card.versions.all()] == ["written", "deleted", "restored"]


class TestTheNotesEnd:
    def test_closed_nothing_is_written_until_they_are_opened_again(
        self, plan: TablePlan, taker: tuple[NoteTaker, Link, str]
    ) -> None:
        who, link, _token = taker
        card = write(who, link, "Första")
        note_takers.close_notes(actor=plan.made_by, event=plan.event)
        acts: list[Any] = [
            lambda: write(who, link, "Andra"),
            lambda: services.change_card(
                link=link, taker=who, card=card, version=1, nonce="x", fields=fields_of()
            ),
            lambda: services.delete_card(link=link, taker=who, card=card, nonce="x"),
            lambda: services.restore_card(link=link, taker=who, card=card, nonce="x"),
            lambda: note_takers.close_notes(actor=plan.made_by, event=plan.event),
        ]
        for act in acts:
            with pytest.raises(NotNow):
                act()
        note_takers.reopen_notes(actor=plan.made_by, event=plan.event)
        write(who, link, "Andra")
        assert cards_of(plan.event).count() == 2

    def test_a_link_called_back_writes_nothing_more(
        self, plan: TablePlan, taker: tuple[NoteTaker, Link, str]
    ) -> None:
        who, link, token = taker
        note_takers.revoke_note_taker(actor=plan.made_by, taker=who)
        with pytest.raises(LinkExpired):
            write(who, link, "Text")
        with pytest.raises(LinkExpired):
            look_up(token, NOTES_LINK)
        assert taker_of(who.public_id) is None
        with pytest.raises(NotNow):
            note_takers.renew_link(actor=plan.made_by, taker=who)


class TestNoteTakers:
    def test_are_told_by_mail_where_there_is_an_address(self, plan: TablePlan) -> None:
        event = plan.event
        who, address = note_takers.invite_note_taker(
            actor=plan.made_by, event=event, name=" Ada ", email="ada@exempel.example"
        )
        again = note_takers.renew_link(actor=plan.made_by, taker=who)
        letters = [each.text for each in Message.objects.filter(kind="tables.note_taker").order_by("pk")]
        assert [address in letters[0], again in letters[1], address != again] == [True] * 3
        old = address.rstrip("/").rpartition("/")[2]
        with pytest.raises(LinkExpired):
            look_up(old, NOTES_LINK)

    def test_have_a_name_each_and_a_table_of_the_event(self, plan: TablePlan) -> None:
        taker_at(plan, name="Ada")
        other = make_round_table(people=0).tables.first()
        for name, table, field in (("Ada ", None, "name"), (" ", None, "name"), ("Bea", other, "table")):
            with pytest.raises(InvalidInput) as refused:
                note_takers.invite_note_taker(actor=plan.made_by, event=plan.event, name=name, table=table)
            assert refused.value.fields.keys() == {field}

    def test_a_name_is_free_again_once_its_link_is_called_back(self, plan: TablePlan) -> None:
        who, _link, _token = taker_at(plan, name="Ada")
        note_takers.revoke_note_taker(actor=plan.made_by, taker=who)
        taker_at(plan, name="Ada")

    def test_all_of_it_is_the_offices_alone(
        self, plan: TablePlan, taker: tuple[NoteTaker, Link, str]
    ) -> None:
        who, stranger, event = taker[0], make_person(), plan.event
        acts: list[Any] = [
            lambda: note_takers.invite_note_taker(actor=stranger, event=event, name="Bo"),
            lambda: note_takers.renew_link(actor=stranger, taker=who),
            lambda: note_takers.revoke_note_taker(actor=stranger, taker=who),
            lambda: note_takers.close_notes(actor=stranger, event=event),
            lambda: note_takers.reopen_notes(actor=stranger, event=event),
        ]
        for act in acts:
            with pytest.raises(NotAllowed):
                act()

    def test_what_stays_in_the_room_is_the_leads_and_nobodys_who_has_not_signed_in(self) -> None:
        event = solved(people=6, tables=3).event
        assert can_read_secrets(event.created_by, event).allowed
        assert not can_read_secrets(make_office(kind="coordinator"), event).allowed
        assert not can_read_secrets(AnonymousUser(), event).allowed

    def test_know_who_sits_at_their_table_once_the_plan_is_shown(self) -> None:
        plan = solved(people=6, tables=3)
        who, _link, _token = taker_at(plan)
        everywhere, _link, _token = taker_at(plan, None)
        assert len(people_at(who)) == len(people_at(everywhere)) == 6
        show_plan(actor=plan.made_by, plan=plan)
        fresh = taker_of(who.public_id)
        assert fresh is not None
        here = set(plan.seatings.filter(table__number=1).values_list("registration__name", flat=True))
        assert {each.name for each in people_at(fresh)} == here
        assert len(people_at(everywhere)) == 6


class TestSecrets:
    def test_what_stays_in_the_room_is_seen_at_its_table_alone(self, plan: TablePlan) -> None:
        here, link, _token = taker_at(plan, 1)
        elsewhere, _link, _token = taker_at(plan, 2)
        card = write(here, link, "Vi säger upp tio.", is_secret=True)
        assert list(cards_of(plan.event)) == list(cards_for(elsewhere)) == []
        assert list(Card.objects.for_actor(plan.made_by)) == []
        assert list(cards_for(here)) == list(secret_cards_of(plan.event)) == [card]

    def test_who_said_it_is_named_as_far_as_agreed(self, plan: TablePlan) -> None:
        who, link, _token = taker_at(plan)
        guest = plan.event.registrations.first()
        said = {"said_by": guest.public_id}
        named = [
            write(who, link, "T", attribution=each, **said).named
            for each in ("none", "organisation", "person")
        ]
        assert named == ["", guest.organisation_shown, f"{guest.name}, {guest.organisation_shown}"]
        assert write(who, link, "T").named == ""

    def test_the_mark_changes_with_any_card_and_tells_nothing(self, plan: TablePlan) -> None:
        who, link, _token = taker_at(plan)
        marks = [mark_of([])]
        card = write(who, link, "Första")
        marks.append(mark_of(cards_of(plan.event)))
        services.change_card(link=link, taker=who, card=card, version=1, nonce="x", fields=fields_of())
        marks.append(mark_of(cards_of(plan.event)))
        services.delete_card(link=link, taker=who, card=card, nonce="y")
        assert mark_of(cards_of(plan.event)) == marks[0]
        assert len(set(marks)) == 3


def test_ones_own_seats_are_told_once_the_plan_is_published() -> None:
    plan = solved(people=3)
    registration = plan.event.registrations.first()
    assert own_seats(registration) == []
    publish_plan(actor=plan.made_by, plan=plan)
    assert [seat.round for seat in own_seats(registration)] == [1, 2]
    assert plan.published_at <= timezone.now()
