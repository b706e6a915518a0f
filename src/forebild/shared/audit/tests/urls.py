"""The log's pages, and a place to be sent to when not signed in."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("log/", include("forebild.shared.audit.urls")),
    path("sign-in/", include(([path("", lambda request: HttpResponse(), name="sign_in")], "people"))),
]
