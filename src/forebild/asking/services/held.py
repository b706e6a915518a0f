"""The rows that everything goes through, one after another: first the company's, then the question's."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebild.asking.models import Enquiry, Reception
from forebild.shared.errors import NotNow
from forebild.shared.permissions import Actor, Permission, demand

_RELATED = ("reception__organisation", "reception__programme", "example__document", "example__organisation")


def hold_reception(reception: Reception) -> Reception:
    """The company's word as it is stored now, held until the transaction ends."""
    held = Reception.objects.select_for_update(of=["self"]).select_related("organisation", "programme")
    return held.get(pk=reception.pk)


def hold_enquiry(enquiry: Enquiry) -> Enquiry:
    """The question as it is stored now, held until the transaction ends."""
    held = Enquiry.objects.select_for_update(of=["self"]).select_related(*_RELATED)
    return held.get(pk=enquiry.pk)


def hold_for_company(enquiry: Enquiry, actor: Actor) -> Enquiry:
    """The question, held, for a company that answers it. Raises NotNow for one whose words are erased."""
    enquiry = hold_enquiry(enquiry)
    demand_company(actor, enquiry)
    if enquiry.erased_at is not None:
        raise NotNow(_("What was written here is erased. You need not answer."))
    return enquiry


def demand_company(actor: Actor, enquiry: Enquiry) -> None:
    """Whoever has signed in must act for the company; without an actor it was the link that let one in."""
    if actor is not None:
        demand(actor, Permission.ENQUIRY_ANSWER, enquiry)
