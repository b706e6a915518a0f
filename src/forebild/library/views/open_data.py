"""The stories as open data, and the page that tells about it; the lines for others' pages with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from forebild.library import address
from forebild.library import open_data as data
from forebild.library.facts import FACT_LABELS, FACTS, VOCABULARIES
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.urls import site_url


@page(Permission.PUBLIC)
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What there is, what may be done with it, what each name means; and the list for one's own page."""
    language = (get_language() or "sv")[:2]
    frame = site_url("library:embedded", language) + address.changed(request.GET).removesuffix("?")
    context = {
        "licence": data.LICENCE,
        "licence_url": data.LICENCE_URL,
        "fields": [(name, str(meaning)) for name, meaning in data.FIELDS.items()],
        "vocabularies": [(str(FACT_LABELS[fact]), list(VOCABULARIES[fact].items())) for fact in FACTS],
        "json_url": site_url("library:data_json", language),
        "csv_url": site_url("library:data_csv", language),
        "feed_url": site_url("library:feed", language),
        "frame_url": frame,
        "chips": list(address.chips(request.GET)),
    }
    return render(request, "library/open_data.html", context)


@page(Permission.PUBLIC)
@require_safe
def data_json(request: HttpRequest) -> HttpResponseBase:
    """All stories as JSON."""
    return _file(request, data.json_parts, "application/json; charset=utf-8", "json")


@page(Permission.PUBLIC)
@require_safe
def data_csv(request: HttpRequest) -> HttpResponseBase:
    """All stories as CSV."""
    return _file(request, data.csv_parts, "text/csv; charset=utf-8", "csv")


def _file(
    request: HttpRequest, parts: Callable[[Programme], Iterator[str]], content_type: str, ending: str
) -> HttpResponseBase:
    """The file, streamed; nothing but its mark, where the reader has this state already.

    Only the mark is asked about: a day alone would not tell that a story has been withdrawn.
    """
    programme = current_programme()
    if programme is None:
        raise Http404
    etag = quote_etag(f"{data.mark(programme)}-{ending}")
    known = get_conditional_response(request, etag=etag)
    answer: HttpResponseBase
    if known is not None and known.status_code == 304:
        answer = known
    else:
        content = (part.encode() for part in parts(programme))
        answer = StreamingHttpResponse(content, content_type=content_type)
        answer.headers["Content-Disposition"] = f'inline; filename="goda-exempel.{ending}"'
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    if at := data.changed(programme):
        answer.headers["Last-Modified"] = http_date(at.timestamp())
    return answer
