"""The questions that such programmes usually ask: what an office without an earlier form can begin with."""

from __future__ import annotations

from typing import Any, NamedTuple

from forebild.competition.models import Question, Section
from forebild.programme.models import Edition

Kind, Seen, Part = Question.Kind, Question.Visibility, Question.StoryPart


class _Asked(NamedTuple):
    """A question: its key, kind, wording in both languages, and what else is not as usual."""

    key: str
    kind: str
    sv: str
    en: str
    more: dict[str, Any]


_Part = tuple[str, str, tuple[_Asked, ...]]
_TOLD: _Part = (
    "Vad ni har gjort",
    "What you have done",
    (
        _Asked(
            "rubrik",
            Kind.SHORT,
            "Sammanfatta det ni har gjort i en mening",
            "Sum up what you have done in one sentence",
            {"max_length": 120, "visibility": Seen.PUBLIC, "visibility_fixed": True},
        ),
        _Asked(
            "utmaning",
            Kind.LONG,
            "Vad var utmaningen?",
            "What was the challenge?",
            {"max_length": 2000, "story_part": Part.CHALLENGE},
        ),
        _Asked(
            "gjorde",
            Kind.LONG,
            "Vad gjorde ni?",
            "What did you do?",
            {"max_length": 2000, "story_part": Part.DEED},
        ),
        _Asked("bild", Kind.PICTURE, "En bild som visar det", "A picture of it", {"required": False}),
    ),
)
_CAME_OF_IT: _Part = (
    "Vad det ledde till",
    "What came of it",
    (
        _Asked(
            "resultat",
            Kind.LONG,
            "Vad blev resultatet?",
            "What was the result?",
            {"max_length": 2000, "story_part": Part.RESULT},
        ),
        _Asked(
            "kostnad",
            Kind.NUMBER,
            "Vad kostade det?",
            "What did it cost?",
            {"unit": "kkr", "visibility": Seen.NEVER, "required": False},
        ),
        _Asked(
            "lardomar",
            Kind.LONG,
            "Vad har ni lärt er?",
            "What have you learned?",
            {"max_length": 2000, "story_part": Part.LESSONS},
        ),
        _Asked(
            "forsta_steg",
            Kind.LONG,
            "Hur kan ett annat företag börja?",
            "How can another company begin?",
            {"max_length": 1000, "story_part": Part.FIRST_STEP},
        ),
    ),
)


def usual_form(edition: Edition) -> list[tuple[Section, list[Question]]]:
    """The usual sections with their questions, none of it saved."""
    return [
        (
            section := Section(edition=edition, position=place, title_sv=sv, title_en=en),
            _asked(section, questions),
        )
        for place, (sv, en, questions) in enumerate((_TOLD, _CAME_OF_IT), start=1)
    ]


def _asked(section: Section, questions: tuple[_Asked, ...]) -> list[Question]:
    return [
        Question(
            section=section,
            position=place,
            key=each.key,
            kind=each.kind,
            label_sv=each.sv,
            label_en=each.en,
            **each.more,
        )
        for place, each in enumerate(questions, start=1)
    ]
