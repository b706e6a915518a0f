"""For search engines: what there is to read, and what is nobody's business."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from forebild.programme.queries import current_programme
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.website.addresses import in_each_language
from forebild.website.queries import public_pages

_ROOMS = (
    *("kansli/", "jury/", "bidrag/", "start/", "mina-uppgifter/", "foretag/", "logga-in/", "listor/"),
    *("svara/", "inbjudan/", "vill-vara-med/", "exempel/godkann/", "aterkoppling/"),
)


@page(Permission.PUBLIC)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Public pages may be found, rooms not. Of invented companies nothing at all may be."""
    programme = current_programme()
    if programme is None or programme.is_sample:
        return _plain("User-agent: *\nDisallow: /\n")
    closed = [f"Disallow: /{language}{room}" for language in ("", "en/") for room in _ROOMS]
    site_map = f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"
    return _plain("\n".join(["User-agent: *", *closed, "", site_map, ""]))


def _plain(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@page(Permission.PUBLIC)
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Each public page once per language, with its other languages beside it. Without days of change."""
    programme = current_programme()
    with override(settings.LANGUAGE_CODE):
        pages = [
            in_each_language(name, parts) for name, parts in (public_pages(programme) if programme else [])
        ]
    return render(request, "website/sitemap.xml", {"pages": pages}, content_type="application/xml")
