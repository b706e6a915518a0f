"""The register of advisers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from forebild.outcomes.models import Adviser
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def add_adviser(*, actor: Actor, programme: Programme, facts: Mapping[str, Any]) -> Adviser:
    """Somebody new."""
    demand(actor, Permission.ADVISER_EDIT, programme)
    adviser = Adviser(programme=programme, **facts)
    _save(adviser)
    audit.record(actor, "outcomes.adviser.added", adviser)
    return adviser


@transaction.atomic
def change_adviser(*, actor: Actor, adviser: Adviser, facts: Mapping[str, Any]) -> Adviser:
    """Save what is different; what was sent stays sent."""
    demand(actor, Permission.ADVISER_EDIT, adviser)
    changed = [field for field, value in facts.items() if getattr(adviser, field) != value]
    for field in changed:
        setattr(adviser, field, facts[field])
    if changed:
        _save(adviser)
        audit.record(actor, "outcomes.adviser.changed", adviser, changed=", ".join(changed))
    return adviser


def _save(adviser: Adviser) -> None:
    try:
        with transaction.atomic():
            adviser.save()
    except IntegrityError:
        taken = _("There is an adviser with this address already.")
        raise InvalidInput(taken, {"email": taken}) from None
