"""The rows that everything goes through, one after another: first the company's, then the question's."""

from __future__ import annotations

from forebild.asking.models import Enquiry, Reception
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


def demand_company(actor: Actor, enquiry: Enquiry) -> None:
    """Whoever has signed in must act for the company; without an actor it was the link that let one in."""
    if actor is not None:
        demand(actor, Permission.ENQUIRY_ANSWER, enquiry)
