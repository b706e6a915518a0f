"""Pages that belong to no app: what went wrong, in the product's own look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere; what was typed is still in the browser."""
    return render(request, "ui/csrf_failure.html", status=403)
