"""Publication at an instant: planned, called off, and what happens when the instant comes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from forebild.library.models import GoodExample
from forebild.library.services.examples import demand_approved_text
from forebild.library.services.facts import note_facts
from forebild.library.services.held import hold_text
from forebild.library.states import EXAMPLE
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing import services as writing


@transaction.atomic
def schedule_example(*, actor: Person, example: GoodExample, at: datetime) -> None:
    """Show the approved text from `at` on. NotNow for another text or an instant that has passed."""
    demand(actor, Permission.EXAMPLE_PUBLISH, example)
    demand_approved_text(example)
    EXAMPLE.move(example, "schedule")
    writing.schedule_release(
        actor=actor, document=example.document, at=at, expected_revision=example.approved_revision
    )
    # Planning writes the same text under a number of its own: the yes holds for that.
    _approve_revision(example, example.document.revision)
    audit.record(actor, "library.example.scheduled", example, at=at.isoformat())


@transaction.atomic
def unschedule_example(*, actor: Person, example: GoodExample) -> None:
    """Call the publication off; the company's yes stands."""
    demand(actor, Permission.EXAMPLE_PUBLISH, example)
    hold_text(example)
    EXAMPLE.move(example, "unschedule")
    writing.cancel_release(document=example.document)
    audit.record(actor, "library.example.unscheduled", example)


@transaction.atomic
def note_publication(*, example: GoodExample) -> None:
    """Readers see another text: lay its facts down; one that waited for its instant is out.

    Raises NotNow, so that nothing is released, for a text that the company has not approved.
    """
    document = example.document
    if example.state == "scheduled":
        if document.published_revision != example.approved_revision:
            raise NotNow(_("The text has changed since the company approved it. Ask again."))
        first = example.first_published_at or document.published_at
        EXAMPLE.move(example, "publish", first_published_at=first)
        audit.record(None, "library.example.published", example)
    note_facts(example)


def _approve_revision(example: GoodExample, revision: int) -> None:
    example.approved_revision = revision
    example.save(update_fields=["approved_revision"])
