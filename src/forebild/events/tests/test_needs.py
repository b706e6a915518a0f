"""Food and access needs: only with consent, told in figures, by name only where it takes one, erased."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.events.catering import ByName, by_name, catering_of
from forebild.events.models import Event, Needs, Registration
from forebild.events.services import needs as services
from forebild.events.services.events import cancel_event
from forebild.events.services.needs import Typed, consent_words
from forebild.events.services.registrations import cancel_registration, give_up_place, lapse_offers
from forebild.events.tasks import erase_needs
from forebild.events.tests.pages import words
from forebild.events.tests.worlds import come, link_to, make_event, token_for, typed
from forebild.people.models import Person
from forebild.shared.audit.models import ReadRecord, Record
from forebild.shared.errors import InvalidInput, NotNow
from tests.worlds import client_of

pytestmark = pytest.mark.django_db

CANARY = "kanariefruktallergi"
NUTS = Typed(diet=["no_nuts", "vegetarian"], diet_other=CANARY, access=["hearing"], is_agreed=True)


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=3)


def form_at(event: Event) -> str:
    return reverse("events:register", kwargs={"slug": event.slug})


def own(registration: Registration) -> str:
    return reverse("events:registration", kwargs={"token": token_for(registration)})


def tables_with(word: str) -> list[str]:
    """Every table of the database that holds the word in any column of any row."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}" AS r WHERE r::text LIKE %s', [f"%{word}%"])  # noqa: S608
            if cursor.fetchone()[0]:
                found.append(name)
    return sorted(found)


class TestSaid:
    def test_on_the_form_with_the_words_that_were_said_yes_to(self, event: Event) -> None:
        sent = typed(diet_other=CANARY, consent="on") | {"diet": ["no_nuts"], "access": ["hearing"]}
        assert Client().post(form_at(event), sent).status_code == 302
        said = Needs.objects.get()
        assert (said.diet, said.access, said.diet_other) == (["no_nuts"], ["hearing"], CANARY)
        assert said.consent == consent_words(event, "sv")
        assert said.consent.startswith("Ja, kansliet får spara")

    def test_the_words_say_the_last_day(self, event: Event) -> None:
        page = Client().get(form_at(event)).content.decode()
        assert consent_words(event, "sv") in page
        assert 'name="consent"' in page
        assert "checked" not in page  # a box ticked before is no consent

    def test_nothing_is_kept_without_the_box(self, event: Event) -> None:
        answer = Client().post(form_at(event), typed() | {"diet": ["vegan"]})
        assert "Sätt kryss i rutan" in words(answer)
        assert not Registration.objects.exists()
        with pytest.raises(InvalidInput) as refused:
            come(event, "Anna", needs=Typed(diet=["vegan"]))
        assert list(refused.value.fields) == ["p0_consent"]

    def test_the_box_alone_keeps_nothing(self, event: Event) -> None:
        assert Client().post(form_at(event), typed(consent="on")).status_code == 302
        assert not Needs.objects.exists()

    def test_by_whoever_does_not_come_it_is_not_kept(self, event: Event) -> None:
        others = {"only_others": "on", "p0_name": "Bo", "p0_email": "bo@exempel.example"}
        assert Client().post(form_at(event), typed(**others) | {"diet": ["vegan"]}).status_code == 302
        assert not Needs.objects.exists()

    @pytest.mark.parametrize(
        "strange", [{"diet": ["meteorites"]}, {"access": ["x"]}, {"diet_other": "x" * 201}]
    )
    def test_only_what_is_offered(self, event: Event, strange: dict[str, Any]) -> None:
        with pytest.raises(InvalidInput):
            come(event, "Anna", needs=Typed(**strange, is_agreed=True))

    def test_where_the_event_does_not_ask_nothing_is_kept(self, event: Event) -> None:
        Event.objects.update(asks_needs=False)
        assert "Mat och tillgänglighet" not in words(Client().get(form_at(event)))
        come(Event.objects.get(), "Anna", needs=NUTS)
        assert not Needs.objects.exists()

    def test_food_is_asked_where_people_meet_in_a_room(self, office: Person) -> None:
        remote = make_event(office=office, mode="online", join_link="https://mote.exempel.example/rum")
        page = Client().get(form_at(remote)).content.decode()
        assert 'name="diet"' not in page
        assert 'name="access"' in page


class TestChanged:
    def test_on_the_own_page(self, event: Event) -> None:
        [anna] = come(event, "Anna", needs=NUTS)
        page = Client().get(own(anna)).content.decode()
        assert CANARY in page
        assert 'name="needs-consent"' in page
        sent = {"act": "needs", "needs-diet": ["vegan"], "needs-consent": "on"}
        assert Client().post(own(anna), sent).status_code == 302
        assert list(Needs.objects.values_list("diet", "diet_other", "access")) == [(["vegan"], "", [])]
        assert Record.objects.get(action="events.needs.said").details == {"event": event.public_id}

    def test_without_the_box_nothing_is_changed(self, event: Event) -> None:
        [anna] = come(event, "Anna", needs=NUTS)
        answer = Client().post(own(anna), {"act": "needs", "needs-diet": ["vegan"]})
        assert "Sätt kryss i rutan" in words(answer)
        assert Needs.objects.get().diet == NUTS.diet

    def test_emptied_it_is_gone(self, event: Event) -> None:
        [anna] = come(event, "Anna", needs=NUTS)
        Client().post(own(anna), {"act": "needs"})
        assert not Needs.objects.exists()

    def test_whoever_registered_others_neither_sees_nor_changes_it(self, event: Event) -> None:
        [anna] = come(event, "Anna", needs=NUTS)
        others = reverse("events:booking", kwargs={"token": token_for(anna.booking)})
        page = Client().get(others).content.decode()
        assert CANARY not in page
        assert "needs-" not in page
        Client().post(others, {"act": "forget_needs"})
        Client().post(others, {"act": "needs", "needs-diet": ["vegan"], "needs-consent": "on"})
        assert Needs.objects.get().diet_other == CANARY

    def test_not_when_it_is_too_late_but_taken_back_at_any_time(self, event: Event) -> None:
        [anna] = come(event, "Anna", needs=NUTS)
        Event.objects.update(changes_until=timezone.now())
        late = Client().post(own(anna), {"act": "needs", "needs-diet": ["vegan"], "needs-consent": "on"})
        assert "för sent" in words(late)
        assert "Ta tillbaka och radera" in words(Client().get(own(anna)))
        assert Client().post(own(anna), {"act": "forget_needs"}).status_code == 302
        assert not Needs.objects.exists()
        assert Record.objects.filter(action="events.needs.withdrawn").count() == 1
        services.withdraw_needs(link=link_to(anna), registration=anna)  # once more: nothing to do
        assert Record.objects.filter(action="events.needs.withdrawn").count() == 1

    def test_the_service_refuses_what_may_not_be_kept(self, event: Event) -> None:
        [anna] = come(event, "Anna")
        with pytest.raises(InvalidInput):
            services.say_needs(
                link=link_to(anna), registration=anna, typed=Typed(diet=["vegan"]), language="sv"
            )
        give_up_place(link=link_to(anna), registration=anna)
        with pytest.raises(NotNow):
            services.say_needs(link=link_to(anna), registration=anna, typed=NUTS, language="sv")


class TestErased:
    def test_nothing_remains_anywhere_fourteen_days_after(self, event: Event, office: Person) -> None:
        [anna] = come(event, "Anna", "Bo", needs=NUTS)[:1]
        client_of(office).get(reverse("events:catering_names", args=[event.public_id]))
        Client().get(own(anna))
        assert tables_with(CANARY) == ["events_needs"]  # the control: it is there, and only there
        last = event.ends_at + timedelta(days=14)
        assert services.erase_due(now=last - timedelta(seconds=1)) == 0
        assert services.erase_due(now=last) == 1
        assert services.erase_due(now=last) == 0
        for word in (CANARY, "no_nuts", "hearing"):
            assert tables_with(word) == []
        record = Record.objects.get(action="events.needs.erased")
        assert (record.subject_id, record.details) == (event.public_id, {"count": 1})

    def test_by_the_nights_task(self, event: Event) -> None:
        come(event, "Anna", needs=NUTS)
        with time_machine.travel(event.ends_at + timedelta(days=15)):
            erase_needs(0)
        assert not Needs.objects.exists()

    def test_a_day_after_the_event_was_cancelled(self, event: Event, office: Person) -> None:
        come(event, "Anna", needs=NUTS)
        cancel_event(actor=office, event=event, because_sv="Snö.")
        assert services.erase_due() == 0  # it can still be undone
        assert services.erase_due(now=timezone.now() + timedelta(days=1)) == 1

    def test_of_whoever_gives_up_or_is_taken_off_or_does_not_answer(
        self, event: Event, office: Person
    ) -> None:
        come(event, "Anna", needs=NUTS)
        come(event, "Bo", needs=NUTS)
        come(event, "Cia", needs=NUTS)
        [dan] = come(event, "Dan", needs=NUTS)  # waits
        anna, bo, cia = event.registrations.select_related("event").order_by("number")[:3]
        give_up_place(link=link_to(anna), registration=anna)
        cancel_registration(actor=office, registration=bo, reason="Ringde.")
        lapse_offers(now=timezone.now() + timedelta(hours=49))  # Dan was offered Anna's place
        dan.refresh_from_db()
        assert dan.state == "lapsed"
        assert [each.registration.name for each in Needs.objects.all()] == [cia.name]

    def test_no_word_of_it_in_a_letter(self, event: Event) -> None:
        from forebild.shared.outbox.models import Message

        come(event, "Anna", "Bo", needs=NUTS)
        letters = "".join(f"{each.subject}{each.text}{each.html}" for each in Message.objects.all())
        assert "Anna" in letters
        assert CANARY not in letters


class TestForTheKitchen:
    @pytest.fixture
    def fed(self, event: Event) -> Event:
        come(event, "Anna", needs=NUTS)
        come(event, "Bo", needs=Typed(diet=["vegetarian"], is_agreed=True))
        come(event, "Cia", needs=Typed(access_other="Egen assistent", is_agreed=True))
        come(event, "Dan", needs=NUTS)  # waits, and is not fed
        return event

    def test_figures_of_those_who_have_a_place(self, fed: Event) -> None:
        found = catering_of(fed)
        assert (found.guest_count, found.said_count) == (3, 3)
        assert [(str(label), count) for label, count in found.diet] == [
            ("vegetarisk kost", 2),
            ("allergi mot nötter", 1),
        ]
        assert found.diet_others == [CANARY]
        assert [count for _label, count in found.access] == [1]
        assert found.access_others == ["Egen assistent"]

    def test_names_only_of_those_who_must_be_found(self, fed: Event) -> None:
        assert by_name(fed) == [
            ByName("Anna", f"allergi mot nötter, {CANARY}", "behöver hörslinga"),
            ByName("Cia", "", "Egen assistent"),
        ]

    def test_those_who_take_part_online_eat_at_home(self, office: Person) -> None:
        remote = make_event(office=office, mode="online", join_link="https://mote.exempel.example/rum")
        come(remote, "Anna", needs=NUTS)
        found = catering_of(remote)
        assert (found.diet, found.diet_others, len(found.access)) == ([], [], 1)
        assert by_name(remote) == [ByName("Anna", "", "behöver hörslinga")]

    def test_the_page_of_figures_has_no_names_and_that_of_names_is_noted(
        self, fed: Event, office: Person
    ) -> None:
        page = words(client_of(office).get(reverse("events:catering", args=[fed.public_id])))
        assert CANARY in page
        assert "Anna" not in page
        assert not ReadRecord.objects.exists()
        named = words(client_of(office).get(reverse("events:catering_names", args=[fed.public_id])))
        assert f"Anna Allergi mot nötter, {CANARY}" in named
        assert "Bo" not in named.split()
        assert ReadRecord.objects.get().via == "food and access by name"

    def test_neither_the_list_nor_its_files_nor_the_registration_hold_it(
        self, fed: Event, office: Person
    ) -> None:
        desk = client_of(office)
        at = reverse("events:registration_list", args=[fed.public_id])
        anna = fed.registrations.get(name="Anna")
        one = reverse("events:office_registration", args=[fed.public_id, anna.public_id])
        for address in (at, f"{at}?format=csv", f"{at}?format=json", one):
            answer = desk.get(address)
            body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
            assert CANARY.encode() not in body
        assert "Har berättat något om mat eller tillgänglighet" in words(desk.get(one))

    def test_without_any_the_pages_say_so(self, event: Event, office: Person) -> None:
        desk = client_of(office)
        assert "Ingen har berättat något" in words(
            desk.get(reverse("events:catering", args=[event.public_id]))
        )
        assert "Ingen behöver" in words(desk.get(reverse("events:catering_names", args=[event.public_id])))
