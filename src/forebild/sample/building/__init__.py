"""Writing the sample programme into an empty database, a builder per part, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from forebild.people.models import Person
from forebild.sample.building import (
    asking,
    assessments,
    calibration,
    certainty,
    doors,
    entries,
    event_programmes,
    events,
    gathered,
    juries,
    letters,
    meetings,
    outcomes,
    own_assessment,
    persons,
    plans,
    registering,
    stories,
    story_desk,
    tables,
    tours,
    visits,
)
from forebild.sample.building.world import World
from forebild.sample.whole import load_all
from forebild.shared.dates import in_swedish_time

Step = tuple[str, Callable[[World], None]]

STEPS: tuple[Step, ...] = (
    ("the programme", plans.build_programme),
    ("the office", persons.build_office),
    ("companies", persons.build_companies),
    ("editions", plans.build_editions),
    ("pages", plans.build_pages),
    ("entries", entries.build_entries),
    ("nominations", entries.build_nominations),
    ("juries", juries.build_juries),
    ("assignment and reviews", lambda world: juries.build_reviews(world, _lead(world))),
    ("the calibration round", lambda world: calibration.build_calibration(world, _lead(world))),
    ("statements", lambda world: calibration.build_statements(world, _lead(world))),
    ("ranking", lambda world: certainty.build_certainty(world, _lead(world))),
    ("the juries' meetings", meetings.build_meetings),
    ("site visits", visits.build_visits),
    ("good examples", stories.build_stories),
    ("good examples on their way", story_desk.build_story_desk),
    ("questions to companies", asking.build_asking),
    ("collections of good examples", gathered.build_collections),
    ("letters to entrants", letters.build_letters),
    ("events", events.build_events),
    ("tours", tours.build_tours),
    ("round tables", tables.build_tables),
    ("who came to them", doors.build_doors),
    ("the programmes of events", event_programmes.build_event_programmes),
    ("what those who register have said", registering.build_registering),
    ("what came of events", outcomes.build_outcomes),
    ("what events help with", own_assessment.build_event_themes),
    ("self-assessments", assessments.build_assessments),
    ("one’s own self-assessment", own_assessment.build_own_assessment),
)


def build(now: datetime) -> Iterator[str]:
    """Write everything in one transaction, as it stands at `now`; yields what is being built."""
    world = World(load_all(in_swedish_time(now).date()), now)
    with transaction.atomic():
        for name, step in STEPS:
            yield name
            step(world)


def _lead(world: World) -> Person:
    return world.programme.roles.get(kind="lead").person
