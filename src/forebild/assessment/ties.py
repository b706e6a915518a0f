"""What a next step is tied to: a story that shows how, and a coming event where one can learn it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from forebild.assessment.models import Assessment, Size
from forebild.engine.likeness.problem import Profile
from forebild.events.models import Event
from forebild.events.opening import IS_OPEN, Opening, opening_of
from forebild.events.queries import Places, places_of_all
from forebild.library.likeness import profile_of, profile_of_answers
from forebild.library.models import GoodExample
from forebild.library.search.need import Need
from forebild.library.search.queries import find

_MOST_EVENTS = 60  # the nearest, among which one is looked for
_HEAD_COUNTS = {Size.MICRO: 5.0, Size.SMALL: 25.0, Size.MEDIUM: 120.0, Size.LARGE: 500.0}


def profile_for(assessment: Assessment) -> Profile:
    """Whom stories shall resemble: the company as it is on record, else as it has said."""
    if assessment.organisation is not None:
        return profile_of(assessment.organisation)
    return profile_of_answers(
        head_count=_HEAD_COUNTS.get(Size(assessment.size)) if assessment.size else None,
        industry=assessment.division,
        county=assessment.county,
    )


@dataclass
class Ties:
    """Stories and events for one company's steps; none is named twice where there are others."""

    assessment: Assessment
    used: set[int]

    def story_for(self, dimension: str) -> GoodExample | None:
        """One about that dimension by a company alike; else one by a company alike; else none."""
        like = profile_for(self.assessment)
        needs = (Need(dimensions=(dimension,), order="alike", like=like), Need(order="alike", like=like))
        for need in needs:
            hits = [hit.example for hit in find(self.assessment.programme, need).hits]
            fresh = [each for each in hits if each.pk not in self.used and not self._is_own(each)]
            if fresh:
                self.used.add(fresh[0].pk)
                return fresh[0]
        return None

    def _is_own(self, example: GoodExample) -> bool:
        return example.organisation_id == self.assessment.organisation_id

    @cached_property
    def open_events(self) -> list[Event]:
        """Those that one can register for now, with their themes, the nearest first. Three statements."""
        now = timezone.now()
        coming = Event.objects.public().listed().coming(now).filter(programme=self.assessment.programme)
        events = list(coming.prefetch_related("themes")[:_MOST_EVENTS])
        places = places_of_all(events)
        return [each for each in events if is_open(each, places[each.pk], now)]

    def event_for(self, dimension: str, taken: Collection[int] = ()) -> Event | None:
        """One that helps with the dimension, in the county before elsewhere; else the next one."""

        def order(event: Event) -> tuple[bool, bool, bool, datetime]:
            helps = any(theme.dimension == dimension for theme in event.themes.all())
            return event.pk in taken and not helps, not helps, not self._is_near(event), event.begins_at

        return min(self.open_events, key=order, default=None)

    def _is_near(self, event: Event) -> bool:
        return event.is_remote or event.county == self.assessment.county


def is_open(event: Event, places: list[Places], now: datetime) -> bool:
    """Whether one can get a place, not only one in the queue."""
    opening = opening_of(event, places, now)
    return opening in IS_OPEN and opening is not Opening.FULL
