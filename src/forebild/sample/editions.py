"""The editions and what they are made of: phases, criteria, eligibility rules, entry form.

The wheel of a year, in weeks from the one in which the jury is half-way through its reading:

    −18 nominate   −17 enter … −8   −8 eligibility   −1 review +2   +3 shortlist   +5 visits   +10 decision
    +14 release   +14 feedback +20
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from forebild.programme.services.templates import nordic_jury as template
from forebild.sample.texts import Text, read

STOCKHOLM = ZoneInfo("Europe/Stockholm")
FIRST, LAST_DECIDED, JUDGING = 2017, 2022, 2027
FINALISTS = 5  # in 2027; the cut line of the ranking


class Moment(NamedTuple):
    """A wall-clock moment: weeks from the anchor, weekday (Monday 0), time of day."""

    week: int
    weekday: int
    at: time

    def after(self, monday: date) -> datetime:
        """The instant, in Swedish time, counted from the Monday of the anchor's week."""
        return datetime.combine(monday + timedelta(weeks=self.week, days=self.weekday), self.at, STOCKHOLM)


class Stretch(NamedTuple):
    key: str
    name: Text
    opens: Moment
    closes: Moment


_NINE, _FOUR, _FIVE, _LAST_MINUTE = time(9), time(16), time(17), time(23, 59)

WHEEL = (
    Stretch(
        "nomination", Text("Nominering", "Nomination"), Moment(-18, 0, _NINE), Moment(-10, 4, _LAST_MINUTE)
    ),
    Stretch("entry", Text("Anmälan", "Entry"), Moment(-17, 0, _NINE), Moment(-8, 1, _LAST_MINUTE)),
    Stretch("eligibility", Text("Behörighet", "Eligibility"), Moment(-8, 2, _NINE), Moment(-2, 4, _FIVE)),
    Stretch("review", Text("Bedömning", "Review"), Moment(-1, 0, _NINE), Moment(2, 4, _LAST_MINUTE)),
    Stretch("shortlist", Text("Val av finalister", "Shortlist"), Moment(3, 1, _NINE), Moment(4, 3, _FOUR)),
    Stretch("visits", Text("Företagsbesök", "Visits"), Moment(5, 0, _NINE), Moment(9, 4, _FIVE)),
    Stretch("decision", Text("Juryns beslut", "Decision"), Moment(10, 3, _NINE), Moment(10, 3, _FOUR)),
    Stretch("release", Text("Prisutdelning", "Ceremony"), Moment(14, 2, time(18)), Moment(14, 2, time(21))),
    Stretch("feedback", Text("Återkoppling", "Feedback"), Moment(14, 3, _NINE), Moment(20, 4, _FIVE)),
)


@dataclass(frozen=True)
class SamplePhase:
    key: str
    name: Text
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class SampleEdition:
    """One year's round. `state` is decided or judging."""

    year: int
    name: Text
    state: str
    phases: tuple[SamplePhase, ...]

    def phase(self, key: str) -> SamplePhase:
        """The phase with this key; KeyError where there is none."""
        return {phase.key: phase for phase in self.phases}[key]


@dataclass(frozen=True)
class SampleCriterion:
    """A criterion of the Nordic jury: scale 1–5, all of weight 1; `anchors` describes 1, 3 and 5."""

    key: str
    name: Text
    description: Text
    anchors: dict[int, Text]
    weight: int = 1


@dataclass(frozen=True)
class SampleRule:
    """An eligibility rule. `check` is industry, sme, county or office (somebody looks)."""

    key: str
    check: str
    text: Text


@dataclass(frozen=True)
class SampleQuestion:
    """`kind`: short_text, long_text, number, choice, scale, file, picture, link.

    `limit`: characters, or the highest value. `visibility`: public, if_awarded, never.
    """

    key: str
    kind: str
    title: Text
    hint: Text
    visibility: str
    required: bool
    limit: int | None
    unit: Text
    choices: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class SampleSection:
    key: str
    title: Text
    intro: Text
    questions: tuple[SampleQuestion, ...]


def phases_around(anchor: date, shift_weeks: int = 0) -> tuple[SamplePhase, ...]:
    """The year's phases with `anchor` inside the review phase, moved by `shift_weeks` (later if positive)."""
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=shift_weeks)
    return tuple(
        SamplePhase(stretch.key, stretch.name, stretch.opens.after(monday), stretch.closes.after(monday))
        for stretch in WHEEL
    )


def sample_editions(today: date, shift_weeks: int = 0) -> tuple[SampleEdition, ...]:
    """2017–2022, decided, on the dates they had; and 2027, moved so that the jury is reading today."""
    decided = [
        SampleEdition(year, _name(year), "decided", phases_around(date(year, 2, 8)))
        for year in range(FIRST, LAST_DECIDED + 1)
    ]
    judging = SampleEdition(JUDGING, _name(JUDGING), "judging", phases_around(today, shift_weeks))
    return (*decided, judging)


def _name(year: int) -> Text:
    return Text(f"Smart industri {year}", f"Smart industri {year}")


@cache
def nordic_jury() -> tuple[SampleCriterion, ...]:
    """The seven criteria."""
    return tuple(
        SampleCriterion(
            row["key"],
            Text.of(row["name"]),
            Text.of(row["description"]),
            {int(level): Text.of(anchor) for level, anchor in row["anchors"].items()},
        )
        for row in template()
    )


@cache
def eligibility_rules() -> tuple[SampleRule, ...]:
    """Who may enter."""
    return tuple(SampleRule(row["key"], row["check"], Text.of(row)) for row in read("eligibility")["rules"])


@cache
def entry_form() -> tuple[SampleSection, ...]:
    """The sections of the form with their questions."""
    return tuple(
        SampleSection(
            section["key"],
            Text.of(section["title"]),
            Text.of(section["intro"]),
            tuple(_question(row) for row in section["questions"]),
        )
        for section in read("form")["sections"]
    )


def questions() -> dict[str, SampleQuestion]:
    """Every question of the form, by key, in order."""
    return {question.key: question for section in entry_form() for question in section.questions}


def _question(row: dict[str, Any]) -> SampleQuestion:
    return SampleQuestion(
        key=row["key"],
        kind=row["kind"],
        title=Text.of(row["title"]),
        hint=Text.of(row["hint"]),
        visibility=row["visibility"],
        required=row["required"],
        limit=row.get("limit"),
        unit=Text.of(row.get("unit", {})),
        choices=tuple((choice["key"], Text.of(choice)) for choice in row.get("choices", ())),
    )
