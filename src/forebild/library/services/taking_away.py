"""A story is taken from the public: its facts, its links and its questions go with it; the row says why."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.library.models import GoodExample, Withdrawal
from forebild.library.purposes import APPROVAL, RECHECK
from forebild.library.services.facts import forget_facts
from forebild.library.services.held import hold_text
from forebild.library.signals import example_withdrawn
from forebild.library.states import EXAMPLE
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.links import services as links
from forebild.shared.writing import services as writing


@transaction.atomic
def take_away(*, actor: Person | None, example: GoodExample, reason: str, wish: str, name: str) -> Withdrawal:
    """Of the two services that may: the office's, and the company's by its link (then `actor` is nobody).

    Raises NotNow if nothing is public.
    """
    hold_text(example)
    if not example.document.is_published:
        raise NotNow(_("Nothing of this is public."))
    EXAMPLE.move(example, "withdraw", company_wish="")
    withdrawal = Withdrawal.objects.create(
        example=example, reason=reason.strip(), wish=wish, name=name.strip(), withdrawn_by=actor
    )
    links.revoke(purpose=APPROVAL, subject_id=example.public_id)
    for recheck in example.rechecks.filter(answered_at=None, ended_at=None):
        links.revoke(purpose=RECHECK, subject_id=recheck.public_id)
    example.rechecks.filter(answered_at=None, ended_at=None).update(ended_at=timezone.now())
    writing.unpublish(document=example.document)
    forget_facts(example)
    audit.record(actor, "library.example.withdrawn", example, wish=str(wish))
    example_withdrawn.send(GoodExample, example=example)
    return withdrawal
