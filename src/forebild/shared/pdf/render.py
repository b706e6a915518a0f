"""Data to PDF: archivable (PDF/A-2a), accessible (PDF/UA-1), and the same bytes each time.

A template is a `.typ` file of ours. What people wrote reaches it as data only, never as source, so
nothing in it can be a command.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.template.utils import get_app_template_dirs

from forebild.shared.pdf.printable import FONTS_DIR, printable

_PACKAGE = Path(__file__).parents[2]  # templates import each other from here: /shared/pdf/templates/base.typ
_OWN = Path(__file__).parent / "templates"


def render_pdf(
    template: str, data: Mapping[str, Any], *, title: str, language: str, created_at: datetime
) -> bytes:
    """The PDF of `template` ("receipt.typ", or an app's own "jury/pdf/minutes.typ").

    `data` must be what JSON can hold. `created_at` (aware) is the date in the file: the same data and the
    same instant make the same bytes. Raises LookupError for an unknown template.
    """
    import typst  # imported where it is used: start-up is dear

    if created_at.tzinfo is None:
        raise ValueError("created_at must know its time zone")
    meta = {"title": printable(title) or "PDF", "language": language}
    return typst.compile(
        str(_place(template)),
        root=str(_PACKAGE),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=created_at.astimezone(UTC).replace(microsecond=0),
        sys_inputs={"data": json.dumps({"meta": meta, **printable(data)}, ensure_ascii=False)},
    )


@cache
def _fonts() -> Any:
    """Our fonts and no others: what is printed is the same on every machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS_DIR)])


@cache
def _place(template: str) -> Path:
    """The template's file: one of ours, or in an app's templates folder."""
    for folder in (_OWN, *map(Path, get_app_template_dirs("templates"))):
        place = (folder / template).resolve()
        if place.is_file() and place.suffix == ".typ" and place.is_relative_to(_PACKAGE):
            return place
    raise LookupError(f"No PDF template {template}")
