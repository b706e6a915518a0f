"""Questions to the sample's companies and wishes to visit them: a year of both, in every state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from forebild.asking.models import Enquiry, PublicAnswer, Reception, Reply, VisitTime
from forebild.asking.models.enquiry import CONFIRMED_WITHIN, month_of
from forebild.library.models import GoodExample
from forebild.sample.building.world import World
from forebild.sample.names import FIRST_NAMES
from forebild.sample.texts import DOMAIN_OF_ALL, plain

_OPEN = 3  # of four companies take questions
# Who asks, what, what is answered; shown on the story's page where both said yes.
_QUESTIONS = (
    ("Almviks Plåt AB", "Hur lång tid tog det innan ni vågade lita på siffrorna?",
     "Två månader. Vi räknade för hand bredvid, och slutade när de stämde tre veckor i rad.", True),
    ("Bruksgården Trä AB", "Vem hos er gjorde själva kopplingen till affärssystemet?",
     "En konsult i fyra dagar, sedan en av våra egna. Ni behöver någon som kan systemet.", True),
    ("Forsviks Gjuteri AB", "Vad sa operatörerna i början, och vad säger de nu?",
     "De var rädda att bli övervakade. Vi mäter bara maskinen. Nu säger de till när den står.", True),
    ("Hagströms Svets AB", "Hade ni kunnat börja med bara en maskin?",
     "Ja, och det borde vi ha gjort. Den första lärde oss mer än alla de andra ihop.", False),
    ("Lidens Komponent AB", "Vad kostade det per år efter att det var klart?",
     "Ungefär en tiondel av det första årets kostnad, mest licenser.", False),
    ("Norrtulls Lack AB", "Fick ni något stöd, och var sökte ni det?",
     "Vi fick en rådgivare genom programmet, och en mindre digitaliseringscheck av regionen.", False),
    ("Sjöbloms Verktyg AB", "Skulle ni välja samma leverantör i dag?", "", False),
    ("Tallviks Maskin AB", "Hur mäter ni ställtiden?", "", False),
)  # fmt: skip
_VISITS = (
    ("Ekhagens Mekaniska AB", 5, "En förmiddag i vår.", "agreed"),
    ("Gröna Packlinjen AB", 3, "En torsdag eller fredag.", "proposed"),
    ("Rosvalla Press AB", 8, "Före sommaren.", "declined"),
)
_WHERE = "Ta höger grind och ring på i receptionen. Fråga efter den som har hand om produktionen."
_NO = "Vi bygger om hallen och kan inte ta emot någon före hösten. Hör gärna av er då."


def build_asking(world: World) -> None:
    """The companies' words first, then what was asked of them, the oldest first."""
    related = ("organisation", "programme", "document")
    stories = list(GoodExample.objects.public().select_related(*related).order_by("pk"))
    receptions = [_reception(world, story, number) for number, story in enumerate(stories)]
    answering = [
        (story, reception)
        for story, reception in zip(stories, receptions, strict=True)
        if reception.takes_questions
    ]
    for number, ((story, reception), asked) in enumerate(zip(answering, _QUESTIONS, strict=False)):
        _question(world, story, reception, asked, days=3 + 38 * (len(_QUESTIONS) - 1 - number))
    for number, (story, reception) in enumerate(answering[: len(_VISITS)]):
        _visit(world, story, reception, _VISITS[number], days=12 + 30 * number)


def _reception(world: World, story: GoodExample, number: int) -> Reception:
    """One of four has not said anything yet."""
    is_open = number % 4 < _OPEN
    return Reception.objects.update_or_create(
        programme=story.programme,
        organisation=story.organisation,
        defaults={
            "email": story.contact_email or f"fragor{number}@{DOMAIN_OF_ALL}",
            "takes_questions": is_open,
            "takes_visits": is_open and number % 2 == 0,
            "question_cap": 3 + number % 4,
            "visit_cap": 1 + number % 2,
            "asked_at": world.now - timedelta(days=400),
            "set_at": world.now - timedelta(days=390) if is_open else None,
        },
    )[0]


def _enquiry(
    world: World, story: GoodExample, reception: Reception, company: str, days: int, **more: Any
) -> Enquiry:
    at = world.now - timedelta(days=days)
    name = FIRST_NAMES[days % len(FIRST_NAMES)]
    month = month_of(at)
    same = Enquiry.objects.filter(reception=reception, kind=more["kind"], month=month).count()
    return Enquiry.objects.create(
        reception=reception,
        example=story,
        name=name,
        company=company,
        email=f"{plain(name)}.{days}@{DOMAIN_OF_ALL}",
        key=f"sample-{reception.pk}-{days}-{more['kind']}",
        asked_at=at,
        waits_until=at + CONFIRMED_WITHIN,
        confirmed_at=at,
        turn_at=at,
        month=month,
        place=same + 1,
        **more,
    )


def _question(
    world: World, story: GoodExample, reception: Reception, asked: tuple[str, str, str, bool], days: int
) -> None:
    company, text, answer, is_public = asked
    at = world.now - timedelta(days=days)
    answered: dict[str, Any] = {"state": "sent"}
    if answer:
        answered = {"state": "answered", "answered_at": at + timedelta(days=1 + days % 6)}
    elif days > 14:
        answered["reminded_at"] = at + timedelta(days=7)
    enquiry = _enquiry(world, story, reception, company, days, kind="question", text=text, **answered)
    if answer:
        _reply(enquiry, "answer", answer, answered["answered_at"])
    if is_public:
        PublicAnswer.objects.create(
            enquiry=enquiry, question=text, answer=answer, language="sv",
            company_yes_at=answered["answered_at"], asker_yes_at=answered["answered_at"],
        )  # fmt: skip


def _visit(
    world: World, story: GoodExample, reception: Reception, wish: tuple[str, int, str, str], days: int
) -> None:
    company, count, when, state = wish
    at, meets_at = world.now - timedelta(days=days - 3), _ten_o_clock(world.now + timedelta(days=16))
    agreed = {"agreed_at": at, "agreed_time": meets_at} if state == "agreed" else {}
    text = "Vi vill se hur ni gjorde, och tala med dem som arbetar vid maskinerna."
    enquiry = _enquiry(
        world, story, reception, company, days, kind="visit", state=state, text=text, head_count=count,
        when=when, answered_at=at, **agreed,
    )  # fmt: skip
    if state == "declined":
        _reply(enquiry, "decline", _NO, at)
        return
    reply = _reply(enquiry, "times", _WHERE, at)
    for day in (0, 2):
        VisitTime.objects.create(reply=reply, starts_at=meets_at + timedelta(days=day))


def _reply(enquiry: Enquiry, kind: str, text: str, at: datetime) -> Reply:
    return Reply.objects.create(enquiry=enquiry, kind=kind, text=text, replied_at=at)


def _ten_o_clock(at: datetime) -> datetime:
    return at.replace(hour=9, minute=0, second=0, microsecond=0)
