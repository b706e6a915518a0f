"""What the competition does when something happens below it."""

from __future__ import annotations

from typing import Any, TypeVar

from django.dispatch import receiver

from forebild.competition.models import EligibilityRule, Question, Section
from forebild.programme.models import Edition
from forebild.programme.signals import edition_copied
from forebild.shared.models import new_public_id

Row = TypeVar("Row", Section, Question, EligibilityRule)


@receiver(edition_copied, dispatch_uid="competition_copies_form_and_rules")
def copy_form_and_rules(source: Edition, copy: Edition, **_rest: Any) -> None:
    """A new edition begins with last year's form and rules. The questions keep their keys."""
    for section in source.sections.prefetch_related("questions"):
        questions = list(section.questions.all())
        twin = _twin(section, edition=copy)
        twin.save()
        Question.objects.bulk_create(_twin(question, section=twin) for question in questions)
    EligibilityRule.objects.bulk_create(_twin(rule, edition=copy) for rule in source.eligibility_rules.all())


def _twin(row: Row, **changes: Any) -> Row:
    """The same again, not saved, with an address of its own."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del fields["id"]
    named = {f"{name}_id": value.pk for name, value in changes.items()}
    return type(row)(**{**fields, "public_id": new_public_id(), **named})
