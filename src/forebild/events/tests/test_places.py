"""Places change hands: given up, offered, answered, lapsed, given out of turn; and the log tells it all."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from forebild.engine.waiting_list.explain import Because
from forebild.events.models import Event, PlaceChange, Registration
from forebild.events.queries import places_of, replayed, why_not_yet
from forebild.events.services import registrations as services
from forebild.events.services.events import cancel_event, change_event, resume_event
from forebild.events.services.quotas import add_quota, change_quota, remove_quota
from forebild.events.tests.worlds import come, link_to, make_event, quota_of, states
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.invariants import problems
from forebild.shared.outbox.models import Attachment, Message
from tests.worlds import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def whole() -> object:
    yield
    assert list(problems()) == []


@pytest.fixture
def full(office: object) -> Event:
    """One place, Anna has it, Bo and Cia wait."""
    event = make_event(places=1, office=office, closes_at=timezone.now() + timedelta(days=29))
    for name in ("Anna", "Bo", "Cia"):
        come(event, name)
    return event


def of(event: Event, name: str) -> Registration:
    return event.registrations.select_related("event", "quota", "booking", "person").get(name=name)


def give_up(event: Event, name: str) -> Registration:
    registration = of(event, name)
    return services.give_up_place(link=link_to(registration), registration=registration)


def test_a_place_given_up_is_offered_to_the_next_who_takes_it(full: Event) -> None:
    give_up(full, "Anna")
    assert states(full) == {"Anna": "cancelled", "Bo": "offered", "Cia": "waiting"}
    bo = of(full, "Bo")
    assert bo.offered_until is not None
    assert timedelta(hours=47) < bo.offered_until - timezone.now() <= timedelta(hours=48)
    assert Message.objects.filter(kind="events.offered", to_email=bo.email).count() == 1
    services.accept_offer(link=link_to(bo), registration=bo)
    services.accept_offer(link=link_to(bo), registration=bo)  # pressed twice
    assert states(full) == {"Anna": "cancelled", "Bo": "registered", "Cia": "waiting"}
    assert Message.objects.filter(kind="events.place", to_email=bo.email).count() == 1


def test_a_no_and_a_silence_both_pass_the_place_on(full: Event) -> None:
    give_up(full, "Anna")
    give_up(full, "Bo")
    assert states(full) == {"Anna": "cancelled", "Bo": "declined", "Cia": "offered"}
    with time_machine.travel(timezone.now() + timedelta(hours=47)):
        assert services.lapse_offers() == 0
    late = timezone.now() + timedelta(hours=49)
    with time_machine.travel(late):
        cia = of(full, "Cia")
        with pytest.raises(NotNow):
            services.accept_offer(link=link_to(cia), registration=cia)
        assert services.lapse_offers() == 1
        assert states(full)["Cia"] == "lapsed"
        assert Message.objects.filter(kind="events.lapsed").count() == 1


def test_where_the_event_is_cancelled_nobody_is_asked_seated_or_forgotten(
    full: Event, office: object
) -> None:
    give_up(full, "Anna")
    cancel_event(actor=office, event=full, because_sv="Storm.")
    bo, cia = of(full, "Bo"), of(full, "Cia")
    with pytest.raises(NotNow):
        services.accept_offer(link=link_to(bo), registration=bo)
    with pytest.raises(NotNow):
        give_up(full, "Cia")
    with pytest.raises(NotNow):
        services.give_place(actor=office, registration=cia, reason="talar")
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert services.lapse_offers() == 0
    assert states(full) == {"Anna": "cancelled", "Bo": "offered", "Cia": "waiting"}
    assert not Message.objects.filter(kind="events.lapsed").exists()
    resume_event(actor=office, event=full)
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert services.lapse_offers() == 1


def test_an_offer_never_outlives_the_beginning(full: Event) -> None:
    with time_machine.travel(full.begins_at - timedelta(hours=5)):
        give_up(full, "Anna")
        assert of(full, "Bo").offered_until == full.begins_at


def test_the_number_never_changes_and_whoever_comes_back_stands_last(full: Event) -> None:
    give_up(full, "Bo")
    assert of(full, "Cia").queue_number == 2
    bo = of(full, "Bo")
    services.come_back(link=link_to(bo), registration=bo)
    services.come_back(link=link_to(bo), registration=of(full, "Bo"))  # pressed twice
    assert (states(full)["Bo"], of(full, "Bo").queue_number) == ("waiting", 3)
    give_up(full, "Anna")
    assert states(full) == {"Anna": "cancelled", "Bo": "waiting", "Cia": "offered"}


def test_given_up_twice_it_stays_given_up(full: Event) -> None:
    give_up(full, "Anna")
    give_up(full, "Anna")
    assert Message.objects.filter(kind="events.registration_cancelled").count() == 1


def test_after_the_day_for_changes_one_writes_instead(office: object) -> None:
    event = make_event(office=office, changes_until=timezone.now() + timedelta(days=1))
    come(event, "Anna")
    anna = of(event, "Anna")
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        with pytest.raises(NotNow):
            give_up(event, "Anna")
        with pytest.raises(NotNow):
            services.change_registration(
                link=link_to(anna), registration=anna, name="Anna B", title="", no_photo=False
            )
        services.cancel_registration(actor=office, registration=anna, reason="ringde")
    assert states(event) == {"Anna": "cancelled"}


def test_one_comes_back_only_while_registration_is_open(full: Event) -> None:
    give_up(full, "Cia")
    cia = of(full, "Cia")
    with time_machine.travel(timezone.now() + timedelta(days=29, hours=1)), pytest.raises(NotNow):
        services.come_back(link=link_to(cia), registration=cia)


def test_ones_own_details_are_put_right(full: Event) -> None:
    anna = of(full, "Anna")
    services.change_registration(
        link=link_to(anna), registration=anna, name=" Anna Berg ", title="vd", no_photo=True
    )
    changed = Registration.objects.get(pk=anna.pk)
    assert (changed.name, changed.title, changed.no_photo) == ("Anna Berg", "vd", True)
    with pytest.raises(InvalidInput) as refused:
        services.change_registration(
            link=link_to(anna), registration=anna, name=" ", title="", no_photo=False
        )
    assert list(refused.value.fields) == ["name"]


def test_more_places_are_offered_at_once_and_fewer_take_nobodys(full: Event, office: object) -> None:
    change_quota(actor=office, quota=quota_of(full), facts={"places": 2})
    assert states(full) == {"Anna": "registered", "Bo": "offered", "Cia": "waiting"}
    change_quota(actor=office, quota=quota_of(full), facts={"places": 0})
    assert states(full) == {"Anna": "registered", "Bo": "offered", "Cia": "waiting"}
    give_up(full, "Anna")
    assert states(full) == {"Anna": "cancelled", "Bo": "offered", "Cia": "waiting"}
    assert [(each.held, each.free, each.is_full, each.is_over) for each in places_of(full)] == [
        (1, 0, True, 1)
    ]


def test_a_place_out_of_turn_needs_a_reason_and_a_place(full: Event, office: object) -> None:
    cia = of(full, "Cia")
    with pytest.raises(InvalidInput):
        services.give_place(actor=office, registration=cia, reason=" ")
    with pytest.raises(NotNow):
        services.give_place(actor=office, registration=cia, reason="talar")
    with pytest.raises(NotAllowed):
        services.give_place(actor=make_person(), registration=cia, reason="talar")
    give_up(full, "Bo")
    give_up(full, "Anna")  # now Cia is offered the place
    services.give_place(actor=office, registration=of(full, "Cia"), reason="talar")
    assert states(full)["Cia"] == "registered"
    given = PlaceChange.objects.get(action="give")
    assert (given.reason, given.actor) == ("talar", office)


def test_the_office_takes_somebody_off_with_a_reason(full: Event, office: object) -> None:
    anna = of(full, "Anna")
    with pytest.raises(InvalidInput):
        services.cancel_registration(actor=office, registration=anna, reason="")
    with pytest.raises(NotAllowed):
        services.cancel_registration(actor=make_person(), registration=anna, reason="sjuk")
    services.cancel_registration(actor=office, registration=anna, reason="sjuk")
    assert states(full) == {"Anna": "cancelled", "Bo": "offered", "Cia": "waiting"}


def test_what_is_only_offered_stands_in_no_calendar(full: Event, office: object) -> None:
    give_up(full, "Anna")
    change_event(actor=office, event=full, facts={"venue": "Bystugan"})
    cancel_event(actor=office, event=full, because_sv="Storm.")
    assert not Attachment.objects.filter(message__to_email=of(full, "Bo").email).exists()


def test_why_somebody_waits(full: Event) -> None:
    why = why_not_yet(of(full, "Cia"))
    assert (why.because, why.number, why.ahead) == (Because.FULL, 2, 1)


def test_the_log_is_the_whole_story(full: Event) -> None:
    give_up(full, "Anna")
    quota = quota_of(full)
    told = [change.words for change in quota.changes.select_related("registration")]
    assert told == [
        "Platser: 50",
        "Platser: 1",
        "Anna tog en ledig plats",
        "Bo fick nummer 1 i kön",
        "Cia fick nummer 2 i kön",
        "Anna lämnade platsen",
        "Bo erbjöds en plats",
    ]
    assert replayed(quota).held == 1
    PlaceChange.objects.filter(action="wait", number=2).update(number=3)
    assert any("queue number is not the next one" in text for _rule, text in problems())
    PlaceChange.objects.filter(action="wait", number=3).update(number=2)
    PlaceChange.objects.filter(action="offer").delete()
    assert any("the log leads elsewhere" in text for _rule, text in problems())
    PlaceChange.objects.create(quota=quota, registration=of(full, "Bo"), action="offer")


def test_quotas_are_added_and_removed_while_nobody_has_them(full: Event, office: object) -> None:
    facts = {"name_sv": "Digitalt", "way": "online", "places": None}
    with pytest.raises(NotAllowed):
        add_quota(actor=make_person(), event=full, facts=facts)
    added = add_quota(actor=office, event=full, facts=facts)
    assert (added.position, come(full, "Dag", quota=added)[0].state) == (2, "registered")
    for quota in (quota_of(full), added):
        with pytest.raises(NotNow):
            remove_quota(actor=office, quota=quota)
    empty = add_quota(actor=office, event=full, facts={"name_sv": "Tomt"})
    with pytest.raises(NotAllowed):
        remove_quota(actor=make_person(), quota=empty)
    remove_quota(actor=office, quota=empty)
    assert full.quotas.count() == 2
    unchanged = PlaceChange.objects.count()
    change_quota(actor=office, quota=added, facts=facts)
    change_quota(actor=office, quota=added, facts={"name_sv": "På skärm"})
    assert PlaceChange.objects.count() == unchanged
    with pytest.raises(NotAllowed):
        change_quota(actor=make_person(), quota=added, facts={"places": 7})
