"""The office's pages of a tour: at a glance, stops, legs, visitors, the list, questions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from forebild.events.models import Event
from forebild.events.tests.worlds import link_to
from forebild.shared.audit.models import ReadRecord
from forebild.shared.dates import in_swedish_time
from forebild.tours.models import Leg, Question, Seat, Stop, Welcome
from forebild.tours.services.questions import ask_question
from forebild.tours.services.stops import change_stop
from forebild.tours.tests.worlds import (
    JOIN,
    Tour,
    answer,
    chosen,
    kit,
    make_tour,
    ready,
    seat_of,
    stop_facts,
    visitor,
)
from tests.worlds import client_of, make_company

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour() -> Tour:
    return make_tour()


@pytest.fixture
def client(tour: Tour) -> Client:
    return client_of(tour.office)


def at(tour: Tour, name: str, **parts: Any) -> str:
    ids = {"event_id": tour.event.public_id}
    ids |= {f"{key}_id": thing.public_id for key, thing in parts.items()}
    return reverse(f"tours:{name}", kwargs=ids)


def wall(moment: Any) -> str:
    return f"{in_swedish_time(moment):%Y-%m-%dT%H:%M}"


def stop_form(tour: Tour, **changes: Any) -> dict[str, Any]:
    facts = stop_facts(tour.event, 3) | {"host_name": "Gjuteriet AB"}
    del facts["organisation"], facts["host_until"]
    times = {name: wall(facts[name]) for name in ("begins_at", "ends_at")}
    return facts | times | changes


class TestAtAGlance:
    def test_days_stops_legs_and_who_lacks_what(self, tour: Tour, client: Client) -> None:
        answer(tour, tour.press, seats=2, unwelcome="Dals Plast")
        anna, bo, _cia = (visitor(tour, name) for name in ("Anna", "Bo", "Cia"))
        ready(tour, anna, tour.press)
        chosen(tour, bo, tour.press, tour.saw, rides={tour.out.public_id: "car", tour.home.public_id: "seat"})
        dals = {"organisation_name": "Dals Plast AB", "company": "dals plast"}
        type(bo).objects.filter(pk=bo.pk).update(**dals)
        answer(tour, tour.fresh().press, seats=1, unwelcome="Dals Plast")
        shown = " ".join(client.get(at(tour, "tour")).text.split())
        for text in (
            "2 av 1 platser tagna",
            "1 för många",
            "1 saknar något",
            "1 som värden inte tar emot",
            "1 plats tagen",
            "1 med bil",
            "1 åker med",
            "1 person med plats har inte valt stopp ännu",
            "Har svarat",
            "Inte tillfrågad ännu",
        ):
            assert text in shown, text

    def test_without_stops_it_says_what_to_do(self, tour: Tour, client: Client) -> None:
        Leg.objects.update(removed_at=timezone.now())
        Stop.objects.update(removed_at=timezone.now())
        shown = client.get(at(tour, "tour")).text
        assert "Inga stopp ännu" in shown
        assert shown.count("Lägg tillbaka") == 4
        office = client.get(reverse("events:office_event", args=[tour.event.public_id])).text
        assert "Ingen värd ännu." in office

    def test_the_events_page_leads_here(self, tour: Tour, client: Client) -> None:
        page = reverse("events:office_event", args=[tour.event.public_id])
        shown = client.get(page).text
        assert "0 av 2 värdar har svarat." in shown
        assert at(tour, "tour") in shown
        Event.objects.filter(pk=tour.event.pk).update(kind="forum")
        assert at(tour, "tour") not in client.get(page).text
        assert "Pressverken" not in client.get(reverse("events:event", args=[tour.event.slug])).text


class TestStops:
    def test_a_stop_is_added_asked_and_answered_for(self, tour: Tour, client: Client) -> None:
        company = make_company("Gjuteriet AB", org_number="5560009999")
        assert "Lägg till ett stopp" in client.get(at(tour, "stop_new")).text
        made = client.post(at(tour, "stop_new"), stop_form(tour, number="556000-9999"))
        stop = Stop.objects.get(host_name="Gjuteriet AB")
        assert made.headers["Location"] == at(tour, "stop", stop=stop)
        assert stop.organisation == company
        assert "Fråga värden" in client.get(at(tour, "stop", stop=stop)).text
        client.post(at(tour, "host_ask", stop=stop))
        shown = client.get(at(tour, "stop", stop=stop)).text
        assert "Skicka länken igen" in shown
        assert "Inget har sagts ännu." in shown
        form = kit(stop) | {"identity_until": wall(stop.begins_at - timedelta(days=2)), "per_company": ""}
        assert client.post(at(tour, "kit_edit", stop=stop), form).status_code == 302
        shown = " ".join(client.get(at(tour, "stop", stop=stop)).text.split())
        assert "2 personer" in shown
        assert "Hur många ni kan ta emot</strong>: 2" in shown
        assert "Fyll i för värden" in shown

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"host_name": ""}, "host_name"),
            ({"number": "556000-0000"}, "Inget företag med det numret är känt här."),
            ({"ends_at": "2020-01-01T10:00"}, "Det slutar innan det börjar."),
            ({"begins_at": "2020-01-01T10:00"}, "Evenemanget börjar senare än så."),
        ],
    )
    def test_what_is_wrong_stands_beside_it(
        self, tour: Tour, client: Client, changes: dict[str, str], said: str
    ) -> None:
        answered = client.post(at(tour, "stop_new"), stop_form(tour, **changes))
        assert answered.status_code == 200
        assert said in answered.text
        assert Stop.objects.count() == 2

    def test_it_is_changed_removed_and_put_back(self, tour: Tour, client: Client) -> None:
        page = at(tour, "stop_edit", stop=tour.press)
        assert 'value="Pressverken AB"' in client.get(page).text
        form = stop_form(tour, host_name="Pressen", contact_email="")
        assert client.post(page, form).status_code == 302
        shown = client.get(at(tour, "stop", stop=tour.press)).text
        assert "Det finns ingen att fråga ännu" in shown
        late = client.post(page, stop_form(tour, ends_at=wall(tour.event.ends_at + timedelta(hours=1))))
        assert "Evenemanget slutar innan dess." in late.text
        client.post(at(tour, "stop_remove", stop=tour.press))
        assert "Stoppet är borttaget" in client.get(at(tour, "stop", stop=tour.press)).text
        client.post(at(tour, "stop_restore", stop=tour.press))
        assert tour.fresh().press.removed_at is None
        chosen(tour, visitor(tour), tour.press)
        refused = client.post(at(tour, "stop_remove", stop=tour.press))
        assert refused.status_code == 409
        assert "1 har valt det här stoppet" in refused.text

    def test_in_the_hosts_place_what_is_wrong_stands_beside_it(self, tour: Tour, client: Client) -> None:
        page = at(tour, "kit_edit", stop=tour.press)
        form = kit(tour.press, per_company="") | {"identity_until": wall(tour.press.begins_at)}
        assert "Det är efter att besöket har börjat." in client.post(page, form).text
        assert "seats" in client.get(page).text

    def test_whom_the_host_does_not_receive_and_the_way_round_it(self, tour: Tour, client: Client) -> None:
        answer(tour, tour.press, unwelcome="Dals Plast")
        bo = visitor(tour, "Bo", company="Dals Plast AB")
        visitor(tour, "Cia", company="Bergs Mek AB")
        shown = client.get(at(tour, "stop", stop=tour.press)).text
        assert "Värden har namngett företaget: Dals Plast" in shown
        assert "Cia" not in shown
        page = at(tour, "welcome_guest", stop=tour.press, registration=bo)
        assert "Släpp in Bo hos Pressverken AB ändå?" in client.get(page).text
        assert client.post(page, {"reason": ""}).status_code == 200
        assert client.post(page, {"reason": "Värden sa ja."}).status_code == 302
        assert Welcome.objects.get().given_by == tour.office
        chosen(tour, bo, tour.press)
        shown = client.get(at(tour, "stop", stop=tour.press)).text
        assert "Insläppt av Kansliet: Värden sa ja." in shown
        assert "Har en plats" in shown

    def test_a_stop_of_another_event_is_not_there(self, tour: Tour, client: Client) -> None:
        other = make_tour(tour.office, title_sv="En annan resa")
        for name, parts in (("stop", {"stop": other.press}), ("manifest", {"leg": other.out})):
            assert client.get(at(tour, name, **parts)).status_code == 404


class TestLegs:
    def form(self, tour: Tour, **changes: Any) -> dict[str, Any]:
        return {
            "from_place": "Motala",
            "to_place": "Vadstena",
            "departs_at": wall(tour.event.begins_at + timedelta(hours=4)),
            "seats": "20",
            "points": "09.30 Torget\n9:45 Hamnen, kajen",
            "takes_cars": "on",
            **changes,
        }

    def test_a_leg_with_its_points(self, tour: Tour, client: Client) -> None:
        assert "Lägg till en etapp" in client.get(at(tour, "leg_new")).text
        assert client.post(at(tour, "leg_new"), self.form(tour)).status_code == 302
        leg = Leg.objects.get(to_place="Vadstena")
        points = [(f"{in_swedish_time(each.at):%H.%M}", each.place) for each in leg.pick_ups.all()]
        assert points == [("09.30", "Torget"), ("09.45", "Hamnen, kajen")]
        page = at(tour, "leg_edit", leg=leg)
        assert "09.30 Torget" in client.get(page).text
        assert client.post(page, self.form(tour, points="10.00 Torget", seats="")).status_code == 302
        assert [each.place for each in leg.pick_ups.all()] == ["Torget"]

    @pytest.mark.parametrize("points", ["vid torget", "25.00 Torget", "10.75 Torget"])
    def test_a_line_that_is_no_point_is_quoted(self, tour: Tour, client: Client, points: str) -> None:
        answered = client.post(at(tour, "leg_new"), self.form(tour, points=points))
        assert f"den här går inte att förstå: {points}" in answered.text
        assert Leg.objects.count() == 2

    def test_without_a_time_the_points_are_not_judged(self, tour: Tour, client: Client) -> None:
        assert client.post(at(tour, "leg_new"), self.form(tour, departs_at="")).status_code == 200

    def test_an_hour_that_the_clocks_skip_is_none(self, tour: Tour, client: Client) -> None:
        answered = client.post(
            at(tour, "leg_new"), self.form(tour, departs_at="2027-03-28T10:00", points="02.30 Torget")
        )
        assert "den här går inte att förstå" in answered.text

    def test_a_point_where_somebody_gets_on_stays(self, tour: Tour, client: Client) -> None:
        station = tour.out.pick_ups.get(place="Stationen").public_id
        chosen(tour, visitor(tour), rides={tour.out.public_id: station})
        answered = client.post(at(tour, "leg_edit", leg=tour.out), self.form(tour, points=""))
        assert "Någon stiger på vid Stationen" in answered.text

    def test_who_goes_with_it_and_where_each_gets_on(self, tour: Tour, client: Client) -> None:
        station = tour.out.pick_ups.get(place="Stationen").public_id
        for name, how in (("Anna", station), ("Bo", "car")):
            chosen(tour, visitor(tour, name), rides={tour.out.public_id: how, tour.home.public_id: "seat"})
        page = at(tour, "manifest", leg=tour.out)
        shown = client.get(page).text
        assert "Stationen" in shown
        assert "egen bil" in shown
        rows = client.get(f"{page}?format=csv&own_car=no").getvalue().decode().splitlines()[1:]
        assert rows == ['"Anna";"";"Stationen"']
        rows = (
            client.get(f"{at(tour, 'manifest', leg=tour.home)}?format=csv").getvalue().decode().splitlines()
        )
        assert '"Bo";"";"Motala"' in rows

    def test_it_is_removed_and_put_back(self, tour: Tour, client: Client) -> None:
        client.post(at(tour, "leg_remove", leg=tour.out))
        assert tour.fresh().out.removed_at is not None
        client.post(at(tour, "leg_restore", leg=tour.out))
        assert tour.fresh().out.removed_at is None


class TestVisitors:
    def test_a_row_a_seat_filtered_by_stop_and_by_what_lacks(self, tour: Tour, client: Client) -> None:
        answer(tour, tour.press)
        anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
        ready(tour, anna, tour.press)
        chosen(tour, bo, tour.press, tour.saw)
        page = at(tour, "visitor_list")
        shown = client.get(page).text
        assert "Anna Maria" not in shown  # what was given stands in the list for the gate alone
        rows = client.get(f"{page}?format=csv&columns=name,stop,safety,identity,terms").getvalue().decode()
        assert rows.splitlines()[1:] == [
            '"Anna";"Pressverken AB";"klart";"klart";"klart"',
            '"Bo";"Pressverken AB";"saknas";"saknas";"saknas"',
            '"Bo";"Sågen AB";"efterfrågas inte";"efterfrågas inte";"efterfrågas inte"',
        ]
        for query, names in (
            ("lacks=yes", ['"Bo"']),
            (f"stop={tour.saw.public_id}", ['"Bo"']),
            ("lacks=no&q=anna", ['"Anna"']),
        ):
            text = client.get(f"{page}?format=csv&columns=name&{query}").getvalue().decode()
            assert text.splitlines()[1:] == names, query

    def test_somebody_late_is_let_in_again(self, tour: Tour, client: Client) -> None:
        answer(tour, tour.press)
        anna = visitor(tour)
        chosen(tour, anna, tour.press)
        page = at(tour, "seat", seat=seat_of(anna, tour.press))
        assert "Låt Anna lämna uppgifterna" in client.get(page).text
        wrong = client.post(page, {"until": wall(tour.press.begins_at + timedelta(hours=1))})
        assert "Välj en tid mellan nu och besökets början." in wrong.text
        assert client.post(page, {"until": wall(tour.press.begins_at)}).status_code == 302
        assert Seat.objects.get().late_until == tour.press.begins_at


class TestTheList:
    def test_it_is_shown_noted_sent_and_marked(self, tour: Tour, client: Client) -> None:
        answer(tour, tour.press, seats=9)
        anna, bo = visitor(tour, "Anna"), visitor(tour, "Bo")
        for each in (anna, bo):
            ready(tour, each, tour.press)
        page = at(tour, "gate_list", stop=tour.press)
        shown = client.get(page).text
        assert "Anna Maria Berg" in shown
        assert "Skicka till värden" not in shown
        assert client.post(at(tour, "gate_send", stop=tour.press)).status_code == 409
        assert ReadRecord.objects.filter(via="gate list").count() == 1
        pdf = client.get(at(tour, "gate_list_pdf", stop=tour.press))
        assert pdf.content.startswith(b"%PDF")
        assert ReadRecord.objects.filter(via="gate list").count() == 2
        with time_machine.travel(tour.press.begins_at - timedelta(days=6)):
            client = client_of(tour.office)
            assert "Skicka till värden" in client.get(page).text
            client.post(at(tour, "gate_send", stop=tour.press))
            chosen(tour, bo)
            shown = client.get(page).text
            assert "Listan har ändrats sedan den skickades" in shown
            assert "0 nya eller ändrade, 1 har lämnat." in shown
            assert "Skickad till värden" in client.get(at(tour, "stop", stop=tour.press)).text
            assert "Skicka igen" in shown

    def test_where_nobody_is_to_send_it_to_there_is_no_button(self, tour: Tour, client: Client) -> None:
        facts = stop_facts(tour.event, 1, contact_email="")
        change_stop(actor=tour.office, stop=tour.press, facts=facts)
        with time_machine.travel(tour.press.begins_at):
            shown = client_of(tour.office).get(at(tour, "gate_list", stop=tour.press)).text
            assert "Skicka till värden" not in shown
            assert "Värden ser den på sin länk." in shown


class TestQuestions:
    def test_let_through_kept_back_and_told(self) -> None:
        tour = make_tour(kind="virtual_visit", mode="online", join_link=JOIN)
        client = client_of(tour.office)
        page = at(tour, "question_list", stop=tour.press)
        assert "Inga frågor ännu" in client.get(page).text
        anna = visitor(tour)
        asked, odd = (
            ask_question(link=link_to(anna), registration=anna, stop=tour.press, text=text, is_anonymous=True)
            for text in ("Vad kostade det?", "Vem är du?")
        )
        shown = client.get(page).text
        assert "Anna" in shown
        assert "sägs inte till värden" in shown
        assert "2 väntar" in client.get(at(tour, "stop", stop=tour.press)).text
        client.post(at(tour, "question_show", stop=tour.press, question=asked))
        client.post(at(tour, "question_hide", stop=tour.press, question=odd))
        assert [each.state for each in Question.objects.order_by("pk")] == ["shown", "hidden"]
        assert client.post(at(tour, "answers_publish", stop=tour.press)).status_code == 409
        Question.objects.filter(pk=asked.pk).update(state="answered", answer="Fyra.", is_live=True)
        assert "Berätta svaren för alla" in client.get(page).text
        client.post(at(tour, "answers_publish", stop=tour.press))
        assert "Svaren har gått ut" in client.get(page).text
