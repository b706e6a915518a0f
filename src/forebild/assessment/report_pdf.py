"""A report to an entrant on paper, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebild.assessment.field_reports import Reading
from forebild.assessment.models import EntrantReport
from forebild.shared.models import in_language
from forebild.shared.pdf.render import render_pdf


def report_pdf(report: EntrantReport, reading: Reading, language: str) -> bytes:
    """The field, and the company's own figures beside it where it has any."""
    own = reading.own
    data = {
        "running": in_language(report.entry.edition.programme, "name", language),
        "heading": _("What the field looks like"),
        "company": report.entry.organisation.name,
        "edition": report.entry.edition.name,
        "own": _("%(band)s: %(figure)s of %(top)s")
        % {"band": own.band, "figure": own.figure, "top": own.out_of}
        if own
        else _("You have no self-assessment yet. It takes ten minutes, and needs no account."),
        "alike": f"{reading.alike}, n = {reading.n}" if reading.n else "",
        "lines": [list(line) for line in reading.lines],
        "caution": _("The figures are of companies that have chosen to answer. They do not show a cause."),
        "labels": {
            "page": _("Page"),
            "of": _("of"),
            "dimension": _("Dimension"),
            "you": _("You"),
            "others": _("The middle one"),
        },
    }
    return render_pdf(
        "assessment/pdf/report.typ",
        data,
        title=_("What the field looks like"),
        language=language,
        created_at=report.prepared_at,
    )
