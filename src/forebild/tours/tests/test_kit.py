"""What the host says: a draft that changes nothing, handed in, changed until its day, seen by the office."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from forebild.events.services.events import cancel_event
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.links.services import LinkExpired, LinkRefused
from forebild.shared.outbox.models import Message
from forebild.tours.kit_words import changes_in_words
from forebild.tours.models import Stop
from forebild.tours.services.kit import answer_kit, fill_in_kit, save_draft
from forebild.tours.services.legs import add_leg, change_leg, remove_leg, restore_leg
from forebild.tours.services.stops import add_stop, ask_host, change_stop, remove_stop, restore_stop
from forebild.tours.tests.worlds import (
    Tour,
    answer,
    chosen,
    host_link,
    kit,
    leg_facts,
    make_tour,
    stop_facts,
    visitor,
)
from tests.worlds import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour() -> Tour:
    return make_tour()


def test_a_draft_is_kept_as_typed_and_changes_nothing(tour: Tour) -> None:
    save_draft(link=host_link(tour.press), stop=tour.press, typed={"seats": ["många"], "asks": ["phone"]})
    stop = tour.fresh().press
    assert (stop.draft["seats"], stop.seats, stop.state) == (["många"], None, "planned")
    assert not stop.kit_changes.exists()
    answer_kit(link=host_link(stop), stop=stop, facts=kit(stop))
    stop = tour.fresh().press
    assert (stop.draft, stop.draft_saved_at, stop.seats, stop.state) == ({}, None, 2, "answered")


def test_the_office_sees_what_changed_before_and_after_and_by_whom(tour: Tour) -> None:
    answer_kit(link=host_link(tour.press), stop=tour.press, facts=kit(tour.press, keeps_out_industry=True))
    tour.fresh()
    fill_in_kit(actor=tour.office, stop=tour.press, facts=kit(tour.press, seats=5, photos="none"))
    told = [(each.label, each.before, each.after, each.by) for each in changes_in_words(tour.press)]
    assert told[:3] == [
        ("Hur många ni kan ta emot", "2", "5", "Kansliet"),
        ("Vi tar inte emot företag i vår egen bransch", "ja", "inget", "Kansliet"),
        ("Foto", "Fråga innan du fotograferar", "Fotografera inte", "Kansliet"),
    ]
    first = {label: (after, by) for label, _before, after, by in told[3:]}
    assert first["Vad behöver ni veta om varje besökare?"] == (
        "fullständigt namn, som i pass eller legitimation, födelsedatum, nationalitet",
        "värden",
    )
    assert first["När behöver ni det senast?"][1] == "värden"
    assert first["Vad besökare inte får berätta för andra"] == ("Berätta inte om press 3.", "värden")
    assert "Dagordning" not in first  # nothing was said of it


def test_the_same_said_again_is_no_change(tour: Tour) -> None:
    answer(tour, tour.press)
    count = tour.press.kit_changes.count()
    answer(tour, tour.fresh().press)
    assert tour.press.kit_changes.count() == count


def test_each_text_of_terms_is_a_version_and_an_earlier_one_is_itself_again(tour: Tour) -> None:
    numbers = []
    for text in ("Första.", "Andra.", "", "Första."):
        answer(tour, tour.fresh().press, terms=text)
        terms = tour.fresh().press.terms
        numbers.append(terms.version if terms else None)
    assert numbers == [1, 2, None, 1]
    assert tour.press.all_terms.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"identity_until": None}, "identity_until"),
        ({"identity_until": "later"}, "identity_until"),
    ],
)
def test_details_are_due_before_the_visit(tour: Tour, changes: dict[str, object], field: str) -> None:
    if changes[field] == "later":
        changes = {field: tour.press.begins_at}
    with pytest.raises(InvalidInput) as refusal:
        answer(tour, tour.press, **changes)
    assert list(refusal.value.fields) == [field]


def test_after_its_day_the_host_changes_nothing_and_the_office_can(tour: Tour) -> None:
    facts = stop_facts(tour.event, 1, host_until=tour.press.begins_at - timedelta(days=3))
    change_stop(actor=tour.office, stop=tour.press, facts=facts)
    link = host_link(tour.press)
    with time_machine.travel(tour.press.begins_at - timedelta(days=3)):
        for act in (
            lambda: save_draft(link=link, stop=tour.press, typed={}),
            lambda: answer_kit(link=link, stop=tour.press, facts=kit(tour.press)),
        ):
            with pytest.raises(NotNow, match="för sent"):
                act()
        answer(tour, tour.press)
    with pytest.raises(NotAllowed):
        fill_in_kit(actor=make_person(), stop=tour.press, facts=kit(tour.press))


def test_a_visit_that_is_off_is_not_answered(tour: Tour) -> None:
    link = host_link(tour.saw)
    remove_stop(actor=tour.office, stop=tour.saw)
    with pytest.raises(NotNow):
        answer_kit(link=link, stop=tour.saw, facts=kit(tour.saw))
    cancel_event(actor=tour.office, event=tour.event, because_sv="Snö.")
    with pytest.raises(NotNow):
        save_draft(link=host_link(tour.press), stop=tour.press, typed={})


def test_the_host_is_asked_by_a_link_and_another_contact_by_another(tour: Tour) -> None:
    ask_host(actor=tour.office, stop=tour.press)
    assert tour.fresh().press.state == "asked"
    letter = Message.objects.get(kind="tours.host_asked")
    assert (letter.to_email, "Pressverken AB" in letter.subject) == ("vera@pressverken.example", True)
    link = host_link(tour.press)
    change_stop(
        actor=tour.office, stop=tour.press, facts=stop_facts(tour.event, 1, contact_email="bo@x.example")
    )
    with pytest.raises(LinkRefused) as refusal:
        save_draft(link=link, stop=tour.press, typed={})
    assert isinstance(refusal.value, LinkExpired)
    answer(tour, tour.press)
    ask_host(actor=tour.office, stop=tour.press)
    assert tour.fresh().press.state == "answered"


def test_nobody_is_asked_without_an_address_or_too_late(tour: Tour) -> None:
    without = stop_facts(tour.event, 1, contact_email="")
    change_stop(actor=tour.office, stop=tour.press, facts=without)
    with pytest.raises(NotNow, match="e-postadress"):
        ask_host(actor=tour.office, stop=tour.press)
    with time_machine.travel(tour.saw.begins_at), pytest.raises(NotNow, match="slut"):
        ask_host(actor=tour.office, stop=tour.saw)


class TestTheOfficesOwnPart:
    def test_a_stop_lies_within_the_event(self, tour: Tour) -> None:
        for hours, field in ((-1, "begins_at"), (33, "ends_at")):
            with pytest.raises(InvalidInput) as refusal:
                add_stop(actor=tour.office, event=tour.event, facts=stop_facts(tour.event, hours))
            assert list(refusal.value.fields) == [field]

    def test_only_the_office(self, tour: Tour) -> None:
        with pytest.raises(NotAllowed):
            add_stop(actor=make_person(), event=tour.event, facts=stop_facts(tour.event, 2))

    def test_nothing_changed_is_nothing_done(self, tour: Tour) -> None:
        stop = change_stop(actor=tour.office, stop=tour.press, facts=stop_facts(tour.event, 1))
        assert stop == tour.press

    def test_a_stop_is_removed_and_put_back_with_what_the_host_said(self, tour: Tour) -> None:
        answer(tour, tour.press)
        for _press in range(2):
            remove_stop(actor=tour.office, stop=tour.press)
        assert list(Stop.objects.standing()) == [tour.saw]
        for _press in range(2):
            restore_stop(actor=tour.office, stop=tour.press)
        assert tour.fresh().press in Stop.objects.standing()
        assert tour.press.safety == "Gå på gångvägen."

    def test_one_that_people_have_chosen_stays(self, tour: Tour) -> None:
        anna = visitor(tour)
        chosen(tour, anna, tour.press, rides={tour.home.public_id: "seat"})
        with pytest.raises(NotNow, match="1 har valt"):
            remove_stop(actor=tour.office, stop=tour.press)
        with pytest.raises(NotNow, match="1 åker med"):
            remove_leg(actor=tour.office, leg=tour.home)
        chosen(tour, anna)
        remove_stop(actor=tour.office, stop=tour.press)
        remove_leg(actor=tour.office, leg=tour.home)
        assert not tour.fresh().home.is_running
        restore_leg(actor=tour.office, leg=tour.home)
        assert tour.fresh().home.is_running

    def test_points_are_known_by_their_place_and_stay_while_somebody_gets_on(self, tour: Tour) -> None:
        anna, station = visitor(tour), tour.out.pick_ups.get(place="Stationen")
        chosen(tour, anna, rides={tour.out.public_id: station.public_id})
        facts, later = leg_facts(tour.event, 0), tour.event.begins_at + timedelta(minutes=5)
        with pytest.raises(InvalidInput) as refusal:
            change_leg(actor=tour.office, leg=tour.out, facts=facts, points=[(later, "Torget")])
        assert refusal.value.fields == {"points": "Någon stiger på vid Stationen: den måste vara kvar."}
        change_leg(actor=tour.office, leg=tour.out, facts=facts, points=[(later, "Stationen")])
        station.refresh_from_db()
        assert (station.at, tour.out.pick_ups.count()) == (later, 1)
        chosen(tour, anna)
        change_leg(actor=tour.office, leg=tour.out, facts=facts, points=[])
        assert not tour.out.pick_ups.exists()

    def test_a_leg_is_the_offices(self, tour: Tour) -> None:
        with pytest.raises(NotAllowed):
            add_leg(actor=make_person(), event=tour.event, facts=leg_facts(tour.event, 2))
