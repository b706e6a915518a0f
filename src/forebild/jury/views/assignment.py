"""Who reads what: the engine's proposal, its figures, why, and its publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from forebild.competition.models import Entry
from forebild.engine.assignment.explain import Alternative, explain
from forebild.jury.affinity import Likeness, likeness, words_by_entry
from forebild.jury.causes import competence_name
from forebild.jury.forms.planning import PlanForm, ReaderForm, SettleForm
from forebild.jury.models import AssignmentPlan, Juror, SeatRule
from forebild.jury.plans import begun_by_others, stored_answer, stored_problem
from forebild.jury.queries import recused_entries
from forebild.jury.sectors import sector_name
from forebild.jury.services import assignments
from forebild.jury.views.finders import edition_of, edition_of_plan, led_edition
from forebild.jury.views.plan_parts import Floor, Side
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
def assignment(request: PersonRequest, edition: Edition) -> HttpResponse:
    """What is assigned, what is proposed, and the difference."""
    floor = Floor(edition, request.user)
    form = PlanForm(request.POST or None, initial=_usual(edition), competences=floor.competences)
    if form.is_valid():
        try:
            assignments.propose_assignment(actor=request.user, edition=edition, **form.wish)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("jury:assignment", edition_year=edition.year)
    return render(request, "jury/assignment.html", whole(request, floor, plan_form=form))


def _usual(edition: Edition) -> dict[str, Any]:
    return {"per_entry": edition.reviews_per_entry, "seed": 0, "newcomers": 0, "moves": ""}


def whole(request: PersonRequest, floor: Floor, **forms: Any) -> dict[str, Any]:
    """Everything on the page, counted over the entries that the reader may know of."""
    edition, choices = floor.edition, {"jurors": floor.reader_rows, "entries": floor.entry_rows}
    plans = list(edition.assignment_plans.filter(state="proposed").select_related("proposed_by"))
    rules = SeatRule.objects.for_actor(request.user).in_force().filter(entry__in=floor.entry_rows)
    context = {
        "entry_count": len(floor.entries),
        "juror_count": len(floor.jurors),
        "current_count": len(floor.current),
        "by_entry": floor.by_entry([pair for pair in floor.current if pair[0] in floor.jurors]),
        "load_chart": floor.load_chart(floor.current, _("Entries per juror now")),
        "plan": plans[0] if plans else None,
        "side": Side.of(plans[0], floor) if plans else None,
        "other_plans": plans[1:],
        "rules": list(rules.select_related("juror__person", "entry__organisation", "made_by")),
        "plan_form": PlanForm(initial=_usual(edition), competences=floor.competences),
        "reader_form": ReaderForm(**choices),
        "settle_form": SettleForm(**choices),
    }
    return {"edition": edition, **context, **forms}


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
@require_POST
def reader_add(request: PersonRequest, edition: Edition) -> HttpResponse:
    """One more reader for one entry, by hand."""
    floor = Floor(edition, request.user)
    form = ReaderForm(request.POST, jurors=floor.reader_rows, entries=floor.entry_rows)
    if form.is_valid():
        try:
            added = assignments.assign_one(actor=request.user, **form.cleaned_data)
        except NotNow as refusal:
            show_refusal(form, refusal)
        else:
            named = {"juror": added.juror.person, "company": added.entry.organisation.name}
            messages.success(request, _("%(juror)s now reads the entry of %(company)s.") % named)
            return redirect("jury:assignment", edition_year=edition.year)
    return render(request, "jury/assignment.html", whole(request, floor, reader_form=form), status=422)


def plan_of(actor: Any, edition_year: int, plan_id: str) -> AssignmentPlan:
    """A proposal of an edition that the person leads or runs."""
    return edition_of_plan(led_edition(actor, edition_year), plan_id)


@page(Permission.ASSIGNMENT_PLAN, find=plan_of)
@require_POST
def assignment_publish(request: PersonRequest, plan: AssignmentPlan) -> HttpResponse:
    """The proposal becomes real, after a page that names every begun review that it takes away."""
    begun = begun_by_others(plan, request.user)
    told = request.POST.getlist("taking")
    if plan.state == "proposed" and any(seat.public_id not in told for seat in begun):
        return _ask_to_take(request, plan, begun)
    made = assignments.publish_assignment(actor=request.user, plan=plan, taking=told)
    closed = set(recused_entries(request.user).values_list("entry", flat=True))
    count = sum(each.entry_id not in closed for each in made)
    messages.success(
        request, _("Published: %(count)d new readings. The jurors are told by mail.") % {"count": count}
    )
    return redirect("jury:assignment", edition_year=plan.edition.year)


def _ask_to_take(request: PersonRequest, plan: AssignmentPlan, begun: list[Any]) -> HttpResponse:
    context = {
        "begun": begun,
        "plan": plan,
        "cancel_href": reverse("jury:assignment", args=[plan.edition.year]),
    }
    return render(request, "jury/assignment_taking.html", {"edition": plan.edition, **context}, status=409)


@page(Permission.ASSIGNMENT_PLAN, find=plan_of)
@require_POST
def assignment_discard(request: PersonRequest, plan: AssignmentPlan) -> HttpResponse:
    """Put the proposal away."""
    assignments.discard_assignment(actor=request.user, plan=plan)
    messages.success(request, _("The proposal is put away. Nothing was sent."))
    return redirect("jury:assignment", edition_year=plan.edition.year)


def _pair_of_plan(
    actor: Any, edition_year: int, plan_id: str, juror_id: str, entry_id: str
) -> AssignmentPlan:
    return plan_of(actor, edition_year, plan_id)


BARS = {
    "conflict": gettext_lazy("conflict of interest"),
    "forbidden": gettext_lazy("ruled out by the office, or does not read the language"),
    "employer": gettext_lazy("a colleague of the same employer reads it"),
    "competence": gettext_lazy("nobody else on it would know what is required"),
    "fixed": gettext_lazy("was given the entry before this proposal"),
    "load": gettext_lazy("has too many or too few entries for a change"),
}


@page(Permission.ASSIGNMENT_PLAN, find=_pair_of_plan)
def assignment_why(request: PersonRequest, plan: AssignmentPlan) -> HttpResponse:
    """Why this juror for this entry, and what another would change."""
    parts: Any = request.resolver_match.kwargs if request.resolver_match else {}
    floor, problem = Floor(plan.edition, request.user), stored_problem(plan)
    entry, juror = floor.entries.get(parts["entry_id"]), floor.jurors.get(parts["juror_id"])
    is_known = entry and juror and entry.public_id in problem.entry_index
    if not entry or not juror or not is_known or juror.public_id not in problem.juror_index:
        raise Http404
    found = explain(problem, stored_answer(plan, problem), juror.public_id, entry.public_id)
    context = {
        "plan": plan,
        "entry": entry,
        "juror": juror,
        "found": found,
        "reasons": _reasons(juror, entry),
        "alone_with": [competence_name(key) for key in found.alone_with],
        "rule": SeatRule.objects.for_actor(request.user).in_force().filter(juror=juror, entry=entry).first(),
        "alternatives": [_in_words(other, floor) for other in found.alternatives],
    }
    return render(request, "jury/assignment_why.html", {"edition": plan.edition, **context})


def _reasons(juror: Juror, entry: Entry) -> list[str]:
    """What speaks for the pair, as it stands today."""
    found = likeness(juror, entry, words_by_entry([entry]).get(entry.pk, frozenset()))
    return [*_sector_reason(found), *_subject_reason(found)]


def _sector_reason(found: Likeness) -> list[str]:
    if found.shared is None:
        return []
    known, own = (sector_name(code) for _scheme, code in found.shared)
    if known != own:  # somewhere in the same branch of the tree: it counts, but says nothing to a reader
        return []
    return [_("The juror knows the company's industry: %(sector)s.") % {"sector": own}]


def _subject_reason(found: Likeness) -> list[str]:
    if not found.subjects:
        return []
    return [
        _("The entry speaks of what the juror knows: %(subjects)s.") % {"subjects": ", ".join(found.subjects)}
    ]


def _in_words(other: Alternative, floor: Floor) -> dict[str, Any]:
    """Another juror in this one's place; an exchange through a closed entry does not name it."""
    return {
        "juror": floor.jurors.get(other.juror),
        "affinity": other.affinity,
        "bar": BARS.get(other.bar, ""),
        "takes": floor.entries.get(other.takes),
        "change": other.change,
    }
