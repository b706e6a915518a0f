"""Afterwards the office says which organisation somebody comes from, or that it is another one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.company import company_key
from forebild.events.models import Event, Registration
from forebild.events.organisations import organisation_of
from forebild.events.services.held import hold
from forebild.events.services.places import note, settle
from forebild.events.services.typed import From
from forebild.people.models import Organisation
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.permissions import Actor, Permission, demand


@transaction.atomic
def link_organisation(
    *, actor: Actor, registration: Registration, organisation: Organisation | None = None, number: str = ""
) -> Registration:
    """To one that is known, or to the one with that number, made where there is none by the name typed.

    Colleagues are counted together from then on. Raises InvalidInput for a number that cannot be right.
    """
    event, registration = _held(actor, registration)
    if organisation is None:
        organisation = _by_number(registration, number)
    _count_with(registration, event, organisation, actor, _("linked to the organisation"))
    audit.record(
        actor,
        "events.organisation.linked",
        registration,
        event=event.public_id,
        organisation=organisation.public_id,
    )
    return registration


@transaction.atomic
def unlink_organisation(*, actor: Actor, registration: Registration) -> Registration:
    """It was another one: the name that was typed is what is left."""
    event, registration = _held(actor, registration)
    if registration.organisation is None:
        return registration
    was = registration.organisation.public_id
    registration.organisation_name = registration.organisation_name or registration.organisation.name
    _count_with(registration, event, None, actor, _("parted from the organisation"))
    audit.record(actor, "events.organisation.unlinked", registration, event=event.public_id, organisation=was)
    return registration


def _held(actor: Actor, registration: Registration) -> tuple[Event, Registration]:
    event = hold(registration.event)
    demand(actor, Permission.REGISTRATION_HANDLE, event)
    fresh = Registration.objects.select_related("quota", "organisation").get(pk=registration.pk)
    fresh.event = event
    return event, fresh


def _by_number(registration: Registration, number: str) -> Organisation:
    name = registration.organisation_name or registration.name
    found = organisation_of(From(name, number)) if number.strip() else None
    if found is None:
        wrong = {"number": _("Choose one above, or write its number.")}
        raise InvalidInput(_("Choose an organisation."), wrong)
    return found


def _count_with(
    registration: Registration, event: Event, organisation: Organisation | None, actor: Actor, reason: str
) -> None:
    """The log says with whom one is counted now; a place that this makes free for others is offered."""
    now = timezone.now()
    registration.organisation = organisation
    registration.company = company_key(organisation, registration.organisation_name)
    registration.save(update_fields=["organisation", "organisation_name", "company"])
    note(registration.quota, "company", registration, actor=actor, now=now, reason=reason)
    settle(event, now=now)
