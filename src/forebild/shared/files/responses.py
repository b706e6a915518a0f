"""A stored file as an answer. The view that calls this has found and authorised it first."""

import logging

from django.http import FileResponse, Http404

from forebild.shared.files.kinds import Kind
from forebild.shared.files.models import StoredFile

log = logging.getLogger(__name__)


def file_response(
    stored: StoredFile, *, inline: bool = False, rendition: int | None = None, public: bool = False
) -> FileResponse:
    """The file as a download; a picture may be `inline`, and as a smaller `rendition` (its least width).

    Whatever it is, the browser may not guess its type nor run anything in it. `public` lets caches keep it
    for good: only for what anybody may see at an address that names this file and no later one.
    """
    path = stored.path(rendition)
    try:
        content = path.open("rb")
    except FileNotFoundError as error:
        log.error("File %s is not on disk", stored.public_id)
        raise Http404 from error
    is_rendition = path.suffix == ".webp"
    response = FileResponse(
        content,
        as_attachment=not (inline and stored.is_picture),
        filename=f"{stored.name.rpartition('.')[0]}.webp" if is_rendition else stored.name,
        content_type=Kind.WEBP.content_type if is_rendition else stored.content_type,
    )
    for name, value in _headers(public).items():
        response.headers[name] = value
    return response


def _headers(public: bool) -> dict[str, str]:
    return {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "public, max-age=31536000, immutable" if public else "private, no-store",
        "Cross-Origin-Resource-Policy": "cross-origin" if public else "same-origin",
    }
