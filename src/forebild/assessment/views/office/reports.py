"""Reports to entrants in the office: prepared, previewed, sent, stopped; who has opened them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from forebild.assessment.forms.reports import CountForm
from forebild.assessment.lists_reports import ReportList
from forebild.assessment.models import EntrantReport, ReportBatch
from forebild.assessment.queries.reports import batches_in, entrants, reports_in, sendable_reports
from forebild.assessment.services import entrant_reports as services
from forebild.assessment.views.reports import reading
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.programme.queries import current_programme
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


def run_edition(actor: Any, edition_year: int) -> Edition:
    """The edition of that year, for its own office."""
    editions = Edition.objects.for_actor(actor).run_by(actor).select_related("programme")
    return get_object_or_404(editions, programme=current_programme(), year=edition_year)


def known_report(actor: Any, edition_year: int, report_id: str) -> EntrantReport:
    """A report that is not erased, to an entry that is not closed to the actor."""
    found = reports_in(actor, run_edition(actor, edition_year)).exclude(state="erased")
    return get_object_or_404(found, public_id=report_id)


def held_batch(actor: Any, edition_year: int, batch_id: str) -> ReportBatch:
    """Reports that left together."""
    batches = batches_in(run_edition(actor, edition_year))
    return get_object_or_404(batches, public_id=batch_id)


def to_reports(edition: Edition) -> HttpResponse:
    """Back to the list."""
    return redirect("assessment:report_list", edition_year=edition.year)


@page(Permission.ENTRANT_REPORT_SEND, find=run_edition)
@require_safe
def report_list(request: PersonRequest, edition: Edition) -> HttpResponseBase:
    """How far it has come: how many entrants, prepared, sent, opened; what is held can be stopped."""
    reports = reports_in(request.user, edition)
    listing = ReportList(request.GET, reports)
    states = list(reports.values_list("state", "opened_at"))
    context = {
        "edition": edition,
        "entrant_count": entrants(request.user, edition).count(),
        "prepared_count": sum(state == "prepared" for state, _opened in states),
        "sent_count": sum(state == "sent" for state, _opened in states),
        "opened_count": sum(opened is not None for _state, opened in states),
        "held": batches_in(edition).filter(state="held").first(),
    }
    return show_list(request, listing, "assessment/office/report_list.html", context)


@page(Permission.ENTRANT_REPORT_SEND, find=run_edition)
@require_POST
def report_prepare(request: PersonRequest, edition: Edition) -> HttpResponse:
    """A report for each entrant that has had none, by the figures that are out."""
    count = services.prepare_reports(actor=request.user, edition=edition)
    text = ngettext("%(count)d report is prepared.", "%(count)d reports are prepared.", count)
    messages.success(request, text % {"count": count})
    return to_reports(edition)


@page(Permission.ENTRANT_REPORT_SEND, find=known_report)
@require_safe
def report_preview(request: PersonRequest, report: EntrantReport) -> HttpResponse:
    """As the company meets it, without its own result: that is the company's."""
    context = {"report": report, "edition": report.entry.edition, "reading": reading(report, "")}
    return render(request, "assessment/office/report_preview.html", context)


@page(Permission.ENTRANT_REPORT_SEND, find=run_edition)
def report_send(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Which reports would leave, and the button that sends exactly those."""
    sendable = sendable_reports(request.user, edition)
    form = CountForm(request.POST or None, initial={"expected_count": len(sendable)})
    if request.method == "POST" and form.is_valid():
        services.send_reports(actor=request.user, edition=edition, **form.cleaned_data)
        messages.success(request, _("The reports leave in ten minutes. Until then you can stop them."))
        return to_reports(edition)
    context = {"edition": edition, "sendable": sendable, "form": form}
    return render(request, "assessment/office/report_send.html", context)


@page(Permission.ENTRANT_REPORT_SEND, find=held_batch)
@require_POST
def report_stop(request: PersonRequest, batch: ReportBatch) -> HttpResponse:
    """Stop what is still held."""
    services.stop_reports(actor=request.user, batch=batch)
    messages.success(request, _("The reports are stopped. None has left."))
    return to_reports(batch.edition)
