"""The office's figures and its list of self-assessments; one company's result, where it shares it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.assessment import figure_charts as charts
from forebild.assessment.asked import Asked, read_set
from forebild.assessment.forms.figures import FigureFilter
from forebild.assessment.lists_office import AssessmentList
from forebild.assessment.models import Assessment, FigureRelease, QuestionSet
from forebild.assessment.office_figures import OVERALL
from forebild.assessment.queries.office import month_counts, office_assessments, shared_assessments
from forebild.assessment.queries.releases import latest_release, released_key
from forebild.assessment.result import result_of
from forebild.assessment.services.figure_releases import release_figures
from forebild.assessment.views.office.finders import programme_of_office
from forebild.assessment.views.office.sides import tabs
from forebild.engine.maturity.questions import Scoring
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.shared import audit
from forebild.shared.lists import Column, NumberColumn
from forebild.shared.lists.exports.csv_file import csv_parts
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Bar, BarChart


@dataclass(frozen=True)
class Shown:
    """What the address asks for: the release, the set as it is asked, and the choices that were made."""

    form: FigureFilter
    key: str
    asked: Asked | None
    release: FigureRelease | None
    kind: str
    dimension: str

    @property
    def top(self) -> int:
        """The end of the scale."""
        is_count = self.asked is not None and self.asked.reckoned.scoring == Scoring.COUNT
        return len(self.asked.questions) if self.asked and is_count and self.dimension == OVERALL else 100

    @property
    def rows(self) -> list[charts.Row]:
        """The groups."""
        return charts.rows_of(self.release.data, self.kind, self.dimension) if self.release else []

    @property
    def changes(self) -> list[charts.Change]:
        """The same companies twice."""
        return charts.changes_of(self.release.data, self.dimension) if self.release else []


def _shown(request: PersonRequest, programme: Programme) -> Shown:
    sets = {each.key: each for each in QuestionSet.objects.for_actor(request.user).latest_of_each()}
    first = next((key for key in (released_key(programme), *sets) if key in sets), "")
    key = request.GET.get("set", first) if request.GET.get("set", first) in sets else first
    asked = read_set(sets[key].data) if key else None
    names = charts.dimension_names(asked) if asked else {}
    by, dimension = request.GET.get("by", ""), request.GET.get("dimension", "")
    kind = by if by in charts.KINDS else "part"
    dimension = dimension if dimension in names else OVERALL
    choices = {"set": key, "by": kind, "dimension": dimension}
    form = FigureFilter(
        choices, sets=[(each.key, each.name) for each in sets.values()], dimensions=names.items()
    )
    return Shown(form, key, asked, latest_release(programme, key), kind, dimension)


@page(Permission.ASSESSMENT_FIGURES, find=programme_of_office)
@require_safe
def figures(request: PersonRequest, programme: Programme) -> HttpResponse:
    """How companies stand, by group; the same companies first and latest; with how many everywhere."""
    shown = _shown(request, programme)
    context: dict[str, Any] = {
        "tabs": tabs(request),
        "form": shown.form,
        "release": shown.release,
        "key": shown.key,
    }
    if shown.asked:
        title = charts.dimension_names(shown.asked)[shown.dimension]
        rows = shown.rows
        context |= {
            "rows": rows,
            "stacks": charts.stacks(rows, shown.asked, title),
            "quartiles": charts.quartile_chart(rows, shown.top),
            "changes": charts.change_chart(shown.changes, shown.top),
            "is_part": shown.kind == "part",
            "query": request.GET.urlencode(),
        }
    return render(request, "assessment/office/figures.html", context)


_COLUMNS = (
    Column("group", gettext_lazy("Group")),
    Column("what", gettext_lazy("What")),
    NumberColumn("figure", gettext_lazy("The figure")),
    NumberColumn("n", gettext_lazy("Companies")),
    Column("on", gettext_lazy("As of")),
)


@page(Permission.ASSESSMENT_FIGURES, find=programme_of_office)
@require_safe
def figures_csv(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """Exactly what the page shows."""
    shown = _shown(request, programme)
    if shown.asked is None:
        raise Http404
    rows = charts.lines(shown.rows, shown.changes, charts.band_names(shown.asked))
    parts = csv_parts(_COLUMNS, rows, ";")
    response = StreamingHttpResponse(
        (part.encode() for part in parts), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="sjalvskattningar-{shown.key}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@page(Permission.ASSESSMENT_FIGURES, find=programme_of_office)
@require_POST
def figures_release(request: PersonRequest, programme: Programme) -> HttpResponse:
    """New figures as of today, where enough is new."""
    key = request.POST.get("set", "")
    get_object_or_404(QuestionSet.objects.for_actor(request.user).latest_of_each(), key=key)
    release_figures(actor=request.user, programme=programme, key=key)
    messages.success(request, _("The figures are as of today."))
    return redirect(f"{reverse('assessment:figures')}?set={key}")


@page(Permission.ASSESSMENT_FIGURES, find=programme_of_office)
@require_safe
def assessment_list(request: PersonRequest, programme: Programme) -> HttpResponseBase:
    """All, by month, set and way; of companies those alone that share their result."""
    listing = AssessmentList(request.GET, office_assessments(programme))
    counts = month_counts(listing.rows)
    bars = tuple(Bar(month, count) for month, count in counts)
    chart = BarChart(_("Begun by month"), bars, label_heading=_("Month"), value_heading=_("How many"))
    context = {"tabs": tabs(request), "chart": chart if bars else None}
    return show_list(request, listing, "assessment/office/assessment_list.html", context)


def shared_one(actor: Any, assessment_id: str) -> Assessment:
    """One whose company lets the office read it; others are not there."""
    found = shared_assessments(programme_of_office(actor))
    return get_object_or_404(found, public_id=assessment_id)


@page(Permission.ASSESSMENT_SHARED_READ, find=shared_one)
@require_safe
def shared_result(request: PersonRequest, assessment: Assessment) -> HttpResponse:
    """A company's own result; the log says who has looked."""
    audit.record_read(request.user, assessment, "self-assessment that is shared")
    result = result_of(assessment, read_set(assessment.question_set.data), get_language() or "sv")
    context = {"assessment": assessment, "result": result}
    return render(request, "assessment/office/shared_result.html", context)
