"""The questions of an edition's form: added, changed, moved, copied, removed, as far as answers let them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.competition.form_changes import (
    FIELDS,
    WORDING,
    changed_fields,
    consequences,
    faults,
    fit_to_kind,
    refusals,
)
from forebild.competition.models import Question, Section
from forebild.competition.queries_form import Stage, form_usage
from forebild.competition.services.forms import (
    demand_open,
    demand_removable,
    demand_wording,
    hold_form,
    put_in_order,
    recount_progress,
    shift,
)
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.models import new_public_id
from forebild.shared.questions.choices import name_of

CONFIRM = "confirm-"  # + a mark: the field in which the office says yes to exactly these consequences
# What the entrant's form sends under names of its own, beside the answers.
RESERVED = frozenset({"revision", "stay", "upload", "file", "tab", "csrfmiddlewaretoken"})


@transaction.atomic
def save_question(
    *, actor: Person, question: Question, seen: str = "", confirmed: Collection[str] = ()
) -> Question:
    """Store a new question, last in its part, or a changed one.

    `seen` is the `state_of` the question that the change was made from; `confirmed` the marks of the
    consequences that the office has said yes to. Raises InvalidInput for what is wrong beside its field, and
    under `confirm-<mark>` for consequences not yet said yes to; NotNow when the form is locked.
    """
    edition = question.section.edition
    stage = hold_form(actor, edition)
    old = Question.objects.filter(pk=question.pk).first()
    fit_to_kind(question)
    changed = changed_fields(old, question) if old else []
    _demand_in_time(stage, old, changed)
    _demand_sound(edition, stage, old, question)
    _demand_confirmed(actor, edition, stage, old, question, seen, confirmed)
    if old is None:
        question.key = new_key(edition, question.label_sv)
        question.position = 1 + question.section.questions.count()
    question.save()
    recount_progress(edition)
    action = "competition.question.changed" if old else "competition.question.added"
    audit.record(actor, action, question, edition=edition, key=question.key, changed=changed)
    return question


@transaction.atomic
def move_question(*, actor: Person, question: Question, direction: str) -> None:
    """One place "up", or down, in its part; at the end nothing happens."""
    edition = question.section.edition
    demand_open(hold_form(actor, edition))
    if shift(list(question.section.questions.all()), question, direction):
        _note_moved(actor, question, direction=direction)


@transaction.atomic
def place_question(*, actor: Person, question: Question, section: Section) -> None:
    """Into another part of the same form, last there. Raises InvalidInput for a part of another form."""
    demand_open(hold_form(actor, question.section.edition))
    if section.edition_id != question.section.edition_id:
        raise InvalidInput(_("Choose a part of this form."), {"section": _("Choose a part of this form.")})
    before = question.section
    question.section, question.position = section, 1 + section.questions.count()
    question.save(update_fields=["section", "position"])
    put_in_order(list(before.questions.all()))
    put_in_order(list(section.questions.all()))
    _note_moved(actor, question, section=section.public_id)


@transaction.atomic
def copy_question(*, actor: Person, question: Question) -> Question:
    """The same again, right after it, with a key of its own; optional where companies answer already."""
    section = question.section
    stage = hold_form(actor, section.edition)
    demand_open(stage)
    copy = Question(section=section, **{name: getattr(question, name) for name in FIELDS})
    copy.public_id, copy.key = new_public_id(), new_key(section.edition, question.label_sv)
    copy.label_sv = _with_word(question.label_sv, "(kopia)")
    copy.label_en = _with_word(question.label_en, "(copy)") if question.label_en else ""
    copy.required = question.required and stage is Stage.FREE
    copy.save()
    rows = [each for each in section.questions.all() if each != copy]
    rows.insert(rows.index(question) + 1, copy)
    put_in_order(rows)
    recount_progress(section.edition)
    audit.record(
        actor, "competition.question.added", copy, edition=section.edition, key=copy.key, copied=question.key
    )
    return copy


@transaction.atomic
def remove_question(*, actor: Person, question: Question) -> None:
    """Take a question away. Raises NotNow when it has been answered, or is the last of a form in use."""
    section = question.section
    demand_open(hold_form(actor, section.edition))
    demand_removable(section.edition, [question])
    audit.record(actor, "competition.question.removed", question, edition=section.edition, key=question.key)
    question.delete()
    put_in_order(list(section.questions.all()))
    recount_progress(section.edition)


def new_key(edition: Edition, label: str) -> str:
    """The key of a new question: from its Swedish wording, once in the edition."""
    taken = set(Question.objects.filter(section__edition=edition).values_list("key", flat=True))
    return name_of(label, taken | RESERVED, "fraga")


def state_of(question: Question) -> str:
    """A short mark of how the question is stored; empty for a new one."""
    return _mark([getattr(question, name) for name in FIELDS]) if question.pk else ""


def _demand_in_time(stage: Stage, old: Question | None, changed: Collection[str]) -> None:
    """Words may be put right after the call has closed, the rest may not."""
    demand_wording(stage)
    if old is None or not set(changed) <= set(WORDING):
        demand_open(stage)


def _demand_sound(edition: Edition, stage: Stage, old: Question | None, new: Question) -> None:
    found = faults(new)
    if old is not None and stage is Stage.IN_USE:
        found |= refusals(old, new, form_usage(edition))
    if found:
        raise InvalidInput(_("The question cannot be saved like this."), found)


def _demand_confirmed(
    actor: Person,
    edition: Edition,
    stage: Stage,
    old: Question | None,
    new: Question,
    seen: str,
    confirmed: Collection[str],
) -> None:
    """The consequences have been read and said yes to: those that there are now, not others."""
    found = consequences(old, new, form_usage(edition, actor)) if stage is Stage.IN_USE else []
    if old is not None and seen and seen != state_of(old):
        found.insert(0, _("A colleague has changed this question since you opened it. Yours replaces it."))
    mark = _mark([*found, state_of(old) if old else ""])
    if found and mark not in confirmed:
        raise InvalidInput(_("Look at what this means first."), {f"{CONFIRM}{mark}": " ".join(found)})


def _mark(values: list[object]) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()[:16]


def _with_word(label: str, word: str) -> str:
    longest = Question._meta.get_field("label_sv").max_length or 200
    return f"{label[: longest - len(word) - 1]} {word}"


def _note_moved(actor: Person, question: Question, **to: str) -> None:
    edition = question.section.edition
    audit.record(actor, "competition.question.moved", question, edition=edition, key=question.key, **to)
