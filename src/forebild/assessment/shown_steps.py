"""A next step as people read it: what to reach, what it gives, whom to learn from, where to go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.asked import Asked
from forebild.assessment.candidates import Candidate
from forebild.assessment.models import Assessment, NextStep
from forebild.assessment.reasons import effort_in_words, in_words
from forebild.assessment.ties import Ties, is_open
from forebild.engine.maturity.questions import Kind
from forebild.events.models import Event
from forebild.events.queries import places_of_all
from forebild.shared.models import text_in


@dataclass(frozen=True)
class Shown:
    """A step with its words. `story` is a title and an address' slug; `event` one that is open now."""

    step: NextStep
    title: str
    gives: str
    dimension: str
    reasons: tuple[str, ...]
    story: tuple[str, str, str] | None  # title, company, slug
    event: Event | None
    is_replaced: bool


def shown_steps(
    assessment: Assessment, asked: Asked, steps: Sequence[NextStep], language: str
) -> list[Shown]:
    """In order. A story that has gone is left out; an event that has closed gives way to the next one."""
    events = [each.event for each in steps if each.event is not None]
    places, now = places_of_all(events), timezone.now()
    still = {each.pk for each in events if is_open(each, places[each.pk], now)}
    ties = Ties(assessment, set())
    replaced = set(assessment.steps.exclude(removed_at=None).values_list("place", flat=True))
    found = []
    for step in steps:
        is_still = step.event_id in still
        event = step.event if is_still else ties.event_for(step.dimension)
        reasons = [each for each in step.reasons if is_still or not each["kind"].startswith("event")]
        found.append(
            Shown(
                step=step,
                title=title_of(asked, step.question, step.option, language),
                gives=gives_of(asked, step.question, step.option, language),
                dimension=asked.dimension(step.dimension).name.in_(language),
                reasons=tuple(text for each in reasons if (text := in_words(each))),
                story=_story(step, language),
                event=event,
                is_replaced=step.place in replaced,
            )
        )
    return found


def _story(step: NextStep, language: str) -> tuple[str, str, str] | None:
    example = step.example
    if example is None or example.state == "withdrawn" or not example.document.is_published:
        return None
    title = text_in(example.document.published_fields or {}, "title", language)
    return title, example.organisation.name, example.slug


def title_of(asked: Asked, question: str, option: str, language: str) -> str:
    """What the company will be able to say."""
    found = asked.by_key[question]
    if found.kind == Kind.YES_NO:
        return _("To be able to say yes to: “%(question)s”") % {"question": found.text.in_(language)}
    row, _colon, key = option.rpartition(":")
    names = {each.key: each.name.in_(language) for each in found.options}
    said = names[key]
    if row:
        rows = {each.key: each.name.in_(language) for each in found.rows}
        return _("%(what)s: to be able to say “%(said)s”") % {"what": rows[row], "said": said}
    return _("To be able to say: “%(said)s”") % {"said": said}


def gives_of(asked: Asked, question: str, option: str, language: str) -> str:
    """What a company has of it."""
    found = asked.by_key[question]
    if found.kind == Kind.YES_NO:
        return found.gives.in_(language)
    row, _colon, key = option.rpartition(":")
    words = found.rows if row else found.options
    return next((each.about.in_(language) for each in words if each.key == (row or key)), "")


def other_steps(asked: Asked, found: Sequence[Candidate], language: str) -> list[tuple[str, str]]:
    """What can be taken instead: key, and what it is and takes."""
    return [(each.key, _said_of(asked, each, language)) for each in found]


def _said_of(asked: Asked, each: Candidate, language: str) -> str:
    title = title_of(asked, each.question, each.option, language)
    dimension = asked.dimension(each.dimension).name.in_(language)
    return f"{title} ({dimension}). {effort_in_words(each.effort)}"
