"""The visitor's own page and the host's, without an account and without a script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.events.services.events import cancel_event
from forebild.events.services.registrations import give_up_place
from forebild.events.tests.worlds import come, link_to, token_for
from forebild.shared.dates import in_swedish_time
from forebild.tours.models import Question, Seat
from forebild.tours.services import questions
from forebild.tours.services.letters import host_token
from forebild.tours.services.stops import remove_stop
from forebild.tours.tests.worlds import (
    JOIN,
    Tour,
    answer,
    chosen,
    make_tour,
    ready,
    visitor,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour() -> Tour:
    made = make_tour(contact_email="fraga@exempel.example")
    answer(made, made.press)
    return made.fresh()


@pytest.fixture
def anna(tour: Tour) -> Registration:
    return visitor(tour, "Anna", company="Dals Plast AB")


def own(registration: Registration) -> str:
    return reverse("tours:own", args=[token_for(registration)])


def post(address: str, **values: Any) -> Any:
    return Client().post(address, values)


class TestTheWayThere:
    def test_the_registration_says_how_much_is_left_and_leads_on(
        self, tour: Tour, anna: Registration
    ) -> None:
        address = reverse("events:registration", args=[token_for(anna)])
        shown = Client().get(address).text
        assert "1 sak återstår." in shown
        assert 'href="resa/"' in shown
        token = address.split("/")[-2]
        assert f"{address}resa/" == reverse("tours:own", args=[token])
        chosen(tour, anna, tour.press)
        assert "3 saker återstår." in Client().get(address).text
        ready(tour, anna, tour.press)
        assert "Du har gjort allt som värdarna ber om." in Client().get(address).text

    def test_a_forum_an_empty_tour_and_somebody_who_waits_have_none(self, tour: Tour) -> None:
        for stop in (tour.press, tour.saw):
            remove_stop(actor=tour.office, stop=stop)
        anna = visitor(tour, "Bo")
        assert 'href="resa/"' not in Client().get(reverse("events:registration", args=[token_for(anna)])).text
        assert Client().get(own(anna)).status_code == 404
        Event.objects.filter(pk=tour.event.pk).update(kind="forum")
        assert 'href="resa/"' not in Client().get(reverse("events:registration", args=[token_for(anna)])).text

    def test_whoever_registered_others_is_told_that_each_does_it(self, tour: Tour) -> None:
        bo, _cia = come(tour.event, "Bo", "Cia")
        shown = Client().get(reverse("tours:colleagues", args=[token_for(bo.booking)]))
        assert "Var och en väljer själv" in shown.text
        assert "cia@exempel.example" in shown.text

    def test_everybody_sees_hosts_and_transport(self, tour: Tour) -> None:
        shown = Client().get(reverse("events:event", args=[tour.event.slug])).text
        for text in ("Pressverken AB", "Sågen AB", "Linköping – Motala"):
            assert text in shown
        assert "Gå på gångvägen" not in shown
        assert "vera@" not in shown


class TestChoosing:
    def test_stops_are_ticked_at_first_and_saved_as_chosen(self, tour: Tour, anna: Registration) -> None:
        shown = Client().get(own(anna)).text
        assert shown.count('type="checkbox"') == 2
        assert shown.count("checked") == 2 + 2  # both stops, and "no" for each leg
        station = tour.out.pick_ups.get(place="Stationen").public_id
        values = {"act": "choose", f"stop_{tour.saw.public_id}": "on", f"leg_{tour.out.public_id}": station}
        assert post(own(anna), **values).status_code == 302
        assert [seat.stop for seat in Seat.objects.held()] == [tour.saw]
        shown = Client().get(own(anna)).text
        assert "Allt är klart" in shown
        assert re.search(rf'value="{station}"[^>]*checked', shown)

    def test_what_cannot_be_had_stands_beside_it_and_what_was_ticked_stays(
        self, tour: Tour, anna: Registration
    ) -> None:
        answer(tour, tour.press, seats=1)
        chosen(tour, visitor(tour, "Bo"), tour.press)
        shown = Client().get(own(anna)).text
        assert "Alla platser är upptagna." in shown
        assert shown.count('type="checkbox"') == 1
        ticked = {f"stop_{each.public_id}": "on" for each in (tour.press, tour.saw)}
        answered = post(own(anna), act="choose", **ticked)
        assert answered.status_code == 200
        assert "Alla platser är upptagna." in answered.text
        assert answered.text.count('type="checkbox"') == 2
        assert not anna.stop_seats.exists()

    def test_whom_the_host_keeps_out_reads_no_reason(self, tour: Tour, anna: Registration) -> None:
        answer(tour, tour.press, unwelcome="Dals Plast")
        shown = Client().get(own(anna)).text
        assert "Värden bestämmer vilka företag den tar emot" in shown
        assert "Dals Plast\n" not in shown
        assert "namngett" not in shown

    def test_an_odd_way_is_said_to_be_none(self, tour: Tour, anna: Registration) -> None:
        odd = post(own(anna), act="choose", **{f"leg_{tour.out.public_id}": "nonsense"})
        assert odd.status_code == 200
        assert not anna.rides.exists()

    def test_too_late_it_is_shown_and_not_to_be_changed(self, tour: Tour, anna: Registration) -> None:
        chosen(tour, anna, tour.press, rides={tour.out.public_id: "car"})
        bo = visitor(tour, "Bo")
        chosen(tour, bo, tour.press, rides={tour.home.public_id: "seat"})
        Event.objects.filter(pk=tour.event.pk).update(changes_until=timezone.now())
        shown = Client().get(own(anna)).text
        for text in ("Du har en plats", "Du åker egen bil", "Det är för sent att ändra", "fraga@exempel"):
            assert text in shown
        assert "Du åker med" in Client().get(own(bo)).text
        assert "Det är för sent" in post(own(anna), act="choose").text

    def test_without_a_place_there_is_nothing_to_choose(self, tour: Tour, anna: Registration) -> None:
        give_up_place(link=link_to(anna), registration=anna)
        assert "Du har ingen plats just nu" in Client().get(own(anna)).text
        bo = visitor(tour, "Bo")
        cancel_event(actor=tour.office, event=tour.event, because_sv="Snö.")
        assert "Evenemanget är inställt" in Client().get(own(bo)).text


class TestPreparing:
    def form(self, tour: Tour, **values: str) -> dict[str, str]:
        name = tour.press.public_id
        return {"act": "prepare", "stop": name} | {f"{name}-{key}": text for key, text in values.items()}

    def test_all_of_it_by_one_form_and_nothing_of_it_is_shown_again(
        self, tour: Tour, anna: Registration
    ) -> None:
        chosen(tour, anna, tour.press)
        shown = Client().get(own(anna)).text
        for text in ("Gå på gångvägen.", "Berätta inte om press 3.", "Stadiga skor.", "Vera Värd"):
            assert text in shown
        details = {"full_name": "Anna Maria Berg", "birth_date": "1980-05-17", "nationality": "svensk"}
        form = self.form(tour, safety="on", accepted_by="Anna Berg", **details)
        assert post(own(anna), **form).status_code == 302
        shown = Client().get(own(anna)).text
        assert "Allt är klart" in shown
        assert not [secret for secret in details.values() if secret in shown]

    def test_a_part_is_saved_and_what_is_wrong_stands_beside_it(self, tour: Tour, anna: Registration) -> None:
        chosen(tour, anna, tour.press)
        assert post(own(anna), **self.form(tour, safety="on")).status_code == 302
        wrong = post(own(anna), **self.form(tour, full_name="Anna Maria", birth_date="1980-13-45"))
        assert wrong.status_code == 200
        assert "Anna Maria" in wrong.text
        half = post(own(anna), **self.form(tour, full_name="Anna Maria"))
        assert half.text.count("Värden ber om detta.") >= 2
        assert "Bekräfta säkerhetsreglerna" in half.text

    def test_late_it_says_so_and_when_opened_again_asks_again(self, tour: Tour, anna: Registration) -> None:
        chosen(tour, anna, tour.press)
        due = tour.press.identity_until
        assert due is not None
        with time_machine.travel(due):
            shown = Client().get(own(anna)).text
            assert "Tiden för dina uppgifter är slut" in shown
            assert "full_name" not in shown
            Seat.objects.update(late_until=due + timedelta(days=1))
            assert "full_name" in Client().get(own(anna)).text

    def test_of_a_stop_that_is_not_chosen_or_not_there(self, tour: Tour, anna: Registration) -> None:
        assert post(own(anna), **self.form(tour, safety="on")).status_code == 404
        assert post(own(anna), act="prepare", stop="x").status_code == 404
        assert post(own(anna), act="nonsense").status_code == 302


class TestTheHost:
    def page(self, tour: Tour) -> str:
        return reverse("tours:host", args=[host_token(tour.press)])

    def values(self, **changes: Any) -> dict[str, Any]:
        return {"contact_name": "Vera", "seats": "4", "photos": "none", "act": "answer_kit", **changes}

    def test_a_draft_with_a_mistake_is_kept_and_shown_again(self, tour: Tour) -> None:
        page = self.page(tour)
        typed = self.values(act="draft", seats="fyra", asks=["phone", "vehicle"], keeps_out_industry="on")
        assert post(page, **typed).status_code == 302
        shown = Client().get(page).text
        assert 'value="fyra"' in shown
        assert "Ett utkast, inte inlämnat" in shown
        assert tour.fresh().press.seats == 2
        assert "Vera" not in Client().get(reverse("events:event", args=[tour.event.slug])).text

    def test_handed_in_it_holds_and_a_name_belongs_to_every_list(self, tour: Tour) -> None:
        page = self.page(tour)
        wrong = post(page, **self.values(asks=["phone"]))
        assert "Skriv senast när ni behöver uppgifterna." in wrong.text
        late = f"{in_swedish_time(tour.press.begins_at):%Y-%m-%dT%H:%M}"
        answered = post(page, **self.values(asks=["phone"], identity_until=late))
        assert "Det är efter att besöket har börjat." in answered.text
        due = f"{tour.press.begins_at - timedelta(days=2):%Y-%m-%dT%H:%M}"
        assert post(page, **self.values(asks=["phone"], identity_until=due)).status_code == 302
        stop = tour.fresh().press
        assert (stop.asks, stop.seats, stop.photos) == (["full_name", "phone"], 4, "none")
        assert "Tack, ni har svarat" in Client().get(page).text

    def test_after_its_day_it_reads_and_changes_nothing(self, tour: Tour) -> None:
        page = self.page(tour)
        with time_machine.travel(tour.press.begins_at):
            shown = Client().get(page).text
            assert "Det är för sent att ändra" in shown
            assert "Gå på gångvägen." in shown
            assert post(page, **self.values()).status_code == 409

    def test_the_list_marks_who_is_new_and_names_who_left(self, tour: Tour, anna: Registration) -> None:
        from forebild.tours.services.gate import send_gate_list

        ready(tour, anna, tour.press)
        page = self.page(tour)
        with time_machine.travel(tour.press.begins_at - timedelta(days=6)):
            send_gate_list(actor=tour.office, stop=tour.press)
            chosen(tour, anna)
            shown = Client().get(page).text
            assert "Ingen står på listan ännu." in shown
            assert "Kommer inte längre: Anna" in " ".join(shown.split())

    def test_a_removed_stop_and_a_draft_of_an_event_are_not_there(self, tour: Tour) -> None:
        page = self.page(tour)
        Event.objects.filter(pk=tour.event.pk).update(state="draft")
        assert Client().get(page).status_code == 404
        Event.objects.filter(pk=tour.event.pk).update(state="announced")
        remove_stop(actor=tour.office, stop=tour.press)
        assert Client().get(page).status_code == 404

    def test_cancelled_it_says_that_nobody_comes(self, tour: Tour) -> None:
        page = self.page(tour)
        cancel_event(actor=tour.office, event=tour.event, because_sv="Snö.")
        assert "Besöket är inställt" in Client().get(page).text


class TestQuestions:
    @pytest.fixture
    def virtual(self) -> Tour:
        return make_tour(kind="virtual_visit", mode="online", join_link=JOIN)

    def asked(self, virtual: Tour, name: str, text: str, **how: str) -> Question:
        values = {"act": "ask", "stop": virtual.press.public_id, **how}
        values[f"q{virtual.press.public_id}-text"] = text
        guest = virtual.event.registrations.filter(name=name).first() or visitor(virtual, name)
        assert post(own(guest), **values).status_code == 302
        return Question.objects.latest("pk")

    def test_asked_voted_for_answered_and_read(self, virtual: Tour) -> None:
        anonymous = {f"q{virtual.press.public_id}-is_anonymous": "on"}
        first = self.asked(virtual, "Anna", "Vad kostade pressen?", **anonymous)
        second = self.asked(virtual, "Bo", "Hur många arbetar här?")
        third = self.asked(virtual, "Anna", "Hemlig?")
        for each in (first, second):
            questions.show_question(actor=virtual.office, question=each)
        questions.hide_question(actor=virtual.office, question=third)
        bo = virtual.event.registrations.get(name="Bo")
        anna = virtual.event.registrations.get(name="Anna")
        assert "Hemlig?" not in Client().get(own(bo)).text
        assert "har hållit inne den" in Client().get(own(anna)).text
        for wish, count in (("yes", 1), ("no", 0), ("yes", 1)):
            assert post(own(bo), act="vote", question=first.public_id, wish=wish).status_code == 302
            assert first.votes.count() == count
        assert "1 till vill veta." in Client().get(own(bo)).text
        assert post(own(bo), act="vote", question=third.public_id, wish="yes").status_code == 404

        page = reverse("tours:host", args=[host_token(virtual.press)])
        shown = Client().get(page).text
        assert ("Vad kostade pressen?" in shown, "Hemlig?" in shown) == (True, False)
        assert ("Bo" in shown, "Anna" in shown) == (True, False)
        form = {"act": "answer", "question": first.public_id, f"{first.public_id}-text": "Fyra miljoner."}
        assert post(page, **form).status_code == 302
        empty = post(page, act="answer", question=second.public_id)
        assert "Skriv ett svar" in empty.text
        live = {"act": "answer", "question": second.public_id, f"{second.public_id}-is_live": "on"}
        assert post(page, **live).status_code == 302
        assert post(page, act="answer", question=third.public_id).status_code == 404

        assert "Fyra miljoner." not in Client().get(own(bo)).text
        questions.publish_answers(actor=virtual.office, stop=virtual.press)
        shown = Client().get(own(bo)).text
        assert "Fyra miljoner." in shown
        assert "Besvarades under besöket." in shown
        assert post(page, **form).status_code == 200  # they have gone out

    def test_an_empty_question_is_refused_and_none_is_taken_when_it_has_begun(self, virtual: Tour) -> None:
        anna = visitor(virtual)
        values = {"act": "ask", "stop": virtual.press.public_id}
        empty = post(own(anna), **values)
        assert empty.status_code == 200
        assert not Question.objects.exists()
        with time_machine.travel(virtual.press.begins_at):
            shown = Client().get(own(anna)).text
            assert shown.count("Fråga värden något") == 1  # the other host, tomorrow
            late = post(own(anna), **values, **{f"q{virtual.press.public_id}-text": "För sent?"})
            assert "Frågor tas inte emot längre." in late.text

    def test_the_way_in_stands_there_when_it_is_time(self, virtual: Tour) -> None:
        anna = visitor(virtual)
        address = own(anna)
        assert JOIN not in Client().get(address).text
        with time_machine.travel(virtual.event.begins_at):
            assert JOIN in Client().get(address).text

    def test_of_a_virtual_visit_the_host_is_asked_less(self, virtual: Tour) -> None:
        page = reverse("tours:host", args=[host_token(virtual.press)])
        shown = Client().get(page).text
        assert 'name="agenda"' in shown
        assert 'name="asks"' not in shown
        assert post(page, act="answer_kit", agenda="10.00 Pressen").status_code == 302
        assert virtual.fresh().press.agenda == "10.00 Pressen"
        assert "10.00 Pressen" in Client().get(own(visitor(virtual))).text


def test_a_link_of_another_purpose_opens_nothing(tour: Tour, anna: Registration) -> None:
    for address in (
        reverse("tours:own", args=[host_token(tour.press)]),
        reverse("tours:host", args=[token_for(anna)]),
        reverse("tours:colleagues", args=[token_for(anna)]),
    ):
        assert Client().get(address).status_code == 404
