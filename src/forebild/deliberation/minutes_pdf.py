"""The minutes as PDF/A: sealed whole, or an extract without what is closed to the reader."""

from __future__ import annotations

from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from forebild.deliberation.minutes_content import Content
from forebild.deliberation.minutes_words import in_words
from forebild.deliberation.models import Minutes
from forebild.shared.pdf.render import render_pdf
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url


def minutes_pdf(
    minutes: Minutes,
    content: Content,
    *,
    approved: list[tuple[str, datetime]],
    sealed_at: datetime,
    is_extract: bool = False,
) -> bytes:
    """In Swedish, the jury's language; the same minutes make the same bytes."""
    edition = minutes.meeting.edition
    with translation.override("sv"):
        title = _("Minutes of the jury's meeting %(day)s") % {
            "day": datetime.fromisoformat(content["meeting"]["opened_at"]).date().isoformat()
        }
        data = {
            **in_words(content),
            "programme": edition.programme.name,
            "edition": str(edition.year),
            "heading": title,
            "extract": _("Extract: items from which the reader stands aside are left out.")
            if is_extract
            else "",
            "approved": [f"{name}, {in_full(at, 'sv')}" for name, at in approved],
            "sealed": in_full(sealed_at, "sv"),
            "address": site_url("deliberation:verify", "sv", minutes_id=minutes.public_id),
            "labels": _labels(),
        }
    return render_pdf("deliberation/pdf/minutes.typ", data, title=title, language="sv", created_at=sealed_at)


def _labels() -> dict[str, str]:
    return {
        "present": _("Present"),
        "absent": _("Absent"),
        "aside": _("Stood aside and was out"),
        "citation_sv": _("Citation in Swedish"),
        "citation_en": _("Citation in English"),
        "reason": _("Reason"),
        "opening": _("At the opening"),
        "closing": _("At the end"),
        "because": _("Why there is a new version"),
        "approved": _("Approved by"),
        "sealed": _("Sealed"),
        "verify": _("See that these minutes are genuine"),
        "page": _("Page"),
        "of": _("of"),
    }
