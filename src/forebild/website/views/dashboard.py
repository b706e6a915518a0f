"""The office's overview: where everything stands, what needs somebody, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forebild.competition.models import Entry
from forebild.jury.queries import counted_reviews
from forebild.programme.models import Edition
from forebild.shared.dates import in_swedish_time
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Bar, BarChart
from forebild.shared.ui.dates import day_in_short
from forebild.website.attention import attention
from forebild.website.pipeline import next_step, pipeline
from forebild.website.queries import edition_overseen, edition_shown
from forebild.website.standing import standing_of

SHOWN_DAYS = 7


@page(Permission.OFFICE_WORK)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The edition of `?omgang=`, else the one under way; without any, the way to plan one."""
    year = request.GET.get("omgang", "")
    editions = list(
        Edition.objects.for_actor(request.user)
        .run_by(request.user)
        .select_related("programme")
        .order_by("-year")
    )
    asked = edition_shown(request.user, int(year)) if year.isdecimal() and len(year) == 4 else None
    edition = asked if asked in editions else edition_overseen(request.user)
    if edition is None:
        return render(request, "website/dashboard.html", {"editions": editions})
    standing = standing_of(edition, request.user)
    steps = pipeline(standing)
    context = {
        "editions": editions,
        "edition": edition,
        "attention": attention(standing),
        "steps": steps,
        "following": next_step(steps),
        "charts": [chart for chart in _charts(edition, request.user) if chart.bars],
    }
    return render(request, "website/dashboard.html", context)


def _charts(edition: Edition, actor: Any) -> list[BarChart]:
    entries = Entry.objects.for_actor(actor).filter(edition=edition, submitted_at__isnull=False)
    reviews = counted_reviews(edition, actor).prefetch_related(None)
    return [
        _per_day(_("Entries submitted per day"), entries.values_list("submitted_at", flat=True)),
        _per_day(_("Reviews handed in per day"), reviews.values_list("submitted_at", flat=True)),
    ]


def _per_day(title: str, moments: Iterable[datetime | None]) -> BarChart:
    """The seven days up to the last one on which anything came in, the days without anything too."""
    days = [in_swedish_time(moment).date() for moment in moments if moment]
    shown = [max(days) - timedelta(days=back) for back in reversed(range(SHOWN_DAYS))] if days else []
    language = get_language() or "sv"
    return BarChart(
        title,
        tuple(Bar(_day(day, language), days.count(day)) for day in shown),
        description=_("The last seven days with anything to count."),
        label_heading=_("Day"),
        value_heading=_("Number"),
    )


def _day(day: date, language: str) -> str:
    return day_in_short(day, language)
