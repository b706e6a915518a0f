"""What the office asks of those who register: written, moved, taken away, taken over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from forebild.events.models import Event, Question
from forebild.events.services.held import hold
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Actor, Permission, demand
from forebild.shared.questions.answers import NO, YES
from forebild.shared.questions.choices import name_of

CHOOSING = (Question.Kind.CHOICE, Question.Kind.CHOICES)
LEADING = (*CHOOSING, Question.Kind.YES_NO)  # what follows may depend on their answers
_COPIED = (
    *("position", "key", "kind", "label_sv", "label_en", "hint_sv", "hint_en", "required"),
    *("choices", "unit", "max_length", "asked_if_value"),
)


@transaction.atomic
def save_question(*, actor: Actor, question: Question) -> Question:
    """Store a new question of an event, last, or a changed one. Raises InvalidInput for what is wrong."""
    event = hold(question.event)  # type: ignore[arg-type]  # usual ones are taken over whole
    demand(actor, Permission.EVENT_EDIT, event)
    old = Question.objects.filter(pk=question.pk).first()
    _fit_to_kind(question)
    _demand_sound(event, old, question)
    if old is None:
        taken = set(event.questions.values_list("key", flat=True))
        question.key = name_of(question.label_sv, taken, "fraga")
        question.position = 1 + (event.questions.aggregate(last=Max("position"))["last"] or 0)
    question.save()
    action = "events.question.changed" if old else "events.question.added"
    audit.record(actor, action, event, question=question.key)
    return question


def _fit_to_kind(question: Question) -> None:
    """Away with what the question's kind has no use for."""
    if question.kind not in CHOOSING:
        question.choices = []
    if question.kind != Question.Kind.NUMBER:
        question.unit = ""
    if question.kind not in (Question.Kind.SHORT, Question.Kind.LONG):
        question.max_length = None


def _demand_sound(event: Event, old: Question | None, new: Question) -> None:
    wrong: dict[str, str] = {}
    if not new.label_sv.strip():
        wrong["label_sv"] = _("Write the question.")
    if new.kind in CHOOSING and len(new.choices) < 2:
        wrong["choices"] = _("Write at least two answers to choose among, one on each line.")
    elif old is not None and (lost := _lost_choices(event, old, new)):
        wrong["choices"] = lost
    if new.asked_if is not None and not _may_lead(new.asked_if, new):
        wrong["asked_after"] = _("Choose a question that stands before this one.")
    if wrong:
        raise InvalidInput(_("Check the question."), wrong)


def _may_lead(before: Question, after: Question) -> bool:
    stands_before = after.pk is None or before.position < after.position
    return before.event_id == after.event_id and before.kind in LEADING and stands_before


def _lost_choices(event: Event, old: Question, new: Question) -> str:
    """Choices that somebody has chosen, or that another question depends on, stay."""
    stay = {choice["value"] for choice in new.choices}
    gone = [choice for choice in old.choices if choice["value"] not in stay]
    used = [choice["sv"] for choice in gone if _is_used(event, old, choice["value"])]
    if not used:
        return ""
    return _("This has been chosen, or another question depends on it: %(choices)s. It must stay.") % {
        "choices": ", ".join(used)
    }


def _is_used(event: Event, question: Question, value: str) -> bool:
    chosen = Q(answers__contains={question.key: value}) | Q(answers__contains={question.key: [value]})
    leads = question.follow_ups.filter(asked_if_value=value).exists()
    return leads or event.registrations.filter(chosen).exists()


@transaction.atomic
def move_question(*, actor: Actor, question: Question, direction: str) -> None:
    """One place "up", or down; at the end nothing happens. Raises NotNow where one depends on the other."""
    event = hold(question.event)  # type: ignore[arg-type]
    demand(actor, Permission.EVENT_EDIT, event)
    rows = list(event.questions.all())
    place = rows.index(question)
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(rows):
        return
    first, second = rows[min(place, other)], rows[max(place, other)]
    if second.asked_if_id == first.pk:
        raise NotNow(_("A question stays after the one that it depends on."))
    rows[place], rows[other] = rows[other], rows[place]
    _put_in_order(rows)
    audit.record(actor, "events.question.moved", event, question=question.key)


@transaction.atomic
def remove_question(*, actor: Actor, question: Question) -> None:
    """Take a question away, and what was answered to it. Raises NotNow where another depends on it."""
    event = hold(question.event)  # type: ignore[arg-type]
    demand(actor, Permission.EVENT_EDIT, event)
    if question.follow_ups.exists():
        raise NotNow(_("Another question depends on this one. Change that one first."))
    answered = list(event.registrations.filter(answers__has_key=question.key))
    for registration in answered:
        del registration.answers[question.key]
        registration.save(update_fields=["answers"])
    audit.record(actor, "events.question.removed", event, question=question.key, answers=len(answered))
    question.delete()
    _put_in_order(list(event.questions.all()))


@transaction.atomic
def make_usual(*, actor: Actor, event: Event) -> int:
    """From now on new events of this kind begin with this event's questions; how many."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event.programme)
    _usual(event).update(asked_if=None, asked_if_value="")
    _usual(event).delete()
    count = _copy(list(event.questions.all()), event, is_usual=True)
    audit.record(actor, "events.questions.made_usual", event, kind=event.kind, count=count)
    return count


@transaction.atomic
def take_usual(*, actor: Actor, event: Event) -> int:
    """An event that asks nothing yet begins with the usual questions of its kind; how many."""
    event = hold(event)
    demand(actor, Permission.EVENT_EDIT, event)
    if event.questions.exists():
        raise NotNow(_("The event has questions of its own."))
    count = begin_with_usual(event)
    audit.record(actor, "events.questions.taken_over", event, count=count)
    return count


def begin_with_usual(event: Event) -> int:
    """A new event takes over what is usually asked at such events; how many questions."""
    return _copy(list(_usual(event)), event, is_usual=False)


def copy_questions(source: Event, target: Event) -> int:
    """A copy of an event asks what the first one asked; how many questions."""
    return _copy(list(source.questions.all()), target, is_usual=False)


def _usual(event: Event) -> QuerySet[Question]:
    return Question.objects.filter(programme_id=event.programme_id, event=None, event_kind=event.kind)


def _copy(questions: Sequence[Question], event: Event, *, is_usual: bool) -> int:
    """In order, so that what a question depends on is there before it."""
    made: dict[int, Question] = {}
    for question in questions:
        made[question.pk] = Question.objects.create(
            programme_id=event.programme_id,
            event=None if is_usual else event,
            event_kind=event.kind if is_usual else "",
            asked_if=made.get(question.asked_if_id or 0),
            **{name: getattr(question, name) for name in _COPIED},
        )
    return len(made)


def _put_in_order(rows: Iterable[Question]) -> None:
    for place, question in enumerate(rows, start=1):
        if question.position != place:
            question.position = place
            question.save(update_fields=["position"])


def answers_that_lead(question: Question) -> list[tuple[str, str]]:
    """The answers that another question may depend on: value and words."""
    if question.kind == Question.Kind.YES_NO:
        return [(YES, _("Yes")), (NO, _("No"))]
    return [(choice["value"], choice["sv"]) for choice in question.choices]
