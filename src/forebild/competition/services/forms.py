"""The parts of an edition's form: added, reworded, moved, removed; and the whole form taken over.

Who may is the permission's answer, when is the stage's (`queries_form.Stage`). Questions: `form_questions`.
"""

from __future__ import annotations

from typing import TypeVar

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.competition.answers import percent_complete
from forebild.competition.models import Entry, EntryFile, Question, Section
from forebild.competition.queries import form_questions, uploads_of
from forebild.competition.queries_form import Stage, form_stage, form_usage
from forebild.competition.usual_form import usual_form
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.models import new_public_id
from forebild.shared.permissions import Permission, demand

Placed = TypeVar("Placed", Section, Question)
_WORDS = ("title_sv", "title_en", "intro_sv", "intro_en")


@transaction.atomic
def save_section(*, actor: Person, section: Section) -> Section:
    """Store a new part, last in the form, or a changed one. Raises NotNow when the form is locked."""
    stage = hold_form(actor, section.edition)
    if section.pk is None:
        demand_open(stage)
        section.position = 1 + section.edition.sections.count()
    demand_wording(stage)
    if not section.title_sv.strip():
        raise InvalidInput(_("Write the title."), {"title_sv": _("Write the title.")})
    before = Section.objects.filter(pk=section.pk).first()
    section.save()
    changed = [name for name in _WORDS if before and getattr(before, name) != getattr(section, name)]
    action = "competition.section.changed" if before else "competition.section.added"
    audit.record(actor, action, section, edition=section.edition, changed=changed)
    return section


@transaction.atomic
def move_section(*, actor: Person, section: Section, direction: str) -> None:
    """One place "up", or down; at the end of the form nothing happens."""
    demand_open(hold_form(actor, section.edition))
    if shift(list(section.edition.sections.all()), section, direction):
        audit.record(
            actor, "competition.section.moved", section, edition=section.edition, direction=direction
        )


@transaction.atomic
def remove_section(*, actor: Person, section: Section) -> None:
    """Take a part away with its questions. Raises NotNow when one of them has been answered."""
    demand_open(hold_form(actor, section.edition))
    demand_removable(section.edition, list(section.questions.all()))
    keys = [question.key for question in section.questions.all()]
    audit.record(actor, "competition.section.removed", section, edition=section.edition, questions=keys)
    section.delete()
    put_in_order(list(section.edition.sections.all()))
    recount_progress(section.edition)


@transaction.atomic
def take_over_form(*, actor: Person, edition: Edition, source: Edition) -> list[Section]:
    """Begin with the form of another edition. Raises NotNow when there are questions already."""
    _demand_empty(actor, edition)
    sections = copy_form(source, edition)
    audit.record(actor, "competition.form.taken_over", None, edition=edition, source=source.public_id)
    return sections


@transaction.atomic
def begin_usual_form(*, actor: Person, edition: Edition) -> list[Section]:
    """Begin with the questions that such programmes usually ask. Raises NotNow when there are any already."""
    _demand_empty(actor, edition)
    sections = []
    for section, questions in usual_form(edition):
        section.save()
        Question.objects.bulk_create(questions)
        sections.append(section)
    audit.record(actor, "competition.form.begun", None, edition=edition, count=len(sections))
    return sections


def copy_form(source: Edition, copy: Edition) -> list[Section]:
    """The sections and questions of `source` again, in `copy`. The questions keep their keys."""
    sections = []
    for section in source.sections.prefetch_related("questions"):
        questions = list(section.questions.all())
        section.pk, section.public_id, section.edition = None, new_public_id(), copy
        section.save()
        for question in questions:
            question.pk, question.public_id, question.section = None, new_public_id(), section
        Question.objects.bulk_create(questions)
        sections.append(section)
    return sections


def _demand_empty(actor: Person, edition: Edition) -> None:
    demand_open(hold_form(actor, edition))
    if edition.sections.exists():
        raise NotNow(_("This edition has a form already. Change that instead."))


# What every change of the form begins and ends with


def hold_form(actor: Person, edition: Edition) -> Stage:
    """Ask whether `actor` may, hold the form and every entry's row, and say how far the edition has come.

    While they are held nobody begins an entry or saves an answer: what is counted stays true until the change
    is stored, and an editor who saves next meets the form as it is then.
    """
    demand(actor, Permission.FORM_BUILD, edition)
    held = Edition.objects.select_for_update().get(pk=edition.pk)
    entries = Entry.objects.filter(edition=held).order_by("pk")
    list(entries.select_for_update(no_key=True).values_list("pk"))
    return form_stage(held, timezone.now())


def demand_wording(stage: Stage) -> None:
    """Raise NotNow unless words may still be put right."""
    if stage is Stage.DECIDED:
        raise NotNow(_("The result of this edition is public. Its form is kept as it was."))


def demand_open(stage: Stage) -> None:
    """Raise NotNow unless more than words may be changed."""
    demand_wording(stage)
    if stage is Stage.WORDING:
        raise NotNow(_("The call has closed. Only the wording of the form can be put right now."))


def demand_removable(edition: Edition, questions: list[Question]) -> None:
    """Raise NotNow when one of them has been answered, or when an open call would be left without any."""
    usage = form_usage(edition)
    for question in questions:
        if usage.answered(question.key):  # by how many is not said: an entry among them may be closed
            text = _("“%(question)s” has been answered. It cannot be removed.")
            raise NotNow(text % {"question": question.label})
    left = Question.objects.filter(section__edition=edition).exclude(pk__in=[each.pk for each in questions])
    if questions and form_stage(edition, timezone.now()) is Stage.IN_USE and not left.exists():
        raise NotNow(_("The form is in use. Add another question before you remove the last one."))


def shift(rows: list[Placed], row: Placed, direction: str) -> bool:
    """Move `row` one place "up", or down, among `rows`; whether it moved."""
    here = rows.index(row)
    there = here - 1 if direction == "up" else here + 1
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    put_in_order(rows)
    return True


def put_in_order(rows: list[Placed]) -> None:
    """Number the rows from one."""
    for place, row in enumerate(rows, start=1):
        row.position = place
        row.save(update_fields=["position"])


def recount_progress(edition: Edition) -> None:
    """How complete each draft is, by the form as it is now."""
    questions = form_questions(edition)
    files = Prefetch("files", EntryFile.objects.filter(removed_at=None).select_related("file"))
    writing = Entry.objects.filter(edition=edition, state__in=["draft", "submitted"])
    entries = list(writing.select_related("document").prefetch_related(files))
    for entry in entries:
        uploads = uploads_of(entry, questions, list(entry.files.all()))
        entry.percent_complete = percent_complete(questions, entry.document.fields, uploads)
    Entry.objects.bulk_update(entries, ["percent_complete"])
