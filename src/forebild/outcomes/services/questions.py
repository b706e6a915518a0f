"""What an evaluation asks: the usual questions, and the office's own.

Until somebody has answered everything may be changed, but for the usual questions' words, by which events are
compared. Afterwards only what cannot distort: a missing translation may be filled in. Another wording or
another order would make the answers before and after it answers to different questions.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from forebild.outcomes.models import Evaluation, Heap, Question
from forebild.outcomes.services.held import hold
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.models import new_public_id
from forebild.shared.permissions import Actor, Permission, demand

MOST = 15  # questions: more nobody answers in two minutes
_WITH_CHOICES = (Question.Kind.CHOICE, Question.Kind.SEVERAL)
ENGLISH = ("text_en", "choices_en")


@transaction.atomic
def add_question(*, actor: Actor, evaluation: Evaluation, facts: Mapping[str, Any]) -> Question:
    """One of the office's own, last."""
    evaluation = hold(evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    _demand_free(evaluation)
    if evaluation.questions.count() >= MOST:
        raise NotNow(_("There are %(most)d questions, and more nobody answers.") % {"most": MOST})
    last = evaluation.questions.aggregate(last=Max("position"))["last"] or 0
    question = Question(
        evaluation=evaluation, position=last + 1, key=f"own-{new_public_id()}", **_clean(facts)
    )
    question.save()
    if evaluation.state == "open":
        Heap.objects.create(question=question)
    audit.record(actor, "outcomes.question.added", evaluation, question=question.public_id)
    return question


@transaction.atomic
def change_question(*, actor: Actor, question: Question, facts: Mapping[str, Any]) -> Question:
    """Save what is different. Raises NotNow for what may no longer be changed."""
    evaluation = hold(question.evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    question = evaluation.questions.get(pk=question.pk)
    clean = _clean(facts)
    changed = [field for field, value in clean.items() if getattr(question, field) != value]
    if any(not may_change(evaluation, question, field) for field in changed):
        raise NotNow(_("Somebody has answered: only a missing translation can be added."))
    for field in changed:
        setattr(question, field, clean[field])
    if changed:
        question.save(update_fields=changed)
        audit.record(actor, "outcomes.question.changed", evaluation, question=question.public_id)
    return question


def may_change(evaluation: Evaluation, question: Question, field: str) -> bool:
    """Whether a question's field may be changed."""
    if evaluation.state in ("closed", "skipped"):
        return False
    if not evaluation.has_answers:
        return not question.is_usual
    return field in ENGLISH and not getattr(question, field) and not question.is_usual


@transaction.atomic
def move_question(*, actor: Actor, question: Question, up: bool) -> None:
    """One place up or down; at the end nothing happens."""
    evaluation = hold(question.evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    _demand_free(evaluation)
    order = list(evaluation.questions.all())
    place = order.index(question)
    other = place - 1 if up else place + 1
    if other not in range(len(order)):
        return
    order[place], order[other] = order[other], order[place]
    for position, each in enumerate(order, start=1):
        each.position = position
    Question.objects.bulk_update(order, ["position"])
    audit.record(actor, "outcomes.question.moved", evaluation, question=question.public_id)


@transaction.atomic
def remove_question(*, actor: Actor, question: Question) -> None:
    """Ask it no more."""
    evaluation = hold(question.evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    _demand_free(evaluation)
    audit.record(actor, "outcomes.question.removed", evaluation, question=question.public_id)
    evaluation.questions.filter(pk=question.pk).delete()


def _demand_free(evaluation: Evaluation) -> None:
    if evaluation.state not in ("planned", "open") or evaluation.has_answers:
        raise NotNow(_("Somebody has answered, or it is closed: the questions stay as they are."))


def _clean(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts with one choice a line, none empty; none at all where the kind has none."""
    clean = dict(facts)
    for field in ("choices_sv", "choices_en"):
        lines = [line.strip() for line in clean.get(field, "").splitlines() if line.strip()]
        clean[field] = "\n".join(lines) if clean["kind"] in _WITH_CHOICES else ""
    swedish, english = (len(clean[field].splitlines()) for field in ("choices_sv", "choices_en"))
    wrong = {}
    if clean["kind"] in _WITH_CHOICES and swedish < 2:
        wrong["choices_sv"] = _("Write at least two choices, one a line.")
    if english and english != swedish:
        wrong["choices_en"] = _("Write as many choices as in Swedish, in the same order.")
    if wrong:
        raise InvalidInput(_("Check the choices."), wrong)
    return clean
