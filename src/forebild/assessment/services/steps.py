"""The three next steps: chosen for the company, replaced and planned by it, ticked when they are done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.answers import answers_of
from forebild.assessment.asked import Asked, read_set
from forebild.assessment.before import company_fields
from forebild.assessment.candidates import STEPS, Candidate, candidates, chosen, followed_of
from forebild.assessment.models import Assessment, NextStep
from forebild.assessment.queries.figures import latest_benchmark
from forebild.assessment.reasons import reasons_for
from forebild.assessment.services.held import hold_handed_in
from forebild.assessment.ties import Ties
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow


def candidates_of(assessment: Assessment, asked: Asked) -> list[Candidate]:
    """What the company could do next, the best first."""
    release = latest_benchmark(assessment)
    followed = followed_of(release.data.get("followed", {})) if release else {}
    return candidates(asked, answers_of(asked, company_fields(assessment)), followed)


def choose_steps(assessment: Assessment) -> list[NextStep]:
    """In the transaction of handing in: the places where nothing stands get a step each."""
    asked = read_set(assessment.question_set.data)
    standing = list(assessment.steps.standing())
    free = [place for place in range(1, STEPS + 1) if place not in {each.place for each in standing}]
    known = {(each.question, each.option) for each in standing}
    found = [each for each in candidates_of(assessment, asked) if (each.question, each.option) not in known]
    return _tied(assessment, asked, list(zip(free, chosen(found, len(free)), strict=False)))


def _tied(assessment: Assessment, asked: Asked, placed: Sequence[tuple[int, Candidate]]) -> list[NextStep]:
    standing = list(assessment.steps.standing())
    ties = Ties(assessment, {each.example_id for each in standing if each.example_id})
    events = {each.event_id for each in standing if each.event_id}
    made = []
    for place, candidate in placed:
        story = ties.story_for(candidate.dimension)
        event = ties.event_for(candidate.dimension, events)
        events |= {event.pk} if event else set()
        step = NextStep.objects.create(
            assessment=assessment,
            place=place,
            dimension=candidate.dimension,
            question=candidate.question,
            option=candidate.option,
            example=story,
            event=event,
            reasons=reasons_for(assessment, candidate, story, event),
        )
        made.append(step)
    return made


def _held_step(step: NextStep) -> NextStep:
    hold_handed_in(step.assessment)
    held = NextStep.objects.select_related("assessment__question_set", "assessment__programme").get(
        pk=step.pk
    )
    if held.removed_at is not None:
        raise NotNow(_("This step has been replaced by another."))
    return held


@transaction.atomic
def replace_step(*, step: NextStep, by: str) -> NextStep:
    """Another of the candidates in its place (`by`: its key); the replaced one can be brought back."""
    step = _held_step(step)
    assessment = step.assessment
    asked = read_set(assessment.question_set.data)
    known = {(each.question, each.option) for each in assessment.steps.standing()}
    wanted = next((each for each in candidates_of(assessment, asked) if each.key == by), None)
    if wanted is None or (wanted.question, wanted.option) in known:
        raise InvalidInput(_("Choose one of the steps."), {"by": _("Choose one of these.")})
    step.removed_at = timezone.now()
    step.save(update_fields=["removed_at"])
    [made] = _tied(assessment, asked, [(step.place, wanted)])
    audit.record(None, "assessment.step.replaced", assessment, place=step.place)
    return made


@transaction.atomic
def undo_replacement(*, step: NextStep) -> NextStep:
    """The one that this has replaced stands again."""
    step = _held_step(step)
    earlier = (
        step.assessment.steps.filter(place=step.place)
        .exclude(removed_at=None)
        .order_by("-removed_at")
        .first()
    )
    if earlier is None:
        raise NotNow(_("It has replaced nothing."))
    step.delete()
    earlier.removed_at = None
    earlier.save(update_fields=["removed_at"])
    audit.record(None, "assessment.step.restored", step.assessment, place=earlier.place)
    return earlier


@transaction.atomic
def plan_step(*, step: NextStep, who: str, due_on: date | None) -> NextStep:
    """Who takes it, and by when."""
    step = _held_step(step)
    step.who, step.due_on = who.strip(), due_on
    step.save(update_fields=["who", "due_on"])
    return step


@transaction.atomic
def tick_step(*, step: NextStep, done: bool) -> NextStep:
    """It is done; or it is not, after all."""
    step = _held_step(step)
    if done == (step.done_at is not None):
        return step
    step.done_at = timezone.now() if done else None
    step.save(update_fields=["done_at"])
    action = "assessment.step.done" if done else "assessment.step.undone"
    audit.record(None, action, step.assessment, place=step.place)
    return step
