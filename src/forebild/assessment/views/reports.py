"""A company's report, behind the link in its mail: opened by a press, read, saved as PDF, erased."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.assessment.asked import read_set
from forebild.assessment.field_reports import Reading, reading_of
from forebild.assessment.models import EntrantReport
from forebild.assessment.queries.reports import own_result
from forebild.assessment.queries.sets import latest_set
from forebild.assessment.report_pdf import report_pdf
from forebild.assessment.result import result_of
from forebild.assessment.services import entrant_reports as services
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(services.REPORT)
def report(request: HttpRequest, link: Link) -> HttpResponse:
    """One button the first time; the report from then on."""
    found = _there(link)
    if request.method == "POST":
        services.open_report(link=link)
        return redirect(request.path)
    context: dict[str, Any] = {"report": found, "token": _token(request)}
    if found.opened_at:
        context["reading"] = reading(found, link.person)
    return render(request, "assessment/report.html", context)


@safe_link(services.REPORT)
def report_pdf_file(request: HttpRequest, link: Link) -> HttpResponse:
    """The same on paper."""
    found = _there(link)
    content = report_pdf(found, reading(found, link.person), (get_language() or "sv")[:2])
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="rapport.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@safe_link(services.REPORT)
def report_erase(request: HttpRequest, link: Link) -> HttpResponse:
    """Erased, after one question."""
    found = _there(link)
    if request.method == "POST":
        services.erase_report(link=link)
        return render(request, "assessment/report_erased.html", {"report": found})
    context = {
        "question": _("Erase the report?"),
        "text": _("What it says is erased here, and nobody can open it by a link. It cannot be undone."),
        "button": _("Erase it"),
        "danger": True,
    }
    return render(request, "ui/confirm.html", context)


def reading(found: EntrantReport, reader: str) -> Reading:
    """What `reader` (a public id; empty for nobody of the company) is shown."""
    language = get_language() or "sv"
    asked = read_set(latest_set(found.content["key"]).data)
    own = own_result(found, reader) if reader else None
    result = result_of(own, read_set(own.question_set.data), language) if own else None
    return reading_of(found.content["field"], asked, result, language)


def _there(link: Link) -> EntrantReport:
    found = services.report_of(link)
    if found is None:
        raise Http404
    return found


def _token(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["token"]) if match else ""
