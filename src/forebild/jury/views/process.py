"""The open process: what everybody may know of how an edition is judged."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forebild.jury.process import Cells, Process, process_of
from forebild.jury.safe_cells import LEAST
from forebild.jury.views.finders import edition_of
from forebild.programme.models import Edition
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Bar, BarChart

KEPT_SECONDS = 300  # live enough; a crowd on the day of the release asks the database once


@page(Permission.PUBLIC, find=edition_of)
@require_safe
def process(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Numbers in charts with their tables; the same to all, so that caches may keep it for strangers."""
    found = process_of(edition)
    context = {
        "edition": edition,
        "process": found,
        "region_chart": _chart(_("Entries by region"), found.regions, _("Region")),
        "size_chart": _chart(_("Entries by the company’s size"), found.sizes, _("Size")),
        "stage_chart": _stages(found),
        "least": LEAST,
    }
    response = render(request, "jury/process.html", context)
    if not request.COOKIES:
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        patch_vary_headers(response, ["Cookie"])
    return response


def _chart(title: str, cells: Cells, heading: str) -> BarChart | None:
    if not cells:
        return None
    bars = tuple(Bar(name, count) for name, count in cells)
    return BarChart(title, bars, label_heading=heading, value_heading=_("Entries"))


def _stages(found: Process) -> BarChart | None:
    if not found.stages:
        return None
    bars = tuple(
        Bar(stage.stretch.label, stage.days, muted=stage.stretch.state != "current") for stage in found.stages
    )
    return BarChart(
        _("Days per stage"),
        bars,
        label_heading=_("Stage"),
        value_heading=_("Days"),
        description=_("The stage that we are in stands out."),
    )
