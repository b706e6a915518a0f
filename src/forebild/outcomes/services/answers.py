"""Answering an evaluation. Who has answered and what was answered are never in one row, nor in one order.

The answers of one person are not kept together either: each goes to its question's heap, which is sorted by
what it says. See the decision record, 27.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Registration
from forebild.outcomes.models import Answered, Evaluation, Heap, Question
from forebild.outcomes.models.evaluation import FEWEST
from forebild.outcomes.services.held import hold
from forebild.shared.errors import InvalidInput, NotNow, Overtaken

LONGEST = 2000
_SCALES = {Question.Kind.FIVE: range(1, 6), Question.Kind.TEN: range(11)}


@transaction.atomic
def answer_evaluation(
    *, evaluation: Evaluation, registration: Registration, answers: Mapping[str, Any]
) -> None:
    """By the link in one's own mail: once, and nobody can find it again to change it.

    1. Hold the evaluation, so that answers come one after the other. 2. Note that this one has answered; the
    database lets nobody do so twice. 3. Put each answer in its heap; with five, the heaps ripen. 4. Write all
    notes anew in an order drawn by lot: afterwards none is the newest, by its key or its transaction.

    Nothing is recorded in the log, and the link is not marked as used: both would tell when.
    """
    evaluation = hold(evaluation)
    _demand_open(evaluation, registration)
    kept = {
        question: value
        for question in evaluation.questions.all()
        if (value := checked(question, answers.get(question.key))) is not None
    }
    if not kept:
        raise InvalidInput(_("Answer at least one question."))
    try:
        with transaction.atomic():
            Answered.objects.create(evaluation=evaluation, registration=registration)
    except IntegrityError:
        raise Overtaken(_("You have answered already. Thank you.")) from None
    _keep(evaluation, kept)
    _note_anew(evaluation)


def _demand_open(evaluation: Evaluation, registration: Registration) -> None:
    if not evaluation.asked.filter(registration=registration).exists():
        raise NotNow(_("This evaluation was not sent to you."))
    if evaluation.state != "open" or evaluation.closes_at <= timezone.now():  # type: ignore[operator]
        raise NotNow(_("The evaluation is closed. Thank you for wanting to answer."))


def checked(question: Question, value: Any) -> Any:
    """The value as it is kept. Raises InvalidInput for one that the question does not have."""
    if value in (None, "", []):
        return None
    if question.kind in _SCALES:
        return _demand_in(question, value, _SCALES[Question.Kind(question.kind)])
    if question.kind == Question.Kind.TEXT:
        if len(str(value)) > LONGEST:
            raise InvalidInput(
                _("The text is too long."), {question.key: _("Write at most 2,000 characters.")}
            )
        return str(value).strip() or None
    numbers = range(len(question.choices_sv.splitlines()))
    if question.kind == Question.Kind.SEVERAL:
        return sorted({_demand_in(question, each, numbers) for each in value})
    return _demand_in(question, value, numbers)


def _demand_in(question: Question, value: Any, numbers: range) -> int:
    if value not in numbers:
        raise InvalidInput(_("Choose one of the answers."), {question.key: _("Choose one of the answers.")})
    return int(value)


def _keep(evaluation: Evaluation, kept: Mapping[Question, Any]) -> None:
    """Into the heaps. All of them are written, so that none tells by its transaction who left one out."""
    heaps = list(Heap.objects.filter(question__evaluation=evaluation).select_related("question"))
    ripens = evaluation.fresh_count + 1 == FEWEST
    for heap in heaps:
        if heap.question in kept:
            heap.fresh = sorted([*heap.fresh, kept[heap.question]])
        if ripens:
            heap.shown, heap.ripe, heap.fresh = sorted([*heap.shown, *heap.ripe]), heap.fresh, []
    Heap.objects.bulk_update(heaps, ["shown", "ripe", "fresh"])
    if ripens:
        evaluation.shown_count += evaluation.ripe_count
        evaluation.ripe_count, evaluation.fresh_count = FEWEST, 0
    else:
        evaluation.fresh_count += 1
    evaluation.save(update_fields=["shown_count", "ripe_count", "fresh_count"])


def _note_anew(evaluation: Evaluation) -> None:
    notes = list(evaluation.answered.values_list("registration", flat=True))
    secrets.SystemRandom().shuffle(notes)
    evaluation.answered.all().delete()
    Answered.objects.bulk_create(Answered(evaluation=evaluation, registration_id=each) for each in notes)


def show_all(heap: Heap) -> None:
    """What waited is in what is shown."""
    heap.shown = sorted([*heap.shown, *heap.ripe, *heap.fresh])
    heap.ripe, heap.fresh = [], []
