"""By the office's own hand: a move with its effect first, the last one undone, seats settled, pairs apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_beside_fields
from forebild.shared.models import new_public_id
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.tables.forms.office import ApartForm, MoveForm, SettleForm
from forebild.tables.models import Apart, TablePlan
from forebild.tables.problems import Board
from forebild.tables.reasons import compared
from forebild.tables.services import seats as services
from forebild.tables.views.finders import run_apart, run_plan


@page(Permission.TABLE_PLAN, find=run_plan)
def seat_move(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """What a move would do to the figures; pressed once more, the move."""
    board = Board.of(plan)
    wished = {name: request.GET.get(name, "") for name in ("person", "round", "table")}
    form = MoveForm(request.POST or None, board=board, initial=wished)
    effect, rows = None, []
    if form.is_valid():
        try:
            if "do" in request.POST:
                services.move_seat(actor=request.user, plan=plan, move=form.move, batch=new_public_id())
                messages.success(request, _("Moved. You can undo it."))
                return redirect("tables:table_plan", event_id=plan.event.public_id)
            effect = services.effect_of(board, form.move)
            rows = compared(effect.before, effect.after, get_language() or "sv")
        except InvalidInput as refusal:
            show_beside_fields(form, refusal)
    context = {"event": plan.event, "plan": plan, "form": form, "effect": effect, "rows": rows}
    return render(request, "tables/office/seat_move.html", context, status=422 if form.errors else 200)


@page(Permission.TABLE_PLAN, find=run_plan)
@require_POST
def seat_undo(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """The last change by hand is taken back."""
    services.undo_change(actor=request.user, plan=plan)
    messages.success(request, _("Undone."))
    return redirect("tables:table_plan", event_id=plan.event.public_id)


@page(Permission.TABLE_PLAN, find=run_plan)
def plan_rules(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """Settled seats, and who is kept apart: what every later plan keeps."""
    board = Board.of(plan)
    settle, apart = SettleForm(board=board), ApartForm(board=board)
    if request.method == "POST":
        if "apart-one" in request.POST:
            apart = ApartForm(request.POST, board=board)
            done = _parted(request, plan, apart)
        else:
            settle = SettleForm(request.POST, board=board)
            done = _settled(request, plan, board, settle)
        if done:
            messages.success(request, _("Saved. It counts from the next plan on."))
            return redirect("tables:plan_rules", event_id=plan.event.public_id)
    titles = {each.number: each.title for each in plan.rounds}
    locked = [(seat, titles[seat.round]) for seat in board.at.values() if seat.is_locked]
    context = {"event": plan.event, "settle_form": settle, "apart_form": apart}
    context |= {"locked": locked, "aparts": board.aparts}
    is_wrong = bool(settle.errors or apart.errors)
    return render(request, "tables/office/plan_rules.html", context, status=422 if is_wrong else 200)


def _settled(request: PersonRequest, plan: TablePlan, board: Board, form: SettleForm) -> bool:
    if not form.is_valid():
        return False
    clean: dict[str, Any] = form.cleaned_data
    try:
        services.settle_seat(
            actor=request.user,
            plan=plan,
            person=clean["person"],
            round_number=clean["round"],
            table=board.table_by_id[clean["table"]],
            batch=new_public_id(),
        )
    except InvalidInput as refusal:
        show_beside_fields(form, refusal)
        return False
    return True


def _parted(request: PersonRequest, plan: TablePlan, form: ApartForm) -> bool:
    if form.is_valid():
        services.keep_apart(actor=request.user, plan=plan, **form.cleaned_data)
    return form.is_valid()


@page(Permission.TABLE_PLAN, find=run_plan)
@require_POST
def seat_release(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """The next plan may choose again."""
    number = request.POST.get("round", "")
    services.release_seat(
        actor=request.user,
        plan=plan,
        person=request.POST.get("person", ""),
        round_number=int(number) if number.isdecimal() else 0,
    )
    messages.success(request, _("Released."))
    return redirect("tables:plan_rules", event_id=plan.event.public_id)


@page(Permission.TABLE_PLAN, find=run_apart)
@require_POST
def apart_end(request: PersonRequest, apart: Apart) -> HttpResponse:
    """They may sit together again."""
    event_id = apart.plan.event.public_id
    services.let_meet(actor=request.user, apart=apart)
    messages.success(request, _("Released."))
    return redirect("tables:plan_rules", event_id=event_id)
