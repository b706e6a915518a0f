"""The gallery, allauth's pages, and pages that break, for the tests of this folder."""

import json
from threading import Event
from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.ui.sample_form import SampleForm

handler500 = "forebild.shared.ui.views.server_error"


def unnamed(request: HttpRequest) -> HttpResponse:
    """A page whose author forgot to name its permission."""
    return HttpResponse("shown")


@page(Permission.PUBLIC)
def broken(request: HttpRequest, how: str) -> HttpResponse:
    """A page that breaks in the way asked for."""
    raise {"bug": ZeroDivisionError, "database": OperationalError, "denied": PermissionDenied}[how]


DOCUMENT = """
{% extends "ui/base.html" %}
{% block title %}Dokument{% endblock %}
{% block content %}
<h1>Dokument</h1>
{% url "document_save" as address %}
{% post_form autosave=address revision=revision local=True confirm_leave=True %}
  {% autosave_status sign_in_url="/logga-in/" %}
  {% form_fields form "name" "challenge" "size" "themes" "county" "agreed" %}
  {% button "Skicka" kind="primary" key="ctrl+enter" %}
{% endpost_form %}
<input id="search" aria-label="Sök" data-key="/" data-key-label="Sök">
<a href="/komponenter/" data-key="n">Nästa</a>
{% key_help %}
{% endblock %}
""".strip()


class Document:
    """The other end of autosave: remembers what it was sent, and answers as the test has told it to."""

    requests: list[dict[str, Any]] = []
    answers: list[tuple[int, dict[str, Any]]] = []
    revision = 1
    stored: dict[str, Any] = {}
    gate: Event | None = None  # while it is closed, saves wait
    waiting = 0


@page(Permission.PUBLIC)
def document(request: HttpRequest) -> HttpResponse:
    """A form that saves itself; its button sends the whole."""
    if request.method == "POST":
        Document.requests.append({"whole": True, "fields": {"name": request.POST["name"]}})
    form = SampleForm(initial=Document.stored)
    context = {"form": form, "revision": Document.revision}
    return HttpResponse(engines["django"].from_string(DOCUMENT).render(context, request))


@page(Permission.PUBLIC)
def document_save(request: HttpRequest) -> HttpResponse:
    """Take what is posted; answer with the next answer that the test put in, else that it is saved."""
    sent = json.loads(request.body)
    if Document.gate:
        Document.waiting += 1
        Document.gate.wait(30)
    Document.requests.append(sent)
    if Document.answers:
        status, answer = Document.answers.pop(0)
        return JsonResponse(answer, status=status)
    Document.revision = sent["revision"] + 1
    Document.stored.update(sent["fields"])
    return JsonResponse({"revision": Document.revision, "saved_at": "14.02", "others": [], "conflicts": {}})


# allauth and the settings look these names up
people = ([path("logga-in/", document, name="sign_in")], "people")
website = ([path("start/", document, name="start"), path("hem/", document, name="home")], "website")

urlpatterns = i18n_patterns(
    path("komponenter/", include("forebild.shared.ui.urls")),
    path("konto/", include("allauth.urls")),
    path("utan-behorighet/", unnamed),
    path("trasig/<str:how>/", broken),
    path("dokument/", document, name="document"),
    path("dokument/spara/", document_save, name="document_save"),
    path("", include(people)),
    path("", include(website)),
    prefix_default_language=False,
)
