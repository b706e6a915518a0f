"""A story about a company that never entered: the company is found by its number, or added."""

from __future__ import annotations

from django.db import transaction

from forebild.library.models import GoodExample
from forebild.library.services.examples import start_example
from forebild.people.models import Person
from forebild.people.services.organisations import OrganisationFacts, find_or_add_organisation
from forebild.programme.models import Programme
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def start_about(
    *, actor: Person, programme: Programme, company: OrganisationFacts, contact_email: str = ""
) -> GoodExample:
    """Begin it. A company that is known keeps its name and place. InvalidInput for an impossible number."""
    demand(actor, Permission.EXAMPLE_EDIT)
    organisation, _is_new = find_or_add_organisation(facts=company)
    return start_example(
        actor=actor, programme=programme, organisation=organisation, contact_email=contact_email
    )
