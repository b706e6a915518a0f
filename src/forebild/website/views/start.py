"""The page that one lands on after signing in: what is mine to do now, and my rooms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.queries.sittings import own_assessments
from forebild.competition.queries import may_begin, own_entries, own_organisations, running_edition
from forebild.events.queries import own_registrations
from forebild.programme.queries import works_in_office
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.website.addresses import url_or_nothing
from forebild.website.attention import attention
from forebild.website.mine import Task, seats_of, tasks_of
from forebild.website.queries import edition_overseen
from forebild.website.standing import standing_of


@page(Permission.SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """What waits for me, the most urgent first with the page's one button; then everything that is mine."""
    tasks = tasks_of(request.user)
    running = running_edition()
    context = {
        "first": tasks[0] if tasks else None,
        "others": [_as_step(task) for task in tasks[1:]],
        "call": running if running and may_begin(running, timezone.now()) else None,
        "office": _office(request.user),
        "seats": seats_of(request.user),
        "organisations": own_organisations(request.user),
        "entries": own_entries(request.user),
        "registrations": own_registrations(request.user),
        "assessments": own_assessments(request.user),
    }
    return render(request, "website/start.html", context)


def _as_step(task: Task) -> dict[str, Any]:
    return {"title": task.title, "href": task.href, "note": task.text, "state": "todo"}


def _office(actor: Any) -> dict[str, Any] | None:
    """For those who work there: what needs somebody, as the overview says it."""
    if not works_in_office(actor):
        return None
    edition = edition_overseen(actor)
    items = attention(standing_of(edition, actor)) if edition else []
    return {"href": url_or_nothing("website:dashboard"), "items": items, "title": _("The office")}
