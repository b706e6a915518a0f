"""The gate's list on paper: a row a visitor, with a box to tick."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.shared.pdf.render import render_pdf
from forebild.shared.ui.dates import in_full
from forebild.tours.gate import Gate, detail_text, further_details, name_at_gate
from forebild.tours.models import Stop


def gate_pdf(gate: Gate) -> bytes:
    """In the page's language, as the list stands now."""
    stop, language, now = gate.stop, get_language() or "sv", timezone.now()
    title = _("Visitors at %(host)s") % {"host": stop.host_name}
    data = {
        "programme": stop.event.programme.name,
        "heading": title,
        "lead": f"{stop.event.title}. {in_full(stop.begins_at, language)}",
        "made": _("As it stood %(when)s. Destroy the list after the visit.")
        % {"when": in_full(now, language)},
        "columns": [str(_("Here")), str(_("Name")), str(_("Organisation")), *_labels(stop)],
        "rows": [_row(gate, seat) for seat in gate.people],
        "nobody": _("Nobody stands on the list yet.") if not gate.people else "",
        "left": [seat.registration.name for seat in gate.left],
        "labels": {
            "page": _("Page"),
            "of": _("of"),
            "left": _("Not coming any more"),
            "new": _("new or changed"),
        },
    }
    return render_pdf("tours/pdf/gate_list.typ", data, title=title, language=language, created_at=now)


def _labels(stop: Stop) -> list[str]:
    return [str(Stop.Asked(field).label).capitalize() for field in further_details(stop)]


def _row(gate: Gate, seat: Any) -> dict[str, Any]:
    details = [detail_text(seat, field) for field in further_details(gate.stop)]
    cells = [name_at_gate(seat, gate.stop), seat.registration.organisation_shown, *details]
    return {"cells": cells, "is_new": seat.public_id in gate.new}


def pdf_response(stop: Stop, content: bytes) -> HttpResponse:
    """As a file that no cache keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="gate-list-{stop.begins_at:%Y-%m-%d}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
