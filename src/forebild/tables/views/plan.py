"""The office's table plan: tables and rounds, the engine's answer with its figures, its life, why, as PDF."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from forebild.events.models import Event, Registration
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.models import new_public_id
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.tables.forms.office import SetupForm, TableForm
from forebild.tables.models import RoundTable, TablePlan
from forebild.tables.printed import cards_pdf, list_pdf
from forebild.tables.problems import Board
from forebild.tables.queries import plan_of_event
from forebild.tables.reasons import Worth, told_of
from forebild.tables.seating import Shown
from forebild.tables.services import plans as services
from forebild.tables.views.finders import run_event, run_guest, run_plan, run_table


@page(Permission.TABLE_PLAN, find=run_event)
def table_plan(request: PersonRequest, event: Event) -> HttpResponse:
    """Who sits where; before there is a plan, what it begins with."""
    plan = plan_of_event(event)
    if plan is None:
        return _begun(request, event)
    board = Board.of(plan)
    context = {
        "board": board,
        "shown": Shown(board),
        "worth": Worth(board.standing) if board.is_solved else None,
        "can_undo": plan.changes.filter(undone_at=None).exists(),
        "takers": event.note_takers.in_force().count(),
    }
    return render(request, "tables/office/table_plan.html", {"event": event, "plan": plan, **context})


def _begun(request: PersonRequest, event: Event) -> HttpResponse:
    usual = {"tables": 4, "seats": 6, "rounds": "", "parts_colleagues": True}
    usual |= {"size": 1, "sector": 1, "county": 1}
    form = SetupForm(request.POST or None, initial=usual)
    if form.is_valid():
        try:
            services.begin_plan(actor=request.user, event=event, setup=form.setup)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The tables stand. Now let the plan be made."))
            return redirect("tables:table_plan", event_id=event.public_id)
    return _show_setup(request, event, form)


@page(Permission.TABLE_PLAN, find=run_plan)
def plan_setup(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """Other tables or rounds."""
    form = SetupForm.of(plan, list(plan.tables.all()), request.POST or None)
    if form.is_valid():
        try:
            services.change_plan(actor=request.user, plan=plan, setup=form.setup)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Saved. Make the plan again so that everybody has a seat."))
            return redirect("tables:table_plan", event_id=plan.event.public_id)
    return _show_setup(request, plan.event, form, plan)


def _show_setup(
    request: PersonRequest, event: Event, form: SetupForm, plan: TablePlan | None = None
) -> HttpResponse:
    coming = event.registrations.filter(state="registered").count()
    context = {"event": event, "form": form, "plan": plan, "coming": coming}
    return render(request, "tables/office/plan_setup.html", context, status=422 if form.errors else 200)


@page(Permission.TABLE_PLAN, find=run_plan)
@require_POST
def plan_make(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """Let the engine seat everybody, anew or with as little moved as can be."""
    how = request.POST.get("how", "")
    services.propose_plan(actor=request.user, plan=plan, keeps=how == "keep", another=how == "another")
    messages.success(request, _("Everybody has a seat."))
    return redirect("tables:table_plan", event_id=plan.event.public_id)


@page(Permission.TABLE_PLAN, find=run_plan)
@require_POST
def late_seat(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """Those who came late get the best free chairs; nobody else moves."""
    count = services.seat_late(actor=request.user, plan=plan, batch=new_public_id())
    text = ngettext(
        "%(n)d person is seated. Nobody has moved.", "%(n)d persons are seated. Nobody has moved.", count
    )
    messages.success(request, text % {"n": count})
    return redirect("tables:table_plan", event_id=plan.event.public_id)


_MOVES = {
    "show": (services.show_plan, gettext_lazy("Those who take notes now see who sits at their table.")),
    "publish": (
        services.publish_plan,
        gettext_lazy("Everybody now sees the own tables on the page of the registration."),
    ),
    "take_back": (services.take_back_plan, gettext_lazy("Nobody outside the office sees the plan any more.")),
}


@page(Permission.TABLE_PLAN, find=run_plan)
@require_POST
def plan_move(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """Shown, published, taken back."""
    if (found := _MOVES.get(request.POST.get("act", ""))) is None:
        raise Http404
    act, text = found
    act(actor=request.user, plan=plan)
    messages.success(request, text)
    return redirect("tables:table_plan", event_id=plan.event.public_id)


@page(Permission.TABLE_PLAN, find=run_table)
def table_edit(request: PersonRequest, table: RoundTable) -> HttpResponse:
    """One table's name, chairs, host and online room."""
    event = table.plan.event
    known = {
        "name": table.name,
        "seats": table.seats,
        "host_id": table.host.public_id if table.host else "",
        "join_link": table.join_link,
    }
    form = TableForm(request.POST or None, board=Board.of(table.plan), initial=known)
    if form.is_valid():
        try:
            services.change_table(actor=request.user, table=table, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The table is saved."))
            return redirect("tables:table_plan", event_id=event.public_id)
    context = {"event": event, "table": table, "form": form}
    return render(request, "tables/office/table_edit.html", context, status=422 if form.errors else 200)


@page(Permission.TABLE_PLAN, find=run_guest)
@require_safe
def seat_why(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Why somebody sits there, round by round."""
    plan = registration.event.table_plan
    board = Board.of(plan)
    is_seated = registration.public_id in {guest.id for guest in board.seated}
    guest = board.by_id.get(registration.public_id)
    context = {
        "event": plan.event,
        "registration": registration,
        "told": told_of(board, registration.public_id) if is_seated and plan.solved_at else [],
        "known": [(name, guest.shown(name)) for name in plan.weights] if guest else [],
    }
    return render(request, "tables/office/seat_why.html", context)


@page(Permission.TABLE_PLAN, find=run_plan)
@require_safe
def plan_list_pdf(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """Everybody by name, to print."""
    return _pdf(list_pdf(_solved(plan)), _("table-list"))


@page(Permission.TABLE_PLAN, find=run_plan)
@require_safe
def plan_cards_pdf(request: PersonRequest, plan: TablePlan) -> HttpResponse:
    """A card for each table, to print."""
    return _pdf(cards_pdf(_solved(plan)), _("table-cards"))


def _solved(plan: TablePlan) -> Board:
    board = Board.of(plan)
    if not board.is_solved:
        raise NotNow(_("Nobody is seated yet. Let the plan be made first."))
    return board


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
