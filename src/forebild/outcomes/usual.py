"""What is usually asked after an event of each kind. Other words are another version."""

from __future__ import annotations

from dataclasses import dataclass

from forebild.events.models import Event
from forebild.outcomes.models import Question

VERSION = 1


@dataclass(frozen=True)
class Usual:
    """A question and its choices, in two languages."""

    key: str
    kind: str
    sv: str
    en: str
    choices_sv: tuple[str, ...] = ()
    choices_en: tuple[str, ...] = ()


OVERALL = Usual("overall", "five", "Hur bra var det som helhet?", "How good was it as a whole?")
RECOMMEND = Usual(
    "recommend",
    "ten",
    "Hur troligt är det att du skulle råda en kollega att komma?",
    "How likely is it that you would advise a colleague to come?",
)
CONTACTS = Usual(
    "contacts",
    "choice",
    "Träffade du någon som du kommer att höra av dig till?",
    "Did you meet somebody whom you will contact?",
    ("Nej", "Ja, en", "Ja, två eller tre", "Ja, fyra eller fler"),
    ("No", "Yes, one", "Yes, two or three", "Yes, four or more"),
)
DIFFERENTLY = Usual(
    "differently", "text", "Vad kommer ni att göra annorlunda hemma?", "What will you do differently at home?"
)
BETTER = Usual("better", "text", "Vad borde vi göra bättre?", "What should we do better?")

_ALL = (OVERALL, RECOMMEND, CONTACTS, DIFFERENTLY, BETTER)
_BY_KIND = {
    Event.Kind.CEREMONY: (OVERALL, CONTACTS, BETTER),
    Event.Kind.VIRTUAL_VISIT: (OVERALL, RECOMMEND, DIFFERENTLY, BETTER),
}
COMPARED = (OVERALL.key, RECOMMEND.key)  # with earlier events of the kind


def usual_questions(kind: str) -> list[Question]:
    """The questions of an event of that kind, not stored."""
    return [
        Question(
            position=position,
            key=each.key,
            kind=each.kind,
            text_sv=each.sv,
            text_en=each.en,
            choices_sv="\n".join(each.choices_sv),
            choices_en="\n".join(each.choices_en),
            is_usual=True,
        )
        for position, each in enumerate(_BY_KIND.get(Event.Kind(kind), _ALL), start=1)
    ]
