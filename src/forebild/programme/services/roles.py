"""Who works in the programme, from when and until when."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.programme.models import Edition, Programme, Role, RoleQuerySet
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def grant_role(
    *,
    actor: Person,
    programme: Programme,
    email: str,
    kind: str,
    name: str = "",
    edition: Edition | None = None,
    until: datetime | None = None,
) -> Role:
    """Give somebody a role in the programme, or in one edition of it, with an end if it has one.

    Raises InvalidInput for an end that has passed, NotNow for a role that the person has.
    """
    demand(actor, Permission.ROLE_GRANT, programme)
    if until is not None and until <= timezone.now():
        raise InvalidInput(_("Check the dates."), {"until": _("Choose a time that is still to come.")})
    person = Person.objects.known_as(email, name=name)
    held = Role.objects.current().filter(person=person, programme=programme, edition=edition, kind=kind)
    if held.exists():
        raise NotNow(_("This person has that role already."))
    role = Role.objects.create(person=person, programme=programme, edition=edition, kind=kind, until=until)
    audit.record(actor, "programme.role.granted", person, kind=kind)
    return role


@transaction.atomic
def end_role(*, actor: Person, role: Role) -> None:
    """End a role now: access is gone with the person's next request. The last lead stays.

    Raises NotNow for the last lead, and for a role that has ended.
    """
    programme = Programme.objects.select_for_update().get(pk=role.programme_id)  # two leads, one at a time
    demand(actor, Permission.ROLE_GRANT, programme)
    if not Role.objects.current().filter(pk=role.pk).exists():
        raise NotNow(_("This role has ended already."))
    if role.kind == "lead" and role.edition is None and not _other_leads(role).exists():
        raise NotNow(_("There must be a programme lead. Name another one first."))
    role.until = timezone.now()
    role.save(update_fields=["until"])
    audit.record(actor, "programme.role.ended", role.person, kind=role.kind)


def _other_leads(role: Role) -> RoleQuerySet:
    """Those who would still lead the programme without `role`; who leads it for a while does not count."""
    leads = Role.objects.current().filter(programme=role.programme, kind="lead", edition=None, until=None)
    return leads.exclude(pk=role.pk)
