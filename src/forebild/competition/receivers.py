"""What the competition does when something happens below it."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from forebild.competition.models import EligibilityRule
from forebild.competition.services.forms import copy_form
from forebild.programme.models import Edition
from forebild.programme.signals import edition_copied
from forebild.shared.models import new_public_id


@receiver(edition_copied, dispatch_uid="competition_copies_form_and_rules")
def copy_form_and_rules(source: Edition, copy: Edition, **_rest: Any) -> None:
    """A new edition begins with last year's form and rules. The questions keep their keys."""
    copy_form(source, copy)
    EligibilityRule.objects.bulk_create(_twin(rule, edition=copy) for rule in source.eligibility_rules.all())


def _twin(rule: EligibilityRule, *, edition: Edition) -> EligibilityRule:
    """The same again, not saved, with an address of its own."""
    fields = {field.attname: getattr(rule, field.attname) for field in rule._meta.concrete_fields}
    del fields["id"]
    return EligibilityRule(**{**fields, "public_id": new_public_id(), "edition_id": edition.pk})
