"""Pages that belong to no app: what went wrong, in the product's own look; and the gallery of components."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader

from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui import samples
from forebild.shared.ui.sample_form import SampleForm
from forebild.shared.ui.sample_messages import MESSAGES


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old or came from elsewhere; what was typed is still in the browser."""
    return render(request, "ui/csrf_failure.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke (500), or the database is out of reach for the moment (503: come back soon).

    Drawn without the request: whatever broke may be what the page's frame asks.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(loader.render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(loader.render_to_string("500.html"), status=500)


@page(Permission.PUBLIC)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    return render(request, "ui/gallery.html", samples.everything())


@page(Permission.PUBLIC)
def gallery_form(request: HttpRequest) -> HttpResponse:
    """Every kind of field; sent, it shows every kind of mistake."""
    form = SampleForm(request.POST, request.FILES) if request.method == "POST" else SampleForm()
    return render(request, "ui/gallery_form.html", {"form": form})


@page(Permission.PUBLIC)
def gallery_front(request: HttpRequest) -> HttpResponse:
    """A public front page."""
    return render(request, "ui/gallery_front.html", samples.front())


@page(Permission.PUBLIC)
def gallery_office(request: HttpRequest) -> HttpResponse:
    """The office: side navigation, a long table, its filters and pages."""
    return render(request, "ui/gallery_office.html", samples.office(request.GET.get("page")))


@page(Permission.PUBLIC)
def gallery_message(request: HttpRequest, name: str) -> HttpResponse:
    """The pages that say no, stop or wait."""
    if name not in MESSAGES:
        raise Http404
    template, context = MESSAGES[name]
    return render(request, template, context())
