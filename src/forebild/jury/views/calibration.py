"""The calibration round as a juror meets it: trial entries, a sheet for each, in private how one judges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.competition.models import Question
from forebild.competition.queries import latest_submission, submitted_sections
from forebild.jury.conflict_form import ConflictForm
from forebild.jury.forms.sheets import ScoreSheet, sheet_values
from forebild.jury.models import CalibrationSheet, Juror
from forebild.jury.queries.calibration import OwnMeasure, calibration_of, own_measure, own_trials
from forebild.jury.sectors import sector_name
from forebild.jury.services import calibration as services
from forebild.jury.views.finders import edition_of, own_seat
from forebild.jury.views.review import autosave_sheet
from forebild.people.requests import PersonRequest
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.files.responses import file_response
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.charts import Interval, IntervalChart
from forebild.shared.ui.dates import clock

PUBLIC = {Question.Visibility.PUBLIC, Question.Visibility.IF_AWARDED}


def own_sheet(actor: Any, edition_year: int, sheet_id: str) -> CalibrationSheet:
    """One of the person's own sheets, not one that a conflict has closed."""
    sheets = CalibrationSheet.objects.for_actor(actor).select_related(
        "juror__person",
        "juror__edition__programme",
        "trial__round__edition",
        "trial__entry__organisation",
        "trial__entry__edition__programme",
    )
    return get_object_or_404(sheets, public_id=sheet_id, juror__edition=edition_of(actor, edition_year))


@page(Permission.JURY_SERVE, find=own_seat)
def calibration(request: PersonRequest, juror: Juror) -> HttpResponse:
    """My trial entries; and when all are handed in, how I judge beside the others."""
    sheets = [(sheet, _state_of(sheet)) for sheet in own_trials(juror)]
    measure = own_measure(juror)
    round_ = calibration_of(juror.edition)
    context = {
        "edition": juror.edition,
        "round": round_,
        "is_open": round_ is not None and round_.accepts(timezone.now()),
        "sheets": sheets,
        "is_done": bool(sheets) and all(state == "done" for _sheet, state in sheets),
        "measure": measure,
        "distance": round(abs(measure.severity), 1) if measure else None,
        "severity_chart": _severity_chart(measure) if measure else None,
        "criteria_chart": _criteria_chart(measure) if measure else None,
    }
    return render(request, "jury/calibration.html", context)


def _state_of(sheet: CalibrationSheet) -> str:
    """unanswered, open, begun or done, as on the desk. From the `own_trials` query."""
    if sheet.state == "submitted":
        return "done"
    if not sheet.is_declared:  # type: ignore[attr-defined]  # annotated by the query
        return "unanswered"
    return "begun" if sheet.revision else "open"


def _severity_chart(measure: OwnMeasure) -> IntervalChart:
    """One dot: how far below or above the others, with its interval, 0 being as the others."""
    reach = max(1.0, abs(measure.low), abs(measure.high))
    return IntervalChart(
        _("Stricter or kinder than the others, in points"),
        (Interval(_("You"), measure.severity, measure.low, measure.high),),
        low=-reach,
        high=reach,
        cut=0,
        cut_label=_("as the others"),
        description=_(
            "Left of the line is stricter, right of it kinder. The truth lies in the bar nine times in ten."
        ),
        value_heading=_("Points from the others"),
        label_heading=_("Juror"),
        value_word=_("kinder"),
        below_word=_("stricter"),
    )


def _criteria_chart(measure: OwnMeasure) -> IntervalChart | None:
    if not measure.criteria:
        return None
    scales = [each.criterion for each in measure.criteria]
    return IntervalChart(
        _("Your mean among the others', per criterion"),
        tuple(
            Interval(each.criterion.name, each.own, each.low, each.high, raw=each.others)
            for each in measure.criteria
        ),
        low=min(criterion.scale_min for criterion in scales),
        high=max(criterion.scale_max for criterion in scales),
        description=_("The dot is your mean; the bar goes from the strictest to the kindest of the others."),
        value_heading=_("Your mean"),
        raw_heading=_("The others' mean"),
        label_heading=_("Criterion"),
        value_word=_("you"),
        interval_word=_("from the strictest to the kindest of the others"),
        raw_word=_("the others' mean"),
    )


@page(Permission.CONFLICT_ANSWER, find=own_sheet)
def trial_conflict(request: PersonRequest, sheet: CalibrationSheet) -> HttpResponse:
    """The question before anything but the name is shown."""
    form = ConflictForm(request.POST or None)
    year = sheet.juror.edition.year
    if form.is_valid():
        if not form.stated:
            services.declare_trial_free(actor=request.user, sheet=sheet)
            return redirect("jury:trial_edit", edition_year=year, sheet_id=sheet.public_id)
        services.stand_aside_from_trial(
            actor=request.user,
            sheet=sheet,
            **form.stated,
        )
        messages.success(request, _("Thank you. You stand aside, and the entry is closed to you."))
        return redirect("jury:calibration", edition_year=year)
    organisation = sheet.trial.entry.organisation
    context = {
        "edition": sheet.juror.edition,
        "organisation": organisation,
        "sectors": ", ".join(sector_name(industry.code) for industry in organisation.industries.all()),
        "form": form,
    }
    return render(request, "jury/conflict.html", context)


@page(Permission.CONFLICT_ANSWER, find=own_sheet)
def trial_edit(request: PersonRequest, sheet: CalibrationSheet) -> HttpResponse:
    """The trial entry and the same score sheet as at the review."""
    if not own_trials(sheet.juror).get(pk=sheet.pk).is_declared:  # type: ignore[attr-defined]  # annotated
        return redirect(_address("jury:trial_conflict", sheet))
    criteria = list(sheet.juror.edition.criteria.prefetch_related("anchors"))
    if request.method != "POST":
        audit.record_read(request.user, sheet.trial.entry, "calibration round")
        return _show(request, sheet, ScoreSheet(criteria, initial=_stored(sheet)))
    form = ScoreSheet(criteria, request.POST)
    if form.is_valid():
        try:
            return _carry_out(request, sheet, form)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
    return _show(request, sheet, form)


def _stored(sheet: CalibrationSheet) -> dict[str, str]:
    return sheet_values(CalibrationSheet.objects.for_actor(sheet.juror.person).get(pk=sheet.pk))


def _address(name: str, sheet: CalibrationSheet) -> str:
    return reverse(name, args=[sheet.juror.edition.year, sheet.public_id])


def _carry_out(request: PersonRequest, sheet: CalibrationSheet, form: ScoreSheet) -> HttpResponse:
    """What was typed is kept first, whatever was pressed; then it is handed in."""
    services.save_trial(actor=request.user, sheet=sheet, **form.kept(form.fields))
    if request.POST.get("then") == "submit":
        services.submit_trial(actor=request.user, sheet=sheet)
        messages.success(request, _("Your trial review is handed in."))
        return redirect("jury:calibration", edition_year=sheet.juror.edition.year)
    messages.success(request, _("Saved %(time)s.") % {"time": clock(timezone.now(), get_language() or "sv")})
    return redirect(_address("jury:trial_edit", sheet))


def _show(request: PersonRequest, sheet: CalibrationSheet, form: ScoreSheet) -> HttpResponse:
    context = {
        "trial_sheet": sheet,
        "round": sheet.trial.round,
        "edition": sheet.juror.edition,
        "organisation": sheet.trial.entry.organisation,
        "entry": sheet.trial.entry,
        "sections": shown_sections(sheet),
        "file_view": "jury:trial_file",
        "reading_id": sheet.public_id,
        "sheet": form,
        "is_submitted": sheet.state == "submitted",
        "is_open": sheet.trial.round.accepts(timezone.now()),
    }
    return render(request, "jury/trial_edit.html", context, status=422 if form.errors else 200)


def shown_sections(sheet: CalibrationSheet) -> list[Any]:
    """What was handed in; of an earlier edition's entry only what the company let become public.

    It was handed in to that year's jury: this year's is another.
    """
    entry = sheet.trial.entry
    sections = submitted_sections(latest_submission(entry), (get_language() or "sv")[:2])
    if entry.edition_id == sheet.juror.edition_id:
        return list(sections)
    kept = [
        replace(section, answers=tuple(each for each in section.answers if each.visibility in PUBLIC))
        for section in sections
    ]
    return [section for section in kept if section.answers]


@page(Permission.CALIBRATION_SCORE, find=own_sheet)
@require_POST
def trial_autosave(request: PersonRequest, sheet: CalibrationSheet) -> JsonResponse:
    """Keep the fields that changed, as on the review's sheet."""

    def keep(form: ScoreSheet, sent: dict[str, str]) -> CalibrationSheet:
        return services.save_trial(actor=request.user, sheet=sheet, **form.kept(sent.keys()))

    return autosave_sheet(request, sheet.juror.edition, keep)


def _sheet_of_file(actor: Any, edition_year: int, sheet_id: str, file_id: str) -> CalibrationSheet:
    return own_sheet(actor, edition_year, sheet_id)


@page(Permission.CALIBRATION_SCORE, find=_sheet_of_file)
def trial_file(request: PersonRequest, sheet: CalibrationSheet) -> HttpResponseBase:
    """A file of the trial entry, if it belongs to an answer that is shown."""
    shown = {
        file.file_id
        for section in shown_sections(sheet)
        for answer in section.answers
        for file in answer.files
    }
    files = sheet.trial.entry.files.filter(public_id__in=shown).select_related("file")
    wanted = request.resolver_match.kwargs["file_id"] if request.resolver_match else ""
    return file_response(get_object_or_404(files, public_id=wanted).file, inline=True, rendition=960)
