"""All addresses: Swedish at the root, English under /en/."""

from django.urls import URLPattern, URLResolver, path

from forebild.website.views.health import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("halsa/", health, name="health"),
]
