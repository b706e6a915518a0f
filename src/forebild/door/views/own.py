"""What somebody fetches who took part: the certificate."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

from forebild.door.certificates import certificate_pdf, registration_id_in
from forebild.door.queries import who_has_come
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.PUBLIC)
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever has the address from the own page, was let in, and once it is over."""
    registration = who_has_come(registration_id_in(token))
    if registration is None or not registration.event.is_over_at(timezone.now()):
        raise Http404
    printed = certificate_pdf(registration, language=get_language() or "sv")
    headers = {
        "Content-Disposition": f'attachment; filename="intyg-{registration.event.slug}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(printed, content_type="application/pdf", headers=headers)
