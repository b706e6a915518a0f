"""Who gathers stories into collections."""

from __future__ import annotations

from forebild.programme.permissions import can_work_in_office
from forebild.shared.permissions import Actor, Answer, Permission, rule


@rule(Permission.COLLECTION_EDIT)
def can_edit_collection(actor: Actor, subject: object | None = None) -> Answer:
    """The office: the stories in it have been approved by their companies."""
    return can_work_in_office(actor)
