"""The certificate that somebody took part: for those whom a door let in, once the event is over."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from forebild.events.models import Registration
from forebild.shared.dates import in_swedish_time
from forebild.shared.models import in_language
from forebild.shared.pdf.render import render_pdf
from forebild.shared.ui.dates import days

_SALT = "door.certificate"


def certificate_address(registration: Registration) -> str:
    """Where its owner fetches it; the address cannot be guessed."""
    return reverse("door:certificate", args=[signing.dumps(registration.public_id, salt=_SALT)])


def registration_id_in(token: str) -> str | None:
    """Whose certificate the address is for."""
    try:
        return str(signing.loads(token, salt=_SALT))
    except signing.BadSignature:
        return None


def certificate_pdf(registration: Registration, *, language: str) -> bytes:
    """One page, A4."""
    event = registration.event
    first, last = (in_swedish_time(at).date() for at in (event.begins_at, event.ends_at))
    with override(language):
        labels = {
            "heading": _("Certificate of attendance"),
            "took_part": _("took part in"),
            "kind": str(event.get_kind_display()),
            "signed": _("for the programme"),
        }
        title = _("Certificate of attendance: %(name)s") % {"name": registration.name}
    data = {
        "programme": event.programme.name,
        "organiser": event.programme.organiser,
        "name": registration.name,
        "organisation": registration.organisation_shown,
        "event": in_language(event, "title", language),
        "when": days(first, last, language),
        "where": ", ".join(part for part in (event.venue, event.municipality) if part),
        "labels": labels,
    }
    return render_pdf(
        "door/pdf/certificate.typ", data, title=title, language=language, created_at=event.ends_at
    )
