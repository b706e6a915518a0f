"""From those who came to what came of it, in figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forebild.outcomes.forms.office import FunnelFilter
from forebild.outcomes.models.follow_up import Outcome
from forebild.outcomes.queries.figures import Funnel, past_events
from forebild.outcomes.queries.figures import funnel as funnel_of
from forebild.outcomes.views.sides import tabs
from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Bar, BarChart


@page(Permission.OFFICE_WORK)
@require_safe
def funnel(request: PersonRequest) -> HttpResponse:
    """Of the events that the filter leaves."""
    form = FunnelFilter(request.GET, events=list(past_events(request.user).order_by("-begins_at")))
    wanted = form.cleaned_data if form.is_valid() else {}
    found = funnel_of(past_events(request.user, **wanted))
    context = {
        "tabs": tabs(request),
        "form": form,
        "funnel": found,
        "steps": _steps(found),
        "outcomes": _outcomes(found),
        "is_narrowed": any(wanted.values()),
    }
    return render(request, "outcomes/office/funnel.html", context)


def _steps(found: Funnel) -> BarChart:
    steps = (
        (_("Came to an event"), found.came),
        (_("Asked for help"), found.asked),
        (_("Referred to an adviser"), found.referred),
        (_("Taken on by an adviser"), found.accepted),
        (_("The adviser has told what came of it"), found.told),
    )
    bars = tuple(Bar(label, count) for label, count in steps)
    return BarChart(_("From the event to the result"), bars, value_heading=_("How many"))


def _outcomes(found: Funnel) -> BarChart:
    bars = tuple(Bar(str(each.label).capitalize(), found.outcomes[each]) for each in Outcome)
    return BarChart(_("What came of it"), bars, value_heading=_("Requests"))
