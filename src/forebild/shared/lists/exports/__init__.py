"""A list as a file: what is on screen (same filter, order, columns), without its pages.

cells      what may stand in a cell, and the guard against formulas
csv_file   streamed       json_file   streamed       xlsx_file   written to disk, then streamed
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import Refusal
from forebild.shared.lists.exports.csv_file import csv_parts
from forebild.shared.lists.exports.json_file import json_parts
from forebild.shared.lists.exports.xlsx_file import MOST_ROWS, make_workbook
from forebild.shared.lists.listing import List


def exported(listing: List) -> HttpResponseBase:
    """The file that `listing.file_format` asks for.

    Raises Refusal for more rows than Excel can hold.
    """
    response = _WRITERS[listing.file_format](listing)
    name = f"{listing.key}-{timezone.localdate().isoformat()}.{listing.file_format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _csv(listing: List) -> HttpResponseBase:
    parts = csv_parts(listing.shown, listing.exported_rows(), listing.separator)
    return _streamed(parts, "text/csv; charset=utf-8")


def _json(listing: List) -> HttpResponseBase:
    parts = json_parts(listing.key, listing.shown, listing.exported_rows())
    return _streamed(parts, "application/json")


def _xlsx(listing: List) -> HttpResponseBase:
    if listing.total > MOST_ROWS:
        raise Refusal(_("Excel cannot hold this many rows. Narrow the list, or export it as CSV."))
    content = make_workbook(str(listing.caption), listing.shown, listing.exported_rows())
    return FileResponse(
        content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )


def _streamed(parts: Iterator[str], content_type: str) -> StreamingHttpResponse:
    return StreamingHttpResponse((part.encode() for part in parts), content_type=content_type)


_WRITERS: dict[str, Callable[[List], HttpResponseBase]] = {"csv": _csv, "json": _json, "xlsx": _xlsx}
