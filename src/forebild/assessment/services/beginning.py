"""A sitting begins without a name; what nobody saves is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.models import Answering, Assessment, QuestionSet
from forebild.assessment.services.opening import SITTING
from forebild.competition.queries import running_edition
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.links import services as links
from forebild.shared.writing.models import Document
from forebild.shared.writing.services import new_document

UNSAVED_FOR = timedelta(days=30)  # what nobody has saved is kept so long after it was begun


@transaction.atomic
def begin_assessment(
    *, programme: Programme, question_set: QuestionSet, language: str
) -> tuple[Assessment, str]:
    """By anybody, without an account: a sitting, and the token of its pages.

    Raises NotNow where the set is not open.
    """
    if not QuestionSet.objects.open().filter(pk=question_set.pk).exists():
        raise NotNow(_("These questions can no longer be begun. Choose among those that stand here."))
    assessment = new_sitting(programme=programme, question_set=question_set, language=language)
    token = links.issue(
        purpose=SITTING,
        subject_id=assessment.public_id,
        email="",
        lifetime=UNSAVED_FOR,
        single_use=False,
    )
    audit.record(None, "assessment.assessment.begun", assessment, programme=programme)
    return assessment, token


def new_sitting(
    *, programme: Programme, question_set: QuestionSet, language: str, **known: Any
) -> Assessment:
    """The rows of a sitting: itself, and the answers of whoever begins."""
    now = timezone.now()
    assessment = Assessment.objects.create(
        programme=programme,
        question_set=question_set,
        edition=running_edition(),
        year=timezone.localdate(now).year,
        language="en" if language.startswith("en") else "sv",
        **known,
    )
    add_answering(assessment, is_first=True, email=assessment.email)
    return assessment


def add_answering(assessment: Assessment, **facts: Any) -> Answering:
    """Somebody's answers, none yet."""
    return Answering.objects.create(assessment=assessment, document=new_document(kind="assessment"), **facts)


@transaction.atomic
def forget_unsaved() -> int:
    """By the clock: sittings that nobody has saved in thirty days are deleted, answers and all; how many."""
    old = Assessment.objects.filter(confirmed_at=None, begun_at__lt=timezone.now() - UNSAVED_FOR)
    forgotten = list(old.exclude(state="withdrawn").select_for_update(skip_locked=True))
    erase_answers(forgotten)
    for assessment in forgotten:
        links.revoke(purpose=SITTING, subject_id=assessment.public_id)
        audit.record(None, "assessment.assessment.forgotten", assessment)
        assessment.delete()
    return len(forgotten)


def erase_answers(assessments: list[Assessment]) -> None:
    """Every answer, every version of it, who gave it."""
    answerings = Answering.objects.filter(assessment__in=assessments)
    documents = list(answerings.values_list("document", flat=True))
    answerings.delete()
    Document.objects.filter(pk__in=documents).delete()
