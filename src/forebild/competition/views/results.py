"""What everybody may see: a year, all years, and the proof of an award with its diploma and badge."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from forebild.competition import badges, queries
from forebild.competition.models import Award
from forebild.competition.ways import EDITION, ways_from
from forebild.programme.models import Edition
from forebild.programme.queries import current_programme
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission
from forebild.shared.urls import site_url

A_DAY = 24 * 3600


def public_edition(actor: Actor, edition_year: int) -> Edition:
    """One that the public may know of, or that the actor runs."""
    editions = Edition.objects.for_actor(actor).select_related("programme")
    return get_object_or_404(editions, programme=current_programme(), year=edition_year)


def published(actor: Actor, award_id: str) -> Award:
    """An award that is out."""
    award = queries.published_award(award_id)
    if award is None:
        raise Http404
    return award


@page(Permission.PUBLIC, find=public_edition)
@require_safe
def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """A year: the call and its dates, then the wait, then the result."""
    shown = queries.edition_page(edition, timezone.now(), queries.public_result(edition))
    context = {"shown": shown, "edition": edition, "ways": ways_from(EDITION, edition)}
    return render(request, "competition/edition.html", context)


@page(Permission.PUBLIC)
@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """All years."""
    programme = current_programme()
    years = queries.archived_editions(programme) if programme else []
    return render(request, "competition/editions.html", {"years": years})


@page(Permission.PUBLIC)
@require_safe
def award(request: HttpRequest, award_id: str) -> HttpResponse:
    """The proof: what, who, when, by which programme; or, plainly, that there is no such award."""
    award = queries.published_award(award_id)
    if award is None:
        return render(request, "competition/award_unknown.html", {"award_id": award_id}, status=404)
    language = get_language() or "sv"
    address = site_url("competition:award", language, award_id=award.public_id)
    context = {"award": award, "address": address, "badges": badges.offered(award, language)}
    return render(request, "competition/award.html", context)


@page(Permission.PUBLIC, find=published)
@require_safe
def award_diploma(request: HttpRequest, award: Award) -> HttpResponse:
    """The diploma as PDF, in the page's language."""
    content = badges.award_diploma(award, get_language() or "sv")
    response = HttpResponse(content, content_type="application/pdf")
    name = f"diplom-{slugify(award.organisation_name)}-{award.edition.year}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@page(Permission.PUBLIC, find=published)
@require_safe
def award_badge(request: HttpRequest, award: Award) -> HttpResponse:
    """The badge as SVG, `?tema=mork` for dark grounds. Other sites may show it."""
    context = badges.drawing(award, get_language() or "sv", dark=request.GET.get("tema") == "mork")
    response = render(request, "competition/badge.svg", context, content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={A_DAY}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response
