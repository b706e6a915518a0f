"""A second factor that was lost with its telephone: taken away, so that its owner sets up a new one."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.people import notices
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.urls import site_url


@transaction.atomic
def remove_second_factor(*, email: str) -> Person:
    """Remove every second factor of the person with this address, recovery codes too, and say so by mail.

    Nobody asks for permission here: whoever can run commands on the server may, after having made sure who
    asks. Raises NotNow for an address that nobody has, or that has no second factor.
    """
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None or not Authenticator.objects.filter(user=person).exists():
        raise NotNow(_("Nobody with this address has a second factor."))
    Authenticator.objects.filter(user=person).delete()
    with override(person.language):
        change = _("Your second factor was removed by the programme office. Set up a new one.")
    queue(
        notice=notices.SECOND_FACTOR_CHANGED,
        to=person,
        values={"change": change, "link": site_url("mfa_index", person.language)},
        key=f"people.second_factor_removed:{person.public_id}:{timezone.now().isoformat()}",
    )
    audit.record(None, "people.second_factor.removed", person)
    return person
