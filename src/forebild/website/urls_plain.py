"""Addresses for machines, the same in every language."""

from django.urls import URLPattern, path

from forebild.website.views import machines
from forebild.website.views.health import health

urlpatterns: list[URLPattern] = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("halsa/", health, name="health"),
]
