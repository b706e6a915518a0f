"""The ranking as the leaders see it: closed until it is decided what ranks; raw and adjusted side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from forebild.jury import ranking_words
from forebild.jury.certainty import Standings, standings_of, without_each_juror
from forebild.jury.forms.ranking import BasisForm, LateBasisForm
from forebild.jury.lists import RankingList, with_ranking
from forebild.jury.models import RankingRecord
from forebild.jury.queries import (
    RankingState,
    judged_entries,
    jury_of,
    ranking_records,
    ranking_state,
    tie_breaks_in,
)
from forebild.jury.recusal_effects import recusal_effects
from forebild.jury.services.ranking import choose_ranking, open_scores
from forebild.jury.views.finders import edition_of, led_edition
from forebild.people.requests import PersonRequest
from forebild.programme.models import Criterion, Edition
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, demand, may


@page(Permission.RANKING_VIEW, find=edition_of)
@require_safe
def ranking(request: HttpRequest, edition: Edition) -> HttpResponseBase:
    """One row an entry; the same figures as dots with their intervals. Before the opening: the way there."""
    state = ranking_state(edition)
    if not state.is_open:
        return _closed(request, edition, state)
    entries = judged_entries(edition, request.user)
    found = standings_of(edition, request.user, state.basis)
    names = {entry.public_id: entry.organisation.name for entry in entries}
    jurors = {juror.public_id: str(juror.person) for juror in jury_of(edition, request.user)}
    effects = recusal_effects(edition, request.user, state.basis)
    context = {
        "state": state,
        "found": found,
        "chart": ranking_words.chart(found, names, scale_of(edition)),
        "criteria": counted_criteria(edition),
        "tied": [names[row.entry] for row in found.rows if row.side == "tied"],
        "unsure_count": len(found.unsure),
        "caveats": ranking_words.caveats(found.calibration, names, jurors),
        "effects": [ranking_words.effect(effect, names) for effect in effects],
        "unscored_count": sum(row.rank is None for row in found.rows),
        "records": ranking_records(edition, request.user),
        "tie_breaks": tie_breaks_in(edition, request.user),
        "may_choose": may(request.user, Permission.RANKING_CHOOSE, edition).allowed,
    }
    listing = RankingList(request.GET, with_ranking(entries, found))
    return show_list(request, listing, "jury/ranking.html", {"edition": edition, **context})


def _closed(
    request: HttpRequest, edition: Edition, state: RankingState, form: BasisForm | None = None
) -> HttpResponse:
    """What is decided so far, and for the office the way on."""
    initial = {"basis": state.choice.basis} if state.choice else {}
    context = {
        "state": state,
        "form": form or BasisForm(initial=initial),
        "may_choose": may(request.user, Permission.RANKING_CHOOSE, edition).allowed,
    }
    shown = {"edition": edition, **context}
    return render(request, "jury/ranking_closed.html", shown, status=422 if form else 200)


@page(Permission.RANKING_CHOOSE, find=edition_of)
@require_http_methods(["GET", "HEAD", "POST"])
def ranking_choose(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Decide what ranks, and with `then=open` open the scores in the same press; later: change it."""
    state = ranking_state(edition)
    make = LateBasisForm if state.opening else BasisForm
    form = make(request.POST if request.method == "POST" else None, initial={"basis": state.basis})
    if request.method == "POST" and form.is_valid():
        try:
            choose_ranking(actor=request.user, edition=edition, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return _chosen(request, edition, state)
    if request.method == "POST" and not state.is_open:
        return _closed(request, edition, state, form)
    context = {"edition": edition, "form": form, "state": state}
    return render(request, "jury/ranking_choose.html", context, status=422 if form.errors else 200)


def _chosen(request: PersonRequest, edition: Edition, before: RankingState) -> HttpResponse:
    if request.POST.get("then") == "open" and not before.is_open:
        open_scores(actor=request.user, edition=edition)
        messages.success(request, _("Decided. The scores are open."))
    else:
        messages.success(request, _("Decided. Who decided it and when is kept."))
    return redirect("jury:ranking", edition_year=edition.year)


@page(Permission.RANKING_CHOOSE, find=edition_of)
@require_POST
def ranking_open(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Open the scores to the jury's leaders."""
    open_scores(actor=request.user, edition=edition)
    messages.success(request, _("The scores are open."))
    return redirect("jury:ranking", edition_year=edition.year)


def open_edition(actor: Any, edition_year: int, **_parts: str) -> Edition:
    """The edition, for those who lead it or run it, once its scores are open."""
    edition = edition_of(actor, edition_year)
    demand(actor, Permission.RANKING_VIEW, edition)
    if not ranking_state(edition).is_open:
        raise Http404
    return edition


def scale_of(edition: Edition) -> tuple[int, int]:
    """The lowest and the highest score that can be given."""
    criteria = counted_criteria(edition)
    lowest = min((criterion.scale_min for criterion in criteria), default=0)
    return lowest, max((criterion.scale_max for criterion in criteria), default=lowest + 1)


def counted_criteria(edition: Edition) -> list[Criterion]:
    """The criteria that count in the total."""
    return [criterion for criterion in edition.criteria.all() if criterion.counted]


@page(Permission.RANKING_VIEW, find=open_edition)
@require_safe
def ranking_criterion(request: PersonRequest, edition: Edition) -> HttpResponse:
    """The same, by one criterion alone."""
    wanted = request.resolver_match.kwargs["criterion_id"] if request.resolver_match else ""
    criteria = counted_criteria(edition)
    criterion = next((each for each in criteria if each.public_id == wanted), None)
    if criterion is None:
        raise Http404
    state = ranking_state(edition)
    entries = judged_entries(edition, request.user)
    names = {entry.public_id: entry.organisation.name for entry in entries}
    found = standings_of(edition, request.user, state.basis, criterion.public_id)
    context = {
        "state": state,
        "criterion": criterion,
        "others": [
            {
                "label": each.name,
                "href": _address_of(edition, each),
                "current": each.pk == criterion.pk,
            }
            for each in criteria
        ],
        "chart": ranking_words.chart(found, names, (criterion.scale_min, criterion.scale_max)),
        "rows": [ranking_words.on_criterion(row, names) for row in found.rows],
        "columns": ranking_words.criterion_columns(),
    }
    return render(request, "jury/ranking_criterion.html", {"edition": edition, **context})


def _address_of(edition: Edition, criterion: Criterion) -> str:
    return reverse("jury:ranking_criterion", args=[edition.year, criterion.public_id])


@page(Permission.RANKING_VIEW, find=open_edition)
@require_safe
def ranking_jurors(request: PersonRequest, edition: Edition) -> HttpResponse:
    """How severe each juror is, how far each spreads, and what would change without his or her scores."""
    state = ranking_state(edition)
    found = standings_of(edition, request.user, state.basis)
    names = {entry.public_id: entry.organisation.name for entry in judged_entries(edition, request.user)}
    jurors = {juror.public_id: str(juror.person) for juror in jury_of(edition, request.user)}
    context = {
        "state": state,
        "found": found,
        "chart": ranking_words.severity_chart(found.calibration, jurors),
        "rows": ranking_words.juror_rows(found.calibration, jurors),
        "columns": ranking_words.juror_columns(found.calibration),
        "left_out": _left_out(found, names, jurors),
    }
    return render(request, "jury/ranking_jurors.html", {"edition": edition, **context})


def _left_out(found: Standings, names: dict[str, str], jurors: dict[str, str]) -> list[dict[str, Any]]:
    """Without each juror: who crosses the line."""
    return [
        {
            "juror": jurors.get(juror, "–"),
            "in_now": [names[entry] for entry in change.in_now],
            "out_now": [names[entry] for entry in change.out_now],
        }
        for juror, change in without_each_juror(found.problem, found.basis)
    ]


def _record(actor: Any, edition_year: int, record_id: str) -> RankingRecord:
    edition = led_edition(actor, edition_year)
    record: RankingRecord = get_object_or_404(ranking_records(edition, actor), public_id=record_id)
    return record


def _edition_of_record(actor: Any, edition_year: int, record_id: str) -> Edition:
    return _record(actor, edition_year, record_id).edition


@page(Permission.RANKING_VIEW, find=_edition_of_record)
@require_safe
def ranking_record(request: PersonRequest, edition: Edition) -> HttpResponse:
    """What was ranked, as a file that can be counted again."""
    wanted = request.resolver_match.kwargs["record_id"] if request.resolver_match else ""
    record = _record(request.user, edition.year, wanted)
    name = f"rangordning-{edition.year}-{record.public_id}.json"
    return JsonResponse(
        {
            "edition": edition.year,
            "recorded_at": record.recorded_at.isoformat(),
            "basis": record.basis,
            "seed": record.seed,
            "sha256": record.sha256,
            "problem": record.problem,
            "answer": record.answer,
        },
        json_dumps_params={"ensure_ascii": False, "indent": 1},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
