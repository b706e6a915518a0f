"""What somebody is called. Whoever has signed in by a mailed code has never been asked."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.shared.errors import InvalidInput
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def state_name(*, actor: Person, name: str) -> None:
    """`actor` says his or her own name: receipts and letters use it. Raises InvalidInput without one."""
    demand(actor, Permission.SIGNED_IN)
    if not name.strip():
        raise InvalidInput(_("Write your name."), {"your_name": _("Write your name.")})
    actor.name = name.strip()
    actor.save(update_fields=["name"])
