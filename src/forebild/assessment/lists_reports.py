"""The office's list of reports to the entrants of an edition: who has had one, who has opened it."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forebild.assessment.models import EntrantReport
from forebild.shared.lists import Choice, Column, List, Search, TagColumn, TimeColumn, YesNo

STATES = {
    "prepared": _("prepared, not sent"),
    "sent": _("it has been sent"),
    "erased": _("erased at the company’s wish"),
}
TONES = {"sent": "success", "prepared": "info"}


def _preview(report: EntrantReport) -> str:
    parts = [report.entry.edition.year, report.public_id]
    return reverse("assessment:report_preview", args=parts) if report.state != "erased" else ""


class ReportList(List):
    """Of one edition."""

    key = "entrant-reports"
    caption = _("Reports to entrants")
    empty = _("No report yet. Prepare them, and they stand here with who has opened them.")
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda report: report.entry.organisation.name,
            sort="entry__organisation__name_order",
            link=_preview,
        ),
        TagColumn(
            "state", _("State"), labels=STATES, tones={"sent": "success", "prepared": "info"}, sort="state"
        ),
        TimeColumn("prepared_at", _("Prepared"), sort="prepared_at", hidden=True),
        TimeColumn("opened_at", _("Has opened it"), sort="opened_at"),
    ]
    filters = [
        Search("q", fields=["entry__organisation__name"]),
        Choice("state", _("State"), choices=STATES.items()),
        YesNo("opened", _("Has opened it"), where=Q(opened_at__isnull=False)),
    ]
    default_sort = "company"
