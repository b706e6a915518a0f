"""Why a step was chosen, its story and its event: stored as keys with values, said in either language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from forebild.assessment.candidates import Candidate
from forebild.assessment.models import Assessment
from forebild.assessment.scored import scores_of
from forebild.engine.maturity.problem import shown
from forebild.events.models import Event
from forebild.library.models import GoodExample


def reasons_for(
    assessment: Assessment, candidate: Candidate, story: GoodExample | None, event: Event | None
) -> list[dict[str, Any]]:
    """As they are kept with the step."""
    scores = scores_of(assessment.scores)
    figure = scores.on(candidate.dimension).score
    known = [line.score for line in scores.dimensions if line.score is not None]
    found: list[dict[str, Any]] = []
    if figure is not None:
        kind = "lowest" if figure == min(known) and len(set(known)) > 1 else "gap"
        found.append({"kind": kind, "figure": shown(figure)})
    if candidate.is_followed:
        found.append({"kind": "followed"})
    found.append({"kind": "effort", "effort": candidate.effort})
    if story is not None:
        facts = getattr(story, "facts", None)
        if facts is not None and candidate.dimension in facts.dimensions:
            found.append({"kind": "story_helps"})
    if event is not None:
        if any(theme.dimension == candidate.dimension for theme in event.themes.all()):
            found.append({"kind": "event_helps"})
        if event.county and event.county == assessment.county:
            found.append({"kind": "event_near"})
    return found


def in_words(reason: dict[str, Any]) -> str:
    """One sentence; "" for a reason that is not known any more."""
    words = {
        "lowest": _("This is where you have the lowest figure: %(figure)s of 100."),
        "gap": _("Here you have %(figure)s of 100, so there is something to gain."),
        "story_helps": _("The story is about the same thing."),
        "event_helps": _("The event helps with this."),
        "event_near": _("The event is in your county."),
        "followed": _("Many other companies did this next."),
    }
    if reason["kind"] == "effort":
        return effort_in_words(reason["effort"])
    return words.get(reason["kind"], "") % reason


def effort_in_words(effort: int) -> str:
    """What it takes."""
    return {
        1: _("It takes some weeks."),
        2: _("It takes some months."),
        3: _("It takes a year, or an investment."),
    }[effort]
