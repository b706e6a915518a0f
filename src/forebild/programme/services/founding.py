"""How a programme comes to be: once for an installation, from its own command line."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.people.models import Person
from forebild.programme.models import Programme, Role
from forebild.programme.services.pages import add_page
from forebild.shared import audit
from forebild.shared.errors import NotNow
from forebild.shared.outbox.services.queueing import checked_address

# What every page's frame links to once it is published; drafts until somebody has written them.
PAGES = (
    ("om", "Om programmet"),
    ("regler", "Regler"),
    ("press", "Press"),
    ("tillganglighet", "Tillgänglighet"),
    ("personuppgifter", "Personuppgifter"),
)


@transaction.atomic
def found_programme(
    *, name: str, organiser: str, contact_email: str, lead_name: str, lead_email: str
) -> Programme:
    """Begin the programme, with the person who leads it; everything else is done in the browser.

    Nobody asks for permission here: whoever can run commands on the server may. Raises NotNow when there
    is a programme already, InvalidInput for an address that no mail can go to.
    """
    if Programme.objects.exists():
        raise NotNow(_("There is a programme already. Its lead gives others their roles."))
    lead = Person.objects.known_as(checked_address(lead_email), name=lead_name)
    programme = Programme.objects.create(
        name_sv=name,
        summary_sv="",
        organiser=organiser,
        contact_email=checked_address(contact_email),
        started_on=timezone.localdate(),
    )
    Role.objects.create(person=lead, programme=programme, kind=Role.Kind.LEAD)
    audit.record(None, "programme.programme.founded", programme, lead=lead.public_id)
    for slug, title in PAGES:
        add_page(actor=lead, programme=programme, slug=slug, title=title)
    return programme
