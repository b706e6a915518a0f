"""A set is opened for companies, closed, and opened again; of one set one version is open at a time."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.models import QuestionSet
from forebild.assessment.services.own_sets import held_draft
from forebild.assessment.set_checks import faults
from forebild.assessment.set_data import as_data
from forebild.assessment.states import QUESTION_SET
from forebild.shared import audit
from forebild.shared.errors import NotNow, Overtaken
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def open_draft(*, actor: Actor, question_set: QuestionSet, expected_revision: int) -> QuestionSet:
    """Freeze what is written, and let companies answer it from now on; the version before is closed.

    Raises NotNow while anything is wrong with it, Overtaken when it is not what the actor has read.
    """
    held = held_draft(actor, question_set.writing.document)
    document = held.writing.document
    if document.revision != expected_revision:
        raise Overtaken(_("Somebody has changed the set since you opened the page. Read it again."))
    if faults(document.fields):
        raise NotNow(_("Something is wrong with the set still. Put that right first."))
    follows = held.writing.follows
    held.data = as_data(
        document.fields, key=held.key, version=held.version, earlier=follows.data if follows else None
    )
    held.save(update_fields=["data"])
    _open(actor, held)
    return held


@transaction.atomic
def reopen_set(*, actor: Actor, question_set: QuestionSet) -> None:
    """Let companies begin to answer a closed set again, in the place of the version that is open."""
    demand(actor, Permission.QUESTION_SET_BUILD, question_set)
    _open(actor, QuestionSet.objects.select_for_update().get(pk=question_set.pk))


@transaction.atomic
def close_set(*, actor: Actor, question_set: QuestionSet) -> None:
    """Nobody begins to answer it any more; what has been begun can be finished."""
    demand(actor, Permission.QUESTION_SET_BUILD, question_set)
    held = QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    QUESTION_SET.move(held, "close")
    audit.record(actor, "assessment.set.closed", held, key=held.key, version=held.version)


def _open(actor: Actor, held: QuestionSet) -> None:
    for other in QuestionSet.objects.select_for_update().filter(key=held.key, state="open"):
        QUESTION_SET.move(other, "close")
        audit.record(actor, "assessment.set.closed", other, key=other.key, version=other.version)
    QUESTION_SET.move(held, "open", opened_at=held.opened_at or timezone.now())
    audit.record(actor, "assessment.set.opened", held, key=held.key, version=held.version)
