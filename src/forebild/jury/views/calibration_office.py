"""The calibration round as leaders and office meet it: opened, how far all agree, sharpened, closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.jury.forms.calibration import CalibrationForm, SharpenForm
from forebild.jury.models import CalibrationRound
from forebild.jury.queries import review_phase
from forebild.jury.queries.calibration import (
    Agreement,
    agreement,
    calibration_of,
    eligible_trials,
    sharpenings_of,
    trial_jurors,
)
from forebild.jury.services import calibration as services
from forebild.jury.views.finders import edition_of, led_edition
from forebild.people.requests import PersonRequest
from forebild.programme.models import Criterion, Edition
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Bar, BarChart


@page(Permission.CALIBRATION_LEAD, find=edition_of)
def calibration_round(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Before: choose entries and a last day. After: who has handed in, and where the jurors differ."""
    round_ = calibration_of(edition)
    if round_ is not None:
        return _show_round(request, round_)
    entries = eligible_trials(edition, request.user)
    form = CalibrationForm(request.POST or None, entries=entries)
    if form.is_valid():
        try:
            services.open_calibration(actor=request.user, edition=edition, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The calibration round is open. The jurors have been told."))
            return redirect("jury:calibration_round", edition_year=edition.year)
    phase = review_phase(edition)
    context = {
        "form": form,
        "has_entries": entries.exists(),
        "is_late": phase is not None and phase.opens_at <= timezone.now(),
    }
    context = {"edition": edition, **context}
    return render(request, "jury/calibration_new.html", context, status=422 if form.errors else 200)


def _show_round(request: PersonRequest, round_: CalibrationRound) -> HttpResponse:
    found = agreement(round_, request.user)
    jurors: list[Any] = list(trial_jurors(round_, request.user))
    phase = review_phase(round_.edition)
    context = {
        "round": round_,
        "is_open": round_.accepts(timezone.now()),
        "agreement": found,
        "chart": _chart(found) if found.tells else None,
        "columns": [{"label": _("Criterion")}, {"label": _("Spread"), "number": True}]
        + [{"label": trial.entry.organisation.name, "number": True} for trial in found.trials],
        "jurors": jurors,
        "waiting": [juror for juror in jurors if juror.done_count < juror.sheet_count],
        "done_count": sum(juror.done_count for juror in jurors),
        "all_count": sum(juror.sheet_count for juror in jurors),
        "sharpenings": sharpenings_of(round_.edition),
        "may_sharpen": phase is None or phase.opens_at > timezone.now(),
    }
    return render(request, "jury/calibration_round.html", {"edition": round_.edition, **context})


def _chart(found: Agreement) -> BarChart:
    """Where the jurors differ most, first."""
    return BarChart(
        _("How far the jurors differ, per criterion"),
        tuple(
            Bar(each.criterion.name, round(each.spread, 2))
            for each in found.criteria
            if each.spread is not None
        ),
        description=_(
            "The standard deviation of the scores within each entry, in points. 0 is full agreement."
        ),
        label_heading=_("Criterion"),
        value_heading=_("Spread"),
    )


def open_round(actor: Any, edition_year: int) -> CalibrationRound:
    """The year's round, for those who lead it; to all others it is not there."""
    round_ = calibration_of(led_edition(actor, edition_year))
    if round_ is None:
        raise Http404
    return round_


def _edition_of_round(actor: Any, edition_year: int) -> Edition:
    return open_round(actor, edition_year).edition


@page(Permission.CALIBRATION_LEAD, find=_edition_of_round)
def calibration_close(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Close the round, after a page that says who has something left."""
    round_ = open_round(request.user, edition.year)
    if request.method == "POST":
        services.close_calibration(actor=request.user, calibration=round_)
        messages.success(request, _("The calibration round is closed."))
        return redirect("jury:calibration_round", edition_year=edition.year)
    return _confirm(
        request,
        round_,
        question=_("Close the calibration round?"),
        text=_("What has not been handed in then stays out. The round cannot be opened again."),
        button=_("Close the round"),
    )


@page(Permission.CALIBRATION_LEAD, find=_edition_of_round)
def calibration_remind(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Remind those who have something left, after a page that says who they are."""
    round_ = open_round(request.user, edition.year)
    if request.method == "POST":
        count = services.remind_calibration(actor=request.user, calibration=round_)
        text = ngettext("%(count)d juror is reminded.", "%(count)d jurors are reminded.", count)
        messages.success(request, text % {"count": count})
        return redirect("jury:calibration_round", edition_year=edition.year)
    return _confirm(
        request,
        round_,
        question=_("Remind those who have something left?"),
        text=_("Each gets one letter, with a link to the trial entries."),
        button=_("Send the reminder"),
    )


def _confirm(request: PersonRequest, round_: CalibrationRound, **words: str) -> HttpResponse:
    jurors: list[Any] = list(trial_jurors(round_, request.user))
    context = words | {
        "consequences": [
            {"count": juror.sheet_count - juror.done_count, "text": str(juror.person)}
            for juror in jurors
            if juror.done_count < juror.sheet_count
        ],
        "cancel_href": reverse("jury:calibration_round", args=[round_.edition.year]),
    }
    return render(request, "ui/confirm.html", context)


def step_to_sharpen(actor: Any, edition_year: int, criterion_id: str, step: int) -> Criterion:
    """A criterion of an edition that the person leads, with `step` on its scale; else it is not there."""
    edition = open_round(actor, edition_year).edition
    criteria = edition.criteria.select_related("edition__programme").prefetch_related("anchors")
    return get_object_or_404(criteria, public_id=criterion_id, scale_min__lte=step, scale_max__gte=step)


def _edition_of_step(actor: Any, edition_year: int, criterion_id: str, step: int) -> Edition:
    return step_to_sharpen(actor, edition_year, criterion_id, step).edition


@page(Permission.CALIBRATION_LEAD, find=_edition_of_step)
def anchor_sharpen(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Describe a step anew; how it read before is shown and kept."""
    parts = request.resolver_match.kwargs if request.resolver_match else {}
    criterion = step_to_sharpen(request.user, edition.year, parts["criterion_id"], parts["step"])
    anchor = next((each for each in criterion.anchors.all() if each.value == parts["step"]), None)
    start = {"swedish": anchor.text_sv, "english": anchor.text_en} if anchor else {}
    form = SharpenForm(request.POST or None, initial=start)
    if form.is_valid():
        try:
            services.sharpen_anchor(
                actor=request.user, criterion=criterion, value=parts["step"], **form.cleaned_data
            )
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("The step is described anew. How it read before is kept."))
            return redirect("jury:calibration_round", edition_year=edition.year)
    context = {"edition": edition, "criterion": criterion, "step": parts["step"], "form": form}
    return render(request, "jury/anchor_sharpen.html", context, status=422 if form.errors else 200)
