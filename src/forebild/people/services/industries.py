"""What a company is: its figures per year, its industries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from forebild.people.models import Organisation, OrganisationFigures, OrganisationIndustry, Person
from forebild.shared import audit
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def state_figures(
    *, actor: Person, organisation: Organisation, year: int, **amounts: Any
) -> OrganisationFigures:
    """Set one accounting year's `head_count`, `turnover_sek`, `balance_sheet_sek` (and `source`)."""
    demand(actor, Permission.ORGANISATION_EDIT, organisation)
    figures, _made = OrganisationFigures.objects.update_or_create(
        organisation=organisation, year=year, defaults=amounts
    )
    audit.record(actor, "people.organisation.figures_stated", organisation, year=year)
    return figures


@transaction.atomic
def state_industries(*, actor: Person, organisation: Organisation, codes: Sequence[tuple[str, str]]) -> None:
    """Replace the industries by `codes`, (scheme, code) each, the main one first."""
    demand(actor, Permission.ORGANISATION_EDIT, organisation)
    organisation.industries.all().delete()
    OrganisationIndustry.objects.bulk_create(
        OrganisationIndustry(organisation=organisation, scheme=scheme, code=code, rank=rank)
        for rank, (scheme, code) in enumerate(codes, start=1)
    )
    audit.record(actor, "people.organisation.industries_stated", organisation, codes=[c for _, c in codes])
