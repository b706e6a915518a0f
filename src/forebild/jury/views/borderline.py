"""Near the line: what is too close to call, one more review by a press, or entries compared in pairs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forebild.competition.models import Entry
from forebild.jury import ranking_words
from forebild.jury.certainty import Standings, standings_of
from forebild.jury.compared import after_comparisons, counted_comparisons
from forebild.jury.comparing import After
from forebild.jury.extra_reviews import Borderline, borderline, readers_of
from forebild.jury.forms.ranking import TieBreakForm
from forebild.jury.models import Juror, TieBreak
from forebild.jury.queries import judged_entries, jury_of, ranking_state, review_phase, tie_breaks_in
from forebild.jury.services.extra_reviews import ask_one_more
from forebild.jury.services.tie_breaks import MOST, close_tie_break, open_tie_break
from forebild.jury.views.decisions import judged_entry
from forebild.jury.views.finders import edition_of, led_edition
from forebild.jury.views.ranking import open_edition, scale_of
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.EXTRA_REVIEW_ASK, find=edition_of)
@require_safe
def near_line(request: PersonRequest, edition: Edition) -> HttpResponse:
    """A row an entry in the grey zone: how sure, who waits, who would tell most."""
    if not ranking_state(edition).is_open:
        return redirect("jury:ranking", edition_year=edition.year)
    entries = {entry.public_id: entry for entry in judged_entries(edition, request.user)}
    found = standings_of(edition, request.user, ranking_state(edition).basis)
    phase = review_phase(edition)
    context = {
        "rows": _rows(found, entries, request.user, edition),
        "found": found,
        "phase": phase,
        "is_open": phase is not None and phase.opens_at <= timezone.now() < phase.closes_at,
        "tie_breaks": tie_breaks_in(edition, request.user),
        "may_compare": edition.state == "announced",
    }
    return render(request, "jury/near_line.html", {"edition": edition, **context})


def _rows(found: Standings, entries: dict[str, Entry], actor: Any, edition: Edition) -> list[dict[str, Any]]:
    readers = readers_of(edition, actor)
    return [_in_words(row) for row in borderline(found, entries, readers)]


def _in_words(row: Borderline) -> dict[str, Any]:
    adjusted = row.standing.adjusted
    assert adjusted is not None  # noqa: S101 what is unsure has been adjusted
    return {
        "entry": row.entry,
        "rank": row.standing.rank,
        "chance": ranking_words.percent(adjusted.p_top),
        "adjusted": ranking_words.figure(adjusted.adjusted),
        "raw": ranking_words.figure(row.standing.raw.mean),
        "count": row.standing.raw.n,
        "half_now": ranking_words.figure(row.half_now),
        "half_then": ranking_words.figure(row.half_then),
        "waiting": row.waiting,
        "proposed": row.proposed,
    }


@page(Permission.EXTRA_REVIEW_ASK, find=judged_entry)
@require_POST
def extra_review_ask(request: PersonRequest, entry: Entry) -> HttpResponse:
    """Ask the juror who was proposed, or another."""
    juror = get_object_or_404(jury_of(entry.edition, request.user), public_id=request.POST.get("juror", ""))
    ask_one_more(actor=request.user, entry=entry, juror=juror)
    named = {"juror": juror.person, "company": entry.organisation.name}
    messages.success(request, _("%(juror)s is asked to read the entry of %(company)s, by mail.") % named)
    return redirect("jury:near_line", edition_year=entry.edition.year)


def _serving(edition: Edition, actor: Any) -> QuerySet[Juror]:
    """Who could compare: all who serve but the secretary."""
    return jury_of(edition, actor).filter(state="serving").exclude(seat=Juror.Seat.SECRETARY)


@page(Permission.TIE_BREAK_HOLD, find=open_edition)
@require_http_methods(["GET", "HEAD", "POST"])
def tie_break_new(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Choose entries and jurors; what is near the line, and who has read of it, is ticked beforehand."""
    entries, jurors = judged_entries(edition, request.user), _serving(edition, request.user)
    found = standings_of(edition, request.user, ranking_state(edition).basis)
    form = TieBreakForm(
        request.POST if request.method == "POST" else None,
        entries=entries,
        jurors=jurors,
        initial=_proposed(found, request.GET.get("entry", "")),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = open_tie_break(actor=request.user, edition=edition, **_lists(form.cleaned_data))
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The jurors are asked to compare, by mail."))
            return redirect("jury:tie_break", edition_year=edition.year, tie_break_id=made.public_id)
    context = {"edition": edition, "form": form}
    return render(request, "jury/tie_break_new.html", context, status=422 if form.errors else 200)


def _lists(chosen: dict[str, Any]) -> dict[str, Any]:
    return {name: list(rows) for name, rows in chosen.items()}


def _proposed(found: Standings, entry: str) -> dict[str, list[str]]:
    """The entry asked about with its nearest in the grey zone; those who have scored any of them."""
    unsure = [row.entry for row in found.unsure]
    chosen = unsure[:MOST]
    if entry in unsure:
        here = unsure.index(entry)
        chosen = sorted(unsure, key=lambda name: abs(unsure.index(name) - here))[:3]
    return {
        "entries": chosen,
        "jurors": sorted({score.juror for score in found.problem.scores if score.entry in chosen}),
    }


def _tie_break(actor: Any, edition_year: int, tie_break_id: str) -> TieBreak:
    edition = led_edition(actor, edition_year)
    found: TieBreak = get_object_or_404(tie_breaks_in(edition, actor), public_id=tie_break_id)
    found.edition = edition
    return found


@page(Permission.TIE_BREAK_HOLD, find=_tie_break)
@require_safe
def tie_break(request: PersonRequest, tie_break: TieBreak) -> HttpResponse:
    """How the entries stand after the comparisons so far, who has compared, and the button that closes."""
    edition = tie_break.edition
    entries = {entry.public_id: entry for entry in judged_entries(edition, request.user)}
    names = {name: entry.organisation.name for name, entry in entries.items()}
    found = standings_of(edition, request.user, ranking_state(edition).basis)
    comparisons = counted_comparisons([tie_break], entries.values()).get(tie_break.pk, [])
    rows = after_comparisons(tie_break, found, comparisons)
    if not rows:
        raise Http404
    context = {
        "tie_break": tie_break,
        "rows": [_after_in_words(row, found, names) for row in rows],
        "chart": ranking_words.after_chart(
            rows,
            {row.entry: _adjusted(found, row.entry) for row in rows},
            names,
            scale_of(edition),
        ),
        "columns": _after_columns(),
        "jurors": [
            (seat.juror.person, sum(each.juror_id == seat.juror_id for each in comparisons))
            for seat in tie_break.seats.all()
        ],
        "count": len(comparisons),
    }
    return render(request, "jury/tie_break.html", {"edition": edition, **context})


def _adjusted(found: Standings, entry: str) -> float | None:
    adjusted = found.by_entry[entry].adjusted
    return adjusted.adjusted if adjusted else None


def _after_columns() -> list[dict[str, Any]]:
    return [
        {"label": _("Company")},
        {"label": _("Adjusted score before"), "number": True},
        {"label": _("Score after the comparisons"), "number": True},
        {"label": _("Between"), "number": True},
        {"label": _("Won and lost"), "number": True},
        {"label": _("Chance before"), "number": True},
        {"label": _("Chance now"), "number": True},
    ]


def _after_in_words(row: After, found: Standings, names: dict[str, str]) -> tuple[str, list[str]]:
    figure = ranking_words.figure
    return names[row.entry], [
        figure(_adjusted(found, row.entry)),
        figure(row.value),
        f"{figure(row.low90)}–{figure(row.high90)}",
        f"{row.wins}–{row.losses}",
        ranking_words.percent(row.chance_before),
        ranking_words.percent(row.chance),
    ]


@page(Permission.TIE_BREAK_HOLD, find=_tie_break)
@require_POST
def tie_break_close(request: PersonRequest, tie_break: TieBreak) -> HttpResponse:
    """No more comparisons."""
    close_tie_break(actor=request.user, tie_break=tie_break)
    messages.success(request, _("The comparison is closed, and kept as it stands."))
    return redirect("jury:tie_break", edition_year=tie_break.edition.year, tie_break_id=tie_break.public_id)
