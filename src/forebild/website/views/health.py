"""For whoever watches the server: it answers, and so does its database."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.PUBLIC)
def health(request: HttpRequest) -> HttpResponse:
    """200 and "ok"; without a database the request fails, which is the point."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok", content_type="text/plain")
