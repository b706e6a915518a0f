"""What the builders hand on to each other: the rows made so far, by the sample's own keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from forebild.competition.models import Entry
from forebild.jury.models import Juror
from forebild.library.models import GoodExample
from forebild.people.models import Organisation, Person
from forebild.programme.models import Criterion, Edition, Programme
from forebild.sample.whole import Sample


@dataclass
class World:
    """The sample and its rows. `criteria` by (year, key), `entries` by the sample entry's key,
    `examples` by the company's."""

    sample: Sample
    now: datetime
    programme: Programme = field(init=False)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    editions: dict[int, Edition] = field(default_factory=dict)
    criteria: dict[tuple[int, str], Criterion] = field(default_factory=dict)
    jurors: dict[tuple[int, str], Juror] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    examples: dict[str, GoodExample] = field(default_factory=dict)
