"""The events of the sample programme: 44 past ones, two open for registration, a draft; read from `content/`.

The people who came are drawn from a pool of invented ones, so that by the end of the first phase (February
2019) `MET_IN_FIRST_PHASE` different persons have been met: the figure that the real programme tells.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from forebild.sample.generator import SampleCompany, chance_for
from forebild.sample.names import FIRST_NAMES, STEMS, SURNAMES
from forebild.sample.texts import DOMAIN_OF_ALL, Text, plain, read

FIRST_PHASE_ENDS = date(2019, 2, 28)
MET_IN_FIRST_PHASE = 1_500
_COME_BACK = 0.45  # of those who come to an event of the second phase, who were met before
_OTHERS = ("Region {0}", "{0} kommun", "Högskolan i {0}", "Näringslivsbolaget i {0}")
_TRADES = ("Mekaniska", "Plast", "Gjuteri", "Verktyg", "Snickeri", "Elektronik", "Ytbehandling")


@dataclass(frozen=True)
class SampleGuest:
    """Somebody who came. `company` is the key of a sample company, or "" where it is known by name alone."""

    name: str
    email: str
    organisation: str
    company: str = ""


@dataclass(frozen=True)
class SampleEvent:
    """An event; a past one has its `day`, a coming one the `days` until then. Guests, then those who wait.

    `went_online_on`: when it was decided that what was planned in a room is held online.
    """

    kind: str
    mode: str
    title: Text
    summary: Text
    body: Text
    municipality: str
    county: str
    venue: str
    address: str
    guests: tuple[SampleGuest, ...]
    waiting: tuple[SampleGuest, ...] = ()
    day: date | None = None
    days: int = 0
    places: int | None = None
    per_company: int | None = None
    is_draft: bool = False
    went_online_on: date | None = None


def sample_events(companies: tuple[SampleCompany, ...], seed: int = 2027) -> tuple[SampleEvent, ...]:
    """All of them, in order of time."""
    rows = _rows()
    guests = _Guests(companies, chance_for(seed, "guests"))
    return tuple(
        _event(row, guests.invite(row["people"] + row.get("waiting", 0), new))
        for row, new in zip(rows, _new_counts(rows), strict=True)
    )


def event_themes() -> dict[str, list[str]]:
    """Which dimensions of digital maturity the coming events help with, by Swedish title."""
    return {row["title"]["sv"]: row["themes"] for row in _rows() if "themes" in row}


def _new_counts(rows: list[dict[str, Any]]) -> list[int]:
    """How many of each event's guests have not been met before: at the first event everybody."""
    first = [row["people"] for row in rows if row.get("date") and row["date"] <= FIRST_PHASE_ENDS]
    share = (MET_IN_FIRST_PHASE - first[0]) / sum(first[1:])
    new = [first[0], *(round(count * share) for count in first[1:-1])]
    new.append(MET_IN_FIRST_PHASE - sum(new))
    later = (row["people"] + row.get("waiting", 0) for row in rows[len(first) :])
    return [*new, *(count - round(count * _COME_BACK) for count in later)]


@cache
def _rows() -> list[dict[str, Any]]:
    content = read("events")
    return [*content["past"], *content["coming"]]


def _event(row: dict[str, Any], guests: list[SampleGuest]) -> SampleEvent:
    people = row["people"]
    return SampleEvent(
        kind=row["kind"],
        mode=row["mode"],
        title=Text.of(row["title"]),
        summary=Text.of(row["summary"]),
        body=Text.of(row.get("body", {})),
        municipality=row["municipality"],
        county=row["county"],
        venue=row["venue"],
        address=row.get("address", ""),
        guests=tuple(guests[:people]),
        waiting=tuple(guests[people:]),
        day=row.get("date"),
        days=row.get("days", 0),
        places=row.get("places") or None,
        per_company=row.get("per_company") or None,
        is_draft=row.get("draft", False),
        went_online_on=row.get("went_online"),
    )


class _Guests:
    """The pool: new ones are made as they are needed, and some come back."""

    def __init__(self, companies: tuple[SampleCompany, ...], chance: random.Random) -> None:
        self._companies, self._chance = companies, chance
        self._met: list[SampleGuest] = []
        self._emails: set[str] = set()

    def invite(self, count: int, new_count: int) -> list[SampleGuest]:
        """So many, of whom so many have not been met before, in the order in which they registered."""
        back = self._chance.sample(self._met, min(count - new_count, len(self._met)))
        new = [self._made() for _ in range(count - len(back))]
        self._met += new
        invited = back + new
        self._chance.shuffle(invited)
        return invited

    def _made(self) -> SampleGuest:
        first, last = self._chance.choice(FIRST_NAMES), self._chance.choice(SURNAMES)
        organisation, company = self._from()
        domain = company or plain(organisation)
        address, number = f"{plain(first)}.{plain(last)}", 1
        while f"{address}@{domain}.{DOMAIN_OF_ALL}" in self._emails:
            number += 1
            address = f"{plain(first)}.{plain(last)}{number}"
        email = f"{address}@{domain}.{DOMAIN_OF_ALL}"
        self._emails.add(email)
        return SampleGuest(f"{first} {last}", email, organisation, company)

    def _from(self) -> tuple[str, str]:
        """Three in five from a company of the sample, most others from one that is known by name alone."""
        lot = self._chance.random()
        if lot < 0.6:
            company = self._chance.choice(self._companies)
            return company.name, company.key
        if lot < 0.85:
            stem, trade = self._chance.choice(STEMS), self._chance.choice(_TRADES)
            return f"{stem}s {trade} AB", ""
        town = self._chance.choice([company.municipality for company in self._companies])
        return self._chance.choice(_OTHERS).format(town), ""
