"""Addresses for machines, the same in every language."""

from django.urls import URLPattern, path

from forebild.website.views.health import health

urlpatterns: list[URLPattern] = [
    path("halsa/", health, name="health"),
]
