"""The jury of each year, the office, and the partners who nominate and fund. Nobody here exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from forebild.sample.texts import Text, read


@dataclass(frozen=True)
class SamplePerson:
    """Somebody in the office (lead, coordinator, communications, secretary), at a partner or a funder."""

    key: str
    name: str
    email: str
    part: str
    title: Text
    organisation: str = ""


@dataclass(frozen=True)
class SampleConflict:
    """`kind`: employer, owner, supplier, board, family or project."""

    company: str
    kind: str
    reason: Text


@dataclass(frozen=True)
class SampleJuror:
    """`part`: chair or juror. `sectors`: SNI divisions known. `topics`: choices of the question `area`.

    `severity`: positive is stricter, in points. `progress`: the share of assigned entries read so far.
    """

    key: str
    name: str
    email: str
    part: str
    title: Text
    employer: str
    years: tuple[int, ...]
    sectors: tuple[str, ...]
    topics: tuple[str, ...]
    language: str
    severity: float
    progress: float
    conflicts: tuple[SampleConflict, ...]

    def is_in_conflict_with(self, company: str) -> bool:
        return any(conflict.company == company for conflict in self.conflicts)


@cache
def _content() -> dict[str, Any]:
    return read("jury")


@cache
def sample_jurors() -> tuple[SampleJuror, ...]:
    """Everybody who has been a juror in any year."""
    return tuple(_juror(row) for row in _content()["jurors"])


def jurors_of(year: int) -> tuple[SampleJuror, ...]:
    """The jury of a year, its chair first."""
    return tuple(sorted((j for j in sample_jurors() if year in j.years), key=lambda j: j.part != "chair"))


def sample_office() -> tuple[SamplePerson, ...]:
    """The programme office: three people, and the jury's secretary."""
    return tuple(_person(row) for row in _content()["office"])


def sample_partners() -> tuple[SamplePerson, ...]:
    """Partners who nominate, and a funder."""
    return tuple(_person(row) for row in _content()["partners"])


def _person(row: Mapping[str, Any]) -> SamplePerson:
    return SamplePerson(
        row["key"], row["name"], row["email"], row["part"], Text.of(row["title"]), row.get("organisation", "")
    )


def _juror(row: Mapping[str, Any]) -> SampleJuror:
    return SampleJuror(
        key=row["key"],
        name=row["name"],
        email=row["email"],
        part=row["part"],
        title=Text.of(row["title"]),
        employer=row["employer"],
        years=tuple(row["years"]),
        sectors=tuple(row["sectors"]),
        topics=tuple(row["topics"]),
        language=row["language"],
        severity=row["severity"],
        progress=row["progress"],
        conflicts=tuple(
            SampleConflict(conflict["company"], conflict["kind"], Text.of(conflict["reason"]))
            for conflict in row.get("conflicts", ())
        ),
    )
