"""The front page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.events.queries import calendar_events
from forebild.library.models import GoodExample
from forebild.programme.models import Edition, Phase
from forebild.programme.queries import current_programme, timeline
from forebild.shared.models import text_in
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.dates import in_full
from forebild.website import queries
from forebild.website.addresses import url_or_nothing


@page(Permission.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """What the programme is, what is open now, and what came of it."""
    programme = current_programme()
    edition = queries.edition_under_way(programme)
    language = get_language() or "sv"
    context = {
        "programme": programme,
        "edition": edition,
        "timeline": _timeline(edition, language) if edition else [],
        "call": _open_call(edition) if edition else None,
        "events": calendar_events(programme, request.user)[:3],
        "examples": [_example(example, language) for example in queries.latest_examples(programme)],
        "figures": _figures(queries.award_counts(programme), queries.story_count(programme)),
        "counties": queries.county_rows(programme),
    }
    return render(request, "website/home.html", context)


def _timeline(edition: Edition, language: str) -> list[dict[str, Any]]:
    """The phases as the timeline component takes them: what closes now, what opens next."""
    return [
        {
            "title": stretch.label,
            "text": _("Closes %(when)s") % {"when": in_full(stretch.phase.closes_at, language)}
            if stretch.state == "current"
            else _("Opens %(when)s") % {"when": in_full(stretch.phase.opens_at, language)},
            "state": stretch.state,
        }
        for stretch in timeline(edition)
        if stretch.state != "done"
    ]


def _open_call(edition: Edition) -> Phase | None:
    """The application or, before it, the nomination that one can take part in now."""
    open_now = {
        stretch.phase.kind: stretch.phase for stretch in timeline(edition) if stretch.state == "current"
    }
    return open_now.get(Phase.Kind.APPLICATION) or open_now.get(Phase.Kind.NOMINATION)


def _example(example: GoodExample, language: str) -> dict[str, str]:
    fields = example.document.published_fields or {}
    return {
        "title": text_in(fields, "title", language),
        "ingress": text_in(fields, "ingress", language),
        "company": example.organisation.name,
        "place": example.organisation.municipality,
        "href": url_or_nothing("library:example", slug=example.slug),
    }


def _figures(counts: dict[str, int], story_count: int) -> list[dict[str, Any]]:
    editions = url_or_nothing("competition:editions")
    told = {
        "figure": story_count,
        "label": _("good examples to read"),
        "href": url_or_nothing("library:examples"),
    }
    return [
        *([told] if story_count else []),
        {"figure": counts["winners"], "label": _("winners"), "href": editions},
        {"figure": counts["mentions"], "label": _("honourable mentions"), "href": editions},
        {"figure": counts["editions"], "label": _("editions decided"), "href": editions},
        {"figure": counts["counties"], "label": _("counties with an awarded company"), "href": "#karta"},
    ]
