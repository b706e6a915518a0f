"""Evaluations: what is asked, who was asked, and what may be shown of what was answered."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean

from django.db.models import Count, F, FloatField, Func, IntegerField, OuterRef, QuerySet, Subquery

from forebild.events.models import Event, Registration
from forebild.outcomes.models import Evaluation, Heap, Question
from forebild.outcomes.models.evaluation import FEWEST
from forebild.outcomes.results import Earlier, Result, result_of
from forebild.outcomes.usual import COMPARED, usual_questions
from forebild.shared.permissions import Actor

FEWEST_EVENTS, FEWEST_ANSWERS = 3, 30  # before an event is compared with earlier ones


def evaluation_of(event: Event) -> Evaluation | None:
    """The event's evaluation, with the event."""
    return Evaluation.objects.select_related("event__programme").filter(event=event).first()


def questions_of(event: Event, evaluation: Evaluation | None) -> list[Question]:
    """What is asked, or would be where the office has not begun."""
    return usual_questions(event.kind) if evaluation is None else list(evaluation.questions.all())


def asked_registration(registration_id: str) -> Registration | None:
    """Whom an evaluation's link was sent to."""
    related = ("event__programme", "event__evaluation", "organisation", "booking", "person", "quota")
    return Registration.objects.select_related(*related).filter(public_id=registration_id).first()


def has_answered(evaluation: Evaluation, registration: Registration) -> bool:
    """Whether this one has, which only he or she is told."""
    return evaluation.answered.filter(registration=registration).exists()


def office_evaluations(actor: Actor) -> QuerySet[Evaluation]:
    """Those of the events that `actor` runs, with how many were asked and the means that may be shown."""
    return (
        Evaluation.objects.for_actor(actor)
        .select_related("event")
        .annotate(
            asked_count=Count("asked"),
            answers=F("shown_count") + F("ripe_count") + F("fresh_count"),
            overall=_shown_mean("overall"),
            recommend=_shown_mean("recommend"),
        )
    )


def _shown_mean(key: str) -> Subquery:
    """Of what is shown, where five have answered the question."""
    piles = Heap.objects.filter(question__evaluation=OuterRef("pk"), question__key=key)
    mean = piles.annotate(mean=MeanOf("shown"), number=LengthOf("shown")).filter(number__gte=FEWEST)
    return Subquery(mean.values("mean")[:1], output_field=FloatField())


class LengthOf(Func):
    """How many values a JSON list has."""

    function = "jsonb_array_length"
    output_field = IntegerField()


class MeanOf(Func):
    """The mean of a JSON list of numbers."""

    template = "(SELECT avg(value::numeric)::float FROM jsonb_array_elements_text(%(expressions)s))"
    output_field = FloatField()


def asked_count(evaluation: Evaluation) -> int:
    """How many were asked."""
    return evaluation.asked.count()


def results_of(evaluation: Evaluation) -> list[Result]:
    """What may be shown of each question, in order. Three statements."""
    asked = asked_count(evaluation)
    earlier = earlier_means(evaluation)
    heaps = Heap.objects.filter(question__evaluation=evaluation).select_related("question")
    return [
        result_of(heap.question, heap.shown, asked, evaluation.shown_count, earlier.get(heap.question.key))
        for heap in heaps.order_by("question__position", "question__pk")
    ]


def earlier_means(evaluation: Evaluation) -> dict[str, Earlier]:
    """By key, of the earlier events of the kind whose evaluation is closed, asked in the same words."""
    event = evaluation.event
    before = Evaluation.objects.filter(
        state="closed",
        shown_count__gt=0,
        usual_version=evaluation.usual_version,
        event__programme=event.programme_id,
        event__kind=event.kind,
        event__begins_at__lt=event.begins_at,
    )
    heaps = Heap.objects.filter(question__evaluation__in=before, question__key__in=COMPARED)
    values: dict[str, list[list[int]]] = defaultdict(list)
    for key, shown in heaps.values_list("question__key", "shown"):
        if shown:
            values[key].append(shown)
    return {
        key: Earlier(fmean(every), len(each), len(every))
        for key, each in values.items()
        if len(each) >= FEWEST_EVENTS
        and len(every := [value for one in each for value in one]) >= FEWEST_ANSWERS
    }
