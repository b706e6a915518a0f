"""A company comes in by its number, once; whoever comes second asks to join."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from forebild.people import notices
from forebild.people.models import Membership, Organisation, Person
from forebild.people.numbers import (
    Legal,
    NumberError,
    parse_foreign_number,
    parse_organisation_number,
    sole_trader_digest,
)
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.urls import site_url


@dataclass(frozen=True)
class OrganisationFacts:
    """What somebody typed about a company. `number` is as typed; `country` two letters."""

    name: str
    number: str = ""
    country: str = "SE"
    county: str = ""
    municipality: str = ""
    website: str = ""


def find_or_add_organisation(
    *, facts: OrganisationFacts, is_sample: bool = False
) -> tuple[Organisation, bool]:
    """The one row of this company, made where there is none; the flag says whether it was made now.

    A sole trader's number is a personal identity number: it is turned into a keyed digest and forgotten.
    Raises InvalidInput for a number that cannot be right.
    """
    identity = _identity(facts)
    plain = {
        "name": facts.name.strip(),
        "county": facts.county,
        "municipality": facts.municipality,
        "website": facts.website,
        "is_sample": is_sample,
    }
    return Organisation.objects.get_or_create(**identity, defaults=plain)


def _identity(facts: OrganisationFacts) -> dict[str, str]:
    """The columns by which this organisation is known."""
    try:
        if facts.country != "SE":
            foreign = parse_foreign_number(facts.country, facts.number)
            return {"kind": "foreign", "country": foreign.country, "foreign_number": foreign.number}
        number = parse_organisation_number(facts.number)
    except NumberError as error:
        text = error.text(get_language() or "sv")
        raise InvalidInput(_("Check the organisation number."), {"number": text}) from error
    if isinstance(number, Legal):
        return {"kind": "legal", "org_number": number.number}
    return {"kind": "sole_trader", "sole_trader_digest": sole_trader_digest(number, _digest_key())}


def _digest_key() -> bytes:
    """A key of its own, drawn from the installation's secret, which is not in the database."""
    return hashlib.sha256(b"people.sole_trader:" + settings.SECRET_KEY.encode()).digest()


@transaction.atomic
def correct_organisation(
    *,
    actor: Person,
    organisation: Organisation,
    name: str,
    county: str,
    municipality: str,
    website: str,
    reason: str,
) -> Organisation:
    """Somebody who does not act for the company puts its facts right, with a reason; its editors are told.

    The number is who the company is, and stays. What has been published keeps the name of its time.
    Raises InvalidInput without a reason, for a fact that cannot be, or where nothing is changed.
    """
    demand(actor, Permission.ORGANISATION_CORRECT, organisation)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    facts = {"name": name, "county": county, "municipality": municipality, "website": website}
    changed = [field for field, value in facts.items() if getattr(organisation, field) != value.strip()]
    for field in changed:
        setattr(organisation, field, facts[field].strip())
    _demand_sound(organisation, changed, reason)
    organisation.save(update_fields=[*changed, "name_order"])
    record = audit.record(
        actor,
        "people.organisation.corrected",
        organisation,
        changed=", ".join(changed),
        reason=reason.strip(),
    )
    _tell_editors(actor, organisation, changed, f"people.organisation_corrected:{record.pk}")
    return organisation


def _demand_sound(organisation: Organisation, changed: list[str], reason: str) -> None:
    wrong: dict[str, str] = {}
    try:
        organisation.clean_fields(exclude={field.name for field in Organisation._meta.fields} - set(changed))
    except ValidationError as error:
        wrong = {field: texts[0] for field, texts in error.message_dict.items()}
    if not changed:
        wrong["name"] = _("Nothing is changed.")
    if not reason.strip():
        wrong["reason"] = _("Say why: it goes on record.")
    if wrong:
        raise InvalidInput(_("Check the company's details."), wrong)


def _tell_editors(actor: Person, organisation: Organisation, changed: list[str], key: str) -> None:
    for member in organisation.memberships.current().select_related("person").order_by("pk"):
        person = member.person
        with override(person.language):
            labels = [str(Organisation._meta.get_field(field).verbose_name) for field in changed]  # type: ignore[union-attr]
        queue(
            notice=notices.ORGANISATION_CORRECTED,
            to=person,
            values={
                "company": organisation.name,
                "changed": ", ".join(labels),
                "link": site_url(
                    "people:organisation", person.language, organisation_id=organisation.public_id
                ),
            },
            key=f"{key}:{person.public_id}",
            actor=actor,
        )


@transaction.atomic
def register_organisation(*, actor: Person, facts: OrganisationFacts) -> Organisation:
    """`actor` brings a company in and becomes the one responsible for it.

    Where somebody already answers for the company, that person is asked by mail to let `actor` in, and
    InvalidInput says so.
    """
    from forebild.people.services.editors import ask_to_join

    organisation, _made = find_or_add_organisation(facts=facts)
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    current = Membership.objects.current().filter(organisation=organisation)
    if current.filter(person=actor).exists():
        return organisation
    if current.filter(part=Membership.Part.OWNER).exists():
        ask_to_join(actor=actor, organisation=organisation)
        return organisation
    Membership.objects.create(person=actor, organisation=organisation, part=Membership.Part.OWNER)
    audit.record(actor, "people.organisation.registered", organisation)
    return organisation
