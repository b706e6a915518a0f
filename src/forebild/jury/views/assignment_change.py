"""A person's own hand in the plan: a proposal changed, two compared, seats settled."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.jury.forms.planning import ChangeForm, SettleForm
from forebild.jury.models import AssignmentPlan, SeatRule
from forebild.jury.services import seat_rules
from forebild.jury.services.adjusting import Warned, adjust_plan
from forebild.jury.views.assignment import plan_of, whole
from forebild.jury.views.finders import edition_of, led_edition
from forebild.jury.views.plan_parts import Floor, Side
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.ASSIGNMENT_PLAN, find=plan_of)
def assignment_adjust(request: PersonRequest, plan: AssignmentPlan) -> HttpResponse:
    """Change one entry's readers in the proposal; warnings first, if there are any."""
    floor = Floor(plan.edition, request.user)
    warnings: list[str] = []
    choices: dict[str, Any] = {"jurors": floor.reader_rows, "entries": floor.entry_rows}
    wished = {"entry": request.GET.get("entry"), "takes": request.GET.get("takes")}
    form = ChangeForm(request.POST or None, initial=wished, **choices)
    if form.is_valid():
        try:
            adjust_plan(actor=request.user, plan=plan, accepted=form.is_accepted, **form.change)
        except Warned as warned:
            warnings, form = warned.warnings, _asked_again(request, form, choices)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The proposal is changed. Nothing was sent."))
            return redirect("jury:assignment", edition_year=plan.edition.year)
    context = {"plan": plan, "form": form, "warnings": warnings, "side": Side.of(plan, floor)}
    return render(
        request,
        "jury/assignment_adjust.html",
        {"edition": plan.edition, **context},
        status=422 if form.is_bound else 200,
    )


def _asked_again(request: PersonRequest, form: ChangeForm, choices: dict[str, Any]) -> ChangeForm:
    """The same change, with a box to tick for its warnings."""
    data = request.POST.copy()
    data["about"] = form.key
    data.pop("accepted", None)
    again = ChangeForm(data, is_warned=True, **choices)
    again.is_valid()
    return again


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
def assignment_compare(request: PersonRequest, edition: Edition) -> HttpResponse:
    """The two latest proposals side by side: figures, loads, and the entries whose readers differ."""
    floor = Floor(edition, request.user)
    plans = (
        edition.assignment_plans.filter(state="proposed")
        .select_related("proposed_by")
        .order_by("proposed_at")
    )
    sides = [Side.of(plan, floor) for plan in plans]
    context: dict[str, Any] = {"sides": sides}
    if len(sides) == 2:
        context |= {"loads": _loads(floor, *sides), "differing": _differing(*sides)}
    return render(request, "jury/assignment_compare.html", {"edition": edition, **context})


def _loads(floor: Floor, one: Side, other: Side) -> list[tuple[Any, int, int, int]]:
    """Per juror: entries now, in the one, in the other."""
    now = dict.fromkeys(floor.jurors, 0)
    for juror, _entry in floor.current:
        now[juror] = now.get(juror, 0) + 1
    first, second = one.loads, other.loads
    return [(juror, now[key], first[key], second[key]) for key, juror in floor.jurors.items()]


def _differing(one: Side, other: Side) -> list[tuple[Any, list[Any], list[Any], list[Any]]]:
    """Entries whose readers differ: the readers in both, only in the one, only in the other."""
    rows = []
    for (entry, first), (_same, second) in zip(one.by_entry, other.by_entry, strict=True):
        if first != second:
            both = [juror for juror in first if juror in second]
            rows.append(
                (entry, both, [j for j in first if j not in both], [j for j in second if j not in both])
            )
    return rows


@page(Permission.ASSIGNMENT_PLAN, find=edition_of)
@require_POST
def seat_settle(request: PersonRequest, edition: Edition) -> HttpResponse:
    """A juror always or never reads an entry, in every later proposal."""
    floor = Floor(edition, request.user)
    form = SettleForm(request.POST, jurors=floor.reader_rows, entries=floor.entry_rows)
    if form.is_valid():
        try:
            rule = seat_rules.settle_seat(actor=request.user, **form.cleaned_data)
        except NotNow as refusal:
            show_refusal(form, refusal)
        else:
            named = {"juror": rule.juror.person, "company": rule.entry.organisation.name}
            messages.success(request, _settled_text(rule) % named)
            return redirect("jury:assignment", edition_year=edition.year)
    return render(request, "jury/assignment.html", whole(request, floor, settle_form=form), status=422)


def _settled_text(rule: SeatRule) -> str:
    if rule.kind == SeatRule.Kind.PIN:
        return _("From the next proposal on, %(juror)s always reads the entry of %(company)s.")
    return _("From the next proposal on, %(juror)s never reads the entry of %(company)s.")


def _rule(actor: Any, edition_year: int, rule_id: str) -> SeatRule:
    rules = SeatRule.objects.for_actor(actor).select_related("entry__edition__programme", "juror__person")
    return get_object_or_404(rules, public_id=rule_id, entry__edition=led_edition(actor, edition_year))


@page(Permission.ASSIGNMENT_PLAN, find=_rule)
@require_POST
def seat_release(request: PersonRequest, rule: SeatRule) -> HttpResponse:
    """The next proposal may choose again."""
    seat_rules.release_seat(actor=request.user, rule=rule)
    messages.success(request, _("The seat is released. The next proposal chooses freely."))
    return redirect("jury:assignment", edition_year=rule.entry.edition.year)
