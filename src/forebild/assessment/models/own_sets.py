"""How the office writes a set of questions before it is opened."""

from __future__ import annotations

from django.db import models

from forebild.assessment.models.question_set import QuestionSet


class SetWriting(models.Model):
    """A set's text while it is written (the document's shape: `set_draft`), and what it was made from.

    When the set is opened its `data` is made from the document, and neither is changed any more.
    """

    question_set = models.OneToOneField(QuestionSet, on_delete=models.CASCADE, related_name="writing")
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    # The version before of the same set; what its questions are called here is in the document.
    follows = models.ForeignKey(
        QuestionSet, on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
