"""`@safe_link`: the view behind a link in a mail.

    @safe_link("competition.case_answer")
    def case_answer(request, link):
        if request.method == "POST":
            accept_nomination(link=link)      # the service calls links.use(link) in its transaction
            return redirect(…)
        return render(request, …)             # a page with one button: scanners open every link they see

The address holds `<str:token>`. Whatever a GET or HEAD tries to write is refused by the database.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.views.decorators.http import require_http_methods

from forebild.shared.errors import Refusal
from forebild.shared.links.services import LinkRefused, LinkUnknown, look_up
from forebild.shared.pages import View, page, refused
from forebild.shared.permissions import Permission

# Not "no-referrer": browsers then send `Origin: null` with the form, which the forgery check must refuse.
# This one tells other sites nothing of the path, and our own neither.
_HEADERS = {
    "Referrer-Policy": "strict-origin",
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
}


def safe_link(purpose: str) -> Callable[[View], View]:
    """Look the link up for `purpose` and pass it on as the view's second argument.

    A link that is spent or too old is a page that says so (410), an unknown one likewise (404).
    """

    def guard(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @page(Permission.PUBLIC)
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **parts: Any) -> HttpResponseBase:
            try:
                response = _answer(view, request, look_up(token, purpose), **parts)
            except LinkRefused as refusal:
                response = _link_refused(request, refusal)
            except Refusal as refusal:
                response = refused(request, refusal)
            for name, value in _HEADERS.items():
                response.headers[name] = value
            return response

        guarded.purpose = purpose  # type: ignore[attr-defined]  # for those who ask which links a page takes
        return guarded

    return guard


def _answer(view: View, request: HttpRequest, *args: Any, **parts: Any) -> HttpResponseBase:
    if request.method == "POST":
        return view(request, *args, **parts)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        response = view(request, *args, **parts)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
        transaction.set_rollback(True)
    return response


def _link_refused(request: HttpRequest, refusal: LinkRefused) -> HttpResponse:
    status = 404 if isinstance(refusal, LinkUnknown) else 410
    return render(request, "links/refused.html", {"reason": refusal.reason}, status=status)
