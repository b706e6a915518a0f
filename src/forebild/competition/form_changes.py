"""What a change to a question may not do to answers that exist, and what must be said before it is done.

    faults        what is wrong with the question itself              {field: text}
    refusals      what answers forbid                                 {field: text}
    consequences  what companies will notice; the office must say yes  [text, …]

Pure: the stored question, the changed one and the Usage in; texts in the user's words out.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.competition.models import Question
from forebild.competition.queries_form import Usage

Kind = Question.Kind
CHOOSING = frozenset({Kind.CHOICE, Kind.CHOICES})
WORDING = ("label_sv", "label_en", "hint_sv", "hint_en")
FOR_ALL = ("required", "visibility", "visibility_fixed")
# What a kind needs to know beside that; a story is made of what is written, its facts of what is chosen.
DETAILS: dict[str, tuple[str, ...]] = {
    Kind.SHORT: ("max_length", "story_part"),
    Kind.LONG: ("max_length", "story_part"),
    Kind.NUMBER: ("unit", "story_part"),
    Kind.CHOICE: ("choices", "story_part"),
    Kind.CHOICES: ("choices", "story_part"),
    Kind.SCALE: ("scale_min", "scale_max"),
    Kind.FILE: (),
    Kind.PICTURE: (),
    Kind.LINK: (),
}
_DETAILS = ("max_length", "unit", "choices", "scale_min", "scale_max", "story_part")
# The facts that a figure can be sorted into; a chosen answer can become any of them.
FACTS_OF_FIGURES = frozenset({Question.StoryFact.COST_BAND, Question.StoryFact.TIME_BAND})
FIELDS = ("kind", *WORDING, *FOR_ALL, *_DETAILS)
MOST_STEPS = 11


def fit_to_kind(question: Question) -> None:
    """Put back to its default what the question's kind has no use for."""
    plain = Question()
    for name in _DETAILS:
        if name not in DETAILS[question.kind]:
            setattr(question, name, getattr(plain, name))


def story_choices(kind: str) -> list[tuple[str, Promise | str]]:
    """What an answer of this kind can become in a good example."""
    if kind in CHOOSING:
        return list(Question.StoryFact.choices)
    if kind == Kind.NUMBER:
        return [each for each in Question.StoryFact.choices if each[0] in FACTS_OF_FIGURES]
    return list(Question.StoryPart.choices)


def changed_fields(old: Question, new: Question) -> list[str]:
    """The names of the fields that differ."""
    return [name for name in FIELDS if getattr(old, name) != getattr(new, name)]


def faults(question: Question) -> dict[str, str]:
    """What is wrong with the question itself."""
    found: dict[str, str] = {}
    if not question.label_sv.strip():
        found["label_sv"] = _("Write the question.")
    if question.kind in CHOOSING and len(question.choices) < 2:
        found["choices"] = _("Write at least two answers to choose among, one on each line.")
    if question.kind == Kind.SCALE:
        if question.scale_min >= question.scale_max:
            found["scale_max"] = _("The highest step must come after the lowest.")
        elif question.scale_max - question.scale_min >= MOST_STEPS:
            found["scale_max"] = _("A scale has at most eleven steps, for example 0 to 10.")
    return found


def refusals(old: Question, new: Question, usage: Usage) -> dict[str, str]:
    """What the answers that exist forbid; nothing while nobody has answered."""
    if not usage.answered(old.key):
        return {}
    if old.kind != new.kind:
        return {"kind": _("The question has been answered. It keeps its kind of answer.")}
    found = {"choices": _lost_choices(old, new, usage), **_lost_steps(new, usage)}
    if _widens(old, new):
        found["visibility"] = _(
            "Companies have answered, and trust what they were told of who may read it. "
            "It can only be changed to never public, fixed."
        )
    return {name: text for name, text in found.items() if text}


def _lost_choices(old: Question, new: Question, usage: Usage) -> str:
    kept = {choice["value"] for choice in new.choices}
    lost = [
        choice["sv"]
        for choice in old.choices
        if choice["value"] not in kept and usage.chosen(old.key, choice["value"])
    ]
    if not lost:
        return ""
    return _("Somebody has chosen this already, so it must stay: %(choices)s.") % {"choices": ", ".join(lost)}


def _lost_steps(new: Question, usage: Usage) -> dict[str, str]:
    if new.kind != Kind.SCALE:
        return {}
    steps = usage.steps(new.key)
    said = _("Somebody has chosen a step that would be cut off.")
    below = {"scale_min": said} if any(step < new.scale_min for step in steps) else {}
    above = {"scale_max": said} if any(step > new.scale_max for step in steps) else {}
    return below | above


def _widens(old: Question, new: Question) -> bool:
    """Whether who may read the answer changes in any other way than to nobody."""
    before, after = ((question.visibility, question.visibility_fixed) for question in (old, new))
    return before != after and after != (Question.Visibility.NEVER, True)


def consequences(old: Question | None, new: Question, usage: Usage) -> list[str]:
    """What companies will notice of the change, in an edition whose form is in use."""
    found = list(_demands(old, new, usage))
    if old is not None and usage.answered(old.key):
        found += [*_shortened(old, new, usage), *_renamed(old, new, usage), *_measured_anew(old, new, usage)]
    return found


def _demands(old: Question | None, new: Question, usage: Usage) -> Iterator[str]:
    """The question must be answered, and did not have to be before."""
    if not new.required or (old is not None and old.required):
        return
    submitted, unfinished = usage.lacking(new.key)
    if submitted:
        text = ngettext(
            "%(count)d submitted entry has no answer to this. It counts as it is, until it is submitted "
            "again.",
            "%(count)d submitted entries have no answer to this. They count as they are, until they are "
            "submitted again.",
            submitted,
        )
        yield text % {"count": submitted}
    if unfinished:
        text = ngettext(
            "%(count)d company has begun and must answer this before it can submit.",
            "%(count)d companies have begun and must answer this before they can submit.",
            unfinished,
        )
        yield text % {"count": unfinished}
    if not submitted and not unfinished:
        yield _("The call is open: companies may have prepared their answers without this question.")


def _shortened(old: Question, new: Question, usage: Usage) -> Iterator[str]:
    if new.max_length is None or (old.max_length is not None and new.max_length >= old.max_length):
        return
    count = usage.longer_than(old.key, new.max_length)
    if count:
        text = ngettext(
            "%(count)d draft is longer than that. It must be shortened before it can be submitted.",
            "%(count)d drafts are longer than that. They must be shortened before they can be submitted.",
            count,
        )
        yield text % {"count": count}


def _renamed(old: Question, new: Question, usage: Usage) -> Iterator[str]:
    """A chosen answer is reworded: those who chose it have then said something else."""
    before = {choice["value"]: choice["sv"] for choice in old.choices}
    for choice in new.choices:
        was = before.get(choice["value"], choice["sv"])
        if was != choice["sv"] and usage.chosen(old.key, choice["value"]):
            yield _("Those who chose “%(before)s” will have chosen “%(after)s”.") % {
                "before": was,
                "after": choice["sv"],
            }


def _measured_anew(old: Question, new: Question, usage: Usage) -> Iterator[str]:
    if old.unit != new.unit:
        count = len(usage.answered(old.key))
        text = ngettext(
            "%(count)d company has answered in the old unit. Its figure stays as it is.",
            "%(count)d companies have answered in the old unit. Their figures stay as they are.",
            count,
        )
        yield text % {"count": count}
