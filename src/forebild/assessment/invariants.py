"""What must hold of self-assessments; a breach: something that was deleted is still there, or open."""

from collections.abc import Iterable

from django.utils import timezone

from forebild.assessment.models import Answering, Assessment, NextStep
from forebild.shared.invariants import invariant
from forebild.shared.links.models import Link
from forebild.shared.writing.models import Document


@invariant("Nothing is left of a self-assessment that was deleted, and no link opens it")
def deleted_assessments_that_stay() -> Iterable[str]:
    """Answers, steps or an open link of a withdrawn one."""
    withdrawn = Assessment.objects.filter(state="withdrawn")
    for answering in Answering.objects.filter(assessment__in=withdrawn):
        yield f"answers {answering.public_id} belong to a deleted assessment"
    for step in NextStep.objects.filter(assessment__in=withdrawn):
        yield f"step {step.public_id} belongs to a deleted assessment"
    open_links = Link.objects.filter(revoked_at=None, expires_at__gt=timezone.now())
    ways_in = open_links.filter(
        purpose__startswith="assessment.", subject_id__in=withdrawn.values("public_id")
    )
    for link in ways_in.exclude(single_use=True, used_at__isnull=False):
        yield f"a link opens the deleted assessment {link.subject_id}"


@invariant("Answers to a self-assessment belong to somebody")
def answers_of_nobody() -> Iterable[str]:
    """A document whose answering is gone: it should have been erased with it."""
    kept = Answering.objects.values("document")
    for document in Document.objects.filter(kind="assessment").exclude(pk__in=kept):
        yield f"document {document.public_id}"
