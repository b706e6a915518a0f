"""What came of the sample events: evaluations with answers, requests for help, advisers, hours of support."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

from forebild.events.models import Event, Registration
from forebild.outcomes.consent import VERSION as CONSENT_VERSION
from forebild.outcomes.consent import consent_words
from forebild.outcomes.models import (
    Adviser,
    Answered,
    Asked,
    Evaluation,
    FollowUp,
    Heap,
    Question,
    Referral,
    Report,
    SupportEntry,
    SupportVersion,
)
from forebild.outcomes.usual import VERSION, usual_questions
from forebild.people.models import Person
from forebild.sample.building.world import World
from forebild.sample.generator import chance_for
from forebild.sample.texts import DOMAIN_OF_ALL, plain

_EVALUATED = 14  # of the latest events
_DIFFERENTLY = (
    "Mäta ställtiden innan vi köper något.",
    "Ta med operatörerna från början.",
    "Ringa företaget som visade sin packcell.",
    "Räkna på hyra i stället för köp.",
    "Börja med en maskin, inte med hela linjen.",
    "Visa bilderna för styrelsen.",
    "Fråga våra leverantörer hur de märker sitt gods.",
)
_BETTER = (
    "Mer tid i verkstaden.",
    "Längre pauser, det var där vi pratade.",
    "Deltagarlistan i förväg.",
    "Färre bilder, fler exempel med siffror.",
    "Det var svårt att parkera.",
    "Inget, fortsätt så.",
)
_WISHES = (
    (["finance"], "Vi vill köpa en begagnad robot och undrar vilka stöd som finns.", "project", "24"),
    (["digital"], "Vi har tre system som inte pratar med varandra.", "advice", "6"),
    (["visit"], "Vi hörde om ett företag som hade halverat sin ställtid.", "met", "3"),
    (["skills", "digital"], "Två av våra operatörer vill lära sig programmera robotar.", "advice", "8.5"),
    (["test_bed"], "Vi vill prova maskinsyn på våra gjutgods.", "project", "31"),
    (["finance", "test_bed"], "Vi behöver hjälp att räkna på en ny lackbox.", "application", "14"),
    (["digital"], "Var börjar man om man har allt på papper?", "advice", "5"),
    (["other"], "Vi söker någon att dela en mätmaskin med.", "nothing", "1.5"),
    (["skills"], "Hur får vi tag på en automationsingenjör?", "met", "2"),
)


def build_outcomes(world: World) -> None:
    """All of it, the same each time."""
    chance = chance_for(2027, "outcomes")
    past = Event.objects.filter(ends_at__lt=world.now, state="announced").order_by("-ends_at")
    events = list(past[:_EVALUATED])
    for event in events:
        _evaluate(event, list(event.registrations.filter(state="registered")), chance)
    lead = world.programme.roles.get(kind="lead").person
    advisers = _advisers(world)
    known = Registration.objects.filter(event__in=events, state="registered").exclude(organisation=None)
    people = list(known.select_related("event", "organisation").order_by("-event__ends_at", "number"))
    chosen = iter(people[:: max(len(people) // 20, 1)])
    _open(world, chosen, advisers, lead)
    _closed(chosen, advisers, lead)
    _type_hours(world, [each.organisation for each in people[:9:3]], lead)


def _evaluate(event: Event, people: list[Registration], chance: random.Random) -> None:
    answered = chance.sample(people, round(len(people) * chance.uniform(0.4, 0.75)))
    if len(answered) < 5:
        return
    sent_at = event.ends_at + timedelta(hours=2)
    evaluation = Evaluation.objects.create(
        event=event,
        state="closed",
        usual_version=VERSION,
        sent_at=sent_at,
        reminded_at=sent_at + timedelta(days=4),
        closes_at=sent_at + timedelta(days=14),
        shown_count=len(answered),
    )
    Asked.objects.bulk_create(Asked(evaluation=evaluation, registration=each) for each in people)
    Answered.objects.bulk_create(Answered(evaluation=evaluation, registration=each) for each in answered)
    questions = usual_questions(event.kind)
    for question in questions:
        question.evaluation = evaluation
    level = chance.uniform(3.4, 4.6)
    Heap.objects.bulk_create(
        Heap(question=question, shown=sorted(_answers(question, len(answered), level, chance)))
        for question in Question.objects.bulk_create(questions)
    )


def _answers(question: Question, count: int, level: float, chance: random.Random) -> Iterator[Any]:
    for _number in range(count):
        if question.kind == Question.Kind.TEXT:
            if chance.random() < 0.3:
                yield chance.choice(_DIFFERENTLY if question.key == "differently" else _BETTER)
        elif question.kind == Question.Kind.CHOICE:
            yield chance.choices(range(4), (2, 3, 4, 1))[0]
        elif question.kind == Question.Kind.FIVE:
            yield min(5, max(1, round(chance.gauss(level, 0.8))))
        else:
            yield min(10, max(0, round(chance.gauss(2 * level, 1.6))))


_ADVISERS: tuple[tuple[str, str, str, list[str], list[str]], ...] = (
    ("Rut Almgren", "Almbolaget", "almbolaget", ["finance", "other"], ["06", "07", "14"]),
    ("Per Lindås", "Verkstadslänken", "verkstadslanken", ["digital", "skills", "test_bed", "visit"], []),
)


def _advisers(world: World) -> list[Adviser]:
    return [
        Adviser.objects.create(
            programme=world.programme,
            name=name,
            organisation=organisation,
            email=f"{plain(name).replace('-', '.')}@{domain}.{DOMAIN_OF_ALL}",
            topics=topics,
            counties=counties,
        )
        for name, organisation, domain, topics, counties in _ADVISERS
    ]


def _wish(registration: Registration, number: int, **facts: Any) -> FollowUp:
    topics, wish, _outcome, _hours = _WISHES[number % len(_WISHES)]
    organisation = registration.organisation
    return FollowUp.objects.create(
        programme=registration.event.programme,
        event=registration.event,
        registration=registration,
        name=registration.name,
        email=registration.email,
        organisation=organisation,
        county=(organisation.county if organisation else "") or registration.event.county,
        topics=topics,
        consent_version=CONSENT_VERSION,
        consent_text=consent_words("sv"),
        **({"wish": wish} | facts),
    )


def _open(world: World, chosen: Iterator[Registration], advisers: list[Adviser], lead: Person) -> None:
    """Those that somebody waits for, and one that was taken back."""
    for number, days in enumerate((1, 3, 12)):
        _wish(next(chosen), number, consented_at=world.now - timedelta(days=days))
    _wish(next(chosen), 3, consented_at=world.now - timedelta(days=9), state="taken", taken_by=lead)
    then = world.now - timedelta(days=20)
    _wish(next(chosen), 4, consented_at=then, state="withdrawn", wish="", withdrawn_at=world.now)
    for number in (5, 6):
        waits = _wish(next(chosen), number, consented_at=then, state="referred", taken_by=lead)
        sent = {"sent_by": lead, "sent_at": then, "held_until": then, "adviser": advisers[number % 2]}
        answer = {"state": "accepted", "answered_at": then + timedelta(days=1)} if number == 5 else {}
        Referral.objects.create(follow_up=waits, **sent, **answer)


def _closed(chosen: Iterator[Registration], advisers: list[Adviser], lead: Person) -> None:
    """Those that an adviser has told of."""
    for number, (topics, _wish_text, outcome, hours) in enumerate(_WISHES):
        registration = next(chosen)
        asked_at = registration.event.ends_at + timedelta(hours=3 + number)
        told_at = asked_at + timedelta(days=25 + 9 * number)
        done = _wish(
            registration,
            number,
            consented_at=asked_at,
            state="closed",
            taken_by=lead,
            outcome=outcome,
            closed_at=told_at,
            helped_asked_at=told_at,
            helped=("yes", "partly", "yes", "")[number % 4] if outcome != "nothing" else "no",
        )
        referral = Referral.objects.create(
            follow_up=done,
            adviser=advisers[0] if topics[0] in advisers[0].topics else advisers[1],
            state="told",
            sent_by=lead,
            sent_at=asked_at + timedelta(days=2),
            held_until=asked_at + timedelta(days=2),
            answered_at=asked_at + timedelta(days=3),
        )
        Report.objects.create(referral=referral, outcome=outcome, hours=Decimal(hours), told_at=told_at)


def _type_hours(world: World, organisations: list[Any], lead: Person) -> None:
    for number, organisation in enumerate(dict.fromkeys(organisations)):
        entry = SupportEntry.objects.create(
            programme=world.programme,
            organisation=organisation,
            on=(world.now - timedelta(days=30 * (number + 1))).date(),
            hours=Decimal(4 + 3 * number),
            kind="advice" if number % 2 else "visit",
            value_sek=4000 if number else None,
            note="Genomgång på plats." if number % 2 == 0 else "",
        )
        SupportVersion.objects.create(entry=entry, number=1, by=lead, at=world.now, **entry.facts)
