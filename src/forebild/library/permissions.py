"""Who writes and publishes good examples."""

from __future__ import annotations

from forebild.programme.permissions import can_work_in_office
from forebild.shared.permissions import Actor, Answer, Permission, rule


@rule(Permission.EXAMPLE_EDIT)
def can_edit_example(actor: Actor, subject: object | None = None) -> Answer:
    """The office; the company itself edits through its safe link."""
    return can_work_in_office(actor)


@rule(Permission.EXAMPLE_PUBLISH)
def can_publish_example(actor: Actor, subject: object | None = None) -> Answer:
    """The office, after the company's yes."""
    return can_work_in_office(actor)
