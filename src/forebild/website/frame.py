"""The frame of every page: the programme's name, the ways on, by who is looking."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.jury.queries import sits_in_jury
from forebild.programme.models import Programme
from forebild.programme.queries import programme_with_pages, works_in_office
from forebild.website.addresses import public_addresses, url_or_nothing
from forebild.website.middleware import HEADING_FOR
from forebild.website.sides import room_shown, side_navigation

Links = list[dict[str, Any]]


def programme_in_frame(request: HttpRequest) -> Mapping[str, object]:
    """What the frame says of the programme, and to this person."""
    programme = programme_with_pages()
    side = side_navigation(request)
    pages = set(programme.published_slugs) if programme else set()  # type: ignore[attr-defined]  # annotated
    return {
        **_programme(programme),
        "addresses": public_addresses(request),
        "feed_url": url_or_nothing("library:feed"),
        "home_url": reverse("website:home"),
        "start_url": reverse("website:start"),
        "onward_url": _onward_url(request),
        "office_url": reverse("website:dashboard"),
        "navigation": _links(
            (_("Good examples"), "library:examples"),
            (_("Events"), "events:calendar"),
            (_("Self-assessment"), "assessment:start"),
            (_("The competition"), "competition:editions"),
            (_("Nominate"), "competition:nominate"),
            *_written(pages, (_("About the programme"), "om")),
        ),
        "side_navigation": side,
        "side_shown": room_shown(request, side),
        "account_links": _account_links(request),
        "sign_out_url": reverse("account_logout") if _is_signed_in(request) else "",
        "accessibility_url": _page_url(pages, "tillganglighet"),
        "press_url": _page_url(pages, "press"),
        "footer_links": _links(*_written(pages, (_("Rules"), "regler"), (_("Privacy"), "personuppgifter"))),
    }


def _written(pages: Collection[str], *wanted: tuple[str, str]) -> list[tuple[str, ...]]:
    """Links to editorial pages, (label, slug), as far as readers find them: a new programme has none yet."""
    return [(label, "programme:page", slug) for label, slug in wanted if slug in pages]


def _page_url(pages: Collection[str], slug: str) -> str:
    return url_or_nothing("programme:page", slug) if slug in pages else ""


def _programme(programme: Programme | None) -> dict[str, object]:
    if programme is None:
        return {"sample": settings.DEMO}
    return {
        "programme_name": programme.name,
        "programme_tagline": programme.summary,
        "contact_url": f"mailto:{programme.contact_email}",
        "sample": programme.is_sample,
    }


def _is_signed_in(request: HttpRequest) -> bool:
    # An error page may be drawn for a request that the middleware never saw.
    return hasattr(request, "user") and request.user.is_authenticated


def _onward_url(request: HttpRequest) -> str:
    """Where somebody goes on to who has set up a second factor on the way."""
    kept = request.session.get(HEADING_FOR) if _is_signed_in(request) else None
    return kept or reverse("website:start")


def _account_links(request: HttpRequest) -> Links:
    """Signing in, or one's own rooms."""
    if not _is_signed_in(request):
        return _links((_("Sign in"), "people:sign_in"))
    rooms = [(_("My page"), "website:start")]
    if works_in_office(request.user):
        rooms.append((_("Office"), "website:dashboard"))
    elif sits_in_jury(request.user):
        rooms.append((_("Jury"), "website:start"))
    return _links(*rooms)


def _links(*wanted: tuple[str, ...]) -> Links:
    return [
        {"label": label, "href": url}
        for label, name, *parts in wanted
        if (url := url_or_nothing(name, *parts))
    ]
