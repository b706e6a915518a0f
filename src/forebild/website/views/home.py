"""The front page, and the page that one lands on after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from forebild.people.models import Organisation
from forebild.programme.queries import current_programme
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """What the programme is, and what is open now."""
    return render(request, "website/home.html", {"programme": current_programme()})


@page(Permission.SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """What is mine to do now."""
    organisations = Organisation.objects.for_actor(request.user).order_by("name_order")
    return render(request, "website/start.html", {"organisations": organisations})


@page(Permission.OFFICE_WORK)
def dashboard(request: HttpRequest) -> HttpResponse:
    """Where everything stands, what is late, what to do next."""
    return render(request, "website/dashboard.html", {"programme": current_programme()})
