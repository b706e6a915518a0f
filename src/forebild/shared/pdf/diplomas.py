"""The diploma of an award: one page to hang on a wall."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from forebild.shared.pdf.render import render_pdf


@dataclass(frozen=True)
class Diploma:
    """What is said on it, in the diploma's own language."""

    programme: str
    edition: str  # "2027"
    award: str  # "Vinnare", "Hedersomnämnande"
    company: str
    citation: str
    chair: str  # the jury chair's name, under the line for a signature
    chair_title: str
    verify_address: str  # where anybody can see that it is genuine
    decided_at: datetime


def diploma_pdf(diploma: Diploma, *, language: str) -> bytes:
    """The diploma as PDF, A4 landscape. A citation over some 1 500 characters takes a second page."""
    with translation.override(language):
        labels = {"to": _("is awarded to"), "verify": _("Verify this diploma")}
        title = _("Diploma: %(award)s %(edition)s, %(company)s") % asdict(diploma)
    data = {**asdict(diploma), "decided_at": "", "labels": labels}
    return render_pdf("diploma.typ", data, title=title, language=language, created_at=diploma.decided_at)
