"""Which of two is the better example: a juror's page, one pair at a time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from forebild.competition.models import Entry
from forebild.competition.queries import latest_submission, submitted_sections
from forebild.jury.conflict_form import ConflictForm
from forebild.jury.models import ComparingSeat
from forebild.jury.pairs import following_pair, open_entries, own_comparisons, unanswered
from forebild.jury.sectors import sector_name
from forebild.jury.services import tie_breaks
from forebild.jury.views.finders import edition_of
from forebild.people.requests import PersonRequest
from forebild.shared import audit
from forebild.shared.errors import Overtaken
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


def own_comparing_seat(actor: Any, edition_year: int, tie_break_id: str) -> ComparingSeat:
    """The person's seat in that tie-break, while it is open."""
    seats = ComparingSeat.objects.for_actor(actor).select_related(
        "juror__person", "juror__edition__programme", "tie_break__edition__programme"
    )
    found: ComparingSeat = get_object_or_404(
        seats, tie_break__public_id=tie_break_id, tie_break__edition=edition_of(actor, edition_year)
    )
    return found


@page(Permission.TIE_BREAK_COMPARE, find=own_comparing_seat)
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: PersonRequest, seat: ComparingSeat) -> HttpResponse:
    """First the conflict question for each entry, then pair after pair."""
    entries = open_entries(seat)
    waiting = unanswered(seat, entries)
    if waiting:
        return _ask(request, seat, waiting)
    if request.method == "POST":
        return _carry_out(request, seat, entries)
    own = own_comparisons(seat)
    pair = following_pair(seat, entries, own)
    for entry in pair or ():
        audit.record_read(request.user, entry, "comparison")
    context = {
        "edition": seat.tie_break.edition,
        "seat": seat,
        "pair": [_shown(entry) for entry in pair or ()],
        "own": own,
        "latest": own[-1] if own else None,
    }
    return render(request, "jury/compare.html", context)


def _shown(entry: Entry) -> dict[str, Any]:
    language = (get_language() or "sv")[:2]
    return {"entry": entry, "sections": submitted_sections(latest_submission(entry), language)}


def _ask(request: PersonRequest, seat: ComparingSeat, waiting: list[Entry]) -> HttpResponse:
    """The question about the first that is unanswered; an answer about another one answers nothing."""
    entry, actor = waiting[0], request.user
    is_answer = request.method == "POST" and request.POST.get("entry") == entry.public_id
    form = ConflictForm(request.POST if is_answer else None)
    if is_answer and form.is_valid():
        if not form.stated:
            tie_breaks.deny_conflict(actor=actor, seat=seat, entry=entry)
        else:
            tie_breaks.declare_conflict(
                actor=actor,
                seat=seat,
                entry=entry,
                **form.stated,
            )
            messages.success(request, _("Thank you. You stand aside, and the entry is closed to you."))
        return _onward(seat)
    organisation = entry.organisation
    context = {
        "edition": seat.tie_break.edition,
        "seat": seat,
        "entry": entry,
        "organisation": organisation,
        "sectors": ", ".join(sector_name(industry.code) for industry in organisation.industries.all()),
        "form": form,
        "left_count": len(waiting),
    }
    return render(request, "jury/compare_conflict.html", context, status=422 if form.errors else 200)


def _carry_out(request: PersonRequest, seat: ComparingSeat, entries: list[Entry]) -> HttpResponse:
    """The button says which one is better, the form which two were shown."""
    named = {entry.public_id: entry for entry in entries}
    two = [named[name] for name in request.POST.getlist("pair") if name in named]
    better = request.POST.get("better", "")
    if len(two) != 2 or better not in ("", two[0].public_id, two[1].public_id):
        messages.warning(request, _("These two can no longer be compared. Here is the next pair."))
        return _onward(seat)
    winner, loser = two if better != two[1].public_id else two[::-1]
    try:
        tie_breaks.compare_pair(
            actor=request.user, seat=seat, winner=winner, loser=loser, is_undecided=not better
        )
    except Overtaken as refusal:
        messages.warning(request, refusal.reason)
    return _onward(seat)


@page(Permission.TIE_BREAK_COMPARE, find=own_comparing_seat)
@require_POST
def compare_undo(request: PersonRequest, seat: ComparingSeat) -> HttpResponse:
    """Take the latest answer back."""
    tie_breaks.undo_comparison(actor=request.user, seat=seat)
    messages.success(request, _("Taken back. Answer again when you come to the pair."))
    return _onward(seat)


def _onward(seat: ComparingSeat) -> HttpResponse:
    edition = seat.tie_break.edition
    return redirect("jury:compare", edition_year=edition.year, tie_break_id=seat.tie_break.public_id)
