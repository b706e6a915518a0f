"""A question and its answer on the story's page: offered, agreed to, taken away by anybody of the three."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.asking.models import Enquiry, PublicAnswer, Reply
from forebild.asking.services.erasing import take_away
from forebild.asking.services.held import demand_company, hold_enquiry
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand


def offer_to_show(*, enquiry: Enquiry, reply: Reply, may_be_public: bool) -> None:
    """With an answer: the company lets it be shown. A further answer needs the asker's yes anew."""
    if may_be_public:
        PublicAnswer.objects.update_or_create(
            enquiry=enquiry,
            defaults={
                "question": enquiry.text,
                "answer": reply.text,
                "language": enquiry.language,
                "company_yes_at": reply.replied_at,
                "asker_yes_at": None,
                "taken_away_at": None,
                "taken_away_by": "",
            },
        )
        audit.record(reply.by, "asking.public_answer.offered", enquiry)
        return
    for each in PublicAnswer.objects.filter(enquiry=enquiry, taken_away_at=None):
        take_away(each, by=PublicAnswer.By.COMPANY)


@transaction.atomic
def agree_to_show(*, enquiry: Enquiry, offered_at: str) -> PublicAnswer:
    """By the asker's link: show exactly what I have seen. Pressed twice it is shown once.

    `offered_at` is the instant of the company's offer that was on the page; NotNow if it is another by now.
    """
    enquiry = hold_enquiry(enquiry)
    public = PublicAnswer.objects.select_for_update().filter(enquiry=enquiry, taken_away_at=None).first()
    if public is None or public.company_yes_at.isoformat() != offered_at or enquiry.erased_at:
        raise NotNow(_("The company has changed its answer or taken back its offer. Look at it again."))
    if public.asker_yes_at is None:
        public.asker_yes_at = timezone.now()
        public.save(update_fields=["asker_yes_at"])
        audit.record(None, "asking.public_answer.shown", public, example=enquiry.example.public_id)
    return public


@transaction.atomic
def stop_showing(*, enquiry: Enquiry, by: str, actor: Actor = None) -> None:
    """By either of the two, or by the office; at any time. Already taken away it stays so."""
    enquiry = hold_enquiry(enquiry)
    if by == PublicAnswer.By.OFFICE:
        demand(actor, Permission.ENQUIRY_HANDLE, enquiry)
    elif by == PublicAnswer.By.COMPANY:
        demand_company(actor, enquiry)
    for each in PublicAnswer.objects.filter(enquiry=enquiry, taken_away_at=None):
        take_away(each, by=by)
