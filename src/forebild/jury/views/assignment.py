"""Who reads what: the engine's proposal, its figures, why, and its publication."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from forebild.competition.models import Entry
from forebild.engine.assignment.explain import Alternative, explain
from forebild.jury.forms import PlanForm, ReaderForm
from forebild.jury.models import AssignmentPlan, Juror
from forebild.jury.plans import Pair, plan_figures, stored_answer, stored_problem
from forebild.jury.queries import current_pairs, judged_entries, jury_of
from forebild.jury.services import assignments
from forebild.jury.views.finders import edition_of, edition_of_plan, led_edition
from forebild.jury.views.office_pages import office_context, show_refusal
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Bar, BarChart


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
def assignment(request: PersonRequest, edition: Edition) -> HttpResponse:
    """What is assigned, what is proposed, and the difference."""
    form = PlanForm(request.POST or None, initial={"per_entry": edition.reviews_per_entry, "seed": 0})
    if form.is_valid():
        try:
            assignments.propose_assignment(actor=request.user, edition=edition, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("jury:assignment", edition_year=edition.year)
    return render(request, "jury/assignment.html", _whole(request, edition, plan_form=form))


def _whole(request: PersonRequest, edition: Edition, **forms: Any) -> dict[str, Any]:
    """Everything on the page, counted over the entries that the reader may know of."""
    entries = {entry.public_id: entry for entry in judged_entries(edition, request.user)}
    jurors = {juror.public_id: juror for juror in jury_of(edition, request.user).filter(state="serving")}
    current = _current_pairs(edition, entries)
    plan = edition.assignment_plans.filter(state="proposed").select_related("proposed_by").first()
    reader_form = ReaderForm(
        jurors=jury_of(edition, request.user).filter(state="serving"),
        entries=judged_entries(edition, request.user),
    )
    context = {
        "entry_count": len(entries),
        "juror_count": len(jurors),
        "plan": plan,
        "current_count": len(current),
        "by_entry": _by_entry(entries, jurors, current),
        "load_chart": _loads(jurors, current, _("Entries per juror now")),
        "reader_form": reader_form,
        **forms,
    }
    if plan:
        context |= _proposal(plan, entries, jurors, current)
    return office_context(request, edition, **context)


def _current_pairs(edition: Edition, entries: dict[str, Entry]) -> list[Pair]:
    """(juror, entry) of what is assigned now and open to the reader."""
    return [(juror, entry) for juror, entry in current_pairs(edition) if entry in entries]


def _by_entry(
    entries: dict[str, Entry], jurors: dict[str, Juror], pairs: list[Pair]
) -> list[tuple[Entry, list[Juror]]]:
    """Each entry with its readers, both by name."""
    readers: dict[str, list[Juror]] = defaultdict(list)
    for juror in jurors.values():
        for entry in (entry for reader, entry in pairs if reader == juror.public_id):
            readers[entry].append(juror)
    return [(entry, readers[public_id]) for public_id, entry in entries.items()]


def _loads(jurors: dict[str, Juror], pairs: list[Pair], title: str) -> BarChart:
    bars = tuple(
        Bar(str(juror.person), sum(reader == public_id for reader, _entry in pairs))
        for public_id, juror in jurors.items()
    )
    return BarChart(title, bars, label_heading=_("Juror"), value_heading=_("Entries"))


def _proposal(
    plan: AssignmentPlan, entries: dict[str, Entry], jurors: dict[str, Juror], current: list[Pair]
) -> dict[str, Any]:
    """The proposal beside what is now."""
    pairs = [(juror, entry) for juror, entry in plan.pairs if entry in entries and juror in jurors]
    figures = plan_figures(stored_problem(plan), pairs)
    return {
        "figures": figures,
        "worst_entry": entries[figures.worst_entry] if figures else None,
        "proposed_by_entry": _by_entry(entries, jurors, pairs),
        "proposed_chart": _loads(jurors, pairs, _("Entries per juror in the proposal")),
        "added_count": len(set(pairs) - set(current)),
        "kept_count": len(set(pairs) & set(current)),
        "proposed_count": len(pairs),
        "left_out": [entry for entry in entries.values() if entry.public_id not in {e for _j, e in pairs}],
    }


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
@require_POST
def reader_add(request: PersonRequest, edition: Edition) -> HttpResponse:
    """One more reader for one entry, by hand."""
    form = ReaderForm(
        request.POST,
        jurors=jury_of(edition, request.user).filter(state="serving"),
        entries=judged_entries(edition, request.user),
    )
    if form.is_valid():
        try:
            added = assignments.assign_one(actor=request.user, **form.cleaned_data)
        except NotNow as refusal:
            show_refusal(form, refusal)
        else:
            named = {"juror": added.juror.person, "company": added.entry.organisation.name}
            messages.success(request, _("%(juror)s now reads the entry of %(company)s.") % named)
            return redirect("jury:assignment", edition_year=edition.year)
    plan_form = PlanForm(initial={"per_entry": edition.reviews_per_entry, "seed": 0})
    context = _whole(request, edition, plan_form=plan_form) | {"reader_form": form}
    return render(request, "jury/assignment.html", context, status=422)


def _plan(actor: Any, edition_year: int, plan_id: str) -> AssignmentPlan:
    return edition_of_plan(led_edition(actor, edition_year), plan_id)


@page(Permission.ASSIGNMENT_PLAN, find=_plan)
@require_POST
def assignment_publish(request: PersonRequest, plan: AssignmentPlan) -> HttpResponse:
    """The proposal becomes real; each juror is told by mail."""
    made = assignments.publish_assignment(actor=request.user, plan=plan)
    messages.success(
        request,
        _("Published: %(count)d new readings. The jurors are told by mail.") % {"count": len(made)},
    )
    return redirect("jury:assignment", edition_year=plan.edition.year)


@page(Permission.ASSIGNMENT_PLAN, find=_plan)
@require_POST
def assignment_discard(request: PersonRequest, plan: AssignmentPlan) -> HttpResponse:
    """Put the proposal away."""
    assignments.discard_assignment(actor=request.user, plan=plan)
    messages.success(request, _("The proposal is put away. Nothing was sent."))
    return redirect("jury:assignment", edition_year=plan.edition.year)


def _pair_of_plan(
    actor: Any, edition_year: int, plan_id: str, juror_id: str, entry_id: str
) -> AssignmentPlan:
    return _plan(actor, edition_year, plan_id)


BARS = {
    "conflict": gettext_lazy("conflict of interest"),
    "forbidden": gettext_lazy("ruled out by the office"),
    "employer": gettext_lazy("a colleague of the same employer reads it"),
    "fixed": gettext_lazy("was given the entry before this proposal"),
    "load": gettext_lazy("has too many or too few entries for a change"),
}


@page(Permission.ASSIGNMENT_PLAN, find=_pair_of_plan)
def assignment_why(request: PersonRequest, plan: AssignmentPlan) -> HttpResponse:
    """Why this juror for this entry, and what another would change."""
    parts: Any = request.resolver_match.kwargs if request.resolver_match else {}
    entries = {entry.public_id: entry for entry in judged_entries(plan.edition, request.user)}
    jurors = {juror.public_id: juror for juror in jury_of(plan.edition, request.user)}
    problem = stored_problem(plan)
    entry, juror = entries.get(parts["entry_id"]), jurors.get(parts["juror_id"])
    is_known = entry and juror and entry.public_id in problem.entry_index
    if not entry or not juror or not is_known or juror.public_id not in problem.juror_index:
        raise Http404
    found = explain(problem, stored_answer(plan, problem), juror.public_id, entry.public_id)
    context = {
        "plan": plan,
        "entry": entry,
        "juror": juror,
        "found": found,
        "alternatives": [_in_words(other, entries, jurors) for other in found.alternatives],
    }
    return render(request, "jury/assignment_why.html", office_context(request, plan.edition, **context))


def _in_words(other: Alternative, entries: dict[str, Entry], jurors: dict[str, Juror]) -> dict[str, Any]:
    """Another juror in this one's place; an exchange through a closed entry does not name it."""
    return {
        "juror": jurors.get(other.juror),
        "affinity": other.affinity,
        "bar": BARS.get(other.bar, ""),
        "takes": entries.get(other.takes),
        "change": other.change,
    }
