"""A tour as far as a test needs one, by the product's own services: two hosts, two legs, visitors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from forebild.events.models import Event, Registration
from forebild.events.tests.worlds import come, link_to, make_event
from forebild.people.models import Person
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.tours.models import Leg, Seat, Stop
from forebild.tours.services.choosing import choose
from forebild.tours.services.kit import fill_in_kit
from forebild.tours.services.legs import add_leg
from forebild.tours.services.letters import HOST, host_token
from forebild.tours.services.preparing import prepare
from forebild.tours.services.stops import add_stop
from tests.worlds import make_office, make_programme

DETAILS = {"full_name": "Anna Maria Berg", "birth_date": date(1980, 5, 17), "nationality": "svensk"}
ASKS = ["full_name", "birth_date", "nationality"]
JOIN = "https://mote.exempel.example/resa"


@dataclass
class Tour:
    """An announced tour that its office runs: `press` and `saw` are its stops, `out` and `home` its legs."""

    office: Person
    event: Event
    press: Stop
    saw: Stop
    out: Leg
    home: Leg
    begins: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.begins = self.event.begins_at

    def fresh(self) -> Tour:
        """All of it as it is stored now."""
        for each in (self.event, self.press, self.saw, self.out, self.home):
            each.refresh_from_db()
        self.press.event = self.saw.event = self.out.event = self.home.event = self.event
        return self


def make_tour(office: Person | None = None, *, places: int | None = 10, **changes: Any) -> Tour:
    """Two days in a month; nothing is asked by the hosts yet, and no number of seats is set."""
    office = office or make_office(make_programme())
    begins = (timezone.now() + timedelta(days=30)).replace(minute=0, second=0, microsecond=0)
    facts = {
        "kind": "study_tour",
        "title_sv": "Studieresa i Östergötland",
        "title_en": "Study tour",
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=34),
    }
    event = make_event(office=office, places=places, **facts | changes)
    press = add_stop(actor=office, event=event, facts=stop_facts(event, 1))
    saw = add_stop(actor=office, event=event, facts=stop_facts(event, 25, host_name="Sågen AB"))
    legs = [
        add_leg(actor=office, event=event, facts=facts, points=points)
        for facts, points in (
            (leg_facts(event, 0), [(event.begins_at, "Stationen"), (event.begins_at, "Hotellet")]),
            (leg_facts(event, 28, from_place="Motala", to_place="Linköping"), []),
        )
    ]
    return Tour(office, event, press, saw, *legs)


def stop_facts(event: Event, hours: int, **changes: Any) -> dict[str, Any]:
    """What the office types of a host, so many hours after the event's beginning."""
    begins = event.begins_at + timedelta(hours=hours)
    return {
        "host_name": "Pressverken AB",
        "organisation": None,
        "contact_name": "Vera Värd",
        "contact_email": "vera@pressverken.example",
        "contact_phone": "013-10 10 10",
        "language": "sv",
        "begins_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "venue": "Huvudentrén",
        "address": "Fabriksgatan 1",
        "municipality": "Linköping",
        "host_until": None,
        **changes,
    }


def leg_facts(event: Event, hours: int, **changes: Any) -> dict[str, Any]:
    """What the office types of a bus."""
    return {
        "from_place": "Linköping",
        "to_place": "Motala",
        "departs_at": event.begins_at + timedelta(hours=hours),
        "seats": None,
        "takes_cars": True,
        "note": "",
        **changes,
    }


def kit(stop: Stop, **changes: Any) -> dict[str, Any]:
    """What a host says: everything is asked for, until a week before the visit."""
    return {
        "contact_name": "Vera Värd",
        "contact_phone": "013-10 10 10",
        "seats": 2,
        "per_company": None,
        "unwelcome": "",
        "keeps_out_industry": False,
        "safety": "Gå på gångvägen.",
        "asks": ASKS,
        "identity_until": stop.begins_at - timedelta(days=7),
        "terms": "Berätta inte om press 3.",
        "photos": "ask",
        "clothes": "Stadiga skor.",
        "food": "Kaffe.",
        "agenda": "",
        **changes,
    }


def answer(tour: Tour, stop: Stop, **changes: Any) -> Stop:
    """The host's answers, as the office types them in its place."""
    return fill_in_kit(actor=tour.office, stop=stop, facts=kit(stop, **changes))


def visitor(tour: Tour, name: str = "Anna", **how: Any) -> Registration:
    """Somebody who registers for the tour."""
    [registration] = come(tour.event, name, **how)
    return registration


def chosen(tour: Tour, registration: Registration, *stops: Stop, rides: dict[str, str] | None = None) -> None:
    """The visitor chooses exactly these stops, and these rides."""
    choose(
        link=link_to(registration),
        registration=registration,
        stops={stop.public_id for stop in stops},
        rides=rides or {},
    )


def seat_of(registration: Registration, stop: Stop) -> Seat:
    """The visitor's seat there, in whatever state."""
    related = ("stop__event", "stop__terms", "registration__event")
    return Seat.objects.select_related(*related).get(registration=registration, stop=stop)


def ready(tour: Tour, registration: Registration, stop: Stop, **changes: Any) -> Seat:
    """The visitor chooses the stop and does all that its host asks for."""
    held = registration.stop_seats.filter(state="held").values_list("stop__public_id", flat=True)
    choose(
        link=link_to(registration),
        registration=registration,
        stops={stop.public_id, *held},
        rides={},
    )
    seat = seat_of(registration, stop)
    facts = {"safety": True, "accepted_by": registration.name, "details": DETAILS, **changes}
    prepare(link=link_to(registration), seat=seat, **facts)
    return seat_of(registration, stop)


def host_link(stop: Stop) -> Link:
    """The host's link as it has it in a mail."""
    return links.look_up(host_token(stop), HOST)
